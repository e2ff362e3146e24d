package dedupe

import (
	"encoding/binary"
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
			r, n := decode(folded[i:])
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
	fold   func(rune) rune
	ascii  [utf8.RuneSelf]byte // zero separates; letters are in lower case
	digits uint64              // bit 63 is set if digits stand for themselves; else they separate
	latin  uint64              // all ones if the letters of Latin-1 stand for their lower case, else 0
	pairs  [0x800 - 0x80]pair  // for the runes of two bytes, from U+0080 on
	pages  [(utf8.MaxRune + 1) >> 8]atomic.Pointer[page]
}

type page [1 << 8]int32

// A pair is the two bytes of the rune that stands for another of two bytes, the first
// in the low byte; less than 1 << 8 if none of that length does.
type pair uint16

func pairOf(r rune) pair {
	if r < utf8.RuneSelf || r >= 0x800 {
		return 0
	}
	return pair(0xc0|r>>6) | pair(0x80|r&0x3f)<<8
}

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
	if f.ascii['0'] != 0 {
		f.digits = 1 << 63
	}
	if fold('É') == 'é' {
		f.latin = 1<<64 - 1
	}
	for i := range f.pairs {
		f.pairs[i] = pairOf(fold(utf8.RuneSelf + rune(i)))
	}
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

// slack is the room that one step of appendWords may need beyond what it reads: a space
// and a rune, or a block of ASCII.
const slack = 1 + max(16+8, utf8.UTFMax)

// appendWords puts the space between two words behind the first of them, as
// soon as that has ended; the last one it takes back.
func (f *folder) appendWords(dst, src []byte) []byte {
	start := len(dst)
	dst = slices.Grow(dst, len(src)+slack)
	buf := dst[:cap(dst)]
	w := start
	open := false // the last thing in buf is a word
	for i := 0; i < len(src); {
		c := src[i]
		if c < utf8.RuneSelf {
			n, m, still := f.putASCII(buf[w:], src[i:], open)
			i, w, open = i+n, w+m, still
			continue
		}
		n := 0
		if c < 0xe0 {
			n = f.putPairs(buf[w:], src[i:])
		} else if c-0xe5 < 0xea-0xe5 {
			n = putIdeographs(buf[w:], src[i:])
		}
		if n > 0 {
			i, w = i+n, w+n
			open = true
			continue
		}
		r, n := decode(src[i:])
		r = f.rune(r)
		i += n
		switch {
		case r == dropped:
		case r == separates:
			if open {
				buf[w] = ' '
				w++
				open = false
			}
		default:
			open = true
			w += utf8.EncodeRune(buf[w:], r)
			// A rune may be longer than what it stands for.
			if len(buf)-w < len(src)-i+slack {
				buf = slices.Grow(buf[:w], 2*(len(src)-i)+slack)
				buf = buf[:cap(buf)]
			}
		}
	}
	if w > start && !open {
		w--
	}
	return buf[:w]
}

// putBytes is putASCII a byte at a time. It puts no space behind a word that src ends with:
// putASCII may, and says then that no word stands there, which is the same in the end.
func (f *folder) putBytes(dst, src []byte, open bool) (read, wrote int, still bool) {
	for ; read < len(src) && src[read] < utf8.RuneSelf; read++ {
		if c := f.ascii[src[read]]; c != 0 {
			dst[wrote] = c
			wrote++
			open = true
		} else if open {
			dst[wrote] = ' '
			wrote++
			open = false
		}
	}
	return read, wrote, open
}

// putPairs puts into dst what stands for the words of letters of two bytes that src
// begins with, as long as that has two bytes as well and one space is between two words,
// and returns the length of it: the same in both. The last of it is a letter. There is
// room for it.
func (f *folder) putPairs(dst, src []byte) (n int) {
	pairs := &f.pairs
	for n+1 < len(src) {
		at := n
		if src[n] == ' ' && n > 0 && n+2 < len(src) {
			at++
		}
		c, next := uint(src[at])-0xc2, src[at+1]
		if c >= 0xe0-0xc2 || next&0xc0 != 0x80 {
			break
		}
		p := pairs[c<<6|uint(next&0x3f)]
		if p < 1<<8 {
			break
		}
		dst[n] = ' '
		binary.LittleEndian.PutUint16(dst[at:at+2], uint16(p))
		n = at + 2
	}
	return n
}

// putIdeographs is putPairs for U+5000 to U+9FFF, which stand for themselves.
func putIdeographs(dst, src []byte) (n int) {
	for n+2 < len(src) && src[n]-0xe5 < 0xea-0xe5 && src[n+1]&0xc0 == 0x80 && src[n+2]&0xc0 == 0x80 {
		dst[n], dst[n+1], dst[n+2] = src[n], src[n+1], src[n+2]
		n += 3
	}
	return n
}

// invalidBase is where bytes that are not UTF-8 stand among the runes: at the
// end of the last private plane.
const invalidBase = 0x10ff00

// decode is utf8.DecodeRune with a rune of its own for each invalid byte, and
// with what most characters of three bytes are in front.
func decode(p []byte) (rune, int) {
	if len(p) > 2 && p[0]-0xe1 < 0xed-0xe1 && p[1]&0xc0 == 0x80 && p[2]&0xc0 == 0x80 {
		return rune(p[0]&0xf)<<12 | rune(p[1]&0x3f)<<6 | rune(p[2]&0x3f), 3
	}
	r, n := utf8.DecodeRune(p)
	if r == utf8.RuneError && n == 1 {
		r = invalidBase + rune(p[0])
	}
	return r, n
}
