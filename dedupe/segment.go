package dedupe

import (
	"encoding/binary"
	"math/bits"
)

// A segment holds the keys whose Hi begins with the same bits, in a hash table
// with linear probing in which the entries stand in the order of Hi (ordered
// hashing: Amble and Knuth, The Computer Journal 1974). The slot where a key
// belongs is a fraction of the table, told by the bits of Hi that follow; it
// stands there or after. So the table can be full to 15/16: a search looks at
// eight slots on average, whether it finds the key or not.
//
// Hi is the half of the key that is secret: XXH64 would let the maker of a text
// choose the slot, and so make every Add walk a long way.
type segment struct {
	form   form
	depth  uint   // bits that all keys have in common
	prefix uint64 // those bits, at the top of a word

	small    bool     // it is one piece of memory, of any length
	chunks   [][]byte // of perChunk entries each
	perChunk int
	inverse  uint64 // of perChunk, times 2^32, rounded up
	slots    int
	used     []uint64 // a bit for each slot
	n        int
}

const (
	chunkBytes  = 32 << 10
	leastChunks = 16
	mostChunks  = 2 * leastChunks // then a segment is cut in two
	// smallBytes is up to where a segment is one piece of memory.
	smallBytes = leastChunks * chunkBytes
	// growth is the part of a segment by which it grows at least. With the
	// filling of 15/16 it is from 14/16 full on.
	growth      = 16
	leastSlots  = 16
	leastGrowth = 4
)

// newSmall returns a segment of one piece.
func newSmall(f form, slots int) *segment {
	g := &segment{form: f, small: true}
	g.addChunk(make([]byte, slots*f.width()), slots)
	return g
}

// extend adds a chunk.
func (g *segment) extend(chunk []byte) { g.addChunk(chunk, chunkBytes/g.form.width()) }

func (g *segment) addChunk(chunk []byte, slots int) {
	g.chunks = append(g.chunks, chunk)
	g.perChunk, g.inverse = slots, (1<<32+uint64(slots)-1)/uint64(slots)
	g.slots += slots
	for len(g.used)*64 < g.slots {
		g.used = append(g.used, 0)
	}
}

func (g *segment) bytes() int64 {
	n := int64(cap(g.used))*8 + int64(cap(g.chunks))*24
	return n + int64(len(g.chunks))*int64(len(g.chunks[0]))
}

// empty forgets all keys.
func (g *segment) empty() {
	clear(g.used)
	g.n = 0
}

// at is the memory of slot i. Slots are fewer than 2^20, so that the product
// with the inverse is the quotient.
func (g *segment) at(i int) []byte {
	c := int(uint64(i) * g.inverse >> 32)
	w := g.form.width()
	return g.chunks[c][(i-c*g.perChunk)*w:][:w]
}

func (g *segment) isUsed(i int) bool { return g.used[i>>6]>>(i&63)&1 != 0 }
func (g *segment) use(i int)         { g.used[i>>6] |= 1 << (i & 63) }

// nextUsed is the first slot from i on that is used; slots if there is none.
func (g *segment) nextUsed(i int) int {
	for ; i < g.slots; i = (i | 63) + 1 {
		if word := g.used[i>>6] >> (i & 63); word != 0 {
			return min(i+bits.TrailingZeros64(word), g.slots)
		}
	}
	return g.slots
}

// nextFree is the first slot from i on that is not used; slots if there is none.
func (g *segment) nextFree(i int) int {
	for ; i < g.slots; i = (i | 63) + 1 {
		if word := ^g.used[i>>6] >> (i & 63); word != 0 {
			return min(i+bits.TrailingZeros64(word), g.slots)
		}
	}
	return g.slots
}

// home is the slot where a key belongs. The last slots are nobody's: they take
// what overflows.
func (g *segment) home(hi uint64) int {
	homes := g.slots - min(g.slots/growth+2, 192)
	i, _ := bits.Mul64(hi<<g.depth, uint64(homes))
	return int(i)
}

// hiOf and key read an entry; hiOf only what is written of Hi.
func (g *segment) hiOf(e []byte) uint64 { return binary.LittleEndian.Uint64(e) & g.form.mask() }

func (g *segment) key(e []byte) Key {
	return Key{Hi: g.hiOf(e) | g.prefix&^g.form.mask(), Lo: binary.LittleEndian.Uint64(e[g.form.hi:])}
}

// find returns the slot of k, or the slot where it belongs: that of the first
// entry that is greater, or a free one.
func (g *segment) find(k Key) (i int, found bool) {
	hi := k.Hi & g.form.mask()
	for i = g.home(k.Hi); i < g.slots && g.isUsed(i); i++ {
		e := g.at(i)
		switch h := g.hiOf(e); {
		case h > hi:
			return i, false
		case h == hi && binary.LittleEndian.Uint64(e[g.form.hi:]) == k.Lo:
			return i, true
		}
	}
	return i, false
}

// holds reports whether the place can be written in this form.
func (g *segment) holds(at Place) bool { return g.form.fits(at) }

// insert puts an entry into slot i, where find said that it belongs. It reports
// whether there is room.
func (g *segment) insert(i int, k Key, at Place) bool {
	if (g.n+1)*growth > g.slots*(growth-1) {
		return false
	}
	free := g.nextFree(i)
	if free >= g.slots {
		return false
	}
	g.shift(i, free)
	g.use(free)
	g.form.put(g.at(i), k, at)
	g.n++
	return true
}

// shift moves the entries from slot i to before free by one slot.
func (g *segment) shift(i, free int) {
	w := g.form.width()
	for free > i {
		c := free / g.perChunk
		base := c * g.perChunk
		from, chunk := max(i, base), g.chunks[c]
		copy(chunk[(from+1-base)*w:(free+1-base)*w], chunk[(from-base)*w:(free-base)*w])
		if free = from; free > i {
			// The last entry of the chunk before becomes the first of this one.
			copy(chunk[:w], g.chunks[c-1][(g.perChunk-1)*w:])
			free--
		}
	}
}

// spread puts all entries where they belong, after a chunk was added. It
// reports whether there is room.
func (g *segment) spread() bool {
	// First all to the end: from there on none is overtaken.
	to := g.slots
	for word := len(g.used) - 1; word >= 0; word-- {
		for u := g.used[word]; u != 0; {
			bit := 63 - bits.LeadingZeros64(u)
			u &^= 1 << bit
			to--
			if from := word<<6 | bit; from != to {
				copy(g.at(to), g.at(from))
			}
		}
	}
	clear(g.used)
	next := 0
	for from := to; from < g.slots; from++ {
		e := g.at(from)
		i := max(next, g.home(g.key(e).Hi))
		if i > from {
			for ; from < g.slots; from++ {
				g.use(from)
			}
			return false
		}
		if i < from {
			copy(g.at(i), e)
		}
		g.use(i)
		next = i + 1
	}
	return true
}

// take takes the keys of from that begin with g's prefix, in their order, and
// reports whether there was room.
func (g *segment) take(from *segment) bool {
	next := 0
	for j := from.nextUsed(0); j < from.slots; j = from.nextUsed(j + 1) {
		e := from.at(j)
		k := from.key(e)
		if (k.Hi^g.prefix)>>(63-g.depth)>>1 != 0 {
			continue
		}
		i := max(next, g.home(k.Hi))
		if i >= g.slots {
			return false
		}
		g.form.put(g.at(i), k, from.form.placeOf(e))
		g.use(i)
		g.n++
		next = i + 1
	}
	return true
}
