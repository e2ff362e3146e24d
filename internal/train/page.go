// Package train makes line models for package clean from labelled pages:
// gradient boosted oblivious trees in two stages, the second of which sees the
// scores of the first over the whole page.
package train

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"

	"winnow/clean"
)

// A Labelled page is what a model learns from.
type Labelled struct {
	Site string // pages of one site stay together when pages are divided
	URL  string // tells the headline, in sets whose gold does not hold it
	Raw  string
	// Labels says of each line of Raw that is not blank whether it is main text.
	Labels []bool
	// With and Without are segments of main text and of furniture, for pages
	// without Labels.
	With, Without []string
	Set           string // sets weigh less for each page the more pages they have
	// Lang and Type say which pages may be mixed: those of one language that
	// are articles, which is what "" and "article" mean. Others weigh less.
	Lang, Type string
}

func (l *Labelled) isArticle() bool { return l.Type == "" || l.Type == "article" }

// check says what is wrong with l.
func (l *Labelled) check() error {
	if len(l.Labels) == 0 {
		if len(l.With)+len(l.Without) == 0 {
			return errors.New("the record has neither labels nor segments")
		}
		return nil
	}
	lines := 0
	for line := range strings.SplitSeq(l.Raw, "\n") {
		if strings.TrimSpace(line) != "" {
			lines++
		}
	}
	if lines != len(l.Labels) {
		return fmt.Errorf("there are %d labels for %d lines that are not blank", len(l.Labels), lines)
	}
	return nil
}

// A page is a Labelled page as the trees see it.
type page struct {
	set     string
	columns clean.Columns
	labels  []float64 // 1: main text
	weights []float64 // 0: unknown
	lines   [][]byte
	fold    int
	scores  []int32 // of the first stage, by a model that has not seen the site
}

// The weight of a line grows with its words, for a cleaning is judged by its
// words, but less than they do, for the model judges lines.
const (
	weightPower   = 0.75
	weightOfLine  = 2   // words added to each line
	weightedWords = 200 // a line has no more
)

// What pages weigh against each other. A set of n pages weighs as much as
// n^setPower pages do: large sets are of one kind, and would drown the others.
const (
	setPower       = 0.75
	otherWeight    = 0.5 // pages that are no articles: what is main text there is a matter of taste
	segmentsWeight = 0.5 // pages of which only segments are known
	cleanedWeight  = 0.3 // pages of which only the main text is left
	thinnedWeight  = 0.5 // pages of which some of the furniture is left
)

// newPage cleans and describes a page. It returns nil if no line has a label.
func newPage(c *clean.Cleaner, memory *clean.Page, l *Labelled) *page {
	c.Clean(memory, []byte(l.Raw))
	columns := memory.Columns()
	n := len(memory.Blocks)
	p := &page{set: l.Set, labels: make([]float64, n), weights: make([]float64, n), lines: make([][]byte, n), columns: columns}
	for i := range memory.Blocks {
		p.lines[i] = bytes.Clone(memory.Blocks[i].Text)
	}
	total := 1.0
	if len(l.Labels) > 0 {
		p.useLabels(l, memory.Blocks)
		p.freeHeadline(l)
	} else {
		p.useSegments(l)
		total = segmentsWeight
	}
	if !p.weigh(memory.Blocks, total) {
		return nil
	}
	return p
}

// useLabels gives each block the label of its line in the raw text.
func (p *page) useLabels(l *Labelled, blocks []clean.Block) {
	for i, label := range labelsOf(l, blocks) {
		p.weights[i] = 1
		if label {
			p.labels[i] = 1
		}
	}
}

// labelsOf returns the labels of blocks: those of their lines in the raw text.
func labelsOf(l *Labelled, blocks []clean.Block) []bool {
	labels := make([]bool, len(blocks))
	next, label, block := 0, 0, 0
	for start := 0; start <= len(l.Raw); start = next + 1 {
		next = len(l.Raw)
		if k := strings.IndexByte(l.Raw[start:], '\n'); k >= 0 {
			next = start + k
		}
		if strings.TrimSpace(l.Raw[start:next]) == "" {
			continue
		}
		for ; block < len(blocks) && blocks[block].Start < next; block++ {
			labels[block] = l.Labels[label]
		}
		label++
	}
	return labels
}

// segmentBytes is the shortest line that is known by being part of a segment.
const segmentBytes = 15

// useSegments gives labels to the lines that segments are in, or that are in
// them.
func (p *page) useSegments(l *Labelled) {
	for _, known := range []struct {
		segments []string
		label    float64
	}{{l.Without, 0}, {l.With, 1}} {
		for _, s := range known.segments {
			if s = squeeze(s); s == "" {
				continue // every line holds it
			}
			for i, line := range p.lines {
				text := string(line)
				if strings.Contains(text, s) || len(text) > segmentBytes && strings.Contains(s, text) {
					p.labels[i], p.weights[i] = known.label, 1
				}
			}
		}
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// Lines between the headline and the text (author, date, a lead) are few.
const headlineReach = 15

// freeHeadline makes main text of the headline in pages whose labels leave it
// out, for winnow keeps headlines. It is the line above the main text whose
// words are those of the URL. Other lines like it (in menus, over images) are
// not learned from at all.
func (p *page) freeHeadline(l *Labelled) {
	words := slugWords(l.URL)
	first := 0
	for first < len(p.labels) && p.labels[first] != 1 {
		first++
	}
	nearest := -1
	for i, line := range p.lines {
		if p.labels[i] == 1 || !isHeadline(line, words) {
			continue
		}
		p.weights[i] = 0
		if i < first && first < len(p.labels) && first-i < headlineReach {
			nearest = i
		}
	}
	if nearest >= 0 {
		p.labels[nearest], p.weights[nearest] = 1, 1
	}
}

// weigh spreads total over the lines with a label. It says whether there are
// any.
func (p *page) weigh(blocks []clean.Block, total float64) bool {
	sum := 0.0
	for i := range p.weights {
		if p.weights[i] > 0 {
			p.weights[i] = math.Pow(float64(min(blocks[i].Words, weightedWords))+weightOfLine, weightPower)
			sum += p.weights[i]
		}
	}
	for i := range p.weights {
		p.weights[i] *= total / max(sum, 1)
	}
	return sum > 0
}

// scale multiplies the weights of p.
func (p *page) scale(by float64) {
	for i := range p.weights {
		p.weights[i] *= by
	}
}

// cleaned returns a labelled page of the lines of l that are main text, so that
// a model learns to leave alone what was cleaned before.
func cleaned(l *Labelled) *Labelled {
	c := &Labelled{Site: l.Site, Set: l.Set}
	var raw strings.Builder
	label := 0
	for line := range strings.SplitSeq(l.Raw, "\n") {
		if strings.TrimSpace(line) == "" {
			raw.WriteByte('\n')
			continue
		}
		if label < len(l.Labels) && l.Labels[label] {
			raw.WriteString(line)
			raw.WriteByte('\n')
			c.Labels = append(c.Labels, true)
		}
		label++
	}
	c.Raw = raw.String()
	return c
}
