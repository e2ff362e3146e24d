package pipeline

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"

	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/corpus"
	"winnow/internal/report"
)

// Bare texts are those of which nothing but the lines is needed: there are no
// rules to look at them, and nobody asks how long they are or what became of
// them. What winnow dedupe --unit line --min-words 0 does goes this way, with
// the same output as the other, which makes blocks of the lines.

// A bareLine is a line of a bare text: small, so that those of a batch stay in
// the processor's cache.
type bareLine struct {
	key      dedupe.Key
	from, to uint32 // in the text of the document
	number   uint32 // of the line, as far as a Place tells
	blank    bool   // a blank line stands before it
	isCopy   bool   // it is known to be one: the same bytes stand before it in the text, or findLines says so
	mended   bool   // the next of batch.mended is what is written of it
}

func (l *bareLine) bytes() int64 { return int64(l.to - l.from) }

// mayBeBare reports whether the texts of this run are bare.
func (c *Config) mayBeBare() bool {
	d := &c.Dedupe
	return d.Enabled && d.MinWords == 0 && (d.Unit == UnitLine || d.Unit == UnitParagraph) && !c.places() && !c.Clean.HasRules() &&
		!c.Near.Enabled && !c.Spans.Enabled && c.Templates == nil && !c.LearnTemplates &&
		c.Earlier.Index == nil
}

// bare takes the lines of a document, if they are all that is needed. A window
// that begins or ends within a line is not bare.
func (w *worker) bare(b *batch, r *result) bool {
	d := r.doc
	if d.Continues || d.Part != corpus.Whole && d.Part != corpus.Last && !endsWithLineEnd(d.Text) || len(d.Text) > math.MaxUint32 {
		return false
	}
	n, mended := len(b.lines), len(b.mended)
	if !w.bareLines(b, d, true) {
		b.lines, b.mended = b.lines[:n], b.mended[:mended]
		w.bareLines(b, d, false)
	}
	r.lines, r.mended, r.isBare = span{n, len(b.lines)}, span{mended, len(b.mended)}, true
	count := report.Count{Blocks: int64(r.lines.to - n)}
	for i := range b.lines[n:] {
		count.Bytes += b.lines[n+i].bytes()
	}
	b.count.in.Add(count.Blocks, count.Bytes)
	b.count.kept.Add(count.Blocks, count.Bytes)
	b.count.text(d, &w.page.Damage)
	return true
}

// bareLines appends the lines of d to those of the batch. It reports whether the
// text is what it was assumed to be: see clean.MendedLines.
func (w *worker) bareLines(b *batch, d *corpus.Document, assume bool) bool {
	first := len(b.lines)
	m := w.c.Clean.MendedLines(&w.page, d.Text, assume)
	sumOf := sketch
	if w.comparer.isExact() { // a half of the key, too
		sumOf = dedupe.Sum
	}
	more, next, then := m.Next(), uint64(0), recentLine{}
	if more {
		next = sumOf(d.Text[m.Start:m.End])
		then = w.recent[next%uint64(len(w.recent))]
	}
	for more {
		raw, text, sumOfRaw, before := d.Text[m.Start:m.End], m.Text(), next, then
		n := len(b.lines)
		// It is made where it will stand: a copy would wait for what was just written.
		if n == cap(b.lines) {
			b.lines = slices.Grow(b.lines, 1)
		}
		l := &b.lines[:n+1][n]
		*l = bareLine{from: uint32(m.Start), to: uint32(m.End), number: uint32(min(m.Line, dedupe.MaxLine)), blank: m.BlankBefore}
		// The sum is made a line ahead, and so is the question whether that was met before: what
		// they decide does not wait for them then. Two of the same in a row are told by the method.
		if more = m.Next(); more {
			next = sumOf(d.Text[m.Start:m.End])
			then = w.recent[next%uint64(len(w.recent))]
		}
		if len(text) == 0 {
			continue
		}
		if i := int(before.line); before.sum == uint32(sumOfRaw>>32) && i >= first && i < n && b.lines[i].is(raw, d) {
			l.key, l.isCopy = b.lines[i].key, true
		} else if len(text) == len(raw) && &text[0] == &raw[0] {
			w.recent[sumOfRaw%uint64(len(w.recent))] = recentLine{uint32(sumOfRaw >> 32), uint32(n)}
			l.key = w.comparer.lineKey(d, text, sumOfRaw)
		} else {
			from := len(b.copies)
			b.copies = append(b.copies, text...)
			b.mended = append(b.mended, b.copies[from:len(b.copies):len(b.copies)])
			l.mended = true
			l.key = w.comparer.lineKey(d, text, sumOf(text))
		}
		b.lines = b.lines[:n+1]
	}
	return !m.Misread
}

// is reports whether l is that line of d, and needs no mending.
func (l *bareLine) is(raw []byte, d *corpus.Document) bool {
	return !l.mended && int(l.to-l.from) == len(raw) && string(d.Text[l.from:l.to]) == string(raw)
}

// recent remembers lines of the text at hand by a sum of their bytes, so that
// one that stands there again, as short ones do, is not hashed and looked for once
// more. A line displaces another, and what is left of texts before is
// not told from those of this one: who asks compares the bytes.
type recent [1 << 13]recentLine

