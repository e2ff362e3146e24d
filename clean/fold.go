package clean

import (
	"math/bits"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Phrases are compared as folded tokens: case, accents, Arabic vowel signs and
// the tatweel do not count, ligatures are spelled out, and everything that is
// neither letter nor digit only separates. Folding is for comparing; it never
// reaches the output.

// What a rune is to the tokenizer, beside its folded letter.
const (
	foldSeparator = 0 // ends a token
	foldDrop      = 1 // is passed over: combining marks, tatweel, joiners
	foldDigit     = 2 // belongs to a number
	foldPair      = 3 // stands for two letters: see foldPairs
	foldAlone     = 4 // is a token of its own: ideographs, kana
	foldLetters   = 5 // from here on the value is the folded letter itself
)

// foldTable covers the scripts below the CJK blocks; foldRune knows the rest.
var foldTable = makeFoldTable()

const foldTableSize = 0x3000

// foldPairs spells out the letters that fold to two.
var foldPairs = map[rune][2]rune{'œ': {'o', 'e'}, 'Œ': {'o', 'e'}, 'æ': {'a', 'e'}, 'Æ': {'a', 'e'}, 'ß': {'s', 's'}, 'ẞ': {'s', 's'}}

// foldSame maps letters that Unicode does not decompose but readers take for
// one another.
var foldSame = map[rune]rune{
	'ø': 'o', 'Ø': 'o', 'ł': 'l', 'Ł': 'l', 'đ': 'd', 'Đ': 'd', 'ı': 'i', 'ς': 'σ', 'ħ': 'h', 'Ħ': 'h',
	'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', 'ى': 'ي', 'ی': 'ي', 'ئ': 'ي', 'ؤ': 'و', 'ة': 'ه', 'ک': 'ك',
}

func makeFoldTable() *[foldTableSize]uint16 {
	var t [foldTableSize]uint16
	for r, k := range kindsBelow(foldTableSize) {
		t[r] = uint16(foldOf(rune(r), k))
	}
	return &t
}

// foldOf computes what foldTable holds for r, which is of kind k.
func foldOf(r rune, k charKind) rune {
	switch {
	case k&kindDigit != 0:
		return foldDigit
	case r == 'ـ', r == 0xAD, k&(kindNonspacing|kindFormat) != 0:
		return foldDrop
	case k&(kindLetter|kindSpacing) == 0:
		return foldSeparator
	case foldPairs[r] != [2]rune{}:
		return foldPair
	case foldSame[r] != 0:
		return foldSame[r]
	}
	if r >= 0x1100 && r < 0x1200 { // Hangul jamo stay as they are
		return r
	}
	base := r
	var buf [utf8.UTFMax]byte
	if d := norm.NFD.Properties(utf8.AppendRune(buf[:0], r)).Decomposition(); len(d) > 0 {
		base, _ = utf8.DecodeRune(d)
	}
	base = unicode.ToLower(base)
	if s := foldSame[base]; s != 0 {
		return s
	}
	return base
}

// foldRune returns the folded letter of r, or one of the fold constants.
func foldRune(r rune) rune {
	if r < foldTableSize {
		return rune(foldTable[r])
	}
	return foldRuneAbove(r)
}

// foldRuneAbove is foldRune for the runes above the table.
func foldRuneAbove(r rune) rune {
	switch {
	case r >= 0x3400 && r < 0xA000, isIdeographic(r):
		return foldAlone
	case r == utf8.RuneError, r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000:
		return foldDrop
	case r >= 0xFF01 && r <= 0xFF5E: // full width forms of ASCII
		return foldRune(r - 0xFEE0)
	case unicode.IsDigit(r):
		return foldDigit
	case unicode.IsLetter(r):
		return unicode.ToLower(r)
	}
	return foldSeparator
}

// isIdeographic says whether r belongs to a script that puts no spaces
// between words, so that each character has to count as a word.
func isIdeographic(r rune) bool {
	switch {
	case r < 0x0E00:
		return false
	case r < 0x1000:
		return r < 0x0F00 && unicode.IsLetter(r) // Thai, Lao
	case r < 0x3040:
		return r < 0x10A0 || r >= 0x1780 && r < 0x17B4 // Myanmar, Khmer
	}
	return r < 0x3100 || r >= 0x31F0 && r < 0x3200 || r >= 0x3400 && r < 0x4DC0 ||
		r >= 0x4E00 && r < 0xA000 || r >= 0xF900 && r < 0xFB00 ||
		r >= 0xFF66 && r < 0xFF9E || r >= 0x20000 && r < 0x32000
}

// A token is a folded word, number or ideograph of a line.
type token struct {
	hash  uint32
	kind  tokenKind
	upper bool // begins with an upper-case letter, or has no case
	colon bool // a colon follows before the next token
}

type tokenKind uint8

const (
	tokenWord tokenKind = iota
	tokenNumber
)

// A tokenHash hashes the folded letters of a token, eight bytes at a time:
// letter by letter it was a tenth of the time of all cleaning. ASCII letters
// are one byte each, all others three.
type tokenHash struct {
	sum   uint64
	word  uint64 // the letters since the last eight bytes
	bytes int    // of word
}

func (h *tokenHash) mix(word uint64) { h.sum = mixToken(h.sum, word) }

func mixToken(sum, word uint64) uint64 {
	return bits.RotateLeft64((sum^word)*0x9E3779B97F4A7C15, 29)
}

// add adds a letter.
func (h *tokenHash) add(r rune) { h.append(letterCode(r)) }

// letterCode returns the bytes that stand for a letter in a tokenHash, and how many
// they are.
func letterCode(r rune) (letters uint64, n int) {
	if r < utf8.RuneSelf {
		return uint64(r), 1
	}
	return 0x808080 | uint64(byte(r>>14)) | uint64(byte(r>>7))<<8 | uint64(byte(r))<<16, 3
}

// append adds n bytes.
func (h *tokenHash) append(letters uint64, n int) {
	h.word |= letters << (8 * h.bytes & 63)
	if h.bytes += n; h.bytes >= 8 {
		h.mix(h.word)
		h.bytes -= 8
		h.word = letters >> (8 * (n - h.bytes) & 63)
	}
}

func (h *tokenHash) hash() uint32 {
	if h.bytes > 0 {
		h.mix(h.word)
	}
	return uint32(h.sum * 0x9E3779B97F4A7C15 >> 32)
}

// appendTokens appends the tokens of line to dst, at most max of them; all is
// false if the line holds more.
func appendTokens(dst []token, line []byte, max int) (tokens []token, all bool) {
	for i := 0; i < len(line); {
		dst, i = appendToken(dst, line, i)
		if len(dst) > max {
			return dst[:max], false
		}
	}
	return dst, true
}

// appendToken appends the next token at or after line[i], if there is one, and
// returns where it ends. A colon on the way is noted on the token before it.
func appendToken(dst []token, line []byte, i int) (tokens []token, next int) {
	for i < len(line) {
		t, next, ok := nextToken(line, i)
		if ok {
			return append(dst, t), next
		}
		if len(dst) > 0 && next < len(line) && isColon(line, i, next) {
			dst[len(dst)-1].colon = true
		}
		i = next + 1
	}
	return dst, i
}

// isColon says whether a colon, also a full-width one, stands at line[i:end+1].
func isColon(line []byte, i, end int) bool {
	return line[end] == ':' || end >= i+2 && line[end-2] == 0xEF && line[end-1] == 0xBC && line[end] == 0x9A
}

// nextToken reads one token at line[i:]. If no token begins there, ok is
// false and next is the last byte of what was passed over.
func nextToken(line []byte, i int) (t token, next int, ok bool) {
	if line[i] >= utf8.RuneSelf {
		return nextTokenRune(line, i)
	}
	x, n := load8(line, i)
	in := letterBytes(x)
	if in&0x80 == 0 {
		if in = digitBytes(x); in&0x80 == 0 {
			return t, i, false
		}
		t.kind = tokenNumber
	} else {
		t.upper = line[i] < 'a'
	}
	var h tokenHash
	for in == highs {
		h.mix(x | 0x20*ones) // digits have this bit set
		i += n
		x, n = load8(line, i)
		if in = letterBytes(x); t.kind == tokenNumber {
			in = digitBytes(x)
		}
	}
	n = bits.TrailingZeros64(^in&highs) >> 3 // what is past the end is no letter
	i += n
	h.word, h.bytes = (x|0x20*ones)&(1<<(8*n&63)-1), n
	if i < len(line) && line[i] >= utf8.RuneSelf {
		return restOfToken(t, h, line, i)
	}
	t.hash = h.hash()
	return t, i, true
}

// letterBytes leaves the high bit of the bytes of x that are ASCII letters.
func letterBytes(x uint64) uint64 {
	folded := x&lows | 0x20*ones
	return (folded + (0x80-'a')*ones) &^ (folded + (0x7F-'z')*ones) & highs &^ x
}

// digitBytes leaves the high bit of the bytes of x that are ASCII digits.
func digitBytes(x uint64) uint64 {
	low := x & lows
	return (low + (0x80-'0')*ones) &^ (low + (0x7F-'9')*ones) & highs &^ x
}

// decodeRune is utf8.DecodeRune for the character at s[i], with those of two and
// three bytes that most are in front.
func decodeRune(s []byte, i int) (r rune, size int) {
	switch c := s[i]; {
	case c-0xC2 < 0xE0-0xC2 && i+1 < len(s) && s[i+1]&0xC0 == 0x80:
		return rune(c&0x1F)<<6 | rune(s[i+1]&0x3F), 2
	case c-0xE1 < 0xED-0xE1 && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80:
		return rune(c&0xF)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F), 3
	}
	return utf8.DecodeRune(s[i:])
}

