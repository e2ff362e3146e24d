package dedupe

import (
	"encoding/binary"
	"math/bits"
)

// A segment holds the keys whose Hi begins with the same bits, in a hash table of
// buckets with linear probing (Knuth, The Art of Computer Programming 3, 6.4): a key
// stands in the bucket that the bits of Hi that follow tell, or, where that was full, in
// the first after it that was not. Buckets are so large that the table can be full to
// 15/16: one search in fifteen for a key that is there has to look into a second bucket
// then, and no key moves for another.
//
// A bucket has a tag of each of its keys in front, a byte of Hi: so a search reads
// one cache line of tags, all at once, and as a rule one entry, or none if
// the key is not there.
//
// Hi is the half of the key that is secret: XXH64 would let the maker of a text
// choose the bucket, and so make every Add walk a long way.
type segment struct {
	form   form
	width  int    // of an entry
	mask   uint64 // the bits of Hi that are written
	depth  uint   // bits that all keys have in common
	prefix uint64 // those bits, at the top of a word

	small    bool     // it is one piece of memory, of any length
	chunks   [][]byte // of perChunk buckets each
	perChunk int
	inverse  uint64 // of perChunk, times 2^32, rounded up
	slots    int
	used     []uint8 // of each bucket: see passedOver
	n        int
}

const (
	bucketSlots = 64 // of all buckets but the last of a small segment
	// passedOver is what a full bucket is said to hold if there are keys behind it
	// that belong into it, or into one before.
	passedOver = bucketSlots + 1

	chunkBytes  = 32 << 10
	leastChunks = 16
	mostChunks  = 2 * leastChunks // then a segment is cut in two
	// smallBytes is up to where a segment is one piece of memory.
	smallBytes = leastChunks * chunkBytes
	// growth is the part of a segment by which it grows at least, and that which stays
	// free: so it is from 14/16 to 15/16 full.
	growth      = 16
	leastSlots  = 16
	leastGrowth = 4
)

func newSegment(f form) *segment { return &segment{form: f, width: f.width(), mask: f.mask()} }

// newSmall returns a segment of one piece.
func newSmall(f form, slots int) *segment {
	g := newSegment(f)
	g.small = true
	buckets := (slots + bucketSlots - 1) / bucketSlots
	g.addChunk(make([]byte, buckets*bucketSlots+slots*g.width), buckets)
	g.slots = slots
	return g
}

// extend adds a chunk.
func (g *segment) extend(chunk []byte) {
	n := len(chunk) / g.bucketBytes()
	g.addChunk(chunk, n)
	g.slots += n * bucketSlots
}

func (g *segment) addChunk(chunk []byte, buckets int) {
	g.chunks = append(g.chunks, chunk)
	g.perChunk, g.inverse = buckets, (1<<32+uint64(buckets)-1)/uint64(buckets)
	g.used = append(g.used, make([]uint8, buckets)...)
}

func (g *segment) bucketBytes() int { return bucketSlots * (1 + g.width) }

func (g *segment) bytes() int64 {
	n := int64(cap(g.used)) + int64(cap(g.chunks))*24
	return n + int64(len(g.chunks))*int64(len(g.chunks[0]))
}

// empty forgets all keys.
func (g *segment) empty() {
	clear(g.used)
	g.n = 0
}

// bucket is the memory from bucket b on to the end of its chunk: the tags, then the
// entries. Buckets are fewer than 2^16, so that the product with the inverse is the quotient.
func (g *segment) bucket(b int) []byte {
	c := int(uint64(b) * g.inverse >> 32)
	return g.chunks[c][(b-c*g.perChunk)*g.bucketBytes():]
}

// entry is the entry i of a bucket.
func (g *segment) entry(bucket []byte, i int) []byte {
	at := bucketSlots + i*g.width
	return bucket[at : at+g.width]
}

// room is how many keys bucket b has room for.
func (g *segment) room(b int) int { return min(bucketSlots, g.slots-b*bucketSlots) }

// held is how many keys are in bucket b.
func (g *segment) held(b int) int { return min(int(g.used[b]), g.room(b)) }

// home is the bucket where a key belongs.
func (g *segment) home(hi uint64) int {
	i, _ := bits.Mul64(hi<<g.depth, uint64(g.slots))
	return int(i / bucketSlots)
}

// key reads an entry and its tag.
func (g *segment) key(e []byte, tag byte) Key {
	return Key{Hi: g.hi(e, tag), Lo: binary.LittleEndian.Uint64(e[g.form.hi-1:])}
}

func (g *segment) hi(e []byte, tag byte) uint64 {
	return (binary.LittleEndian.Uint64(e)<<8|uint64(tag))&g.mask | g.prefix&^g.mask
}

