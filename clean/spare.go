package clean

import "bytes"

// What the model is known to misjudge, and is told to spare.

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
	words, prose, topic, shares := c.of(lineCount), c.of(lineProse), c.of(topicWords), c.of(topicShare)
	best, most := -1, headlineTopic-1
	for i, seen := min(start, c.Lines-1), 0; i >= 0 && seen <= headlineReach; i-- {
		if p.Blocks[i].phrase {
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

// isNextItem says whether block i is an item of a numbered list of which the
// item right before is kept: lists end with their last item.
func (p *Page) isNextItem(i int) bool {
	if i == 0 || p.Blocks[i-1].Rule != Kept {
		return false
	}
	mark := itemMark(p.Blocks[i].Text)
	return mark != 0 && mark == itemMark(p.Blocks[i-1].Text)
}

// itemMark returns what stands behind the number that text begins with, 0 if it
// does not begin as an item does.
func itemMark(text []byte) byte {
	for i, c := range text[:min(len(text), 4)] {
		switch {
		case isASCIIDigit(c):
		case i > 0 && (c == '.' || c == ')' || c == ':') && i+1 < len(text) && text[i+1] == ' ':
			return c
		default:
			return 0
		}
	}
	return 0
}

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
