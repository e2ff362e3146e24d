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

// add counts one more line that says what has this hash, and returns its slot.
func (t *twins) add(hash uint64) (slot uint16) {
	slot = twinSlot(hash)
	t[slot] = min(t[slot]+1, maxTwins)
	return slot
}

// count counts the lines of a page, to the last digit.
func (t *twins) count(blocks []Block) {
	clear(t[:])
	for i := range blocks {
		t.add(lineHash(blocks[i].Text))
	}
}
