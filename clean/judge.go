package clean

import (
	"math"
	"slices"
)

// ModelRule is the name of the rule that asks the model.
const ModelRule = "model"

// maxModelLines is the longest page that the model judges. What has more lines
// is no page but a dump, and stays with the rules; that bounds the memory for
// features to 3 MB for each goroutine.
const maxModelLines = 1 << 15

// metaReach is how far from the first line of the article who wrote it and when
// may stand.
const metaReach = 4

// judge asks the model about each line. It may bring back what a rule removed
// that saw no more than the model does (sections, teasers, menus), but no
// phrase, author and date at gentle aside. A text without an article in it is left to the rules, as by menus,
// and so are threads.
func judge(p *Page, id RuleID) {
	start, end, words := p.stretch()
	if words < minStretch || len(p.Blocks) > maxModelLines || p.isThread() {
		return
	}
	m, level := p.cleaner.model, levels[p.cleaner.options.Level]
	p.describe(start, end)
	p.scores = slices.Grow(p.scores[:0], len(p.Blocks))[:len(p.Blocks)]
	m.First.Score(&p.columns, p.scores)
	p.describeScores(p.scores)
	m.Second.Score(&p.columns, p.scores)
	p.markPhrases()
	title, caution := p.headline(), p.caution(level.remove)
	remove, restore := level.remove-caution, level.restore-caution
	for i, score := range p.scores {
		b := &p.Blocks[i]
		b.Judged, b.Score = true, int16(min(max(score, math.MinInt16), math.MaxInt16))
		switch {
		case b.phrase:
			if level.spareMeta && i >= start-metaReach && i < start+metaReach && p.cleaner.rules[b.Rule].topic == meta {
				b.Rule = Kept
			}
		case b.Rule != Kept:
			if score > restore || i == title {
				b.Rule, b.Spared = Kept, score <= remove
			}
		case score > remove:
		case i == title, score > subheadingLeast && (p.isSubheading(i) || p.isNextItem(i)), p.continuesKept(i):
			b.Spared = true
		default:
			b.Rule = id
		}
	}
	if p.cleaner.options.Weigh {
		p.weighed = p.columns.Clone()
	}
}

// So many words of prose that the model would remove from a page make it a
// logit more cautious with all of the page.
const cautiousWords = 100

// caution returns by how much surer the model has to be of a page of which it
// would remove much prose: where it errs on such pages, most is lost.
func (p *Page) caution(remove int32) int32 {
	words := 0
	for i, score := range p.scores {
		if b := &p.Blocks[i]; score <= remove && b.Rule == Kept && isProse(b) {
			words += wordCount(b)
		}
	}
	return int32(min(words, cautiousWords)) << scoreBits / cautiousWords
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
