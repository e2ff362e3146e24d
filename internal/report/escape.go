package report

import (
	"strconv"
	"unicode/utf8"
)

// Escape returns s in a form that a terminal shows and does not obey: control
// characters (the tab, line ends and ESC among them), characters that turn the
// direction of text or that nobody can see, and bytes that are not UTF-8 come
// out as \t, \n, \r, \xNN or \u{NNNN}. Everything else stays, also letters and
// joiners of every script.
func Escape[T ~string | ~[]byte](s T) []byte {
	return AppendEscaped(make([]byte, 0, len(s)), s)
}

// AppendEscaped appends to dst what Escape returns.
func AppendEscaped[T ~string | ~[]byte](dst []byte, s T) []byte {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c >= ' ' && c != 0x7f {
				dst = append(dst, c)
			} else {
				dst = appendControl(dst, c)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(string(s[i:min(len(s), i+utf8.UTFMax)]))
		switch {
		case r == utf8.RuneError && n == 1:
			dst = appendHex(dst, s[i])
		case isDeceptive(r):
			dst = append(dst, `\u{`...)
			dst = strconv.AppendInt(dst, int64(r), 16)
			dst = append(dst, '}')
		default:
			dst = append(dst, s[i:i+n]...)
		}
		i += n
	}
	return dst
}

func appendControl(dst []byte, c byte) []byte {
	switch c {
	case '\t':
		return append(dst, `\t`...)
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	}
	return appendHex(dst, c)
}

const hexDigits = "0123456789abcdef"

func appendHex(dst []byte, c byte) []byte {
	return append(dst, '\\', 'x', hexDigits[c>>4], hexDigits[c&15])
}

// isDeceptive reports characters from U+0080 on that a terminal may obey or
// that make text look like other text: C1 controls, line and paragraph
// separators, direction marks, overrides and isolates, the byte order mark,
// annotations, tags. ZWNJ and ZWJ are letters' business and are not among them.
func isDeceptive(r rune) bool {
	switch {
	case r < 0xa0,
		r == 0x61c,
		r == 0x200b, r == 0x200e, r == 0x200f,
		0x2028 <= r && r <= 0x202e,
		0x2060 <= r && r <= 0x206f,
		r == 0xfeff,
		0xfff9 <= r && r <= 0xfffb,
		0xe0000 <= r && r <= 0xe007f:
		return true
	}
	return false
}
