package dedupe

import (
	"sync"
	"unicode"
)

// foldRune says what stands for r under Folded.
func foldRune(r rune) rune {
	switch {
	case r >= 0x3400 && r < 0x4dc0, r >= 0x4e00 && r < 0xa000, r >= 0xac00 && r < 0xd7a4:
		return r // Han and Hangul, without the cost of looking for each in unicode's tables
	case isIgnorable(r):
		return dropped
	case unicode.IsLetter(r), unicode.Is(unicode.Nl, r):
		return foldCase(r)
	case unicode.IsMark(r), unicode.IsNumber(r):
		return r
	case unicode.In(r, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf):
		return separates
	}
	// Private use, or newer than this build's tables.
	return r
}

// looseRune says what stands for r under Loose. It is a function of what
// stands for r under Folded, so that Loose never tells apart what Folded does
// not.
func looseRune(r rune) rune {
	r = foldRune(r)
	switch {
	case r < 0:
		return r
	case isAccent(r):
		return dropped
	case unicode.In(r, unicode.Nd, unicode.No):
		return separates
	}
	if b := baseLetter(r); b != r {
		return foldCase(b)
	}
	return r
}

// foldCase returns the one rune that stands for all runes of r's orbit under
// unicode.SimpleFold: the lower case of the orbit's first rune. For σ, ς and Σ
// that is σ; for k, K and the Kelvin sign it is k.
func foldCase(r rune) rune {
	first := r
	for o := unicode.SimpleFold(r); o != r; o = unicode.SimpleFold(o) {
		first = min(first, o)
	}
	if first == r && unicode.SimpleFold(r) == r {
		return r
	}
	// U+0345, a mark, is in the orbit of the letter iota: it is first there,
	// and its upper case is the letter.
	return unicode.ToLower(unicode.ToUpper(first))
}

// isIgnorable reports the property Default_Ignorable_Code_Point (Unicode
// Standard, section 5.21). Package unicode has only its parts.
func isIgnorable(r rune) bool { return r >= 0xad && unicode.Is(ignorable, r) }

var ignorable = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x00ad, Hi: 0x00ad, Stride: 1},
		{Lo: 0x034f, Hi: 0x034f, Stride: 1},
		{Lo: 0x061c, Hi: 0x061c, Stride: 1},
		{Lo: 0x115f, Hi: 0x1160, Stride: 1},
		{Lo: 0x17b4, Hi: 0x17b5, Stride: 1},
		{Lo: 0x180b, Hi: 0x180f, Stride: 1},
		{Lo: 0x200b, Hi: 0x200f, Stride: 1},
		{Lo: 0x202a, Hi: 0x202e, Stride: 1},
		{Lo: 0x2060, Hi: 0x206f, Stride: 1},
		{Lo: 0x3164, Hi: 0x3164, Stride: 1},
		{Lo: 0xfe00, Hi: 0xfe0f, Stride: 1},
		{Lo: 0xfeff, Hi: 0xfeff, Stride: 1},
		{Lo: 0xffa0, Hi: 0xffa0, Stride: 1},
		{Lo: 0xfff0, Hi: 0xfff8, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x1bca0, Hi: 0x1bca3, Stride: 1},
		{Lo: 0x1d173, Hi: 0x1d17a, Stride: 1},
		{Lo: 0xe0000, Hi: 0xe0fff, Stride: 1},
	},
	LatinOffset: 1,
}

// isAccent reports marks that are written over or under a letter and may be
// left out: those of Latin, Greek and Cyrillic, Hebrew points, Arabic
// vowels. The vowel signs of Indic scripts are letters in all but name.
func isAccent(r rune) bool { return r >= 0x300 && unicode.Is(accents, r) && unicode.IsMark(r) }

var accents = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0300, Hi: 0x036f, Stride: 1},
		{Lo: 0x0483, Hi: 0x0489, Stride: 1},
		{Lo: 0x0591, Hi: 0x05c7, Stride: 1},
		{Lo: 0x0610, Hi: 0x061a, Stride: 1},
		{Lo: 0x064b, Hi: 0x065f, Stride: 1},
		{Lo: 0x0670, Hi: 0x0670, Stride: 1},
		{Lo: 0x06d6, Hi: 0x06ed, Stride: 1},
		{Lo: 0x08ca, Hi: 0x08ff, Stride: 1},
		{Lo: 0x1ab0, Hi: 0x1aff, Stride: 1},
		{Lo: 0x1dc0, Hi: 0x1dff, Stride: 1},
		{Lo: 0x20d0, Hi: 0x20ff, Stride: 1},
		{Lo: 0xfe20, Hi: 0xfe2f, Stride: 1},
	},
}

// spaceless are the scripts that put no spaces between words.
var spaceless = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan,
}

// isSpaceless reports characters of those scripts.
func isSpaceless(r rune) bool {
	switch {
	case r < 0xe00:
		return false
	case r < 1<<16:
		return spacelessBits()[r>>6]&(1<<(r&63)) != 0
	}
	return unicode.In(r, spaceless...)
}

// spacelessBits has a bit for each character of the BMP: eight tables would be
// searched for each character of a text in Japanese, and for each quotation mark.
var spacelessBits = sync.OnceValue(func() *[1 << 16 / 64]uint64 {
	var bits [1 << 16 / 64]uint64
	for _, t := range spaceless {
		for _, in := range t.R16 {
			for r := uint32(in.Lo); r <= uint32(in.Hi); r += uint32(in.Stride) {
				bits[r>>6] |= 1 << (r & 63)
			}
		}
	}
	return &bits
})
