package clean

import "unicode/utf8"

// isInvisible reports whether r is removed: it shows nothing and carries no
// meaning that survives in plain text. The list, by section of the Unicode
// Standard:
//
//   - 23.1 control codes: C0 that are no spaces, DEL, and those C1 that no step
//     before has turned into the Windows-1252 character they stand for;
//   - 23.2 layout controls: soft hyphen, zero width space, word joiner and the
//     invisible operators after it, byte order mark inside text, bidirectional
//     controls, U+180E;
//   - 23.3 deprecated format characters U+206A–206F;
//   - 23.8 interlinear annotation U+FFF9–FFFB, and 23.9 tag characters, which
//     stay only inside an emoji flag (see tagRun).
//
// ZWJ and ZWNJ stay: Persian, the Indic scripts and emoji need them. Variation
// selectors and CGJ stay: they choose a form. Noncharacters stay: they are
// valid in interchange (Corrigendum 9) and whoever wrote one wanted it.
// The zero width space goes in Thai, Khmer, Lao and Burmese too, where it may
// stand between words: pages write it or not at the author's whim, and a text
// that is compared and counted must not depend on it.
func isInvisible(r rune) bool {
	switch {
	case r < 0x20:
		return !isSpace(r)
	case r < 0xA0:
		return r >= 0x7F
	case r < 0x2000:
		return r == 0xAD || r == 0x61C || r == 0x180E
	case r < 0x2070:
		return r == 0x200B || r == 0x200E || r == 0x200F ||
			r >= 0x202A && r <= 0x202E || r >= 0x2060
	case r < 0xE0000:
		return r == 0xFEFF || r >= 0xFFF9 && r <= 0xFFFB
	}
	return r <= 0xE007F
}

// tagRun returns the length of the tag sequence at the start of s if it makes
// an emoji flag with the character before it, which must be U+1F3F4 (UTS #51,
// ED-14a): tags U+E0020–E007E, then U+E007F. Otherwise 0.
func tagRun(before rune, s []byte) int {
	if before != 0x1F3F4 {
		return 0
	}
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRune(s[i:])
		i += w
		switch {
		case r == 0xE007F && i > w:
			return i
		case r < 0xE0020 || r > 0xE007E:
			return 0
		}
	}
	return 0
}

// zeros returns the length of the zero bytes at s[i], and whether they stand for a
// space: where words would run together without it. Not those between all letters,
// as UTF-16 has them.
func zeros(s []byte, i int) (n int, isSpace bool) {
	end := i
	for end < len(s) && s[end] == 0 {
		end++
	}
	n = end - i
	if i == 0 || end == len(s) || s[i-1] == ' ' || s[end] == ' ' {
		return n, false
	}
	return n, (i < 2 || s[i-2] != 0) && (end+1 == len(s) || s[end+1] != 0)
}

// appendVisible appends s to dst without its invisible characters.
func appendVisible(dst, s []byte) []byte {
	var before rune
	from := 0 // of what is still to be appended
	for i := 0; i < len(s); {
		r, w := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, w = decodeRune(s, i)
		}
		if !isInvisible(r) {
			before = r
			i += w
			continue
		}
		if r == 0 {
			n, isSpace := zeros(s, i)
			if dst = append(dst, s[from:i]...); isSpace {
				dst = append(dst, ' ')
			}
			i += n
			from = i
			continue
		}
		keep := tagRun(before, s[i:])
		dst = append(dst, s[from:i+keep]...)
		i += max(keep, w)
		from = i
	}
	return append(dst, s[from:]...)
}
