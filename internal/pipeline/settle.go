package pipeline

import (
	"context"
	"errors"
	"sort"

	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/corpus"
	"winnow/internal/report"
)

// A settler does what depends on what came before. It sees the batches in
// input order.
type settler struct {
	work     *work
	c        *Config
	audit    *report.Audit // nil if there is none
	lines    auditor
	out      *outputs
	method   Method
	known    ledger
	near     *nearFinder // nil unless almost the same is looked for
	spans    *spanFinder // nil unless repeated runs are looked for
	sum      *report.Summary
	rules    []report.Count // by RuleID
	template report.Count

	documents int64  // begun so far
	first     []file // where each input's documents begin
	lost      int64  // bytes of the input at hand that became U+FFFD

	collector  *collector // nil unless the inputs are read twice
	collecting bool       // this is the first pass
	resume     resume     // where the second pass begins
	before     int64      // the documents before it

	seam           seam    // of the document at hand
	units          int     // of that document, compared so far
	text, removals []byte  // of one document that has duplicates
	found          []Found // what is known of them, by block of the document
}

// A file is an input and the ordinal of its first document.
type file struct {
	document int64
	name     string
	text     bool // it is one document
}

func newSettler(c *Config) *settler {
	s := &settler{c: c, work: newWork(c), lines: newAuditor(c), out: newOutputs(c), sum: new(report.Summary), known: ledger{Earlier: c.Earlier, inputs: c.Inputs}}
	s.rules = make([]report.Count, len(s.lines.rules))
	s.method = newMethod(c)
	if c.Audit != nil {
		s.audit = report.NewAudit(c.Audit)
	}
	return s
}

// all settles batches until there are none left.
func (s *settler) all(ctx context.Context, belt *belt) error {
	for b := next(ctx, belt.ordered); b != nil; b = next(ctx, belt.ordered) {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-b.done:
		}
		if err := s.batch(b); err != nil {
			return err
		}
		belt.giveBack(b)
	}
	return context.Cause(ctx)
}

// batch settles one batch.
func (s *settler) batch(b *batch) error {
	if b.failure != nil {
		return b.failure
	}
	if s.isFull() {
		if err := s.collect(resume{b.input, b.number}); err != nil {
			return err
		}
	}
	switch {
	case s.collecting:
		return s.collectBatch(b)
	case s.work.from.isAfter(b): // written in the first pass
		return nil
	}
	name := s.c.Inputs[b.input]
	if b.opens {
		s.sum.Files++
		s.lost = 0
		if s.collector == nil { // else the first pass has noted all of them
			s.note(b)
		}
		if err := s.out.open(name); err != nil {
			return err
		}
	}
	for i := range b.results {
		r := &b.results[i]
		if r.err != nil {
			s.sum.Damage.Records++
			s.tell(r.err)
		}
		if err := s.document(b, r); err != nil {
			return err
		}
	}
	s.add(&b.count)
	s.lost += b.count.damage.InvalidBytes
	if err := s.out.write(); err != nil {
		return err
	}
	if b.err != nil {
		if err := s.damage(b.err); err != nil {
			return err
		}
	}
	s.c.Progress(Progress{
		Input: name, Index: b.input, Offset: b.offset, Size: b.size,
		Documents: s.sum.Documents, BytesIn: s.sum.BytesIn,
	})
	if b.last {
		return s.endInput(name, b.err)
	}
	return nil
}

// damage counts and tells what is wrong with an input; any other error it
// returns.
func (s *settler) damage(err error) error {
	switch {
	case !isDamage(err):
		return err
	case isPassing(err):
		s.sum.Damage.Records++
	default:
		s.sum.Damage.Files++
	}
	s.tell(err)
	return nil
}

// tell tells what is wrong with an input, and what is done about it here: a
// record without text has no place in another format.
func (s *settler) tell(err error) {
	var damage *corpus.InputError
	if errors.As(err, &damage) && damage.Verbatim && !s.c.keepsRecords() {
		left := *damage
		left.Done = "left out"
		err = &left
	}
	s.c.Warn(err)
}

// document finds the duplicates of one document and writes what is left.
func (s *settler) document(b *batch, r *result) error {
	if begins(r.doc) && !r.doc.Blank {
		s.documents++
		s.units = 0
		s.seam.begin()
		s.known.begin(b.input, r)
		if s.method != nil {
			if err := s.method.Begin(s.documents-1, r.doc); err != nil {
				return err
			}
		}
	}
	out, text, audit := b.out[r.out.from:r.out.to], r.text, b.audit[r.audit.from:r.audit.to]
	record := r.record
	var lead, tail bool
	if r.isBare {
		var err error
		if s.text, lead, tail, err = s.bareText(s.text[:0], b, r); err != nil {
			return err
		}
		out, text, record = s.text, int64(len(s.text)), false
	} else {
		copies, err := s.mark(b, r)
		if err != nil {
			return err
		}
		if copies {
			s.text = appendText(s.text[:0], r.doc, &clean.Page{Blocks: r.blocks})
			out, text, record = s.text, int64(len(s.text)), false
			audit = s.auditAgain(b, r)
		}
		if r.window {
			lead, tail = edges(r.doc, r.blocks)
		}
	}
	s.sum.BytesOut += text
	if r.window {
		out = s.seam.join(r.doc, lead, tail, out)
	}
	if record {
		s.out.record(out)
	} else {
		s.out.text(r.doc, out)
	}
	if s.audit != nil && len(audit) > 0 {
		return s.audit.AddLines(audit)
	}
	return nil
}

