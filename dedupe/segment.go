package dedupe

import (
	"encoding/binary"
	"math/bits"
)

// A segment holds the keys whose Hi begins with the same bits, in buckets: the bits of
// Hi that follow tell which. So those need not be written.
//
// A bucket has up to 64 keys, in the order in which they came, and in front of them a
// tag of each, a byte of Hi: a search reads one cache line of tags, all at once, and
// as a rule one entry, or none if the key is not there.
//
// All buckets of a segment have as many slots. What finds its bucket full goes into a
// smaller table beside it. When that has one key in 32 (see least), all buckets get some slots
// more: memory for those is added, and no key moves. When they have 64, there have to be
// twice as many buckets, in one segment or two; then all keys move, and each bucket becomes two.
// In this way a table moves each of its keys about once, and is some nine tenths full.
//
// Hi is the half of the key that is secret: XXH64 would let the maker of a text
// choose the bucket, and so make every Add walk a long way.
type segment struct {
	form    form
	width   int    // of an entry
	mask    uint64 // the bits of Hi that are written
	depth   uint   // bits that all keys have in common
	prefix  uint64 // those bits, at the top of a word
	buckets uint   // bits that tell the bucket
	least   int    // one key in so many may stand beside the buckets

	slots int     // of each bucket
	used  []uint8 // of each bucket, how many keys are in it; and passedOver
	tags  []byte  // bucketSlots for each bucket
	units [bucketSlots / unitSlots][]byte
	n     int // keys, wherever they are

	beside   *segment // keys that found their bucket full, or nil
	rest     []placed // or those: if it has few buckets, or stands beside another itself
	isBeside bool     // it does
}

// A unit is memory for unitSlots entries of each bucket, those of a bucket together.
const (
	bucketSlots = 64
	unitSlots   = 4
	// passedOver says of a bucket that keys that belong into it stand beside it.
	passedOver = 0x80

	// mostBuckets tell the bucket of a segment that is cut in two then: 2,048 of them, for
	// up to 127,000 keys. With so many a unit is as long as a number of whole pages of memory.
	mostBuckets = 11
	// fewBuckets are too few for a table beside them.
	fewBuckets = 3
	// besideBits is how many bits fewer tell the bucket of a table beside others, at first.
	besideBits = 4
	// leastSlots is what the buckets of the first segment have.
	leastSlots = 16
)

// A placed is a key and its place.
type placed struct {
	key Key
	at  Place
}

// newSegment returns a segment without memory for tags and keys: tags is to be set, and see
// addUnit.
func newSegment(f form, depth uint, prefix uint64, buckets uint) *segment {
	f.hi = uint8(max(8-int(depth+buckets)/8, 2))
	least := 32
	switch { // with places it is memory that counts, and chance is large where there are few buckets
	case f.place > 0 && buckets < 8:
		least = 12
	case f.place > 0:
		least = 16
	}
	return &segment{form: f, width: f.width(), mask: f.mask(), depth: depth, prefix: prefix, buckets: buckets, least: least,
		used: make([]uint8, 1<<buckets)}
}

// tagBytes and unitBytes are how much memory the tags and a unit take.
func (g *segment) tagBytes() int  { return bucketSlots << g.buckets }
func (g *segment) unitBytes() int { return unitSlots * g.width << g.buckets }

// addUnit gives each bucket slots in that memory.
func (g *segment) addUnit(unit []byte) {
	g.units[g.slots/unitSlots] = unit
	g.slots += unitSlots
}

// bytes is the memory of g.
func (g *segment) bytes() int64 {
	n := int64(cap(g.used)) + int64(len(g.tags)) + int64(g.slots/unitSlots*len(g.units[0])) + int64(cap(g.rest))*24
	if g.beside != nil {
		n += g.beside.bytes()
	}
	return n
}

// empty forgets all keys.
func (g *segment) empty() {
	clear(g.used)
	g.n, g.rest = 0, g.rest[:0]
	if g.beside != nil {
		g.beside.empty()
	}
}

// home is the bucket of a key.
func (g *segment) home(hi uint64) int {
	return int(hi << (g.depth & 63) >> 1 >> ((63 - g.buckets) & 63))
}

// held is how many keys are in bucket b.
func (g *segment) held(b int) int { return int(g.used[b] &^ passedOver) }

// tagsOf are the tags of bucket b.
func (g *segment) tagsOf(b int) []byte { return g.tags[b*bucketSlots:][:bucketSlots] }

// entry is the entry i of bucket b.
func (g *segment) entry(b, i int) []byte {
	at := (b*unitSlots + i%unitSlots) * g.width
	return g.units[uint(i)/unitSlots][at : at+g.width]
}

// implied are the bits of Hi that are not written in bucket b.
func (g *segment) implied(b int) uint64 {
	return (g.prefix | uint64(b)<<1<<((63-g.depth-g.buckets)&63)) &^ g.mask
}

