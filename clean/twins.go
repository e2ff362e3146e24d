package clean

// What a machine made stands on a page again and again, the same but for its
// numbers: dates, buttons and names between comments and teasers.

// twins counts lines by the hash of what they say, up to maxTwins of each.
type twins [1 << 12]uint8

const (
	maxTwins  = 15
	manyTwins = 3 // lines that say the same, itself counted, of what a machine made
)

// twinSlot is the slot of what has this hash.
func twinSlot(hash uint64) uint16 { return uint16(hash >> (64 - 12)) }

// add counts one more line.
func (t *twins) add(slot uint16) { t[slot] = min(t[slot]+1, maxTwins) }

// slotOf is the slot of what b says, to the last digit. That of a short line is
// known.
func slotOf(b *Block) uint16 {
	if len(b.Text) <= memoBytes {
		return b.slot
	}
	return twinSlot(lineHash(b.Text))
}

// count counts the lines of a page, to the last digit.
func (t *twins) count(blocks []Block) {
	clear(t[:])
	for i := range blocks {
		t.add(slotOf(&blocks[i]))
	}
}

// describeTwins fills in how many lines say the same as each, numbers aside.
func (p *Page) describeTwins() {
	clear(p.twins[:])
	for _, slot := range p.twinSlots {
		p.twins.add(slot)
	}
	counts := p.columns.of(lineTwins)
	for i, slot := range p.twinSlots {
		counts[i] = p.twins[slot]
	}
}
