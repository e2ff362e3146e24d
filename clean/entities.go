package clean

import (
	"bytes"
	"html"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// longestEntity is the length of the longest reference looked at, `&` and `;`
// included: the longest name of HTML is CounterClockwiseContourIntegral.
const longestEntity = 34

// maxEntityCache bounds the memory of an entityDecoder.
const maxEntityCache = 4096

// An entityDecoder turns character references of HTML into characters, those
// that end in `;` only: `AT&T`, `?a=1&copy=2` and `&copy` are text.
//
// References are decoded to the end: `&amp;eacute;` is é. A page that was
// escaped twice cannot be told from a page that speaks about escaping, the
// former is far more common, and cleaning a text twice must not change it
// again. References to NUL, to surrogates, past U+10FFFF and by unknown names
// stay as they are written.
type entityDecoder struct {
	names map[string]string // memo of html.UnescapeString, which allocates
}

// at decodes the reference that starts at s[0], which is `&`. It returns the
// characters and the length of the reference, 0 if there is none.
func (e *entityDecoder) at(s []byte) (text string, n int) {
	if len(s) > longestEntity {
		s = s[:longestEntity]
	}
	end := bytes.IndexByte(s, ';')
	if end < 2 {
		return "", 0
	}
	s = s[:end+1]
	if s[1] == '#' {
		r, ok := numericReference(s[2:end])
		if !ok {
			return "", 0
		}
		return string(r), len(s)
	}
	for _, c := range s[1:end] {
		if !isASCIIAlnum(c) {
			return "", 0
		}
	}
	return e.named(s)
}

// mayRefer says whether a reference may start at s[0], which is `&`.
func mayRefer(s []byte) bool {
	return bytes.IndexByte(s[:min(len(s), longestEntity)], ';') >= 2
}

func (e *entityDecoder) named(s []byte) (string, int) {
	text, known := e.names[string(s)]
	if !known {
		name := string(s)
		text = html.UnescapeString(name)
		// The package also takes the beginning of an unknown name (`&notit;`
		// gives `¬it;`), which leaves the `;` behind.
		if text == name || len(text) > 1 && text[len(text)-1] == ';' {
			text = ""
		}
		if e.names == nil || len(e.names) >= maxEntityCache {
			e.names = make(map[string]string)
		}
		e.names[name] = text
	}
	if text == "" {
		return "", 0
	}
	return text, len(s)
}

// numericReference reads the digits of `&#8217;` or `&#x2019;`. 128 to 159 are
// taken as Windows-1252, as HTML does (section 13.2.5.80, "Numeric character
// reference end state").
func numericReference(s []byte) (rune, bool) {
	base := rune(10)
	if len(s) > 0 && s[0]|0x20 == 'x' {
		base, s = 16, s[1:]
	}
	if len(s) == 0 {
		return 0, false
	}
	var r rune
	for _, c := range s {
		digit := rune(99)
		switch {
		case c >= '0' && c <= '9':
			digit = rune(c - '0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			digit = rune(c|0x20-'a') + 10
		}
		if digit >= base {
			return 0, false
		}
		if r = r*base + digit; r > utf8.MaxRune {
			return 0, false
		}
	}
	if r == 0 || !utf8.ValidRune(r) {
		return 0, false
	}
	return fromC1(r), true
}

// fromC1 returns the character that Windows-1252 has at the place of a C1
// control, or r itself where it has none or r is no C1 control. Such controls
// are, in text, Windows-1252 that was decoded as Latin-1.
func fromC1(r rune) rune {
	if r < 0x80 || r > 0x9F {
		return r
	}
	if c := charmap.Windows1252.DecodeByte(byte(r)); c != utf8.RuneError {
		return c
	}
	return r
}

// append appends s to dst with references decoded to the end. It writes into
// s: a reference that gives `&` leaves it there as the start of the next.
func (e *entityDecoder) append(dst, s []byte) []byte {
	for {
		i := bytes.IndexByte(s, '&')
		if i < 0 {
			return append(dst, s...)
		}
		dst, s = append(dst, s[:i]...), s[i:]
		text, n := e.at(s)
		switch {
		case n == 0:
			dst, s = append(dst, '&'), s[1:]
		case string(text) == "&":
			s[n-1] = '&'
			s = s[n-1:]
		default:
			dst, s = append(dst, text...), s[n:]
		}
	}
}