// find returns the entry of k, nil if it is not there.
func (g *segment) find(k Key) (e []byte) {
	for b, left := g.home(k.Hi), len(g.used); left > 0; left-- {
		bucket := g.bucket(b)
		if e = g.among(bucket, tagged(bucket, byte(k.Hi))&(1<<g.held(b)-1), k); e != nil || g.used[b] != passedOver {
			return e
		}
		b = after(b, len(g.used))
	}
	return nil
}

// among returns the entry of k among those of a bucket that have its tag, nil if
// it is none of them.
func (g *segment) among(bucket []byte, same uint64, k Key) (e []byte) {
	lo := int(g.form.hi) - 1
	for ; same != 0; same &= same - 1 {
		e := g.entry(bucket, bits.TrailingZeros64(same))
		if binary.LittleEndian.Uint64(e[lo:]) == k.Lo && (binary.LittleEndian.Uint64(e)<<8^k.Hi)&g.mask>>8 == 0 {
			return e
		}
	}
	return nil
}

// holds reports whether the place can be written in this form.
func (g *segment) holds(at Place) bool { return g.form.fits(at) }

// hasRoom reports whether there is room for a key more.
func (g *segment) hasRoom() bool { return (g.n+1)*growth <= g.slots*(growth-1) }

// insert puts in a key that is not there. It reports whether there is room.
func (g *segment) insert(k Key, at Place) bool {
	if !g.hasRoom() {
		return false
	}
	g.form.put(g.place(k.Hi), k, at)
	return true
}

// place makes room for a key that is not there, in a segment that is not full,
// and writes its tag. It returns the memory of the entry.
func (g *segment) place(hi uint64) []byte {
	b := g.home(hi)
	for int(g.used[b]) >= g.room(b) {
		g.used[b] = passedOver
		b = after(b, len(g.used))
	}
	return g.enter(g.bucket(b), b, hi)
}

// enter is place in a bucket that is not full.
func (g *segment) enter(bucket []byte, b int, hi uint64) []byte {
	i := int(g.used[b])
	g.used[b]++
	g.n++
	bucket[i] = byte(hi)
	return g.entry(bucket, i)
}

// regroup puts the keys of from into to: one segment, or two of the same form, by
// the first bit that those of from have not in common. It reports whether there was room.
// Growth is a good part of the time of Add, and this all of it: what it needs is at hand.
func regroup(from *segment, to ...*segment) bool {
	type half struct {
		used   []uint8
		chunks [][]byte
		slots  uint64
		whole  int // the first buckets, those that have bucketSlots
		n      int
	}
	var halves [2]half
	for i, g := range to {
		halves[i] = half{used: g.used, chunks: g.chunks, slots: uint64(g.slots), whole: g.slots / bucketSlots}
	}
	same, width, lo := to[0].form == from.form, from.width, int(from.form.hi)-1
	mask, implied, bit, both := from.mask, from.prefix&^from.mask, 63-from.depth, len(to)-1
	depth, bucketBytes := to[0].depth, to[0].bucketBytes()
	// Of small segments, whose chunks are of any length, there are not two.
	perChunk, inverse := to[0].perChunk, to[0].inverse
	for b := range from.used {
		bucket := from.bucket(b)
		tags, entries := bucket[:from.held(b)], bucket[bucketSlots:]
		for i, g := range to {
			if halves[i].n+len(tags) > g.slots {
				return false // there may be room, but hardly
			}
		}
		for _, tag := range tags {
			e := entries[:width]
			entries = entries[width:]
			hi := (binary.LittleEndian.Uint64(e)<<8|uint64(tag))&mask | implied
			which := int(hi>>(bit&63)) & both & 1
			h := &halves[which]
			h.n++
			at, _ := bits.Mul64(hi<<(depth&63), h.slots)
			home := int(at / bucketSlots)
			i := int(h.used[home])
			if !same || home >= h.whole || i >= bucketSlots {
				g := to[which]
				g.form.put(g.place(hi), Key{Hi: hi, Lo: binary.LittleEndian.Uint64(e[lo:])}, from.form.placeOf(e))
				continue
			}
			// As place and put.
			h.used[home]++
			c := int(uint64(home) * inverse >> 32)
			bucket := h.chunks[c][(home-c*perChunk)*bucketBytes:]
			bucket[i] = tag
			copyEntry(bucket[bucketSlots+i*width:][:width], e)
		}
	}
	for i, g := range to {
		g.n = halves[i].n
	}
	return true
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
		bucket := g.bucket(b)
		for i := range g.held(b) {
			if e := g.entry(bucket, i); !f(g.key(e, bucket[i]), g.form.placeOf(e)) {
				return false
			}
		}
	}
	return true
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
