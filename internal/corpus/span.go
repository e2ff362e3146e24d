package corpus

import (
	"bytes"
	"unicode/utf8"
)

// A cursor remembers the last place that Span looked up, so that asking for
// places in ascending order costs one pass over the text.
type cursor struct {
	text, lit int   // the same place in Text and in the literal
	src       int64 // and in the input, from the beginning of the literal
}

// Span maps Text[start:end] to offsets in the decompressed input, through the
// escapes of JSON and through UTF-16 and UTF-32. For ISO-2022-JP the offsets
// count in the text as UTF-8. A span that begins or ends inside an escape is
// widened to the whole of it. Span is not safe for concurrent use.
func (d *Document) Span(start, end int) (int64, int64) {
	base := d.Offset + d.Base
	if !d.escaped && d.width == width8 {
		return base + int64(d.lit+start), base + int64(d.lit+end)
	}
	base += d.width.size(d.Raw[:d.lit])
	return base + d.seek(start, false), base + d.seek(end, true)
}

// seek is the place in the input of Text[:i]; if i is inside an escape, that
// of the escape, or of what follows it.
func (d *Document) seek(i int, after bool) int64 {
	if i < d.cur.text {
		d.cur = cursor{}
	}
	c := &d.cur
	if !d.escaped {
		c.src += d.width.size(d.Text[c.text:i])
		c.text = i
		return c.src
	}
	lit := d.Raw[d.lit:d.end]
	for c.text < i {
		rest := lit[c.lit:]
		n := bytes.IndexByte(rest, '\\')
		if n != 0 {
			if n < 0 {
				n = len(rest)
			}
			n = min(n, i-c.text)
			c.src += d.width.size(rest[:n])
			c.text, c.lit = c.text+n, c.lit+n
			continue
		}
		r, n, _ := unescape(rest)
		size := d.width.size(rest[:n])
		if c.text+utf8.RuneLen(r) > i {
			if after {
				return c.src + size
			}
			return c.src
		}
		c.src += size
		c.text, c.lit = c.text+utf8.RuneLen(r), c.lit+n
	}
	return c.src
}
