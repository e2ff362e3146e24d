package dedupe

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"sync/atomic"
	"unicode/utf8"
)

// Fold appends to dst the form of src in which texts are compared, and returns
// the extended slice. It allocates only to make dst larger.
//
// Under Folded and Loose the result is words of lower-case letters (and of
// digits, under Folded) with one space between two words and none at the ends.
// Everything that is no letter, mark or number separates words; characters
// that Unicode calls default-ignorable (soft hyphen, joiners, variation
// selectors) are dropped. Lower case is simple case folding, one rune to one
// rune. Letters outside Unicode's tables count as letters, and a byte that is
// not valid UTF-8 stands as the rune U+10FF00 plus its value: text that the
// package does not understand is never taken for other text.
//
// For the same reason a text without any word has no other identity than its
// bytes: Folded returns it as it is, and Loose, where nothing is left, returns
// what Folded gives. Folding twice equals folding once.
//
// Text is expected in NFC: é as one rune and é as two are different words
// under Folded.
func Fold(dst, src []byte, m Match) []byte {
	start := len(dst)
	if m == Loose {
		if dst = loose.appendWords(dst, src); len(dst) > start {
			return dst
		}
	}
	if m != Exact {
		if dst = folded.appendWords(dst, src); len(dst) > start {
			return dst
		}
	}
	return append(dst, src...)
}

// Words measures a text that Fold made: the words that spaces separate, and
// the characters of scripts that write without spaces between words (Han,
// kana, Thai, Lao, Khmer, Myanmar, Tibetan). What holds such a character is
// not counted as a word.
func Words(folded []byte) (words, spaceless int) {
	counted := false // the word at hand is in words
	plain := true    // and has no such character
	for i := 0; i < len(folded); {
		c := folded[i]
		switch {
		case c == ' ':
			counted, plain = false, true
		case c < 0xe0: // below U+0800, or the later bytes of a character
			if !counted && plain {
				counted = true
				words++
			}
		default:
			r, n := utf8.DecodeRune(folded[i:])
			i += n
			if isSpaceless(r) {
				spaceless++
				if counted {
					words--
				}
				counted, plain = false, false
			} else if !counted && plain {
				counted = true
				words++
			}
			continue
		}
		i++
	}
	return words, spaceless
}

// What a folder says of a rune, beside the rune that stands for it.
const (
	separates = -1 // ends a word
	dropped   = -2 // is not there
)

// A folder is a function from runes to runes, kept as tables. The tables hold
// nothing but what the function says, page by page as runes are met: filling
// one for the whole of Unicode would take longer than most runs.
type folder struct {
	fold  func(rune) rune
	ascii [utf8.RuneSelf]byte // zero separates
	pages [(utf8.MaxRune + 1) >> 8]atomic.Pointer[page]
	plain bool // ASCII letters fold to lower case, digits to themselves
}

type page [1 << 8]int32

var (
	folded = newFolder(foldRune)
	loose  = newFolder(looseRune)
)

func newFolder(fold func(rune) rune) *folder {
	f := &folder{fold: fold}
	for c := range f.ascii {
		if r := fold(rune(c)); r > 0 {
			f.ascii[c] = byte(r)
		}
	}
	f.plain = f.ascii['A'] == 'a' && f.ascii['0'] == '0'
	return f
}

// rune returns what stands for r: a rune, separates or dropped.
func (f *folder) rune(r rune) rune {
	p := f.pages[r>>8].Load()
	if p == nil {
		p = f.fill(r >> 8)
	}
	return p[r&0xff]
}

// fill makes the page numbered n. Two goroutines may both make it: the pages
// are equal.
func (f *folder) fill(n rune) *page {
	p := new(page)
	for i := range p {
		p[i] = f.fold(n<<8 | rune(i))
	}
	f.pages[n].Store(p)
	return p
}

// slack is the room that one step of appendWords may need: a space and a rune,
// or eight letters.
const slack = 1 + max(8, utf8.UTFMax)

