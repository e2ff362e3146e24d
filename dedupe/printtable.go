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

func (s printSlot) used() bool { return s.at != 0 }

// start is where the search for the slot's hash begins in a table of n slots:
// the hash as a fraction of that. Fingerprints are least hashes, so they are
// mixed first.
func (s printSlot) start(n int) int { return int(s.hash * mulToken >> 32 * uint64(n) >> 32) }

func (t *printTable) start(hash uint64) int { return printSlot{hash: hash}.start(len(t.slots)) }

func (t *printTable) after(i int) int { return after(i, len(t.slots)) }

// grow makes the table half as long again.
func (t *printTable) grow() {
	t.slots = grown(t.slots, smallPrints, printSlot.used, printSlot.start)
}
