package dedupe

// A printTable is a hash table from fingerprints to where they stand in a log
// of texts, with linear probing. Places of one fingerprint stand in the order
// in which they came; there are at most maxCopies of them.
type printTable struct {
	slots []printSlot
	n     int
}

type printSlot struct {
	hash uint64
	at   int64 // in the log plus one; zero is an empty slot
}

const (
	printSlotBytes = 16
	smallPrints    = 64
	maxCopies      = 16
)

// find appends the places of a fingerprint.
func (t *printTable) find(dst []int64, hash uint64) []int64 {
	if t.slots == nil {
		return dst
	}
	for i := t.start(hash); t.slots[i].at != 0; i = t.after(i) {
		if t.slots[i].hash == hash {
			dst = append(dst, t.slots[i].at-1)
		}
	}
	return dst
}

// add adds a place of a fingerprint, unless there are enough.
func (t *printTable) add(hash uint64, at int64) {
	if t.n*4 >= len(t.slots)*3 {
		t.grow()
	}
	copies := 0
	i := t.start(hash)
	for ; t.slots[i].at != 0; i = t.after(i) {
		if t.slots[i].hash == hash {
			copies++
		}
	}
	if copies < maxCopies {
		t.slots[i] = printSlot{hash, at + 1}
		t.n++
	}
}

// start is where the search begins: the hash, as a fraction of the table's
// length. Fingerprints are least hashes, so they are mixed first.
func (t *printTable) start(hash uint64) int {
	return int(hash * mulToken >> 32 * uint64(len(t.slots)) >> 32)
}

func (t *printTable) after(i int) int {
	if i++; i < len(t.slots) {
		return i
	}
	return 0
}

// grow makes the table half as long again. Places are taken over from the first
// one after an empty slot, so that those of one fingerprint stay in order.
func (t *printTable) grow() {
	old := *t
	t.slots = make([]printSlot, max(smallPrints, len(old.slots)+len(old.slots)/2))
	if old.n == 0 {
		return
	}
	first := 0
	for old.slots[first].at != 0 {
		first++
	}
	for i := old.after(first); i != first; i = old.after(i) {
		if s := old.slots[i]; s.at != 0 {
			j := t.start(s.hash)
			for t.slots[j].at != 0 {
				j = t.after(j)
			}
			t.slots[j] = s
		}
	}
}
