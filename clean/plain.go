package clean

import (
	"encoding/binary"
	"math/bits"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A class says of a character whether a line that holds it may pass without a
// closer look. The low half is about the character itself, the high half about
// what it says to a character that follows it directly: a character is looked
// at if one of its low bits meets the same high bit of the one before it.
const (
	special     = 1 << 0 // always looked at
	oddAfterLat = 1 << 1 // second half of mojibake after a Latin lead
	oddAfterAny = 1 << 2 // second half of mojibake after another lead
	mark        = 1 << 3 // combining class above 0: order may be wrong

	leadLat   = oddAfterLat << 4
	leadAny   = oddAfterAny << 4
	afterMark = mark << 4

	mojibakeBits = oddAfterLat | oddAfterAny
)

// classes has the class of every character of the BMP. Those above are
// classAbove's.
type classes [1 << 16]uint8

// plainClasses builds the table for NFC. It rests on the quick check property
// (UAX #15, section 9): a text whose characters are all NFC_QC=Yes and whose
// combining classes never fall is NFC.
var plainClasses = sync.OnceValue(buildPlainClasses)

func buildPlainClasses() *classes {
	t := new(classes)
	for r := rune(0x80); r < 1<<16; r++ {
		if certainlyNFC(r) {
			continue
		}
		t[r] = nfcClass(r)
	}
	for r := rune(0x80); r < 1<<16; r++ {
		if isSpace(r) || isInvisible(r) {
			t[r] |= special
		}
	}
	markMojibake(t)
	return t
}

// certainlyNFC knows the big blocks, so that building the table is cheap.
func certainlyNFC(r rune) bool {
	return r >= 0x3400 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0xE000 && r <= 0xF8FF
}

func nfcClass(r rune) uint8 {
	if r >= 0xD800 && r < 0xE000 {
		return special
	}
	var b [utf8.UTFMax]byte
	n := utf8.EncodeRune(b[:], r)
	p := norm.NFC.Properties(b[:n])
	if p.CCC() == 0 && p.BoundaryBefore() && len(p.Decomposition()) == 0 {
		return 0 // most: neither No nor Maybe
	}
	switch {
	case norm.NFC.QuickSpan(b[:n]) != n || !p.BoundaryBefore() && p.CCC() == 0:
		return special
	case p.CCC() != 0:
		if !p.BoundaryBefore() && !yesAfterStarter(r) {
			return special
		}
		return mark | afterMark
	}
	return 0
}

// yesAfterStarter reports whether the mark r has NFC_QC=Yes: whether it never
// composes with what stands before it. The property is not exported, so the
// primary composites are asked: a mark is Maybe if it ends one.
func yesAfterStarter(r rune) bool { return !composing()[r] }

var composing = sync.OnceValue(func() map[rune]bool {
	last := make(map[rune]bool)
	var b [utf8.UTFMax]byte
	for r := rune(0xC0); r < 0x3400; r++ {
		n := utf8.EncodeRune(b[:], r)
		d := norm.NFC.Properties(b[:n]).Decomposition()
		if len(d) == 0 {
			continue
		}
		m, _ := utf8.DecodeLastRune(norm.NFD.Bytes(b[:n]))
		last[m] = true
	}
	return last
})

// classAbove is the class of a character above the BMP: emoji, the ideographs
// and the private use planes are plain, everything else is looked at.
func classAbove(r rune) uint8 {
	switch {
	case r >= 0x1F000 && r < 0x1FB00, r >= 0x20000 && r < 0x2F800, r >= 0x30000 && r < 0x33480:
		return 0
	}
	return special
}

const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
	lows  = 0x7F * ones
	fill  = 'a' * ones
)

// scan returns the offset of the first byte of s, from i on, that cannot pass
// without a closer look, or len(s). s[:i] must be valid UTF-8. prev is the class
// of the character before i (0 for ASCII), and the class of the one before the
// offset is returned. Bits of skip are not looked at.
//
// Looked at are: C0 controls, DEL and `&`; a space after a space; what the
// classes say; and what is not UTF-8. So a text that passes is valid. ASCII goes
// eight bytes at a time, each test leaving the high bit of a byte; the tests are
// exact up to the first byte that has its own high bit set.
func (t *classes) scan(s []byte, i int, prev, skip uint8) (int, uint8) {
	var space uint64 // 1 if the byte before i is a space
	if i > 0 && s[i-1] == ' ' {
		space = 1
	}
	for i < len(s) {
		x, n := load8(s, i)
		if n < 8 {
			x = x&(1<<(8*n)-1) | fill<<(8*n)
		}
		isSP := ^((x ^ ' '*ones) + lows) & highs
		bad := (^((x^'&'*ones)+lows)|^(x+0x60*ones)|(x+ones))&highs | isSP&(isSP<<8|space<<7)
		high := x & highs
		if bad|high == 0 {
			i, prev, space = i+n, 0, isSP>>63
			continue
		}
		low := high & -high // the first high bit: below it are k bytes of ASCII
		if bad &= low - 1; bad != 0 {
			k := bits.TrailingZeros64(bad) >> 3
			if k > 0 {
				prev = 0
			}
			return i + k, prev
		}
		if k := bits.TrailingZeros64(low) >> 3; k > 0 {
			i, prev = i+k, 0
		}
		for i < len(s) {
			if s[i] < utf8.RuneSelf {
				if s[i] != ' ' || i+1 == len(s) || s[i+1] < utf8.RuneSelf {
					break
				}
				i, prev = i+1, 0 // from word to word
			}
			var class uint8
			var width int
			if c := s[i]; c-0xC2 < 0xE0-0xC2 && i+1 < len(s) && s[i+1]&0xC0 == 0x80 {
				class, width = t[uint16(c&0x1F)<<6|uint16(s[i+1]&0x3F)], 2
			} else {
				class, width = t.at(s[i:])
			}
			if (prev>>4|special)&class&^skip != 0 {
				return i, prev
			}
			i, prev = i+width, class
		}
		space = 0
	}
	return i, prev
}

// at returns the class and the length of the character that s begins with, which
// is not ASCII nor of two bytes. Bytes that are not UTF-8 are special.
func (t *classes) at(s []byte) (class uint8, width int) {
	switch c := s[0]; {
	case c < 0xE0:
		return special, 1
	case c < 0xF0:
		if len(s) < 3 || s[1]&0xC0 != 0x80 || s[2]&0xC0 != 0x80 || c == 0xE0 && s[1] < 0xA0 {
			return special, 1
		}
		return t[uint16(c)<<12|uint16(s[1]&0x3F)<<6|uint16(s[2]&0x3F)], 3
	}
	r, width := utf8.DecodeRune(s)
	return classAbove(r), width
}

// load8 returns eight bytes of s from i on, little-endian, and how many of them
// there are; those past the end are zero.
func load8(s []byte, i int) (x uint64, n int) {
	if i < len(s)-7 {
		return binary.LittleEndian.Uint64(s[i : i+8]), 8
	}
	return loadLast(s, i)
}

// loadLast is load8 where fewer than eight bytes are left.
func loadLast(s []byte, i int) (x uint64, n int) {
	n = len(s) - i
	if len(s) >= 8 {
		return binary.LittleEndian.Uint64(s[len(s)-8:]) >> (8 * (8 - n)), n
	}
	for j, c := range s[i:] {
		x |= uint64(c) << (8 * j)
	}
	return x, n
}

func isASCIIAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}
