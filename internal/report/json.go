package report

import "unicode/utf8"

// appendString appends s as a JSON string. What is not UTF-8 becomes U+FFFD,
// one for each invalid byte; U+2028 and U+2029 are escaped, for readers that
// take JSON for JavaScript.
func appendString[T ~string | ~[]byte](dst []byte, s T) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' {
				i++
				continue
			}
			dst = append(dst, s[from:i]...)
			dst = appendEscape(dst, c)
			i++
			from = i
			continue
		}
		r, n := utf8.DecodeRuneInString(string(s[i:min(len(s), i+utf8.UTFMax)]))
		var esc string
		switch {
		case r == utf8.RuneError && n == 1:
			esc = "\ufffd"
		case r == 0x2028:
			esc = `\u2028`
		case r == 0x2029:
			esc = `\u2029`
		}
		if esc != "" {
			dst = append(dst, s[from:i]...)
			dst = append(dst, esc...)
			from = i + n
		}
		i += n
	}
	dst = append(dst, s[from:]...)
	return append(dst, '"')
}

// appendEscape appends the escape of an ASCII character that cannot stand in a
// JSON string.
func appendEscape(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	}
	return append(dst, `\u00`+hexDigits[c>>4:c>>4+1]+hexDigits[c&15:c&15+1]...)
}
