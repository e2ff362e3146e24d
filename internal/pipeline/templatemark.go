package pipeline

import (
	"bytes"
	"math"

	"winnow/clean"
	"winnow/internal/corpus"
)

// What recurs is not yet a template. Of labelled lines that recur next to none
// is main text that has much furniture around it, but one in twelve of those
// beside a line that only their page has: headings, dates and labels of the
// text recur, too. So a line has to be apart from the text, so many lines of
// furniture, to go. The numbers are measured (bench/RESULTS.md).
const (
	nearEdge   = 4  // if there is no text above it, or none below
	nearMiddle = 10 // between text and text
	nearProse  = 12 // a paragraph, wherever it stands
	nearFixed  = 2  // a line of all pages, between text and text; at the edges none
	nearDate   = 8  // a line of all pages at the edges that is a date, or has a number and stands below: when the page was made

	// A line of all pages stands on at least nine in fixedShare of them. In the
	// middle that says something only from fixedPages pages on.
	fixedShare = 10
	fixedPages = 8

	// From this score on, a probability of .62, the line model is sure that a
	// paragraph is main text. If it is of none, the best will do.
	sureText = 128

	// A line that the model spares is a headline from so many words on.
	headlineWords = 4

	// On more pages than one in mostStory stands no story that many pages carry.
	mostStory = 2
)

// A templateMarker finds the lines of templates on pages. It serves one
// goroutine.
type templateMarker struct {
	*templateReader
	judge  *clean.Cleaner // asks the line model; nil if the page's Cleaner does
	judged clean.Page
	lines  []recurring // of the page at hand
}

// recurring is what is known of a block.
type recurring struct {
	standing
	prose        bool
	sure         bool // prose, and it is main text for all that is known
	headline     bool
	date         bool // it says when, and nothing else
	number       bool // there is one in it
	goes         bool // it is of the template, or a rule has removed it
	above, below int  // lines to the nearest text, 1 for neighbours
}

// nowhere is the distance to a text that there is not.
const nowhere = math.MaxInt / 2

func newTemplateMarker(c *Config) *templateMarker {
	m := &templateMarker{templateReader: newTemplateReader()}
	if c.judge != c.Clean {
		m.judge = c.judge
	}
	return m
}

// mark marks the blocks of a page that are part of its site's template, and
// returns how many recur like it but are prose that stays: syndicated stories,
// of which the search for copies keeps the first.
func (t *templateMarker) mark(templates *Templates, d *corpus.Document, blocks []clean.Block) (syndicated int64) {
	t.read(d, blocks)
	t.describe(templates, d, blocks)
	t.sift(blocks)
	t.measure()
	for i := range t.lines {
		l := &t.lines[i]
		switch {
		case blocks[i].Rule != clean.Kept:
		case l.goes && l.isApart():
			blocks[i].Rule = templateRule
		case l.on > 0 && l.prose:
			syndicated++
		}
	}
	return syndicated
}

// describe finds what is known of each block.
func (t *templateMarker) describe(templates *Templates, d *corpus.Document, blocks []clean.Block) {
	judged := blocks
	if t.judge != nil {
		t.judge.Clean(&t.judged, d.Text)
		judged = t.judged.Blocks // of the same lines: see clean.Judging
	}
	best := int16(math.MinInt16)
	for i := range judged {
		if isProse(&judged[i]) {
			best = max(best, judged[i].Score)
		}
	}
	t.lines = t.lines[:0]
	for i := range blocks {
		l := recurring{standing: templates.lines[t.keys[i]], prose: isProse(&blocks[i]), date: t.dates[i], number: blocks[i].Digits > 0}
		l.sure = l.prose && (!judged[i].Judged || judged[i].Score >= min(best, sureText))
		l.headline = judged[i].Spared && judged[i].Rule == clean.Kept && judged[i].Words >= headlineWords
		t.lines = append(t.lines, l)
	}
}

// sift says which lines are no text: those that a rule has removed, and those
// that recur and are no sure prose. But if sure prose of the page recurs, though
// not on every second page, the page carries a story of other pages, and all
// that stands on no more of them stays: its headline, its short paragraphs, and
// those that the model is not sure of.
func (t *templateMarker) sift(blocks []clean.Block) {
	story := uint32(0) // pages on which the story stands
	for i := range t.lines {
		if l := &t.lines[i]; l.sure && l.on*mostStory <= l.of {
			story = max(story, l.on)
		}
	}
	for i := range t.lines {
		l := &t.lines[i]
		l.goes = blocks[i].Rule != clean.Kept || l.on > story && !l.sure
	}
}

// measure finds how far each line is from text: from what stays and is not
// prose of most pages.
func (t *templateMarker) measure() {
	n := nowhere
	for i := range t.lines {
		n = t.lines[i].distance(n)
		t.lines[i].above = n
	}
	n = nowhere
	for i := len(t.lines) - 1; i >= 0; i-- {
		n = t.lines[i].distance(n)
		t.lines[i].below = n
	}
}

// distance returns how far a line is from text whose neighbour is so far.
func (l *recurring) distance(neighbour int) int {
	if !l.goes && !(l.prose && l.on*mostStory > l.of) {
		return 0
	}
	return min(neighbour+1, nowhere)
}

// isApart reports whether a line is so far from the text of its page that it
// is of the template.
func (l *recurring) isApart() bool {
	head, foot := l.above == nowhere, l.below == nowhere
	fixed := l.on*fixedShare >= l.of*(fixedShare-1)
	near := nearMiddle
	switch {
	case l.headline && head:
		return false
	case l.prose:
		near = nearProse
	case fixed && (head || foot):
		near = 0
		if l.date || l.number && foot {
			near = nearDate
		}
	case head || foot:
		near = nearEdge
	case fixed && l.of >= fixedPages:
		near = nearFixed
	}
	return l.above > near && l.below > near
}

// Prose is a sentence of proseWords words, or proseLong words with or without
// the end of one: menus, bylines and notices are shorter.
const (
	proseWords = 12
	proseLong  = 25
)

func isProse(b *clean.Block) bool {
	words := b.Words
	if b.Has(clean.HasUnspaced) {
		words /= 2 // characters
	}
	if words < proseWords || words >= proseLong {
		return words >= proseLong
	}
	text := bytes.TrimRight(b.Text, "»”\"’')] ")
	for _, end := range []string{".", "!", "?", "…", "。", "！", "？", "؟", "।"} {
		if bytes.HasSuffix(text, []byte(end)) {
			return true
		}
	}
	return false
}