// mark marks the blocks of r that are copies, or almost, and reports whether
// there are any.
func (s *settler) mark(b *batch, r *result) (any bool, err error) {
	s.near.begin()
	if s.audit != nil {
		s.found = append(s.found[:0], make([]Found, len(r.blocks))...)
	}
	set, _ := s.method.(*inMemory)
	placed := set == nil || !set.seen.NoPlaces || s.near != nil || s.known.Index != nil
	for n := r.paragraphs.from; n < r.paragraphs.to; n++ {
		if i := n - r.paragraphs.from; set != nil && i%touched == 0 {
			set.touch(b.paragraphs[n:min(n+touched, r.paragraphs.to)])
		}
		p := b.paragraphs[n]
		var at dedupe.Place
		if placed {
			at = s.place(b, r, p)
		}
		found, err := s.find(p, at)
		if err != nil {
			return any, err
		}
		s.units++
		var like dedupe.NearMatch
		near := false
		if !found.Copy {
			if like, near, err = s.near.find(b, n, at); err != nil {
				return any, err
			}
			if !near {
				continue
			}
		}
		any = true
		for i := p.From; i < p.To; i++ {
			bl := &r.blocks[i]
			if bl.Rule != clean.Kept {
				continue
			}
			bl.Rule = clean.Elsewhere
			n := int64(bl.End - bl.Start)
			b.count.kept.Add(-1, -n)
			if near {
				s.near.note(i, bl, like)
				if s.audit != nil {
					s.near.firsts[at] = like.First
				}
				continue
			}
			s.sum.Duplicates.Add(1, n)
			if found.isEarlier {
				s.sum.Known.Add(1, n)
			}
			if s.audit != nil {
				s.found[i] = found
			}
		}
	}
	if s.spans != nil && r.blocks != nil {
		spans, err := s.markSpans(b, r)
		return any || spans, err
	}
	return any, nil
}

// find says what becomes of a unit. What an earlier run kept comes before what
// this one does.
func (s *settler) find(p Paragraph, at dedupe.Place) (found Found, err error) {
	elsewhere := s.known.isElsewhere(p)
	if elsewhere && s.c.InPlace { // what stands here may be the only copy
		gone, err := s.known.isGone(p)
		if err != nil {
			return found, err
		}
		elsewhere = !gone
	}
	if elsewhere {
		found.Copy, found.isEarlier = true, true
		if s.audit != nil {
			found.earlier, err = s.known.where(p)
		}
		return found, err
	}
	found, err = s.method.Find(Candidate{Key: p.Key, Place: at, Number: s.units})
	if err == nil && !found.Copy {
		s.known.keep(p, at.Line())
	}
	return found, err
}

// place is where a unit of the document at hand begins.
func (s *settler) place(b *batch, r *result, p Paragraph) dedupe.Place {
	return dedupe.NewPlace(s.documents-1, lineOf(b.format, r.doc, &r.blocks[p.From]))
}

// auditAgain makes the audit of a document in which duplicates were marked.
func (s *settler) auditAgain(b *batch, r *result) []byte {
	s.removals = s.removals[:0]
	if s.audit == nil {
		return nil
	}
	for i := range r.blocks {
		bl := &r.blocks[i]
		if bl.Rule == clean.Kept {
			continue
		}
		removal := s.lines.removal(b.format, r.doc, bl)
		if bl.Rule == clean.Elsewhere {
			removal.Kept = s.resolve(s.found[i])
			s.describe(&removal, i)
			s.describeSpan(&removal, i)
		}
		s.removals = removal.AppendTo(s.removals)
	}
	return s.removals
}

// resolve says in which file and record the copy stands that is kept.
func (s *settler) resolve(f Found) report.Kept {
	if !f.Known {
		return f.earlier
	}
	from := s.fileOf(f.Kept)
	return report.Kept{File: from.name, Record: f.Kept.Document() - from.document + 1, Line: f.Kept.Line()}
}

// fileOf is the file in which a place is.
func (s *settler) fileOf(p dedupe.Place) file {
	i := sort.Search(len(s.first), func(i int) bool { return s.first[i].document > p.Document() })
	if i == 0 {
		return file{}
	}
	return s.first[i-1]
}

// note notes where the documents of an input begin.
func (s *settler) note(b *batch) {
	s.first = append(s.first, file{s.documents, s.c.Inputs[b.input], b.format == "text"})
}

// endInput ends the output of an input that ended with damage, or nil. What was
// removed of it is in the audit before what was kept takes its place.
func (s *settler) endInput(name string, damage error) error {
	if s.c.Joint {
		return nil
	}
	if s.audit != nil {
		if err := s.audit.Flush(); err != nil {
			return err
		}
	}
	replaces := s.c.InPlace && s.out.now != nil
	stays := replaces && (damage != nil || s.lost > 0)
	out, giveUp := s.out.now, stays || nothingRead(damage)
	err := s.out.end(giveUp)
	if giveUp || err != nil {
		s.known.giveUp()
	} else {
		s.known.end(out)
	}
	if stays {
		s.c.Warn(notRewritten(name, damage != nil))
	}
	if err == nil && s.known.isFull() && !s.c.Fuse.Set {
		err = s.known.commit()
	}
	return err
}

// nothingRead reports whether an input ended before its first document.
func nothingRead(err error) bool {
	var damage *corpus.InputError
	return errors.As(err, &damage) && damage.Fatal && damage.Record == 0
}
