package seen

import "winnow/dedupe"

// A table is a set of keys with their owners: open addressing with linear
// probing, made for a number of keys that is known, and then only read.
type table struct{ slots []tableSlot }

type tableSlot struct {
	key   dedupe.Key
	owner Identity // 0: the slot is empty
}

// tableBytes is the memory for a key: 24 bytes, and a slot of four is empty.
const tableBytes = 32

func newTable(n int64) table { return table{make([]tableSlot, n+n/3+1)} }

// slot returns the slot of k, or the empty one where it belongs. It depends on
// the secret half of the key: see dedupe.Seen.
func (t *table) slot(k dedupe.Key) *tableSlot {
	i := int(scale(k.Hi, len(t.slots)))
	for {
		s := &t.slots[i]
		if s.owner == 0 || s.key == k {
			return s
		}
		if i++; i == len(t.slots) {
			i = 0
		}
	}
}

func (t *table) add(k dedupe.Key, owner Identity) { *t.slot(k) = tableSlot{k, owner} }

// find returns the owner of k, or 0.
func (t *table) find(k dedupe.Key) Identity { return t.slot(k).owner }
