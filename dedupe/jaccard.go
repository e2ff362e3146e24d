package dedupe

import "hash/maphash"

// A comparer computes the Jaccard similarity of the shingle sets of two texts.
//
// Here the hash of a token has a secret seed: unlike tokenHash it cannot be
// made to collide by whoever writes the text, so that nobody can have a text
// removed that his own does not resemble. The seed does not show in results.
type comparer struct {
	words   int
	seed    maphash.Seed
	tokens  []uint64
	shingle []uint64
	one     hashSet // of the text that others are compared with
	marks   []uint32
	mark    uint32
	rest    hashSet // what only the other text has
}

func newComparer(words int) *comparer { return &comparer{words: words, seed: maphash.MakeSeed()} }

// shingles returns the shingles of a folded text, with repetitions. They are
// valid until the next call.
func (c *comparer) shingles(folded []byte) []uint64 {
	c.tokens = c.tokens[:0]
	for from, to := nextToken(folded, 0); from < to; from, to = nextToken(folded, to) {
		c.tokens = append(c.tokens, maphash.Bytes(c.seed, folded[from:to]))
	}
	c.shingle = appendShingles(c.shingle[:0], c.tokens, c.words)
	return c.shingle
}

// with sets the text that others are compared with.
func (c *comparer) with(folded []byte) {
	s := c.shingles(folded)
	c.one.reset(len(s))
	for _, x := range s {
		c.one.add(x)
	}
	c.mark = 0
	c.marks = append(c.marks[:0], make([]uint32, len(c.one.slots))...)
}

// similarity returns the number of common shingles divided by that of all. If
// it is certain to be below least, it returns 0 without further work.
func (c *comparer) similarity(folded []byte, least float64) float64 {
	s := c.shingles(folded)
	c.rest.reset(len(s))
	c.mark++
	// With more shingles than these outside, all of one would not be enough.
	most := int(float64(c.one.n) * (1 - least) / least)
	common := 0
	for _, x := range s {
		if at, ok := c.one.find(x); ok {
			if c.marks[at] != c.mark {
				c.marks[at] = c.mark
				common++
			}
		} else if c.rest.add(x); c.rest.n > most+1 {
			return 0
		}
	}
	all := c.one.n + c.rest.n
	if all == 0 {
		return 0
	}
	return float64(common) / float64(all)
}

// A hashSet is a set of hashes, with linear probing. The zero hash is stored
// as one.
type hashSet struct {
	slots []uint64
	shift uint
	n     int
}

// reset empties the set and makes room for n hashes.
func (s *hashSet) reset(n int) {
	size, shift := 16, uint(60)
	for size < 2*n {
		size, shift = 2*size, shift-1
	}
	if cap(s.slots) < size {
		s.slots = make([]uint64, size)
	} else {
		s.slots = s.slots[:size]
		clear(s.slots)
	}
	s.shift, s.n = shift, 0
}

// find returns the slot of x, or the empty one where it belongs.
func (s *hashSet) find(x uint64) (at int, ok bool) {
	if x == 0 {
		x = 1
	}
	for i := int(x * mulToken >> s.shift); ; i = (i + 1) & (len(s.slots) - 1) {
		switch s.slots[i] {
		case x:
			return i, true
		case 0:
			return i, false
		}
	}
}

func (s *hashSet) add(x uint64) {
	if at, ok := s.find(x); !ok {
		s.slots[at] = max(x, 1)
		s.n++
	}
}