// key reads the key of slot i of bucket b.
func (g *segment) key(b, i int) (k Key, at Place) {
	e := g.entry(b, i)
	hi := (binary.LittleEndian.Uint64(e)<<8|uint64(g.tags[b*bucketSlots+i]))&g.mask | g.implied(b)
	return Key{Hi: hi, Lo: binary.LittleEndian.Uint64(e[g.form.hi-1:])}, g.form.placeOf(e)
}

// find returns the place of k, if it is there.
func (g *segment) find(k Key) (at Place, ok bool) {
	b := g.home(k.Hi)
	if e := g.among(b, tagged(g.tagsOf(b), byte(k.Hi))&(1<<g.held(b)-1), k); e != nil {
		return g.form.placeOf(e), true
	}
	if g.used[b] < passedOver {
		return 0, false
	}
	return g.findBeside(k)
}

func (g *segment) findBeside(k Key) (at Place, ok bool) {
	if g.beside != nil {
		return g.beside.find(turned(k))
	}
	for i := range g.rest {
		if g.rest[i].key == k {
			return g.rest[i].at, true
		}
	}
	return 0, false
}

// among returns the entry of k among those of bucket b that have its tag, nil if
// it is none of them.
func (g *segment) among(b int, same uint64, k Key) (e []byte) {
	lo := int(g.form.hi) - 1
	for ; same != 0; same &= same - 1 {
		e := g.entry(b, bits.TrailingZeros64(same))
		if binary.LittleEndian.Uint64(e[lo:]) == k.Lo && (binary.LittleEndian.Uint64(e)<<8^k.Hi)&g.mask>>8 == 0 {
			return e
		}
	}
	return nil
}

// hasRoom reports whether a key may come into bucket b, or beside it. Keys that are more
// alike than those of texts stand beside buckets of which less than half is full, however many
// they are: no more room would help them.
func (g *segment) hasRoom(b int) bool {
	return g.held(b) < g.slots || (g.aside()+1)*g.least <= g.n+1 || 2*g.n < g.slots<<g.buckets
}

// aside is how many keys stand beside the buckets.
func (g *segment) aside() int {
	if g.beside != nil {
		return g.beside.n
	}
	return len(g.rest)
}

// put puts in a key that is not there.
func (g *segment) put(k Key, at Place) {
	b := g.home(k.Hi)
	if i := g.held(b); i < g.slots {
		g.enter(b, i, k, at)
		return
	}
	g.n++
	g.used[b] |= passedOver
	if g.buckets < fewBuckets || g.isBeside {
		if len(g.rest) == cap(g.rest) { // by less than append would take
			g.rest = append(make([]placed, 0, len(g.rest)+len(g.rest)/8+2), g.rest...)
		}
		g.rest = append(g.rest, placed{k, at})
		return
	}
	if g.beside == nil {
		g.beside = newBeside(g, max(g.buckets, besideBits)-besideBits, unitSlots)
	}
	k = turned(k)
	if !g.beside.hasRoom(g.beside.home(k.Hi)) {
		g.beside = g.beside.grown()
	}
	g.beside.put(k, at)
}

// enter puts a key into bucket b, which holds i keys and has room.
func (g *segment) enter(b, i int, k Key, at Place) {
	g.n++
	g.used[b]++
	g.tags[b*bucketSlots+i] = byte(k.Hi)
	g.form.put(g.entry(b, i), k, at)
}

// turned is how a key stands in a table beside others: it comes there in the order of
// what Hi begins with, so that other bits have to tell the bucket. Turned twice it is
// as it was.
func turned(k Key) Key { return Key{Hi: bits.RotateLeft64(k.Hi, 32), Lo: k.Lo} }

// newBeside returns a table for keys that find their bucket full, with places like g has.
// Next to none stand beside its own buckets.
func newBeside(g *segment, buckets uint, slots int) *segment {
	to := newSegment(g.form, 0, 0, buckets)
	to.isBeside, to.least = true, 64
	to.tags = make([]byte, to.tagBytes())
	for to.slots < slots {
		to.addUnit(make([]byte, to.unitBytes()))
	}
	return to
}

// grown returns a table that stands beside others with more room, with the keys of g.
func (g *segment) grown() *segment {
	if g.slots < bucketSlots {
		g.lengthen(make([]byte, g.unitBytes()), nil)
		return g
	}
	to := newBeside(g, g.buckets+1, g.slotsFor(g.n, g.buckets+1))
	regroup(g, to)
	return to
}

// slotsFor is how many slots so many buckets need for n keys written like those of g.
func (g *segment) slotsFor(n int, buckets uint) int {
	slots := n >> buckets
	if g.form.place == 0 { // else it is memory that counts
		slots += slots / 12
	}
	return min((slots+unitSlots-1)/unitSlots*unitSlots, bucketSlots)
}

