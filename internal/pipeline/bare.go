package pipeline

import (
	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/corpus"
)

// Bare texts are those of which nothing but the lines is needed: no rule looks
// at them, nobody asks how long they are or what became of them, and none has
// to be mended. Most of what winnow dedupe --unit line --min-words 0 does goes
// this way, with the same output as the other, which makes blocks of the lines.

// A bareLine is a line of a bare text.
type bareLine struct {
	key      dedupe.Key
	from, to int // in the text
	number   int
}

// mayBeBare reports whether texts of this run can be.
func (c *Config) mayBeBare() bool {
	d := &c.Dedupe
	return d.Enabled && d.MinWords == 0 && (d.Unit == UnitLine || d.Unit == UnitParagraph) && !c.places() && !c.Near.Enabled && !c.Spans.Enabled &&
		c.Templates == nil && !c.LearnTemplates
}

// bare takes the lines of a document, if they are all that is needed. A window
// that begins or ends within a line is not bare.
func (w *worker) bare(b *batch, r *result) bool {
	d := r.doc
	if d.Continues || d.Part != corpus.Whole && d.Part != corpus.Last && !endsWithLineEnd(d.Text) {
		return false
	}
	var ok bool
	if w.lines, ok = w.c.Clean.AppendLines(w.lines[:0], d.Text); !ok {
		return false
	}
	n := len(b.lines)
	for _, l := range w.lines {
		b.lines = append(b.lines, bareLine{w.comparer.lineKey(d, d.Text[l.Start:l.End]), l.Start, l.End, l.Number})
		b.count.in.Add(1, int64(l.End-l.Start))
		b.count.kept.Add(1, int64(l.End-l.Start))
	}
	b.count.bytesIn += int64(len(d.Text))
	r.lines, r.isBare = span{n, len(b.lines)}, true
	return true
}

// lineKey is the key of a line of d.
func (c *Comparer) lineKey(d *corpus.Document, line []byte) dedupe.Key {
	if c.o.Match == dedupe.Exact && c.o.Scope != ScopeSite {
		return c.hasher.Key(line)
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
	end := 0
	for i := range lines {
		l := &lines[i]
		if i == 0 {
			w.blank = hasBlank(d, d.Text[:l.from], true)
		} else {
			w.blank = w.blank || l.from-end > 1
		}
		end = l.to
		found, err := s.method.Find(Candidate{Key: l.key, Place: s.linePlace(b, d, l.number), Number: s.units})
		if err != nil {
			return dst, false, false, err
		}
		s.units++
		if found.Copy {
			n := int64(l.to - l.from)
			b.count.kept.Add(-1, -n)
			s.sum.Duplicates.Add(1, n)
			continue
		}
		w.line(l.from, l.to)
	}
	if len(lines) == 0 {
		w.blank = hasBlank(d, d.Text, true)
	} else {
		w.blank = w.blank || hasBlank(d, d.Text[end:], false)
	}
	if !w.any {
		return w.dst, w.blank, w.blank, nil
	}
	w.flush()
	if endsWithLineEnd(d.Text) {
		w.dst = append(w.dst, '\n')
	}
	return w.dst, w.lead, w.blank, nil
}

// linePlace is where a line of the document at hand stands.
func (s *settler) linePlace(b *batch, d *corpus.Document, number int) dedupe.Place {
	return dedupe.NewPlace(s.documents-1, lineOf(b.format, d, &clean.Block{Line: number}))
}

// A lineWriter copies lines of a text, those in a row at once.
type lineWriter struct {
	dst, text []byte
	from, to  int  // lines that are not yet in dst
	any       bool // there are some, or were
	blank     bool // a blank line stood since the last of them
	lead      bool // or before the first
}

func (w *lineWriter) line(from, to int) {
	gap := 1
	if w.blank {
		gap = 2
	}
	switch {
	case !w.any:
		w.any, w.lead, w.from = true, w.blank, from
	case from-w.to != gap:
		w.flush()
		w.dst = append(w.dst, "\n\n"[:gap]...)
		w.from = from
	}
	w.to, w.blank = to, false
}

func (w *lineWriter) flush() { w.dst = append(w.dst, w.text[w.from:w.to]...) }
