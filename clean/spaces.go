package clean

import "unicode/utf8"

// isSpace reports whether r ends up as one U+0020: every character of general
// category Z (Unicode Standard 6.2, "Space Characters", table 6-2), the line
// and paragraph separators inside a line, and the C0 controls whose name says
// that they separate (tab, LF, VT, FF, CR, and FS to US).
func isSpace(r rune) bool {
	switch {
	case r <= ' ':
		return r == ' ' || r >= '\t' && r <= '\r' || r >= 0x1C
	case r < 0xA0:
		return false
	}
	switch r {
	case 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
		return true
	}
	return r >= 0x2000 && r <= 0x200A
}

// appendSpaces appends s to dst with each run of spaces as one U+0020 and
// none at the ends.
func appendSpaces(dst, s []byte) []byte {
	base, pending := len(dst), false
	for i := 0; i < len(s); {
		n, w := toSpace(s[i:])
		if n > 0 {
			if pending {
				dst = append(dst, ' ')
			}
			dst = append(dst, s[i:i+n]...)
		}
		pending = len(dst) > base
		i += n + w
	}
	return dst
}

// toSpace returns how many bytes of s come before its first space, and the length
// of that, 0 if there is none.
func toSpace(s []byte) (n, w int) {
	for n < len(s) {
		if c := s[n]; c > ' ' && c < utf8.RuneSelf {
			n++
			continue
		}
		r, w := decodeRune(s, n)
		if isSpace(r) {
			return n, w
		}
		n += w
	}
	return n, 0
}

// trimSpace cuts spaces off both ends of s, by slicing.
func trimSpace(s []byte) []byte {
	for len(s) > 0 {
		if c := s[0]; c > ' ' && c < 0xC2 {
			break
		}
		r, w := utf8.DecodeRune(s)
		if !isSpace(r) {
			break
		}
		s = s[w:]
	}
	for len(s) > 0 {
		c := s[len(s)-1]
		if c > ' ' && c < 0x80 {
			break
		}
		r, w := utf8.DecodeLastRune(s)
		if !isSpace(r) {
			break
		}
		s = s[:len(s)-w]
	}
	return s
}
