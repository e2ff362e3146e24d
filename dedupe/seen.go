package dedupe

import "iter"

// Seen remembers keys and the place of the first text that had each.
//
// It is a hash table with linear probing, cut into segments when it is no
// longer small. Segments grow one at a time and by a quarter, so that no Add
// copies more than a 256th part of a large table, and 28 to 36 bytes are held
// for a key of 16 and a place of 8. The zero value is ready for use. A Seen is
// not safe for concurrent use.
type Seen struct {
	n     int
	one   segment    // all keys, while they are few
	many  *[]segment // segmentCount of them, after that
	small []slot     // the first slots of one, kept for Reset
}

type slot struct {
	key   Key // the zero Key is an empty slot
	place Place
}

// A segment probes from a slot that the key's secret half chooses: XXH64 would
// let the maker of a text choose it, and so make every Add walk a long way.
type segment struct {
	slots []slot
	n     int
}

const (
	segmentBits  = 8
	segmentCount = 1 << segmentBits
	smallSlots   = 64
	// manyAbove is the number of keys above which the table is cut up: 256
	// segments are then about 64 keys each.
	manyAbove = segmentCount * 64
)

// Add looks for k and, if it is new, remembers that it stands at place at. It
// returns the place of the first text with that key, and whether that was
// there before: if dup is false, first is at.
func (s *Seen) Add(k Key, at Place) (first Place, dup bool) {
	if k == (Key{}) {
		k.Lo = 1 // the zero Key is an empty slot; 2^-128 of all texts move
	}
	seg := &s.one
	if s.many != nil {
		seg = &(*s.many)[k.Hi>>(64-segmentBits)]
	} else if seg.slots == nil {
		s.small = make([]slot, smallSlots)
		seg.slots = s.small
	}
	sl := seg.find(k)
	if sl.key == k {
		return sl.place, true
	}
	*sl = slot{k, at}
	seg.n++
	s.n++
	if seg.isFull() {
		s.grow(seg)
	}
	return at, false
}

// All yields the keys and their places, in no order.
func (s *Seen) All() iter.Seq2[Key, Place] {
	return func(yield func(Key, Place) bool) {
		segments := []segment{s.one}
		if s.many != nil {
			segments = *s.many
		}
		for _, g := range segments {
			for i := range g.slots {
				if sl := &g.slots[i]; sl.key != (Key{}) && !yield(sl.key, sl.place) {
					return
				}
			}
		}
	}
}

// Free forgets all keys and gives their memory back.
func (s *Seen) Free() { *s = Seen{} }

// Len returns the number of keys.
func (s *Seen) Len() int { return s.n }

// Bytes returns the memory that the table holds.
func (s *Seen) Bytes() int64 {
	const slotBytes = 24
	n := len(s.one.slots)
	if s.many != nil {
		for i := range *s.many {
			n += len((*s.many)[i].slots)
		}
	}
	return int64(n) * slotBytes
}

// Reset forgets all keys. It takes time in proportion to the keys that were
// there, not to the largest number that ever was.
func (s *Seen) Reset() {
	if s.n == 0 {
		return
	}
	s.n = 0
	if s.many == nil && s.one.n >= len(s.one.slots)/8 {
		clear(s.one.slots)
		s.one.n = 0
		return
	}
	s.many = nil
	clear(s.small)
	s.one = segment{slots: s.small}
}

func (s *Seen) grow(seg *segment) {
	switch {
	case s.many != nil:
		seg.rehash(len(seg.slots) + len(seg.slots)/4)
	case s.n <= manyAbove:
		seg.rehash(2 * len(seg.slots))
	default:
		s.cut()
	}
}

// cut makes many segments of one.
func (s *Seen) cut() {
	many := make([]segment, segmentCount)
	for i := range many {
		many[i].slots = make([]slot, manyAbove/segmentCount*2)
	}
	for i := range s.one.slots {
		sl := &s.one.slots[i]
		if sl.key == (Key{}) {
			continue
		}
		seg := &many[sl.key.Hi>>(64-segmentBits)]
		*seg.find(sl.key) = *sl
		seg.n++
		if seg.isFull() {
			seg.rehash(2 * len(seg.slots))
		}
	}
	s.many = &many
	s.one = segment{}
}

// find returns the slot of k, or the empty slot where k belongs. There is
// always one: a segment is never full when find is called.
func (g *segment) find(k Key) *slot {
	// The low half of Hi, as a fraction of the table's length.
	i := int(uint64(uint32(k.Hi)) * uint64(len(g.slots)) >> 32)
	for {
		sl := &g.slots[i]
		if sl.key == k || sl.key == (Key{}) {
			return sl
		}
		if i++; i == len(g.slots) {
			i = 0
		}
	}
}

// isFull reports whether more than 6/7 of the slots are taken: a search then
// looks at 4 slots on average if the key is there, and 25 if it is not.
func (g *segment) isFull() bool { return g.n*7 > len(g.slots)*6 }

func (g *segment) rehash(slots int) {
	old := g.slots
	g.slots = make([]slot, slots)
	for i := range old {
		if old[i].key != (Key{}) {
			*g.find(old[i].key) = old[i]
		}
	}
}
