package pipeline

import (
	"context"
	"sync/atomic"

	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/corpus"
	"winnow/internal/report"
	"winnow/internal/seen"
)

// work is what all workers share. It does not change while they work, but for
// the switch.
type work struct {
	c      *Config
	hasher *dedupe.Hasher
	audit  auditor

	mayBeBare bool // see bare.go

	from     resume      // the first batch that is worked
	keysOnly atomic.Bool // nothing but the units' keys is needed
}

// keepsRecords reports whether JSON records are written as records.
func (c *Config) keepsRecords() bool { return c.To == "" || c.To == "auto" || c.To == "jsonl" }

func newWork(c *Config) *work {
	return &work{c: c, mayBeBare: c.mayBeBare(), hasher: c.Dedupe.Hasher, audit: newAuditor(c)}
}

// A worker is the memory of one goroutine that cleans.
type worker struct {
	*work
	page      clean.Page
	comparer  *Comparer
	templates *templateMarker // nil unless there are templates
	printer   *dedupe.Printer // nil unless repeated runs are looked for
	recent    *recent         // of bare lines
	text      []byte          // of a document, as it would be written
	name      []byte          // of a document in the index
	keys      []dedupe.Key    // of a batch, that are looked up there
	owners    []seen.Identity // of those
}

// all works until no batch is left or ctx is cancelled.
func (k *work) all(ctx context.Context, belt *belt) {
	w := worker{work: k, comparer: NewComparer(k.c.Dedupe, k.hasher), recent: new(recent)}
	if k.c.Templates != nil {
		w.templates = newTemplateMarker(k.c)
	}
	if k.c.Near.Enabled {
		w.comparer.sketcher = dedupe.NewSketcher(k.c.Near.NearOptions)
	}
	if k.c.Spans.Enabled {
		w.printer = dedupe.NewPrinter(k.c.Spans.Words)
		w.comparer.sentences = true
	}
	for b := next(ctx, belt.work); b != nil; b = next(ctx, belt.work) {
		if w.comparer.near = &b.near; k.keysOnly.Load() {
			w.comparer.near = nil
		}
		for i := range b.in.Docs {
			if k.from.isAfter(b) {
				break
			}
			w.document(b, &b.in.Docs[i])
		}
		if k.c.Earlier.Index != nil {
			w.lookUp(b)
		}
		b.done <- struct{}{}
	}
}

// document does everything that can be said of a document by itself, as if no
// paragraph of it stood elsewhere.
func (w *worker) document(b *batch, d *corpus.Document) {
	r := result{doc: d, err: d.Parse(&b.in.Arena)}
	r.window = d.Part != corpus.Whole && !d.Verbatim()
	r.record = b.format == "jsonl" && w.c.keepsRecords()
	if begins(d) && !d.Blank {
		b.count.documents++
	}
	b.count.decoding(d)
	from := span{len(b.out), len(b.audit)}
	if d.Verbatim() {
		if r.record {
			b.out = d.AppendRecord(b.out, nil)
		}
	} else {
		w.clean(b, &r)
	}
	if w.c.Earlier.Index != nil {
		w.identify(b, &r)
	}
	r.out, r.audit = span{from.from, len(b.out)}, span{from.to, len(b.audit)}
	b.results = append(b.results, r)
}

// begins reports whether d is a document, or the first part of one.
func begins(d *corpus.Document) bool { return d.Part == corpus.Whole || d.Part == corpus.First }

func (w *worker) clean(b *batch, r *result) {
	if w.mayBeBare && w.bare(b, r) {
		return
	}
	d, page := r.doc, &w.page
	if len(b.in.Docs) == 1 {
		page = &b.page // its blocks need not be copied
	}
	if r.window {
		w.c.Clean.CleanPart(page, d.Text)
	} else {
		w.c.Clean.Clean(page, d.Text)
	}
	if w.templates != nil && d.Part == corpus.Whole {
		b.count.syndicated += w.templates.mark(w.c.Templates, d, page.Blocks)
	}
	if w.c.Dedupe.Enabled {
		n := len(b.paragraphs)
		b.paragraphs = w.comparer.AppendParagraphs(b.paragraphs, d, page)
		r.paragraphs = span{n, len(b.paragraphs)}
	}
	b.count.page(d, page)
	switch needed := r.window || !r.paragraphs.empty() || w.printer != nil; {
	case needed && page == &b.page:
		r.blocks = page.Blocks
	case needed:
		b.keep(r, page.Blocks)
	}
	if w.keysOnly.Load() {
		return
	}
	if w.printer != nil {
		r.spans = len(b.spans.texts)
		b.spans.texts = append(b.spans.texts, b.spans.add(w.printer, page.Blocks))
	}
	if w.c.Audit != nil {
		b.audit = w.audit.append(b.audit, b.format, d, page.Blocks)
	}
	if r.record {
		w.text = appendText(w.text[:0], d, page)
		r.text = int64(len(w.text))
		b.out = d.AppendRecord(b.out, w.text)
		return
	}
	n := len(b.out)
	b.out = appendText(b.out, d, page)
	r.text = int64(len(b.out) - n)
}

// appendText appends the kept blocks of a page. The text ends with a line end
// if d's does.
func appendText(dst []byte, d *corpus.Document, p *clean.Page) []byte {
	n := len(dst)
	dst = p.AppendText(dst)
	if len(dst) > n && len(d.Text) > 0 && d.Text[len(d.Text)-1] == '\n' {
		dst = append(dst, '\n')
	}
	return dst
}

// page counts the blocks of a document that was cleaned, and its damage.
func (t *tally) page(d *corpus.Document, p *clean.Page) {
	t.text(d, &p.Damage)
	for i := range p.Blocks {
		bl := &p.Blocks[i]
		n := int64(bl.End - bl.Start)
		t.in.Add(1, n)
		switch bl.Rule {
		case clean.Kept:
			t.kept.Add(1, n)
		case templateRule:
			t.template.Add(1, n)
		default:
			t.rules[bl.Rule].Add(1, n)
		}
	}
}

// decoding counts what of a document was no character in its encoding.
func (t *tally) decoding(d *corpus.Document) {
	if d.Undecoded > 0 && t.damage.InvalidBytes == 0 {
		t.damage.FirstInvalid = &report.Spot{File: d.File, Record: d.Record, Offset: d.FirstUndecoded}
	}
	t.damage.InvalidBytes += int64(d.Undecoded)
}

// text counts a text, and its damage.
func (t *tally) text(d *corpus.Document, m *clean.Damage) {
	t.bytesIn += int64(len(d.Text))
	g := &t.damage
	if m.Invalid > 0 && g.InvalidBytes == 0 {
		at, _ := d.Span(m.FirstInvalid, m.FirstInvalid)
		g.FirstInvalid = &report.Spot{File: d.File, Record: d.Record, Offset: at}
	}
	g.InvalidBytes += int64(m.Invalid)
	g.Mojibake += int64(m.Mojibake)
	g.Entities += int64(m.Entities)
	g.Invisible += int64(m.Invisible)
	if d.LoneSurrogates > 0 && g.LoneSurrogates == 0 {
		g.FirstLone = &report.Spot{File: d.File, Record: d.Record, Offset: d.FirstLone()}
	}
	g.LoneSurrogates += int64(d.LoneSurrogates)
	if m.GuessedLines > 0 {
		g.Guessed(m.Guessed, int64(m.GuessedLines))
	}
}
