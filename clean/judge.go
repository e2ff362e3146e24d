package clean

import (
	"math"
	"slices"
)

// ModelRule is the name of the rule that asks the model.
const ModelRule = "model"

// maxModelLines is the longest page that the model judges: of 5,930 labelled
// pages none has as many. What has more lines is no page but a dump of many,
// and stays with the rules. That bounds the memory for each goroutine: 1 MB for
// features, 3 MB for the words of lines.
const maxModelLines = 1 << 12

// metaReach is how far from the first line of the article who wrote it and when
// may stand.
const metaReach = 4

// judge asks the model about each line. It may bring back what a rule removed
// that saw no more than the model does (sections, teasers, menus), but no
// phrase, author and date at gentle aside. A text without an article in it is
// left to the rules, as by menus, unless they found much furniture; and so are
// threads.
func judge(p *Page, id RuleID) {
	if p.isDump() {
		return
	}
	start, end, words := p.stretch()
	if words < minStretch && !p.isFurnished() || p.isThread() {
		return
	}
	p.markPhrases()
	if p.hideInserts() {
		defer p.showInserts()
		start, end, _ = p.stretch()
	}
	p.score(start, end)
	level := levels[p.cleaner.options.Level]
	p.setThresholds(level)
	title := p.headline()
	wasClean := p.isClean()
	for i := range p.Blocks {
		p.judged = i
		b := &p.Blocks[i]
		b.Judged, b.Score = true, int16(min(max(p.scores[i], math.MinInt16), math.MaxInt16))
		if b.phrase {
			if level.spareMeta && i >= start-metaReach && i < start+metaReach && p.cleaner.rules[b.Rule].topic == meta {
				b.Rule = Kept
			}
		} else {
			p.decide(i, title, id)
		}
		if b.Rule == Kept {
			p.spareBeginning(i, id)
		}
	}
	if wasClean {
		p.spareClean(id)
	}
	if p.cleaner.options.Weigh {
		p.weighed = p.columns.Clone()
	}
}

// isDump says whether the text is no page but many, one below another, or part of
// them: what stands at its end is not the end of a page.
func (p *Page) isDump() bool { return p.part || len(p.Blocks) > maxModelLines }

// score asks both stages of the model about all lines.
func (p *Page) score(start, end int) {
	m := p.cleaner.model
	p.describe(start, end)
	p.scores = slices.Grow(p.scores[:0], len(p.Blocks))[:len(p.Blocks)]
	m.First.Score(&p.columns, p.scores)
	p.describeScores(p.scores)
	m.Second.Score(&p.columns, p.scores)
}

// setThresholds finds out what lines of this page have to score: see levels.
func (p *Page) setThresholds(l thresholds) {
	caution, sure := p.caution(), l.sure
	if !p.isArticle() {
		sure = l.other
	}
	p.least = min(sure, p.best()-l.belowBest) - caution
	p.sure = max(surePart, p.least+1)
	// What a rule removed comes back only if it is as likely main text as not,
	// also where the best of the page scores little.
	p.back = max(p.least, min(sure, 0)-caution)
	if p.isForeign() {
		p.back = math.MaxInt32
	}
}

// decide decides about block i, which is no phrase. title is the headline, or -1;
// id is the rule of what goes.
func (p *Page) decide(i, title int, id RuleID) {
	b, score := &p.Blocks[i], p.scores[i]
	switch {
	case b.Rule != Kept:
		if score > p.back || i == title {
			b.Rule, b.Spared = Kept, score <= p.back
		}
	case score > p.least:
	case i == title, p.isSpared(i, title):
		b.Spared = true
	default:
		b.Rule = id
	}
}

// isForeign says whether half of the lines are in a script that the model knows
// nothing of: Thai, Lao, Khmer or Burmese, without spaces between words or stops
// behind sentences, so that headlines and menus look like prose. What the rules
// removed there does not come back for its score.
func (p *Page) isForeign() bool {
	foreign := 0
	for i := range p.Blocks {
		if b := &p.Blocks[i]; b.Has(Unspaced) {
			for _, c := range b.Text {
				if c >= firstUnspaced {
					break
				}
				if c >= 0xE0 { // of Indic scripts these alone have no spaces
					foreign++
					break
				}
			}
		}
	}
	return 2*foreign > len(p.Blocks)
}

// So many lines, of which the rules removed one in goneShare, are a page and no
// list or letter.
const (
	furnishedLines = 40
	goneShare      = 5
)

func (p *Page) isFurnished() bool {
	gone := 0
	for i := range p.Blocks {
		gone += one(p.Blocks[i].Rule != Kept)
	}
	return len(p.Blocks) >= furnishedLines && gone*goneShare >= len(p.Blocks)
}

// best returns the best score of a paragraph.
func (p *Page) best() int32 {
	best := int32(math.MinInt16)
	for i, score := range p.scores {
		if b := &p.Blocks[i]; !b.phrase && wordCount(b) >= proseWords {
			best = max(best, score)
		}
	}
	return best
}

// cautiousWords is the length of main text that makes the model a bit (ln 2
// logits) more cautious with all of the page.
const cautiousWords = 300

// caution returns how much surer the model has to be of the lines of a page
// with so much main text, in 1/256 of a logit: ln(1 + words/cautiousWords). To
// remove a line is worth its furniture as a share of the page, and costs its
// main text as words lost, which weigh more the longer the page is: where the
// model errs on long pages, most is lost.
func (p *Page) caution() int32 {
	words := 0
	for i, score := range p.scores {
		if b := &p.Blocks[i]; !b.phrase {
			words += wordCount(b) * likely(score) >> likelyBits
		}
	}
	return logarithm(words, cautiousWords)
}

// markPhrases marks the blocks that rules removed for their own words or shape,
// headings of sections included.
func (p *Page) markPhrases() {
	for i := range p.Blocks {
		b := &p.Blocks[i]
		b.phrase = b.Rule != Kept && p.cleaner.rules[b.Rule].Kind == Line
	}
	for _, h := range p.hits {
		b := &p.Blocks[h.block]
		b.phrase = b.phrase || h.rules.has(b.Rule)
	}
}

// Probability returns how likely the line model holds the block to be main
// text, from 0 to 1. It means something only if the block is Judged.
func (b *Block) Probability() float64 {
	return 1 / (1 + math.Exp(-float64(b.Score)/(1<<scoreBits)))
}

// Weights returns what the features of block i weigh in its score, the heaviest
// first, n at most. The Cleaner must have been made with Weigh, and the block
// be Judged; else there are none. What the first stage found out is one of the
// features, "score".
func (p *Page) Weights(i, n int) []Weight {
	if !p.cleaner.options.Weigh || !p.Blocks[i].Judged {
		return nil
	}
	for k := range p.Blocks[:i] {
		i -= one(p.Blocks[k].hidden)
	}
	var sums [featureCount]int32
	p.cleaner.model.Second.weigh(&p.weighed, i, &sums)
	var weights []Weight
	for f, s := range sums {
		if s != 0 {
			weights = append(weights, Weight{Feature(f), s})
		}
	}
	slices.SortStableFunc(weights, func(a, b Weight) int { return int(abs(b.Score) - abs(a.Score)) })
	return weights[:min(n, len(weights))]
}

func abs(n int32) int32 { return max(n, -n) }
