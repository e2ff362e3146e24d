package pipeline

import (
	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/report"
)

// Spans says which repeated runs of words are removed: the whole sentences in
// them. They are looked for in the whole run, in what is kept otherwise.
type Spans struct {
	Enabled bool
	dedupe.RepeatOptions
}

// spanTexts are the texts of a batch's documents in which runs are looked for:
// one for each result that has any, in order.
type spanTexts struct {
	folded []byte
	prints []dedupe.Print
	parts  []spanPart
	texts  []spanText
}

// A spanText is what is kept of a document.
type spanText struct{ folded, prints, parts span }

// A spanPart is where a block begins and ends in the folded text.
type spanPart struct{ block, from, to int }

func (t *spanTexts) reset() {
	*t = spanTexts{emptied(t.folded, 1), emptied(t.prints, 24), emptied(t.parts, 24), emptied(t.texts, 48)}
}

// add adds the kept blocks of a document. Those without a word are no text.
func (t *spanTexts) add(p *dedupe.Printer, blocks []clean.Block) spanText {
	text := spanText{span{from: len(t.folded)}, span{from: len(t.prints)}, span{from: len(t.parts)}}
	for i := range blocks {
		if blocks[i].Rule != clean.Kept || blocks[i].Words == 0 {
			continue
		}
		if n := len(t.folded); n > text.folded.from {
			t.folded = append(t.folded, ' ')
		}
		from := len(t.folded)
		t.folded = dedupe.Fold(t.folded, blocks[i].Text, dedupe.Folded)
		t.parts = append(t.parts, spanPart{i, from - text.folded.from, len(t.folded) - text.folded.from})
	}
	t.prints = p.Append(t.prints, t.folded[text.folded.from:])
	text.folded.to, text.prints.to, text.parts.to = len(t.folded), len(t.prints), len(t.parts)
	return text
}

// spanFinder is the part of the settler that finds repeated runs.
type spanFinder struct {
	index   *dedupe.Repeats
	printer *dedupe.Printer
	again   spanTexts // of one document of which something was removed
	parts   []dedupe.Part
	found   []dedupe.Repeat
	removed report.Count
	blocks  map[int]bool // of the document at hand: those that go
}

// newSpanFinder returns nil if nothing is to be found.
func newSpanFinder(o Spans) (*spanFinder, error) {
	if !o.Enabled {
		return nil, nil
	}
	index, err := dedupe.NewRepeats(o.RepeatOptions)
	return &spanFinder{index: index, printer: dedupe.NewPrinter(o.Words), blocks: map[int]bool{}}, err
}

// markSpans marks the blocks of r that lie in a run that stood before, and
// reports whether there are any. Copies that are gone already count as text:
// the same stands earlier. What only resembled an earlier text does not, for it
// must not stand for a first copy.
func (s *settler) markSpans(b *batch, r *result) (any bool, err error) {
	f := s.spans
	clear(f.blocks)
	texts, text := &b.spans, spanText{}
	if s.near.matched() {
		f.again.reset()
		texts = &f.again
		text = texts.add(f.printer, r.blocks)
	} else {
		text = texts.texts[r.spans]
	}
	parts := texts.parts[text.parts.from:text.parts.to]
	if len(parts) == 0 {
		return false, nil
	}
	f.parts = f.parts[:0]
	for _, p := range parts {
		place := dedupe.NewPlace(s.documents-1, lineOf(b.format, r.doc, &r.blocks[p.block]))
		f.parts = append(f.parts, dedupe.Part{From: p.from, Place: place})
	}
	f.found, err = f.index.Find(f.found[:0], texts.folded[text.folded.from:text.folded.to], f.parts,
		texts.prints[text.prints.from:text.prints.to])
	for _, p := range parts {
		for len(f.found) > 0 && f.found[0].To < p.to {
			f.found = f.found[1:]
		}
		if len(f.found) > 0 && f.found[0].From <= p.from && r.blocks[p.block].Rule == clean.Kept {
			s.markSpan(b, r, p.block, f.found[0].First)
			any = true
		}
	}
	return any, err
}

// markSpan marks one block.
func (s *settler) markSpan(b *batch, r *result, block int, first dedupe.Place) {
	bl := &r.blocks[block]
	bl.Rule = clean.Elsewhere
	n := int64(bl.End - bl.Start)
	b.count.kept.Add(-1, -n)
	s.spans.removed.Add(1, n)
	s.spans.blocks[block] = true
	if s.audit != nil {
		s.found[block] = at(first)
	}
}

// describeSpan completes the removal of a block that lies in a repeated run.
func (s *settler) describeSpan(removal *report.Removal, block int) {
	if s.spans != nil && s.spans.blocks[block] {
		removal.Rule = report.RepeatedSpan
	}
}

// endSpans closes the books.
func (s *settler) endSpans(err error) error {
	f := s.spans
	if f == nil {
		return err
	}
	s.removedBy(report.RepeatedSpan, f.removed)
	if closed := f.index.Close(); err == nil {
		err = closed
	}
	return err
}