type recentLine struct {
	sum  uint32 // its upper half
	line uint32 // in batch.lines
}

// sketch is a sum of some of the bytes of a line, made in less time than dedupe.Sum. It is no
// part of a key.
func sketch(line []byte) (sum uint64) {
	const odd = 0x9e3779b97f4a7c15
	n := len(line)
	if n < 8 {
		for _, c := range line {
			sum = sum<<8 | uint64(c)
		}
	} else {
		sum = binary.LittleEndian.Uint64(line)
		sum ^= bits.RotateLeft64(odd*binary.LittleEndian.Uint64(line[n/2-4:]), 23)
		sum ^= bits.RotateLeft64(odd*binary.LittleEndian.Uint64(line[n-8:]), 41)
	}
	sum = odd * (sum ^ uint64(n))
	return odd * (sum ^ sum>>32)
}

// isExact reports whether the key of a line is that of its bytes.
func (c *Comparer) isExact() bool { return c.o.Match == dedupe.Exact && c.o.Scope != ScopeSite }

// lineKey is the key of a line of d, of which sum is the dedupe.Sum if it isExact.
func (c *Comparer) lineKey(d *corpus.Document, line []byte, sum uint64) dedupe.Key {
	if c.isExact() {
		return c.hasher.KeyWith(sum, line)
	}
	c.folded = dedupe.Fold(c.folded[:0], line, c.o.Match)
	if c.o.Scope == ScopeSite {
		c.folded = appendSite(c.folded, d)
	}
	return c.hasher.Key(c.folded)
}

// bareText finds the copies among the lines of r and appends those that stay,
// as clean.Page does: blank lines between them become one. It says whether
// blank lines stood before the first of them and after the last.
func (s *settler) bareText(dst []byte, b *batch, r *result) (text []byte, lead, tail bool, err error) {
	d := r.doc
	lines := b.lines[r.lines.from:r.lines.to]
	w := lineWriter{dst: dst, text: d.Text}
	mended := b.mended[r.mended.from:r.mended.to]
	end := 0
	set, _ := s.method.(*inMemory)
	gone := report.Count{}
	for i := range lines {
		l := &lines[i]
		end = int(l.to)
		var text []byte
		if l.mended {
			text, mended = mended[0], mended[1:]
		}
		if set != nil && i%touched == 0 {
			set.findLines(lines[i:min(i+touched, len(lines))])
		}
		w.blank = w.blank || l.blank || i == 0 && hasBlank(d, d.Text[:l.from], true)
		if set == nil {
			found, err := s.method.Find(Candidate{Key: l.key, Place: s.linePlace(b, d, int(l.number)), Number: s.units})
			if err != nil {
				return dst, false, false, err
			}
			l.isCopy = found.Copy
		}
		s.units++
		if l.isCopy {
			gone.Add(1, l.bytes())
			continue
		}
		w.line(int(l.from), int(l.to), text)
	}
	b.count.kept.Add(-gone.Blocks, -gone.Bytes)
	s.sum.Duplicates.Add(gone.Blocks, gone.Bytes)
	if len(lines) == 0 {
		w.blank = hasBlank(d, d.Text, true)
	} else {
		w.blank = w.blank || hasBlank(d, d.Text[end:], false)
	}
	if !w.any {
		return w.dst, w.blank, w.blank, nil
	}
	w.flush()
	if n := len(d.Text); d.Text[n-1] == '\n' {
		w.dst = append(w.dst, '\n')
	}
	return w.dst, w.lead, w.blank, nil
}

// findLines is Find for up to touched lines, of which nobody asks for places: it sets
// isCopy.
func (m *inMemory) findLines(lines []bareLine) {
	var keys [touched]dedupe.Key
	var at [touched]uint8 // in lines
	var dup [touched]bool
	n := 0
	for i := range lines {
		if !lines[i].isCopy { // else the set has it
			keys[n], at[n] = lines[i].key, uint8(i)
			n++
		}
	}
	m.seen.AddAll(keys[:n], dup[:n])
	for i := range n {
		lines[at[i]].isCopy = dup[i]
	}
}

// linePlace is where a line of the document at hand stands.
func (s *settler) linePlace(b *batch, d *corpus.Document, number int) dedupe.Place {
	return dedupe.NewPlace(s.documents-1, lineOf(b.format, d, &clean.Block{Line: number}))
}

// A lineWriter copies lines of a text, those in a row at once.
type lineWriter struct {
	dst, text []byte
	from, to  int  // lines that are not yet in dst
	any       bool // there were lines
	blank     bool // a blank line stood since the last of them
	lead      bool // or before the first
}

// line writes the line at from to to, or text in its place if that is not nil.
func (w *lineWriter) line(from, to int, text []byte) {
	gap := "\n"
	if w.blank {
		gap = "\n\n"
	}
	if !w.any {
		w.any, w.lead, gap = true, w.blank, ""
	}
	w.blank = false
	if text == nil && w.to > w.from && string(w.text[w.to:from]) == gap {
		w.to = to
		return
	}
	w.flush()
	w.dst = append(w.dst, gap...)
	if w.from, w.to = from, to; text != nil {
		w.dst = append(w.dst, text...)
		w.from = w.to
	}
}

func (w *lineWriter) flush() { w.dst = append(w.dst, w.text[w.from:w.to]...) }
