package eval

import (
	"unicode"
	"unicode/utf8"
)

// isWord reports letters, numbers and the underscore: what \w is to Python's
// re. Marks are not among them, superscripts and fractions are.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// isSpaceless reports the characters that are a word each, as nothing stands
// between words in their scripts: kana, Han, Thai, Lao, Burmese, Khmer.
func isSpaceless(r rune) bool {
	switch {
	case r < 0x0e00:
		return false
	case r <= 0x0eff, 0x1000 <= r && r <= 0x109f, 0x1780 <= r && r <= 0x17ff,
		0x3040 <= r && r <= 0x30ff, 0x3400 <= r && r <= 0x4dbf, 0x4e00 <= r && r <= 0x9fff, 0xf900 <= r && r <= 0xfaff:
		return true
	}
	return false
}

// eachWord calls with every word of a folded text, for bags: runs of letters
// and numbers, and spaceless characters one by one.
func eachWord(folded string, with func(word string)) {
	start := -1
	for i, r := range folded {
		alone := isSpaceless(r)
		inside := !alone && r != '_' && isWord(r)
		if start >= 0 && !inside {
			with(folded[start:i])
			start = -1
		}
		switch {
		case alone:
			with(folded[i : i+utf8.RuneLen(r)])
		case inside && start < 0:
			start = i
		}
	}
	if start >= 0 {
		with(folded[start:])
	}
}

// eachRun calls with every run of word characters of a text as it is, for
// shingles.
func eachRun(text string, with func(run string)) {
	start := -1
	for i, r := range text {
		switch word := isWord(r); {
		case word && start < 0:
			start = i
		case !word && start >= 0:
			with(text[start:i])
			start = -1
		}
	}
	if start >= 0 {
		with(text[start:])
	}
}
