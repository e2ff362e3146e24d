package dedupe

import (
	"encoding/binary"
	"math/bits"
)

// A form is how a key is written: the lowest byte of Hi, its tag, for itself; and as
// an entry the other bytes of Hi that the bucket does not imply; Lo; and the place,
// in as few bytes as those of the segment need. All in little-endian order.
type form struct {
	hi    uint8 // bytes of Hi, 2 or more
	place uint8 // bytes of the place
	line  uint8 // bits of the line in it
}

// width is the length of an entry in bytes.
func (f form) width() int { return int(f.hi) - 1 + 8 + int(f.place) }

// mask has the bits of Hi that are written.
func (f form) mask() uint64 { return 1<<(8*f.hi-1)<<1 - 1 }

// put writes an entry. The eight bytes of Hi that are written first may reach
// into Lo, which is written then.
func (f form) put(e []byte, k Key, at Place) {
	lo := int(f.hi) - 1
	binary.LittleEndian.PutUint64(e, k.Hi>>8)
	binary.LittleEndian.PutUint64(e[lo:], k.Lo)
	p := uint64(at.Document())<<f.line | uint64(at.Line())
	for i := range int(f.place) {
		e[lo+8+i] = byte(p >> (8 * i))
	}
}

// placeOf reads the place of an entry.
func (f form) placeOf(e []byte) Place {
	if f.place == 0 {
		return 0
	}
	// The last eight bytes of the entry, without those before the place.
	p := binary.LittleEndian.Uint64(e[f.width()-8:]) >> (64 - 8*f.place)
	return NewPlace(int64(p>>f.line), int(p&(1<<f.line-1)))
}

// fits reports whether the place can be written.
func (f form) fits(at Place) bool {
	return at == 0 || bits.Len64(uint64(at.Line())) <= int(f.line) &&
		bits.Len64(uint64(at.Document())) <= 8*int(f.place)-int(f.line)
}

// fitting returns a form that can hold the place, and those of f whose documents have
// that many bits. Lines grow by four bits and places by bytes, so that it seldom changes.
func (f form) fitting(at Place, documents int) form {
	documents = max(documents, bits.Len64(uint64(at.Document())))
	line := (bits.Len64(uint64(at.Line())) + 3) / 4 * 4
	f.line = uint8(min(max(int(f.line), line), lineBits))
	f.place = uint8((min(documents, 64-lineBits) + int(f.line) + 7) / 8)
	return f
}
