package corpus

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// windowBytes is the longest window of a document that is worked in windows:
// long beside a page, so that what is repeated in it is seen, and so small that it
// and what is known of its lines stay in the cache of a core (a fifteenth less
// time than with 1 MiB).
const windowBytes = 256 << 10

// What is known of a line takes more than a hundred bytes, so that tiny lines
// are worked in smaller pieces than long ones: a text of more than maxLines in
// windows, and none of those has more than windowLines. A line end is a line
// feed, or a carriage return if there are more of those.
const (
	maxLines    = 1 << 20
	windowLines = 16 << 10
)

// readText fills b with the whole input, or with one window of a long one.
func (r *Reader) readText(b *Batch) error {
	if r.inside {
		return r.readWindow(b)
	}
	if r.record > 0 {
		return r.finish()
	}
	limit := int(r.o.MaxDocument)
	if r.surelyExceeds(limit) {
		r.record++
		return r.readFirst(b)
	}
	if r.packed == "" && r.size > 0 {
		// One more than the file has, so that its end is seen without growing.
		b.buf = slices.Grow(b.buf, int(min(r.size, int64(limit)))+1)
	}
	b.buf = r.fill(b.buf, limit+1)
	if len(b.buf) == 0 {
		return r.finish()
	}
	r.record++
	if len(b.buf) > limit || exceeds(b.buf, maxLines) {
		r.putBackAll(b)
		return r.readFirst(b)
	}
	d := r.document(Whole)
	d.Text = b.buf
	r.mend(&d, d.Text)
	b.Docs = append(b.Docs, d)
	r.pos += r.width.size(b.buf)
	return nil
}

// surelyExceeds says whether the input is known to be longer than limit before
// it is read: a file of which every byte but a mark in front is one of the
// text. The first window need not wait for so much then.
func (r *Reader) surelyExceeds(limit int) bool {
	const mark = 4
	return r.packed == "" && r.encoding == "" && r.size > int64(limit)+mark
}

// readFirst fills b with the first window of a long text.
func (r *Reader) readFirst(b *Batch) error {
	r.inside, r.start, r.base = true, r.pos, 0
	return r.readWindow(b)
}

// readWindow fills b with the next window of a long text.
func (r *Reader) readWindow(b *Batch) error {
	b.buf = r.fill(b.buf, r.window+1)
	part, used, cut := Last, len(b.buf), false
	if longest := firstLines(b.buf[:min(used, r.window)], windowLines); used > longest {
		part = Middle
		used, cut = cutWindow(b.buf[:longest])
	}
	text := b.buf[:used]
	r.addPart(b, part, text, used)
	d := &b.Docs[0]
	d.Continues, d.cut = r.joined, cut
	r.joined = cut
	r.line += bytes.Count(text, []byte{'\n'})
	return nil
}

// lineEnd is the byte that ends the lines of text.
func lineEnd(text []byte) (end []byte, n int) {
	lf, cr := bytes.Count(text, []byte{'\n'}), bytes.Count(text, []byte{'\r'})
	if cr > lf {
		return []byte{'\r'}, cr
	}
	return []byte{'\n'}, lf
}

// exceeds reports whether text has more than n line ends.
func exceeds(text []byte, n int) bool {
	if len(text) <= n {
		return false
	}
	_, ends := lineEnd(text)
	return ends > n
}

// firstLines is the length of the first n lines of text, or of all of it.
func firstLines(text []byte, n int) int {
	if !exceeds(text, n) {
		return len(text)
	}
	end, _ := lineEnd(text)
	at := 0
	for range n {
		at += bytes.IndexByte(text[at:], end[0]) + 1
	}
	return at
}

// cutWindow chooses where a window that begins with w ends: after a blank line
// in its last quarter, else after its last line end, else inside the line,
// after a space if there is one in the last quarter. It never parts a
// character. It depends on w alone.
func cutWindow(w []byte) (n int, inLine bool) {
	tail := len(w) * 3 / 4
	if i := lastBlank(w[tail:]); i >= 0 {
		return tail + i, false
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

// lastBlank returns where the last blank line of w ends, -1 if there is none. It looks
// at a piece after the other, from the end of w, and forward in each, which is several
// times as fast as backward where lines are short.
func lastBlank(w []byte) int {
	const piece = 4 << 10
	for end := len(w); end > 0; {
		begin := max(0, end-piece)
		last := -1
		for i := begin; ; i++ {
			n := bytes.IndexByte(w[i:end], '\n')
			if n < 0 {
				break
			}
			i += n
			if i > 0 && w[i-1] == '\n' || i > 1 && w[i-1] == '\r' && w[i-2] == '\n' {
				last = i + 1
			}
		}
		if last >= 0 {
			return last
		}
		end = begin
	}
	return -1
}
