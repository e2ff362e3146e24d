package clean

import (
	"bytes"
	"unicode/utf8"
)

// A PlainLine is a line of a text, without its end: text[Start:End]. Number counts
// from 1, blank lines included.
type PlainLine struct{ Start, End, Number int }

// AppendLines appends the lines of text that are not blank, if Clean would
// remove none of them and leave each as it stands, as it does with most text
// when there are no rules. Else, or if it cannot tell, ok is false. It costs a
// fraction of Clean, which measures the lines.
func (c *Cleaner) AppendLines(dst []PlainLine, text []byte) (lines []PlainLine, ok bool) {
	if !c.enabled.empty() || c.options.NormalizeOptions != (NormalizeOptions{}) || !utf8.Valid(text) {
		return dst, false
	}
	plain := plainClasses()
	for start, number := 0, 1; start < len(text); number++ {
		end := len(text)
		if n := bytes.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		if line := text[start:end]; len(line) > 0 {
			if line[0] == ' ' || line[len(line)-1] == ' ' {
				return dst, false
			}
			if n, _ := plain.scan(line, 0, 0, 0); n < len(line) {
				return dst, false
			}
			dst = append(dst, PlainLine{start, end, number})
		}
		start = end + 1
	}
	return dst, true
}
