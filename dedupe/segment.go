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
//
// A slot is free if its Lo is 0: no key of a Seen has that.
type segment struct {
	form   form
	width  int    // of an entry
	mask   uint64 // the bits of Hi that are written
	depth  uint   // bits that all keys have in common
	prefix uint64 // those bits, at the top of a word

	small    bool     // it is one piece of memory, of any length
	chunks   [][]byte // of perChunk entries each
	perChunk int
	inverse  uint64 // of perChunk, times 2^32, rounded up
	slots    int
	homes    uint64   // those of the slots where keys belong; the last are nobody's: they take what overflows
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

func newSegment(f form) *segment { return &segment{form: f, width: f.width(), mask: f.mask()} }

// newSmall returns a segment of one piece.
func newSmall(f form, slots int) *segment {
	g := newSegment(f)
	g.small = true
	g.addChunk(make([]byte, slots*f.width()), slots)
	return g
}

// extend adds a chunk.
func (g *segment) extend(chunk []byte) { g.addChunk(chunk, chunkBytes/g.width) }

func (g *segment) addChunk(chunk []byte, slots int) {
	g.chunks = append(g.chunks, chunk)
	g.perChunk, g.inverse = slots, (1<<32+uint64(slots)-1)/uint64(slots)
	g.slots += slots
	g.homes = uint64(g.slots - min(g.slots/growth+2, 192))
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
	for i := g.nextUsed(0); i < g.slots; i = g.nextUsed(i + 1) {
		clear(g.at(i))
	}
	clear(g.used)
	g.n = 0
}

// at is the memory of slot i. Slots are fewer than 2^20, so that the product
// with the inverse is the quotient.
func (g *segment) at(i int) []byte {
	return g.from(i)[:g.width]
}

// from is the memory from slot i on to the end of its chunk.
func (g *segment) from(i int) []byte {
	c := int(uint64(i) * g.inverse >> 32)
	return g.chunks[c][(i-c*g.perChunk)*g.width:]
}

func (g *segment) use(i int) { g.used[i>>6] |= 1 << (i & 63) }

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

// home is the slot where a key belongs.
func (g *segment) home(hi uint64) int {
	i, _ := bits.Mul64(hi<<g.depth, g.homes)
	return int(i)
}

// key reads an entry.
func (g *segment) key(e []byte) Key {
	return Key{Hi: binary.LittleEndian.Uint64(e)&g.mask | g.prefix&^g.mask, Lo: binary.LittleEndian.Uint64(e[g.form.hi:])}
}

// find returns the slot of k, or the slot where it belongs: that of the first
// entry that is greater, or a free one.
func (g *segment) find(k Key) (i int, found bool) {
	i = g.home(k.Hi)
	hi, lo := k.Hi&g.mask, int(g.form.hi)
	for c := int(uint64(i) * g.inverse >> 32); c < len(g.chunks); c++ {
		// The same as at, one slot after another.
		for e := g.chunks[c][(i-c*g.perChunk)*g.width:]; len(e) >= g.width; e = e[g.width:] {
			h, l := binary.LittleEndian.Uint64(e)&g.mask, binary.LittleEndian.Uint64(e[lo:])
			if l == 0 || h > hi {
				return i, false
			}
			if h == hi && l == k.Lo {
				return i, true
			}
			i++
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
	w := g.width
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

// take takes the keys of from that begin with g's prefix, in their order, and
// reports whether there was room.
func (g *segment) take(from *segment) bool {
	next, same := 0, g.form == from.form
	lo, width := int(from.form.hi), from.width
	for _, chunk := range from.chunks {
		for e := chunk; len(e) >= width; e = e[width:] {
			l := binary.LittleEndian.Uint64(e[lo:])
			if l == 0 {
				continue
			}
			hi := binary.LittleEndian.Uint64(e)&from.mask | from.prefix&^from.mask
			if (hi^g.prefix)>>(63-g.depth)>>1 != 0 {
				continue
			}
			i := max(next, g.home(hi))
			if i >= g.slots {
				return false
			}
			if to := g.at(i); same {
				copyEntry(to, e)
			} else {
				g.form.put(to, Key{Hi: hi, Lo: l}, from.form.placeOf(e[:width]))
			}
			g.use(i)
			g.n++
			next = i + 1
		}
	}
	return true
}

// copyEntry copies an entry: 14 to 24 bytes, as long as to is.
func copyEntry(to, from []byte) {
	n := len(to)
	first, last := binary.LittleEndian.Uint64(from), binary.LittleEndian.Uint64(from[n-8:])
	if n > 16 {
		binary.LittleEndian.PutUint64(to[8:], binary.LittleEndian.Uint64(from[8:]))
	}
	binary.LittleEndian.PutUint64(to, first)
	binary.LittleEndian.PutUint64(to[n-8:], last)
}
