package clean

import (
	"unicode/utf8"

	simd "github.com/segmentio/asm/utf8"
)

// validUTF8 is utf8.Valid, 32 bytes at a time where the processor can (Keiser and
// Lemire, "Validating UTF-8 in less than one instruction per byte", 2021): all text
// goes through it.
func validUTF8(text []byte) bool { return simd.Valid(text) }

// replacement is U+FFFD in UTF-8.
const replacement = "\uFFFD"

// maximalSubpart returns the length of the first ill-formed piece of s, whose
// first byte begins no valid sequence: the longest prefix that begins some
// valid sequence, else one byte (Unicode Standard 3.9, "U+FFFD Substitution of
// Maximal Subparts"; the ranges are table 3-7's).
func maximalSubpart(s []byte) int {
	low, high, need := byte(0x80), byte(0xBF), 0
	switch c := s[0]; {
	case c >= 0xC2 && c <= 0xDF:
		need = 2
	case c >= 0xE0 && c <= 0xEF:
		need = 3
		switch c {
		case 0xE0:
			low = 0xA0
		case 0xED:
			high = 0x9F
		}
	case c >= 0xF0 && c <= 0xF4:
		need = 4
		switch c {
		case 0xF0:
			low = 0x90
		case 0xF4:
			high = 0x8F
		}
	}
	n := 1
	for n < need && n < len(s) && s[n] >= low && s[n] <= high {
		low, high = 0x80, 0xBF
		n++
	}
	return n
}

// appendValid appends s to dst with each ill-formed piece as one U+FFFD. s
// stands at offset off of the text; d counts the bytes replaced.
func appendValid(dst, s []byte, off int, d *Damage) []byte {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			dst = append(dst, s[i])
			i++
			continue
		}
		if r, w := utf8.DecodeRune(s[i:]); r != utf8.RuneError || w > 1 {
			dst = append(dst, s[i:i+w]...)
			i += w
			continue
		}
		n := maximalSubpart(s[i:])
		d.invalid(off+i, n)
		dst = append(dst, replacement...)
		i += n
	}
	return dst
}

// utf8Census counts in s the valid sequences of more than one byte, and the
// ill-formed pieces.
func utf8Census(s []byte) (sequences, pieces int) {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		if r, w := utf8.DecodeRune(s[i:]); r != utf8.RuneError || w > 1 {
			sequences++
			i += w
			continue
		}
		pieces++
		i += maximalSubpart(s[i:])
	}
	return sequences, pieces
}

func hasHigh(s []byte) bool {
	for _, c := range s {
		if c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}
