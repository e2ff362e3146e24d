package eval

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold makes words of different spelling alike: NFKC, then lower case.
func fold(text string) string {
	if isASCII(text) {
		return strings.ToLower(text)
	}
	return lower(norm.NFKC.String(text))
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// lower is the full lower case of the Unicode standard (section 3.13), without
// those of languages: two characters for a capital I with a dot, and a final
// sigma at the end of words. golang.org/x/text/cases looks too short a way
// ahead for the latter.
func lower(text string) string {
	b := make([]byte, 0, len(text)+8)
	for i, r := range text {
		switch {
		case r == 'İ':
			b = append(b, "i\u0307"...)
		case r == 'Σ' && isFinal(text[:i], text[i+len("Σ"):]):
			b = append(b, "ς"...)
		default:
			b = utf8.AppendRune(b, unicode.ToLower(r))
		}
	}
	return string(b)
}

// isFinal reports the condition Final_Sigma (table 3-17): a cased letter stands
// before and none after, whatever ignorable stands between.
func isFinal(before, after string) bool {
	before = strings.TrimRightFunc(before, isIgnorable)
	after = strings.TrimLeftFunc(after, isIgnorable)
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	return isCased(last) && !isCased(next)
}

func isCased(r rune) bool {
	return unicode.In(r, unicode.Lu, unicode.Ll, unicode.Lt, unicode.Other_Lowercase, unicode.Other_Uppercase)
}

// isIgnorable reports the property Case_Ignorable: marks, format characters,
// modifiers, and the signs that may stand inside a word (Word_Break MidLetter,
// MidNumLet and Single_Quote).
func isIgnorable(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk) ||
		strings.ContainsRune("'.:·\u0387\u055f\u05f4‘’․‧\ufe13\ufe52\ufe55＇．：", r)
}
