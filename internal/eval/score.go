package eval

import (
	"cmp"
	"fmt"
	"strings"
)

// A Scorer scores pages one by one. It belongs to one goroutine.
type Scorer struct {
	// Details says that documents carry their blocks, for Worst.
	Details bool

	words vocabulary
	gold  []uint32
	out   []uint32
}

// NewScorer makes a Scorer.
func NewScorer() *Scorer {
	return &Scorer{words: vocabulary{}}
}

// A Document is what was found for one page, for a Report to add up. All
// counts are whole numbers.
type Document struct {
	Page *Page
	// Fault says what of the page or its output could not be used, as there is
	// not one of it for each line; nil if all could.
	Fault error

	bag, shingles overlap // of the output with Page.Gold, if there is one
	lcs           overlap // of the longest common subsequence of the bag's words
	hasLCS        bool    // the texts are not too long for it
	lines         overlap // of kept lines with Page.Labels
	hasLines      bool
	lineWords     struct{ right, all int }    // lines by their words: with the right verdict, and all
	segments      struct{ with, without int } // that the output has
	lost          lost

	marks    []mark    // of blocks with a score, for the calibration
	verdicts []verdict // with Details
	missing  []string  // segments of Page.With
	stayed   []string  // segments of Page.Without
}

// lost counts the words of blocks whose truth is known.
type lost struct {
	main        int // words of main text
	removed     int // words that were removed
	mainRemoved int // words of main text that were removed
}

// Score compares what became of a page with what should have.
func (s *Scorer) Score(p *Page, o *Output) *Document {
	d := &Document{Page: p}
	if p.Gold != "" {
		s.bag(d, o.Text)
		s.shingles(d, o.Text)
	}
	raw := splitLines(p.Raw)
	d.Fault = cmp.Or(unequal("labels", len(p.Labels), len(raw)), unequal("scores", len(o.Scores), len(raw)))
	kept := align(raw, splitLines(o.Text))
	if p.Gold != "" && len(p.Labels) > 0 && len(p.Labels) == len(raw) {
		s.lines(d, raw, kept)
	}
	d.findSegments(o.Text)
	s.verdicts(d, raw, blocksOf(o, raw, kept))
	return d
}

// unequal is the fault of n values for lines lines, if there are any.
func unequal(what string, n, lines int) error {
	if n == 0 || n == lines {
		return nil
	}
	return fmt.Errorf("there are %d %s for %d lines that are not blank", n, what, lines)
}

// manyWords is how large a vocabulary may be to be used again: to empty one
// takes as long as it is large.
const manyWords = 1 << 14

// begin forgets the words of the text before, which would otherwise be held.
func (s *Scorer) begin() {
	if len(s.words) > manyWords {
		s.words = vocabulary{}
	}
	clear(s.words)
	s.gold, s.out = s.gold[:0], s.out[:0]
}

func (s *Scorer) bag(d *Document, text string) {
	s.begin()
	eachWord(fold(d.Page.Gold), func(w string) { s.gold = append(s.gold, s.words.number(w)) })
	eachWord(fold(text), func(w string) { s.out = append(s.out, s.words.number(w)) })
	d.bag = bags(s.gold, s.out, len(s.words))
	if len(s.gold)*len(s.out) <= maxProduct {
		d.hasLCS = true
		d.lcs = overlap{commonLength(s.gold, s.out, len(s.words)), len(s.out), len(s.gold)}
	}
}

func (s *Scorer) shingles(d *Document, text string) {
	s.begin()
	eachRun(d.Page.Gold, func(w string) { s.gold = append(s.gold, s.words.number(w)) })
	eachRun(text, func(w string) { s.out = append(s.out, s.words.number(w)) })
	d.shingles = shingles(s.gold, s.out)
}

// count is the number of words of a piece of text.
func (s *Scorer) count(text string) (n int) {
	eachWord(fold(text), func(string) { n++ })
	return n
}

func (s *Scorer) lines(d *Document, raw []line, kept []bool) {
	d.hasLines = true
	for i, main := range d.Page.Labels {
		n := max(1, s.count(raw[i].text))
		d.lineWords.all += n
		if main == kept[i] {
			d.lineWords.right += n
		}
		d.lines.add(main, kept[i])
	}
}

// add counts one thing that is in the gold, in the output, in both or in none.
func (o *overlap) add(gold, output bool) {
	if gold {
		o.gold++
	}
	if output {
		o.output++
	}
	if gold && output {
		o.both++
	}
}

// findSegments looks for the segments as they are, but for white space.
func (d *Document) findSegments(text string) {
	if len(d.Page.With)+len(d.Page.Without) == 0 {
		return
	}
	text = squeeze(text)
	for _, s := range d.Page.With {
		if s = squeeze(s); strings.Contains(text, s) {
			d.segments.with++
		} else {
			d.missing = append(d.missing, s)
		}
	}
	for _, s := range d.Page.Without {
		if s = squeeze(s); strings.Contains(text, s) {
			d.segments.without++
			d.stayed = append(d.stayed, s)
		}
	}
}
