package dedupe

import (
	"iter"
	"math/bits"
)

// Seen remembers keys and the place of the first text that had each.
//
// It holds 24 bytes a key at most, from some hundred keys up, if places have no more
// than four bytes (documents and lines together: some ten million pages; three bytes with
// fewer than some thousand keys). Where places are not wanted (see [Seen.NoPlaces]) it
// holds 16 to 22, and 16 to 20 of many.
//
// The table is cut into segments by the first bits of Key.Hi, as in extendible hashing
// (Fagin et al., ACM TODS 1979), so that it grows a piece at a time: no Add moves more
// than the keys of one segment, some hundred thousand. See segment.go.
//
// Keys are those of one [Hasher]: Hi has to look random, for the table is spread
// over its first bits. The zero value is ready for use. A Seen is not safe for concurrent use.
type Seen struct {
	// NoPlaces says that nobody asks for places: Add returns 0 for the first.
	// It must be set before the first Add.
	NoPlaces bool

	n       int
	depth   uint        // bits of Hi that choose in segments
	parts   []*segment  // 1<<depth of them; neighbours may be one
	pieces  int         // of memory that segments with the most buckets hold
	spare   [2][][]byte // those that none holds any longer: for tags, and for units
	resting *segment    // the small one that Reset has emptied
	aims    *[aimed]aim
	scratch []placed // see segment.lengthen
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
	g := s.part(k.Hi)
	if first, dup = g.find(k); dup {
		return first, true
	}
	for !g.form.fits(at) || !g.hasRoom(g.home(k.Hi)) {
		if !s.makeRoom(g, at) {
			break
		}
		g = s.part(k.Hi)
	}
	g.put(k, at)
	s.n++
	return at, false
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
// come into the bucket: those that are in it stay where they are, in longer buckets too.
func (s *Seen) addAimed(at *aim, k Key) (dup bool) {
	g := at.part
	same := g == s.part(k.Hi) && int(g.used[at.home]) == at.held
	if same && g.among(at.home, at.same, k) != nil {
		return true
	}
	if !same || at.held >= g.slots {
		_, dup = s.Add(k, 0)
		return dup
	}
	g.enter(at.home, at.held, k, 0)
	s.n++
	return false
}

// aimed is how many keys are aimed at at once.
const aimed = 64

// An aim is where a key is looked for first.
type aim struct {
	part *segment
	home int    // the number of the bucket
	held int    // what its used was
	same uint64 // the slots that had the key's tag
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
		prefetch(&at.part.tags[at.home*bucketSlots])
	}
	for i, k := range keys {
		at := &s.aims[i]
		g := at.part
		at.held = int(g.used[at.home])
		at.same = tagged(g.tagsOf(at.home), byte(k.Hi)) & (1<<(at.held&^passedOver) - 1)
		entry := at.held // where a new key is written, or the one that is perhaps the same
		if at.same != 0 {
			entry = bits.TrailingZeros64(at.same)
		}
		if entry < g.slots {
			e := g.entry(at.home, entry)
			prefetch(&e[0])
			prefetch(&e[len(e)-1])
		}
	}
}

// part is the segment of a key.
func (s *Seen) part(hi uint64) *segment { return s.parts[hi>>(63-s.depth)>>1] }

func (s *Seen) begin() {
	g := s.resting
	if g == nil {
		g = s.segment(form{}, 0, 0, 0, leastSlots)
	}
	s.parts, s.depth, s.resting = []*segment{g}, 0, nil
}

// Len returns the number of keys.
func (s *Seen) Len() int { return s.n }

// Bytes returns the memory that the table holds.
func (s *Seen) Bytes() int64 {
	n := int64(0)
	for _, spare := range s.spare {
		for _, piece := range spare {
			n += int64(len(piece))
		}
	}
	for i, g := range s.parts {
		if i == 0 || g != s.parts[i-1] {
			n += g.bytes()
		}
	}
	return n + int64(len(s.parts))*8 + int64(cap(s.scratch))*24
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
	if g := s.parts[0]; g.depth == 0 && g.bytes() <= keepBytes {
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
// stands at place at. It reports whether it did: keys that are very much alike stay
// beside their buckets.
func (s *Seen) makeRoom(g *segment, at Place) bool {
	switch f := g.form; {
	case !f.fits(at):
		s.rebuild(g, f.fitting(at, g.documentBits()), g.buckets, g.slots)
	case g.slots < bucketSlots:
		scratch := g.lengthen(s.piece(g, forUnits), s.scratch)
		if g.buckets == mostBuckets && s.NoPlaces {
			s.scratch = scratch
		}
	case g.buckets < mostBuckets:
		s.rebuild(g, f, g.buckets+1, g.slotsFor(g.n, g.buckets+1))
	case g.depth == s.depth && len(s.parts) > 16+s.n/256:
		return false
	default:
		s.split(g)
	}
	return true
}

// rebuild puts a segment of another form or size in the place of g.
func (s *Seen) rebuild(g *segment, f form, buckets uint, slots int) {
	to := s.segment(f, g.depth, g.prefix, buckets, slots)
	regroup(g, to)
	s.replace(g, to)
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
	var to [2]*segment
	for bit := range to {
		prefix := g.prefix | uint64(bit)<<(63-g.depth)
		to[bit] = s.segment(g.form, g.depth+1, prefix, g.buckets, g.slotsFor(g.n/2, g.buckets))
	}
	regroup(g, to[:]...)
	s.replace(g, to[:]...)
}

// segment returns an empty segment.
func (s *Seen) segment(f form, depth uint, prefix uint64, buckets uint, slots int) *segment {
	g := newSegment(f, depth, prefix, buckets)
	g.tags = s.piece(g, forTags)
	for g.slots < slots {
		g.addUnit(s.piece(g, forUnits))
	}
	return g
}

// replace puts one or two segments in the place of g, whose memory is free then.
func (s *Seen) replace(g *segment, to ...*segment) {
	first, n := g.prefix>>(63-s.depth)>>1, uint64(1)<<(s.depth-g.depth)
	for i := range n {
		s.parts[first+i] = to[i*uint64(len(to))/n]
	}
	s.give(g)
}

// What a piece of memory is for.
const (
	forTags = iota
	forUnits
)

// piece returns memory for the tags of g, or for a unit.
func (s *Seen) piece(g *segment, what int) []byte {
	size := g.tagBytes()
	if what == forUnits {
		size = g.unitBytes()
	}
	if g.buckets == mostBuckets {
		s.pieces++
		for n := len(s.spare[what]); n > 0; n-- {
			piece := s.spare[what][n-1]
			s.spare[what] = s.spare[what][:n-1]
			if len(piece) == size { // else keys are written in another way now
				return piece
			}
		}
	}
	return make([]byte, size)
}

// give takes back the memory of a segment. Large tables keep some of it for the
// next segment that is cut up: what is left to the garbage collector may wait
// there until the table has doubled.
func (s *Seen) give(g *segment) {
	if g.buckets < mostBuckets {
		return
	}
	s.pieces -= 1 + g.slots/unitSlots
	most := s.pieces / 64
	if s.NoPlaces { // there is room left below 24 bytes
		most = min(s.pieces/16, len(g.units)+2)
	}
	keep := func(what int, piece []byte) {
		if len(s.spare[forTags])+len(s.spare[forUnits]) < most {
			s.spare[what] = append(s.spare[what], piece)
		}
	}
	keep(forTags, g.tags)
	for _, unit := range g.units[:g.slots/unitSlots] {
		keep(forUnits, unit)
	}
}
