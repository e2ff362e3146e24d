package eval

import (
	"cmp"
	"slices"
	"strings"
)

// flawsShown is how many lines of each kind say what went wrong in a document.
const flawsShown = 3

// A Case is a document that was cleaned badly.
type Case struct {
	Set       string  `json:"set"`
	ID        string  `json:"id"`
	File      string  `json:"file"`
	Record    int64   `json:"record"`
	URL       string  `json:"url,omitempty"`
	Lang      string  `json:"lang,omitempty"`
	Measure   string  `json:"measure"` // shin or seg
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	// Removed are the longest lines of main text that were removed, Kept those
	// that stayed and are none; of pages without labels, segments.
	Removed []Flaw `json:"removed"`
	Kept    []Flaw `json:"kept"`
	// RemovedWords and KeptWords count all of them.
	RemovedWords int `json:"removedWords"`
	KeptWords    int `json:"keptWords"`

	// Segments says that Removed and Kept are segments.
	Segments bool `json:"segments,omitempty"`

	verdicts []verdict
}

// A Flaw is a line with the wrong verdict.
type Flaw struct {
	Line  int    `json:"line,omitempty"` // of the raw text, from 1
	Rule  string `json:"rule,omitempty"` // what removed it
	Words int    `json:"words"`
	Text  string `json:"text"`
}

// quality is the F1 of one document and what it is of; "" if there is no
// measure for it.
func (d *Document) quality() (measure string, p, r, f float64) {
	switch {
	case d.Page.Gold != "":
		p, r = d.shingles.precision(), d.shingles.recall()
		return "shin", p, r, harmonic(p, r)
	case len(d.Page.With) > 0:
		o := overlap{d.segments.with, d.segments.with + d.segments.without, len(d.Page.With)}
		p, r, f = o.prf()
		return "seg", p, r, f
	}
	return "", 0, 0, 0
}

// worst keeps the n documents with the lowest F1, if that is below 1; of equal ones those with the
// most words on the wrong side, and then the earlier.
type worst struct {
	n     int
	cases []Case
}

func (w *worst) add(d *Document) {
	measure, p, r, f := d.quality()
	if w.n == 0 || measure == "" || f == 1 || len(w.cases) == w.n && f > w.cases[w.n-1].F1 {
		return
	}
	g := d.Page
	c := Case{Set: g.Set, ID: g.ID, File: g.File, Record: g.Record, URL: g.URL, Lang: g.Lang,
		Measure: measure, Precision: p, Recall: r, F1: f, verdicts: d.verdicts,
		Removed: []Flaw{}, Kept: []Flaw{}}
	if d.hasTruth() {
		c.lineFlaws()
	} else {
		c.segmentFlaws(d)
	}
	i, _ := slices.BinarySearchFunc(w.cases, c, func(a, b Case) int {
		if order := cmp.Or(cmp.Compare(a.F1, b.F1), -cmp.Compare(a.wrongWords(), b.wrongWords())); order != 0 {
			return order
		}
		return -1 // behind those that came before
	})
	w.cases = slices.Insert(w.cases, i, c)
	w.cases = w.cases[:min(len(w.cases), w.n)]
}

func (c *Case) wrongWords() int { return c.RemovedWords + c.KeptWords }

func (d *Document) hasTruth() bool {
	return slices.ContainsFunc(d.verdicts, func(v verdict) bool { return v.known })
}

// lineFlaws finds the lines with the wrong verdict.
func (c *Case) lineFlaws() {
	for i := range c.verdicts {
		v := &c.verdicts[i]
		if !v.wrong() {
			continue
		}
		flaw := Flaw{v.line, ruleOf(v), v.words, squeeze(v.text)}
		if v.main {
			c.Removed = append(c.Removed, flaw)
			c.RemovedWords += v.words
		} else {
			c.Kept = append(c.Kept, flaw)
			c.KeptWords += v.words
		}
	}
	c.Removed, c.Kept = longest(c.Removed), longest(c.Kept)
}

// ruleOf is the rule that removed a block; "" if it is not known.
func ruleOf(v *verdict) string {
	if v.Rule == notFound {
		return ""
	}
	return v.Rule
}

// segmentFlaws finds the segments that are missing, and what removed them, and
// those that should be.
func (c *Case) segmentFlaws(d *Document) {
	c.Segments = true
	for _, s := range d.missing {
		flaw := Flaw{Words: len(strings.Fields(s)), Text: s}
		for i := range c.verdicts {
			if v := &c.verdicts[i]; v.removed() && strings.Contains(squeeze(v.text), s) {
				flaw.Line, flaw.Rule = v.line, ruleOf(v)
				break
			}
		}
		c.Removed = append(c.Removed, flaw)
		c.RemovedWords += flaw.Words
	}
	for _, s := range d.stayed {
		flaw := Flaw{Words: len(strings.Fields(s)), Text: s}
		c.Kept = append(c.Kept, flaw)
		c.KeptWords += flaw.Words
	}
	c.Removed, c.Kept = longest(c.Removed), longest(c.Kept)
}

// longest returns the flaws with the most words.
func longest(flaws []Flaw) []Flaw {
	slices.SortStableFunc(flaws, func(a, b Flaw) int { return b.Words - a.Words })
	return flaws[:min(len(flaws), flawsShown)]
}
