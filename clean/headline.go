package clean

// Where the headline is looked for, and what it may be.
const (
	headlineReach = 10 // lines above the main text that are no phrases
	headlineLeast = 4  // words
	headlineMost  = 30
	headlineTopic = 2 // of its words that stand in the main text
	barelyTitle   = 2 // words, right above the text
)

// headline returns the line over the main text that names what the text is
// about, -1 if there is none: of the lines in reach, the one that says most of the
// title, if that is half of it; else the one that has the most words in common
// with the text; else the one right above the text, phrases aside, if no rule has
// removed it. Of equals it is the lowest. Half of the labelled sets do not count
// headlines as main text, so the model is unsure of them; a reader is not.
func (p *Page) headline() int {
	c := &p.columns
	start, _ := c.stretchOfScores()
	words, prose, held := c.of(lineCount), c.of(lineProse), c.of(titleHeld)
	topic, shares := c.of(topicWords), c.of(topicShare)
	best, most := -1, headlineTopic-1
	named, fullest := -1, byte(0)
	for i, seen := min(start, c.Lines-1), 0; i >= 0 && seen <= headlineReach; i-- {
		if p.Blocks[i].phrase {
			continue
		}
		seen++
		if c.titles[i] && held[i] >= 64/2 && held[i] > fullest {
			named, fullest = i, held[i]
		}
		if words[i] < headlineLeast || words[i] > headlineMost || prose[i] > 0 && i == start || p.Blocks[i].Has(EndsEllipsis) {
			continue
		}
		if n := int(topic[i]); n > most && shares[i] >= 64/3 {
			best, most = i, n
		}
	}
	if named >= 0 {
		return named
	}
	if best >= 0 {
		return best
	}
	i := min(start, c.Lines) - 1
	for i >= 0 && p.Blocks[i].phrase {
		i--
	}
	if i >= 0 && p.Blocks[i].Rule == Kept && words[i] >= barelyTitle && words[i] <= headlineMost && !p.Blocks[i].Has(EndsEllipsis) {
		return i
	}
	return -1
}
