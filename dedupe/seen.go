package dedupe

import (
	"iter"
	"math/bits"
)

// Seen remembers keys and the place of the first text that had each.
//
// It holds 24 bytes a key at most, and less where places are small or not
// wanted (see [Seen.NoPlaces]), from some hundred keys up. The table is cut
// into segments by the first bits of Key.Hi, as in extendible hashing (Fagin et
// al., ACM TODS 1979), so that it grows a piece at a time: no Add moves more
// than the keys of one segment, some ten thousand. See segment.go.
//
// Keys are those of one [Hasher]: Hi has to look random, for the table is spread
// over its first bits. The zero value is ready for use. A Seen is not safe for concurrent use.
type Seen struct {
	// NoPlaces says that nobody asks for places: Add returns 0 for the first.
	// It must be set before the first Add.
	NoPlaces bool

	n       int
	depth   uint       // bits of Hi that choose in segments
	parts   []*segment // 1<<depth of them; neighbours may be one
	chunks  int        // held by segments
	spare   [][]byte   // chunks that no segment holds
	resting *segment   // the small one that Reset has emptied
}

// Add looks for k and, if it is new, remembers that it stands at place at. It
// returns the place of the first text with that key, and whether that was
// there before: if dup is false, first is at.
func (s *Seen) Add(k Key, at Place) (first Place, dup bool) {
	if s.NoPlaces {
		at = 0
	}
	if s.parts == nil {
		s.begin()
	}
	if k.Lo == 0 {
		k.Lo = 1 // as in Hasher.Key
	}
	for {
		g := s.parts[k.Hi>>(63-s.depth)>>1]
		if e := g.find(k); e != nil {
			return g.form.placeOf(e), true
		}
		if g.holds(at) && g.insert(k, at) {
			s.n++
			return at, false
		}
		s.makeRoom(g, at)
	}
}

// Touch has the memory fetched in which keys are looked for: who has several at
// hand touches some tens of them first, and the processor waits for all of them
// together.
func (s *Seen) Touch(keys []Key) {
	if s.parts == nil {
		return
	}
	var places [touched]struct {
		part   *segment
		bucket []byte
		home   int
	}
	for len(keys) > 0 {
		n := min(len(keys), touched)
		for i, k := range keys[:n] {
			at := &places[i]
			at.part = s.parts[k.Hi>>(63-s.depth)>>1]
			at.home = at.part.home(k.Hi)
			at.bucket = at.part.bucket(at.home)
			prefetch(&at.bucket[0])
		}
		// The entry that is perhaps the one, or where a new one is written.
		for i, k := range keys[:n] {
			at := &places[i]
			entry := at.part.held(at.home)
			if same := tagged(at.bucket, byte(k.Hi)) & (1<<entry - 1); same != 0 {
				entry = bits.TrailingZeros64(same)
			}
			from := min(bucketSlots+entry*at.part.width, len(at.bucket)-1)
			prefetch(&at.bucket[from])
			prefetch(&at.bucket[min(from+at.part.width, len(at.bucket))-1])
		}
		keys = keys[n:]
	}
}

const touched = 32

func (s *Seen) begin() {
	g := s.resting
	if g == nil {
		g = newSmall(form{hi: 8}, leastSlots)
	}
	s.parts, s.depth, s.resting = []*segment{g}, 0, nil
}

// Len returns the number of keys.
func (s *Seen) Len() int { return s.n }

// Bytes returns the memory that the table holds.
func (s *Seen) Bytes() int64 {
	n := int64(len(s.spare)) * chunkBytes
	for i, g := range s.parts {
		if i == 0 || g != s.parts[i-1] {
			n += g.bytes()
		}
	}
	return n + int64(len(s.parts))*8
}

// All yields the keys and their places, in no order that means anything.
func (s *Seen) All() iter.Seq2[Key, Place] {
	return func(yield func(Key, Place) bool) {
		for i, g := range s.parts {
			if i > 0 && g == s.parts[i-1] {
				continue
			}
			if !g.all(yield) {
				return
			}
		}
	}
}

