package clean

import "math/bits"

// byteMasks say what up to 64 bytes of text are: a bit for each, that of the
// first byte lowest. Sets of bytes are then counted, moved and combined all at
// once, as in Langdale and Lemire, "Parsing gigabytes of JSON per second"
// (VLDB Journal 28, 2019). No more than one of letter, digit, space, high and
// sign holds a byte.
type byteMasks struct {
	letter uint64 // of ASCII
	upper  uint64 // the capitals among letter
	digit  uint64 // of ASCII
	space  uint64 // U+0020 only
	high   uint64 // not ASCII
	sign   uint64 // those below, and " ( ) : of which there is nothing to say
	stop   uint64 // . ! ?
	comma  uint64 // , ;
	join   uint64 // . - '
}

// maskBytes is how many bytes a byteMasks has room for.
const maskBytes = 64

// of fills in m for the first bytes of text, which is not empty, and returns
// how many they are.
func (m *byteMasks) of(text []byte) (n int) {
	n = min(len(text), maskBytes)
	maskBytesOf(text[:n], m)
	return n
}

// keep forgets all but the first n bytes.
func (m *byteMasks) keep(n int) {
	ours := uint64(1)<<uint(n) - 1
	m.letter &= ours
	m.upper &= ours
	m.digit &= ours
	m.space &= ours
	m.high &= ours
	m.sign &= ours
	m.stop &= ours
	m.comma &= ours
	m.join &= ours
}

// generic is of in Go, eight bytes at a time.
func (m *byteMasks) generic(text []byte) {
	*m = byteMasks{}
	for i := 0; i < len(text); i += 8 {
		x, n := load8(text, i)
		ours := uint64(highs) >> (8 * (8 - n))
		letters := letterBytes(x) & ours
		m.letter |= bitOfEach(letters) << i
		m.upper |= bitOfEach(letters&^(x<<2)) << i // a small letter has bit 5
		m.digit |= bitOfEach(digitBytes(x)&ours) << i
		m.space |= bitOfEach(spaceBytes(x)&ours) << i
		m.high |= bitOfEach(x&ours) << i
	}
	for rest := ^uint64(0) >> (maskBytes - len(text)) &^ (m.letter | m.digit | m.space | m.high); rest != 0; rest &= rest - 1 {
		m.addSign(text[bits.TrailingZeros64(rest)], rest&-rest)
	}
}

// addSign fills in the bit of c, which is neither letter, digit, space nor high.
func (m *byteMasks) addSign(c byte, bit uint64) {
	switch c {
	case '.':
		m.stop |= bit
		m.join |= bit
	case '!', '?':
		m.stop |= bit
	case ',', ';':
		m.comma |= bit
	case '-', '\'':
		m.join |= bit
	case '"', '(', ')', ':':
	default:
		return
	}
	m.sign |= bit
}

// bitOfEach moves the high bit of each byte of x, which has no others, to the
// lowest eight bits.
func bitOfEach(x uint64) uint64 { return x >> 7 * 0x0102040810204080 >> 56 }

// spaceBytes leaves the high bit of the bytes of x that are spaces.
func spaceBytes(x uint64) uint64 { return zeroBytes(x ^ ' '*ones) }