// lengthen gives each bucket more slots. What stands beside them goes there. It needs
// memory for that meanwhile, and returns it.
func (g *segment) lengthen(unit []byte, scratch []placed) []placed {
	g.addUnit(unit)
	if g.aside() == 0 {
		return scratch
	}
	scratch = append(scratch[:0], g.rest...)
	if g.beside != nil {
		g.beside.all(func(k Key, at Place) bool {
			scratch = append(scratch, placed{turned(k), at})
			return true
		})
		if g.beside.empty(); g.form.place > 0 {
			g.beside = nil
		}
	}
	g.rest = g.rest[:0]
	g.n -= len(scratch)
	for b := range g.used {
		g.used[b] &^= passedOver
	}
	for _, p := range scratch {
		g.put(p.key, p.at)
	}
	return scratch
}

// regroup puts the keys of from into to, which is empty: one segment with as many buckets or
// twice as many, or two of the same form with as many each, which have one bit more in common;
// then there are some.
func regroup(from *segment, to ...*segment) {
	dest := func(hi uint64) *segment { return to[int(hi>>1>>((62-from.depth)&63)&1)&(len(to)-1)] }
	if to[0].form == from.form && int(to[0].buckets)+len(to) == int(from.buckets)+2 {
		splitBuckets(from, dest)
	} else {
		for b := range from.used {
			for i := range from.held(b) {
				k, at := from.key(b, i)
				dest(k.Hi).put(k, at)
			}
		}
	}
	for _, p := range from.rest {
		dest(p.key.Hi).put(p.key, p.at)
	}
	if from.beside != nil {
		from.beside.all(func(k Key, at Place) bool {
			k = turned(k)
			dest(k.Hi).put(k, at)
			return true
		})
	}
}

// splitBuckets is regroup for the keys in buckets, where each bucket becomes two and entries
// stay as they are.
func splitBuckets(from *segment, dest func(hi uint64) *segment) {
	width, next := from.width, 63-from.depth-from.buckets // the bit of Hi that chooses
	for b := range from.used {
		hi := from.prefix | uint64(b)<<1<<(next&63) // what keys of the bucket begin with
		g := dest(hi)
		first := g.home(hi)
		var used [2]int
		for i, tag := range from.tagsOf(b)[:from.held(b)] {
			e := from.entry(b, i)
			which := int((binary.LittleEndian.Uint64(e)<<8 | uint64(tag)) >> (next & 63) & 1)
			at := used[which]
			if at >= g.slots {
				k, place := from.key(b, i)
				g.used[first+which] = uint8(at)
				g.put(k, place)
				continue
			}
			used[which]++
			g.tags[(first+which)*bucketSlots+at] = tag
			copyEntry(g.entry(first+which, at)[:width], e)
		}
		for which, n := range used {
			g.used[first+which] |= uint8(n)
			g.n += n
		}
	}
}

// copyEntry copies an entry: 9 to 23 bytes, as long as to is.
func copyEntry(to, from []byte) {
	n := len(to)
	first, last := binary.LittleEndian.Uint64(from), binary.LittleEndian.Uint64(from[n-8:])
	if n > 16 {
		binary.LittleEndian.PutUint64(to[8:], binary.LittleEndian.Uint64(from[8:]))
	}
	binary.LittleEndian.PutUint64(to, first)
	binary.LittleEndian.PutUint64(to[n-8:], last)
}

// documentBits is how many bits the largest ordinal of a document has among the places.
func (g *segment) documentBits() int {
	most := int64(0)
	g.all(func(_ Key, at Place) bool {
		most = max(most, at.Document())
		return true
	})
	return bits.Len64(uint64(most))
}

// all calls f for the keys and their places until it returns false.
func (g *segment) all(f func(Key, Place) bool) bool {
	for b := range g.used {
		for i := range g.held(b) {
			if !f(g.key(b, i)) {
				return false
			}
		}
	}
	for _, p := range g.rest {
		if !f(p.key, p.at) {
			return false
		}
	}
	return g.beside == nil || g.beside.all(func(k Key, at Place) bool { return f(turned(k), at) })
}

// tagged returns a bit for each of the bucketSlots tags that bucket begins with that
// is tag.
func tagged(bucket []byte, tag byte) uint64 {
	return taggedOf((*[bucketSlots]byte)(bucket), ones*uint64(tag))
}

// genericTagged is taggedOf in Go.
func genericTagged(tags *[bucketSlots]byte, tag uint64) (same uint64) {
	for i := 0; i < bucketSlots; i += 8 {
		x := binary.LittleEndian.Uint64(tags[i:]) ^ tag
		x = ^((x&(0x7f*ones) + 0x7f*ones) | x) & highs // of the bytes that are 0
		same |= x >> 7 * 0x0102040810204080 >> 56 << i
	}
	return same
}
