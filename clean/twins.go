package clean

// What a machine made stands on a page again and again, the same but for its
// numbers: dates, buttons and names between comments and teasers.

// twins counts lines by the hash of what they say, up to maxTwins of each.
type twins [1 << 12]uint8

const (
	maxTwins  = 15
	manyTwins = 3 // lines that say the same, itself counted, of what a machine made
)

func twinSlot(text []byte) uint64 { return lineHash(text) >> (64 - 12) }

// add counts one more line, and returns its slot.
func (t *twins) add(text []byte) (slot uint64) {
	slot = twinSlot(text)
	t[slot] = min(t[slot]+1, maxTwins)
	return slot
}

// count counts the lines of a page, to the last digit.
func (t *twins) count(blocks []Block) {
	clear(t[:])
	for i := range blocks {
		t.add(blocks[i].Text)
	}
}

// countTwins fills in for each line how many say the same but for numbers.
func (p *Page) countTwins() {
	clear(p.twins[:])
	p.twinSlots = p.twinSlots[:0]
	for i := range p.Blocks {
		p.twinSlots = append(p.twinSlots, uint16(p.twins.add(p.numberless(&p.Blocks[i]))))
	}
	counts := p.columns.of(lineTwins)
	for i, slot := range p.twinSlots {
		counts[i] = p.twins[slot]
	}
}

// numberless returns the text of b with each number as one digit, in memory of p
// that the next call overwrites.
func (p *Page) numberless(b *Block) []byte {
	if b.Digits == 0 {
		return b.Text
	}
	out, inside := p.masked[:0], false
	for _, c := range b.Text {
		digit := isASCIIDigit(c)
		switch {
		case !digit:
			out = append(out, c)
		case !inside:
			out = append(out, '0')
		}
		inside = digit
	}
	p.masked = out
	return out
}
