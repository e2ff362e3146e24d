package pipeline

import (
	"io"

	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/corpus"
	"winnow/internal/report"
)

// Near says which paragraphs are taken for almost the same. They are looked
// for in the whole run, among those that are no copies.
type Near struct {
	Enabled bool
	dedupe.NearOptions
	// Report gets a JSON line for each cluster at the end of the run. If it
	// is set nothing is removed as a copy or as almost one: copies are in the
	// clusters too.
	Report io.Writer
}

// nearTexts are the texts of a batch that are compared, with their sketches:
// one for each of its paragraphs, in order.
type nearTexts struct {
	texts    []nearText
	folded   []byte
	sketches []uint32
}

type nearText struct{ folded, sketch span }

func (t *nearTexts) reset() {
	*t = nearTexts{texts: emptied(t.texts, 32), folded: emptied(t.folded, 1), sketches: emptied(t.sketches, 4)}
}

// add adds a folded text, which is copied.
func (t *nearTexts) add(s *dedupe.Sketcher, folded []byte) {
	f, k := len(t.folded), len(t.sketches)
	t.folded = append(t.folded, folded...)
	t.sketches = s.Append(t.sketches, folded)
	t.texts = append(t.texts, nearText{span{f, len(t.folded)}, span{k, len(t.sketches)}})
}

// nearFinder is the part of the settler that finds almost the same.
type nearFinder struct {
	index   *dedupe.Near
	report  io.Writer
	matches map[int]dedupe.NearMatch // by block of the document at hand
	// firsts has the first texts of the clusters of those that went, by their places:
	// for the audit of their copies.
	firsts  map[dedupe.Place]dedupe.Place
	removed report.Count
}

// newNearFinder returns nil if nothing is to be found.
func newNearFinder(o Near) (*nearFinder, error) {
	if !o.Enabled {
		return nil, nil
	}
	o.Clusters = o.Report != nil
	index, err := dedupe.NewNear(o.NearOptions)
	return &nearFinder{
		index: index, report: o.Report,
		matches: map[int]dedupe.NearMatch{}, firsts: map[dedupe.Place]dedupe.Place{},
	}, err
}

// find reports whether the paragraph numbered i of the batch goes. A nil
// finder finds nothing.
func (f *nearFinder) find(b *batch, i int, at dedupe.Place) (m dedupe.NearMatch, goes bool, err error) {
	if f == nil {
		return m, false, nil
	}
	t := b.near.texts[i]
	m, found, err := f.index.Add(b.near.folded[t.folded.from:t.folded.to], b.near.sketches[t.sketch.from:t.sketch.to], at)
	return m, found && f.report == nil, err
}

// begin forgets the matches of the document before.
func (f *nearFinder) begin() {
	if f != nil {
		clear(f.matches)
	}
}

// matched reports whether blocks of the document at hand are gone because they
// resembled an earlier text.
func (f *nearFinder) matched() bool { return f != nil && len(f.matches) > 0 }

// noCopies is the Method of a run that reports clusters: copies are in them.
type noCopies struct{}

func (noCopies) Begin(int64, *corpus.Document) error { return nil }
func (noCopies) Find(Candidate) (Found, error)       { return Found{}, nil }

// note notes that a block goes, for the audit and the accounts.
func (f *nearFinder) note(i int, bl *clean.Block, m dedupe.NearMatch) {
	f.matches[i] = m
	f.removed.Add(1, int64(bl.End-bl.Start))
}

// describe completes the removal of a block that resembles another, or is a copy of
// one that does.
func (s *settler) describe(removal *report.Removal, block int) {
	if s.near == nil {
		return
	}
	m, ok := s.near.matches[block]
	if !ok {
		if first, gone := s.near.firsts[s.found[block].Kept]; gone && s.found[block].Known {
			removal.Like, removal.Similarity, removal.Kept = removal.Kept, 1, s.resolve(at(first))
		}
		return
	}
	removal.Rule = report.NearDuplicate
	removal.Kept = s.resolve(at(m.First))
	removal.Similarity = m.Similarity
	if m.Like != m.First {
		removal.Like = s.resolve(at(m.Like))
	}
}

// end writes the clusters, if they are asked for and the run was complete, and
// closes the books.
func (s *settler) endNear(err error) error {
	f := s.near
	if f == nil {
		return err
	}
	s.removedBy(report.NearDuplicate, f.removed)
	if err == nil && f.report != nil {
		err = s.writeClusters()
	}
	if closed := f.index.Close(); err == nil {
		err = closed
	}
	return err
}

// at is a text that is known to stand at p.
func at(p dedupe.Place) Found { return Found{Kept: p, Known: true} }

func (s *settler) writeClusters() (err error) {
	w := report.NewClusters(s.near.report)
	s.near.index.Clusters(func(members []dedupe.Member) bool {
		w.Begin()
		for _, m := range members {
			c := report.Member{Place: s.resolve(at(m.Place))}
			if m.Like != m.Place {
				c.Like, c.Similarity = s.resolve(at(m.Like)), m.Similarity
			}
			w.Member(c)
		}
		err = w.End()
		return err == nil
	})
	if err != nil {
		return err
	}
	return w.Flush()
}
