package corpus

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// windowBytes is the longest window of a document that is worked in windows:
// long beside a page, so that what is repeated in it is seen, and small beside
// MaxDocument.
const windowBytes = 1 << 20

// readText fills b with the whole input, or with one window of a long one.
func (r *Reader) readText(b *Batch) error {
	if r.inside {
		return r.readWindow(b)
	}
	if r.record > 0 {
		return r.finish()
	}
	limit := int(r.o.MaxDocument)
	if r.packed == "" && r.size > 0 {
		// One more than the file has, so that its end is seen without growing.
		b.buf = slices.Grow(b.buf, int(min(r.size, int64(limit)))+1)
	}
	b.buf = r.fill(b.buf, limit+1)
	if len(b.buf) == 0 {
		return r.finish()
	}
	r.record++
	if len(b.buf) > limit {
		r.putBackAll(b)
		r.inside, r.start, r.base = true, r.pos, 0
		return r.readWindow(b)
	}
	d := r.document(Whole)
	d.Text = b.buf
	b.Docs = append(b.Docs, d)
	r.pos += r.width.size(b.buf)
	return nil
}

// readWindow fills b with the next window of a long text.
func (r *Reader) readWindow(b *Batch) error {
	b.buf = r.fill(b.buf, r.window+1)
	part, used, cut := Last, len(b.buf), false
	if used > r.window {
		part = Middle
		used, cut = cutWindow(b.buf[:r.window])
	}
	text := b.buf[:used]
	r.addPart(b, part, text, used)
	d := &b.Docs[0]
	d.Continues, d.cut = r.joined, cut
	r.joined = cut
	r.line += bytes.Count(text, []byte{'\n'})
	return nil
}

// cutWindow chooses where a window that begins with w ends: after a blank line
// in its last quarter, else after its last line end, else inside the line,
// after a space if there is one in the last quarter. It never parts a
// character. It depends on w alone.
func cutWindow(w []byte) (n int, inLine bool) {
	tail := len(w) * 3 / 4
	if i := bytes.LastIndex(w[tail:], []byte("\n\n")); i >= 0 {
		return tail + i + 2, false
	}
	if i := bytes.LastIndex(w[tail:], []byte("\n\r\n")); i >= 0 {
		return tail + i + 3, false
	}
	if i := bytes.LastIndexByte(w, '\n'); i >= 0 {
		return i + 1, false
	}
	if i := bytes.LastIndexAny(w[tail:], " \t"); i >= 0 {
		return tail + i + 1, true
	}
	n = len(w)
	for i := n - 1; i >= max(1, n-utf8.UTFMax); i-- {
		if utf8.RuneStart(w[i]) {
			if !utf8.FullRune(w[i:]) {
				n = i
			}
			break
		}
	}
	if n > 1 && w[n-1] == '\r' {
		n-- // its line feed may follow
	}
	return n, true
}
