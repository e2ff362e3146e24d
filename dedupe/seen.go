package dedupe

import (
	"iter"
	"math/bits"
)

// Seen remembers keys and the place of the first text that had each.
//
// It holds 24 bytes a key at most, from some hundred keys up, if places have no more
// than four bytes (documents and lines together: some ten million pages), and
// less where places are not wanted (see [Seen.NoPlaces]). The table is cut
// into segments by the first bits of Key.Hi, as in extendible hashing (Fagin et
// al., ACM TODS 1979), so that it grows a piece at a time: no Add moves more
// than the keys of one segment, some tens of thousands. See segment.go.
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
	aims    *[aimed]aim
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
	for {
		g := s.part(k.Hi)
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
	for ; len(keys) > 0; keys = keys[min(len(keys), aimed):] {
		s.aim(keys[:min(len(keys), aimed)])
	}
}

// AddAll is Add for keys one after another, of which nobody asks for places. It sets
// dup, which is as long as keys, to what Add says, in less time.
func (s *Seen) AddAll(keys []Key, dup []bool) {
	for len(keys) > 0 {
		n := min(len(keys), aimed)
		s.aim(keys[:n])
		for i, k := range keys[:n] {
			dup[i] = s.addAimed(&s.aims[i], k)
		}
		keys, dup = keys[n:], dup[n:]
	}
}

// addAimed adds a key that was aimed at. What was seen then holds as long as no key has
// come into the bucket.
func (s *Seen) addAimed(at *aim, k Key) (dup bool) {
	g := at.part
	if g != s.part(k.Hi) || g.held(at.home) != at.held {
		_, dup = s.Add(k, 0)
		return dup
	}
	if g.among(at.bucket, at.same, k) != nil {
		return true
	}
	if at.held == g.room(at.home) || !g.hasRoom() {
		_, dup = s.Add(k, 0)
		return dup
	}
	g.form.put(g.enter(at.bucket, at.home, k.Hi), k, 0)
	s.n++
	return false
}

// aimed is how many keys are aimed at at once.
const aimed = 64

// An aim is where a key is looked for first.
type aim struct {
	part   *segment
	bucket []byte
	home   int    // the number of the bucket
	held   int    // how many keys were in it
	same   uint64 // those that had the key's tag
}

// aim aims at up to aimed keys: it fills in aims, and has what stands there fetched.
func (s *Seen) aim(keys []Key) {
	if s.parts == nil {
		s.begin()
	}
	if s.aims == nil {
		s.aims = new([aimed]aim)
	}
	for i, k := range keys {
		at := &s.aims[i]
		at.part = s.part(k.Hi)
		at.home = at.part.home(k.Hi)
		at.bucket = at.part.bucket(at.home)
		prefetch(&at.bucket[0])
	}
	for i, k := range keys {
		at := &s.aims[i]
		at.held = at.part.held(at.home)
		at.same = tagged(at.bucket, byte(k.Hi)) & (1<<at.held - 1)
		entry := at.held // where a new key is written, or the one that is perhaps the same
		if at.same != 0 {
			entry = bits.TrailingZeros64(at.same)
		}
		width := at.part.width
		from := min(bucketSlots+entry*width, len(at.bucket)-1)
		prefetch(&at.bucket[from])
		prefetch(&at.bucket[min(from+width, len(at.bucket))-1])
	}
}

// part is the segment of a key.
func (s *Seen) part(hi uint64) *segment { return s.parts[hi>>(63-s.depth)>>1] }

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
	aims := s.aims
	if small == nil {
		aims = nil // for they hold memory of the table
	}
	*s = Seen{NoPlaces: s.NoPlaces, resting: small, aims: aims}
}

// makeRoom makes room in g, or in what takes its place, for one key more, which
// stands at place at.
func (s *Seen) makeRoom(g *segment, at Place) {
	f := g.form
	switch {
	case !f.fits(at):
		s.rebuild(g, f.fitting(at, g.documentBits()), g.slots)
	case g.small:
		s.rebuild(g, f, g.slots+max(g.slots/s.step(), leastGrowth))
	case len(g.chunks) < mostChunks:
		more := max(1, len(g.chunks)/s.step())
		s.rebuild(g, f, g.slots+more*g.perChunk*bucketSlots)
	default:
		s.split(g)
	}
}

// step is the part of a segment by which it grows. Without places larger ones stay
// below 24 bytes a key.
func (s *Seen) step() int {
	if s.NoPlaces {
		return growth / 4
	}
	return growth
}

// rebuild puts a segment of another form or length in the place of g: one that has at
// least that many slots.
func (s *Seen) rebuild(g *segment, f form, slots int) {
	for {
		to := s.segment(g, f, slots)
		if regroup(g, to) {
			s.replace(g, to)
			return
		}
		s.give(to)
		slots += slots/growth + leastGrowth
	}
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
	for half := g.slots / 2; ; half += half/growth + leastGrowth {
		var to [2]*segment
		for bit := range to {
			prefix := g.prefix | uint64(bit)<<(63-g.depth)
			// Between a quarter of a step and a whole one, so that not all segments grow,
			// and are as empty, at the same time.
			step := half / s.step()
			more, _ := bits.Mul64(bits.Reverse64(prefix)<<(63-g.depth), uint64(step-step/4))
			to[bit] = s.segment(g, f, half+step/4+int(more))
			to[bit].depth, to[bit].prefix = g.depth+1, prefix
		}
		if regroup(g, to[:]...) {
			s.replace(g, to[:]...)
			return
		}
		s.give(to[0])
		s.give(to[1])
	}
}

// segment returns one that has at least that many slots, for the keys of g.
func (s *Seen) segment(g *segment, f form, slots int) (to *segment) {
	if g.small && slots*(1+f.width()) <= smallBytes {
		to = newSmall(f, slots)
	} else {
		to = newSegment(f)
		for to.slots < slots {
			to.extend(s.chunk())
		}
	}
	to.depth, to.prefix = g.depth, g.prefix
	return to
}

// replace puts one or two segments in the place of g, whose memory is free then.
func (s *Seen) replace(g *segment, to ...*segment) {
	first, n := g.prefix>>(63-s.depth)>>1, uint64(1)<<(s.depth-g.depth)
	for i := range n {
		s.parts[first+i] = to[i*uint64(len(to))/n]
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
