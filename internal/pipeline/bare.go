package pipeline

import (
	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/corpus"
)

// Bare texts are those of which nothing but the lines is needed: there are no
// rules to look at them, and nobody asks how long they are or what became of
// them. What winnow dedupe --unit line --min-words 0 does goes this way, with
// the same output as the other, which makes blocks of the lines.

// A bareLine is a line of a bare text.
type bareLine struct {
	key      dedupe.Key
	from, to int // in the text of the document
	number   int
	text     []byte // mended; nil if it is the line as it stands
	blank    bool   // a blank line stands before it
}

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
	if d.Continues || d.Part != corpus.Whole && d.Part != corpus.Last && !endsWithLineEnd(d.Text) {
		return false
	}
	w.lines = w.c.Clean.AppendLines(w.lines[:0], &w.page, d.Text)
	n := len(b.lines)
	for i := range w.lines {
		l := &w.lines[i]
		line := bareLine{key: w.comparer.lineKey(d, l.Text), from: l.Start, to: l.End, number: l.Line, blank: l.BlankBefore}
		if len(l.Text) != l.End-l.Start || &l.Text[0] != &d.Text[l.Start] {
			from := len(b.copies)
			b.copies = append(b.copies, l.Text...)
			line.text = b.copies[from:len(b.copies):len(b.copies)]
		}
		b.lines = append(b.lines, line)
		b.count.in.Add(1, int64(l.End-l.Start))
		b.count.kept.Add(1, int64(l.End-l.Start))
	}
	b.count.text(d, &w.page.Damage)
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
		end = l.to
		if i%touched == 0 {
			s.touch(lines[i:min(i+touched, len(lines))])
		}
		w.blank = w.blank || l.blank || i == 0 && hasBlank(d, d.Text[:l.from], true)
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
		w.line(l)
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
	if n := len(d.Text); d.Text[n-1] == '\n' {
		w.dst = append(w.dst, '\n')
	}
	return w.dst, w.lead, w.blank, nil
}

// touched is how many keys are fetched at a time: as many loads as a processor
// has in flight.
const touched = 16

// touch fetches the keys of lines, if that is worth while.
func (s *settler) touch(lines []bareLine) {
	if m, ok := s.method.(*inMemory); ok {
		sum := byte(0)
		for i := range lines {
			sum += m.seen.Touch(lines[i].key)
		}
		m.touched = sum
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

func (w *lineWriter) line(l *bareLine) {
	gap := "\n"
	if w.blank {
		gap = "\n\n"
	}
	if !w.any {
		w.any, w.lead, gap = true, w.blank, ""
	}
	w.blank = false
	if l.text == nil && w.to > w.from && string(w.text[w.to:l.from]) == gap {
		w.to = l.to
		return
	}
	w.flush()
	w.dst = append(w.dst, gap...)
	if w.from, w.to = l.from, l.to; l.text != nil {
		w.dst = append(w.dst, l.text...)
		w.from = w.to
	}
}

func (w *lineWriter) flush() { w.dst = append(w.dst, w.text[w.from:w.to]...) }