// keepBytes is the largest table that Reset keeps the memory of.
const keepBytes = 64 << 10

// Reset forgets all keys. It takes time in proportion to the keys that were
// there, not to the largest number that ever was.
func (s *Seen) Reset() {
	if s.n == 0 {
		return
	}
	var small *segment
	if g := s.parts[0]; g.small && g.bytes() <= keepBytes {
		small = g
		small.empty()
	}
	*s = Seen{NoPlaces: s.NoPlaces, resting: small}
}

// makeRoom makes room in g, or in what takes its place, for one key more, which
// stands at place at.
func (s *Seen) makeRoom(g *segment, at Place) {
	f := g.form.fitting(at)
	switch {
	case f != g.form:
		s.replace(g, s.rebuilt(g, f, g.depth, 0, g.slots))
	case g.small:
		s.replace(g, s.rebuilt(g, f, g.depth, 0, g.slots+max(g.slots/s.growth(), leastGrowth)))
	case len(g.chunks) < mostChunks:
		more := max(1, len(g.chunks)/s.growth())
		s.replace(g, s.rebuilt(g, f, g.depth, 0, g.slots+more*g.perChunk*bucketSlots))
	default:
		s.split(g)
	}
}

// growth is the part of a segment by which it grows. Without places larger steps
// stay below 24 bytes a key.
func (s *Seen) growth() int {
	if s.NoPlaces {
		return growth / 4
	}
	return growth
}

// rebuilt returns a segment for those keys of g that begin, after g's bits, with
// bit, or for all of them if depth is g's. It has at least that many slots.
func (s *Seen) rebuilt(g *segment, f form, depth uint, bit uint64, slots int) *segment {
	for {
		var to *segment
		if g.small && slots*f.width() <= smallBytes {
			to = newSmall(f, slots)
		} else {
			to = newSegment(f)
			for to.slots < slots {
				to.extend(s.chunk())
			}
		}
		to.depth, to.prefix = depth, g.prefix
		if depth > g.depth {
			to.prefix |= bit << (63 - g.depth)
		}
		if to.take(g) {
			return to
		}
		s.give(to)
		slots += slots/growth + leastGrowth
	}
}

// replace puts to in the place of g, whose memory is free then.
func (s *Seen) replace(g, to *segment) {
	first := g.prefix >> (63 - s.depth) >> 1
	for i := range uint64(1) << (s.depth - g.depth) {
		s.parts[first+i] = to
	}
	s.give(g)
}

// split makes two segments of g.
func (s *Seen) split(g *segment) {
	if g.depth == s.depth {
		parts := make([]*segment, 2*len(s.parts))
		for i := range parts {
			parts[i] = s.parts[i/2]
		}
		s.parts = parts
		s.depth++
	}
	f := g.form
	f.hi = uint8(8 - (g.depth+1)/8)
	first := g.prefix >> (63 - s.depth) >> 1
	half := uint64(1) << (s.depth - g.depth - 1)
	for bit := range uint64(2) {
		to := s.rebuilt(g, f, g.depth+1, bit, g.slots/2)
		for i := range half {
			s.parts[first+bit*half+i] = to
		}
	}
	s.give(g)
}

// chunk returns memory for a segment.
func (s *Seen) chunk() []byte {
	s.chunks++
	if n := len(s.spare); n > 0 {
		c := s.spare[n-1]
		s.spare[n-1] = nil
		s.spare = s.spare[:n-1]
		clear(c)
		return c
	}
	return make([]byte, chunkBytes)
}

// give takes back the memory of a segment. Large tables keep some of it for the
// next segment that is cut up: what is left to the garbage collector may wait
// there until the table has doubled.
func (s *Seen) give(g *segment) {
	if g.small {
		return
	}
	s.chunks -= len(g.chunks)
	most := s.chunks / 64
	if s.NoPlaces { // there is room left below 24 bytes
		most = max(most, min(s.chunks/16, mostChunks))
	}
	for _, c := range g.chunks {
		if len(s.spare) < most {
			s.spare = append(s.spare, c)
		}
	}
	g.chunks = nil
}