// nextTokenRune is nextToken where line[i] is not ASCII.
func nextTokenRune(line []byte, i int) (t token, next int, ok bool) {
	for i < len(line) {
		r, size := rune(line[i]), 1
		if r >= utf8.RuneSelf {
			r, size = decodeRune(line, i)
		}
		switch f := foldRune(r); {
		case f == foldDrop:
			i += size
		case f == foldSeparator:
			return t, i + size - 1, false
		case f == foldAlone:
			var h tokenHash
			h.add(r)
			return token{hash: h.hash(), upper: true}, i + size, true
		default:
			if f == foldDigit {
				t.kind = tokenNumber
			}
			t.upper = f != foldDigit && !isLowerRune(r)
			return restOfToken(t, tokenHash{}, line, i)
		}
	}
	return t, i - 1, false
}

// isLowerRune is unicode.IsLower, from a table.
func isLowerRune(r rune) bool {
	if r < foldTableSize {
		return shapeTable[r]&isLower != 0
	}
	return unicode.IsLower(r)
}

// letterCodes has, for the characters of ASCII and of two bytes that fold to one
// letter, what a tokenHash appends for that, with the number of its bytes on top; 0
// for all others.
var letterCodes = func() *[0x800]uint32 {
	var t [0x800]uint32
	for r := range t {
		if f := rune(foldTable[r]); f >= foldLetters {
			letters, n := letterCode(f)
			t[r] = uint32(letters) | uint32(n)<<24
		}
	}
	return &t
}()

