package clean

import (
	"bytes"
	"fmt"
	"math"
	"slices"
)

// A Level says how sure the line model has to be before it removes a line.
type Level uint8

const (
	Normal Level = iota // the zero value
	Gentle
	Strict
)

// levels are the names of levels and what they do, in 1/256 of a logit: points
// on the curve of docs/model.md. A line that no rule removed goes with a score
// up to remove; one that a rule removed which saw the page comes back with a
// score above restore.
var levels = [...]struct {
	name            string
	remove, restore int32
}{
	Normal: {"normal", -64, -64},
	Gentle: {"gentle", -576, -128},
	Strict: {"strict", 64, 64},
}

func (l Level) String() string { return levels[l].name }

// ParseLevel returns the level of that name.
func ParseLevel(name string) (Level, error) {
	for l := range levels {
		if levels[l].name == name {
			return Level(l), nil
		}
	}
	return 0, fmt.Errorf("no level is named %q: gentle, normal, strict", name)
}

// ModelRule is the name of the rule that asks the model.
const ModelRule = "model"

// maxModelLines is the longest page that the model judges. What has more lines
// is no page but a dump, and stays with the rules; that bounds the memory for
// features to 3 MB for each goroutine.
const maxModelLines = 1 << 15

// judge asks the model about each line. It may bring back what a rule removed
// that saw no more than the model does (sections, teasers, menus), but no
// phrase. A text without an article in it is left to the rules, as by menus,
// and so are threads.
func judge(p *Page, id RuleID) {
	if _, _, words := p.stretch(); words < minStretch || len(p.Blocks) > maxModelLines || p.isThread() {
		return
	}
	m, level := p.cleaner.model, levels[p.cleaner.options.Level]
	p.describe()
	p.scores = slices.Grow(p.scores[:0], len(p.Blocks))[:len(p.Blocks)]
	m.First.Score(&p.columns, p.scores)
	p.describeScores(p.scores)
	m.Second.Score(&p.columns, p.scores)
	title := p.headline()
	p.markPhrases()
	for i, score := range p.scores {
		b := &p.Blocks[i]
		b.Judged, b.Score = true, int16(min(max(score, math.MinInt16), math.MaxInt16))
		switch {
		case b.phrase:
		case b.Rule != Kept:
			if score > level.restore || i == title {
				b.Rule = Kept
			}
		case score > level.remove, i == title, score > subheadingLeast && p.isSubheading(i):
		default:
			b.Rule = id
		}
	}
	if p.cleaner.options.Weigh {
		p.weighed = p.columns.Clone()
	}
}

// A short line between two lines that score surePart or more is a subheading,
// unless it scores less than subheadingLeast itself.
const (
	surePart        = 128
	subheadingLeast = -512
)

// isSubheading says whether block i stands between paragraphs of the main text.
func (p *Page) isSubheading(i int) bool {
	if p.Blocks[i].Rule != Kept || p.Blocks[i].Has(EndsEllipsis) || i+1 == len(p.Blocks) || !p.isSure(i+1) {
		return false
	}
	for i--; i >= 0 && p.Blocks[i].phrase; i-- {
	}
	return i >= 0 && p.isSure(i)
}

func (p *Page) isSure(i int) bool { return p.scores[i] >= surePart && !p.Blocks[i].phrase }

// So many lines of so few words, the last of which is the same and has a colon
// behind it, name those who speak in a thread: "ann wrote:", "ben wrote:". What
// is said there is short, has buttons in between, and looks like comments.
const (
	threadTurns = 4
	turnWords   = 4
)

func (p *Page) isThread() bool {
	clear(p.twins[:])
	for i := range p.Blocks {
		b := &p.Blocks[i]
		if n := wordCount(b); !b.Has(EndsColon) || n < 2 || n > turnWords {
			continue
		}
		said := bytes.TrimRight(b.Text, ": ")
		turns := &p.twins[twinSlot(said[bytes.LastIndexByte(said, ' ')+1:])]
		if *turns++; *turns == threadTurns {
			return true
		}
	}
	return false
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

// Where the headline is looked for, and what it may be.
const (
	headlineReach = 10 // lines above the main text that are no phrases
	headlineLeast = 4  // words
	headlineMost  = 30
	headlineTopic = 2 // of its words that stand in the main text
)

// headline returns the line over the main text that names what the text is
// about, -1 if there is none: of the lines in reach, the one that has the most
// words in common with the text, the lowest of equals. Half of the labelled
// sets do not count headlines as main text, so the model is unsure of them; a
// reader is not.
func (p *Page) headline() int {
	c := &p.columns
	start, _ := c.stretchOfScores()
	words, prose, verdict, topic, shares := c.of(lineCount), c.of(lineProse), c.of(lineVerdict), c.of(topicWords), c.of(topicShare)
	best, most := -1, headlineTopic-1
	for i, seen := min(start, c.Lines-1), 0; i >= 0 && seen <= headlineReach; i-- {
		if verdict[i] == 2 {
			continue
		}
		seen++
		if words[i] < headlineLeast || words[i] > headlineMost || prose[i] > 0 && i == start || p.Blocks[i].Has(EndsEllipsis) {
			continue
		}
		if n := int(topic[i]); n > most && shares[i] >= 64/3 {
			best, most = i, n
		}
	}
	return best
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

// Columns returns the features of the first stage for the page as it was last
// cleaned, to train a model with. The Cleaner must not use the rule "model",
// or its verdicts would be among the features.
func (p *Page) Columns() Columns {
	p.bench = p.cleaner.bench()
	p.describe()
	c := p.columns.Clone()
	p.cleaner.benches.giveBack(p.bench)
	p.bench = nil
	return c
}

// AddScores fills in the features of the second stage from the scores of the
// first. text returns what line i says.
func (c *Columns) AddScores(scores []int32, text func(i int) []byte) {
	c.describeScores(scores)
	c.describeTopics(scores, text, new(holders))
}