func (f *folder) appendWords(dst, src []byte) []byte {
	start := len(dst)
	dst = slices.Grow(dst, len(src)+slack)
	buf := dst[:cap(dst)]
	w := start
	gap := false // a separator came after the last word
	for i := 0; i < len(src); {
		if c := src[i]; c < utf8.RuneSelf {
			if f.ascii[c] == 0 {
				gap = w > start
				i++
				continue
			}
			if gap {
				buf[w] = ' '
				w++
			}
			n := f.putWords(buf[w:], src[i:])
			i, w = i+n, w+n
			if gap = buf[w-1] == ' '; gap {
				w--
			}
			continue
		}
		r, n := decode(src[i:])
		i += n
		switch r = f.rune(r); r {
		case dropped:
			continue
		case separates:
			gap = w > start
			continue
		}
		if gap {
			buf[w] = ' '
			w++
			gap = false
		}
		w += encode(buf[w:], r)
		// A rune may be longer than what it stands for.
		if len(buf)-w < len(src)-i+slack {
			buf = slices.Grow(buf[:w], 2*(len(src)-i)+slack)
			buf = buf[:cap(buf)]
		}
	}
	return buf[:w]
}

// putWords puts into dst what stands for the ASCII words that src begins with,
// as long as there is one space between two, and returns the length of that:
// the same in both. A space may be the last of it. There is room for eight
// bytes more than src has.
func (f *folder) putWords(dst, src []byte) (n int) {
	if !f.plain {
		for n < len(src) && src[n] < utf8.RuneSelf && f.ascii[src[n]] != 0 {
			dst[n] = f.ascii[src[n]]
			n++
		}
		return n
	}
	// Eight bytes at a time: this loop is where text is folded.
	var gap uint64
	for n < len(src) {
		x, good := lowerWords(load8(src, n), gap)
		binary.LittleEndian.PutUint64(dst[n:], x)
		if n += good; good < 8 {
			break
		}
		gap = 0
		if x>>56 == ' ' {
			gap = 0x80
		}
	}
	return n
}

// load8 returns eight bytes of s from i on, little-endian; those past its end
// are zero.
func load8(s []byte, i int) (x uint64) {
	if i+8 <= len(s) {
		return binary.LittleEndian.Uint64(s[i:])
	}
	if len(s) >= 8 {
		return binary.LittleEndian.Uint64(s[len(s)-8:]) >> (8 * (i + 8 - len(s)))
	}
	for j, c := range s[i:] {
		x |= uint64(c) << (8 * j)
	}
	return x
}

// lowerWords lowers the case of eight bytes and returns how many of them, from
// the lowest on, are ASCII letters, digits and single spaces; the others are
// left in any state. gap is 0x80 if a space came before. Each test leaves the
// high bit of a byte, and is exact up to the first byte that is not ASCII.
func lowerWords(x, gap uint64) (lower uint64, good int) {
	const ones = 0x0101010101010101
	const highs = 0x80 * ones
	small := x | 0x20*ones
	letter := (small + (0x80-'a')*ones) &^ (small + (0x7f-'z')*ones)
	digit := (x + (0x80-'0')*ones) &^ (x + (0x7f-'9')*ones)
	space := ^((x ^ ' '*ones) + 0x7f*ones) & highs
	bad := (^(letter | digit | space) | x | space&(space<<8|gap)) & highs
	upper := letter &^ (x << 2) & highs // letters without the bit of lower case
	return x | upper>>2, bits.TrailingZeros64(bad) >> 3
}

// invalidBase is where bytes that are not UTF-8 stand among the runes: at the
// end of the last private plane.
const invalidBase = 0x10ff00

// decode is utf8.DecodeRune with the common case, two bytes, in front and with
// a rune of its own for each invalid byte.
func decode(p []byte) (rune, int) {
	if len(p) >= 2 && p[0]-0xc2 < 0xe0-0xc2 && p[1]&0xc0 == 0x80 {
		return rune(p[0]&0x1f)<<6 | rune(p[1]&0x3f), 2
	}
	r, n := utf8.DecodeRune(p)
	if r == utf8.RuneError && n == 1 {
		r = invalidBase + rune(p[0])
	}
	return r, n
}

// encode is utf8.EncodeRune with the common cases in front.
func encode(p []byte, r rune) int {
	if r < 0x80 {
		p[0] = byte(r)
		return 1
	}
	if r < 0x800 {
		p[1] = 0x80 | byte(r)&0x3f
		p[0] = 0xc0 | byte(r>>6)
		return 2
	}
	return utf8.EncodeRune(p, r)
}