// restOfToken goes on with a token at line[i:] whose letters or digits so far
// are in h.
func restOfToken(t token, h tokenHash, line []byte, i int) (token, int, bool) {
	for i < len(line) {
		if t.kind == tokenWord {
			i = h.addLetters(line, i)
			if i == len(line) {
				break
			}
		}
		r, size := rune(line[i]), 1
		if r >= utf8.RuneSelf {
			r, size = decodeRune(line, i)
		}
		f := foldRune(r)
		if f == foldSeparator || f == foldAlone || f != foldDrop && (f == foldDigit) != (t.kind == tokenNumber) {
			break
		}
		switch f {
		case foldDrop:
		case foldPair:
			p := foldPairs[r]
			h.add(p[0])
			h.add(p[1])
		case foldDigit:
			h.add(r)
		default:
			h.add(f)
		}
		i += size
	}
	t.hash = h.hash()
	return t, i, true
}

// addLetters adds the letters of one or two bytes that stand at line[i:] one after
// another, and returns where they end.
func (h *tokenHash) addLetters(line []byte, i int) (end int) {
	codes, sum, word, used := letterCodes, h.sum, h.word, uint(8*h.bytes)
	for i < len(line) {
		r, size := uint(line[i]), 1
		if r >= utf8.RuneSelf {
			if r-0xC2 >= 0xE0-0xC2 || i+1 == len(line) || line[i+1]&0xC0 != 0x80 {
				break
			}
			r, size = r&0x1F<<6|uint(line[i+1]&0x3F), 2
		}
		code := codes[r&(1<<11-1)]
		if code == 0 {
			break
		}
		letters := uint64(code & (1<<24 - 1))
		word |= letters << (used & 63)
		if used += 8 * uint(code>>24); used >= 64 {
			sum = mixToken(sum, word)
			used -= 64
			word = letters >> (8*uint(code>>24) - used)
		}
		i += size
	}
	h.sum, h.word, h.bytes = sum, word, int(used/8)
	return i
}
