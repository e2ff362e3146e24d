package clean

// Where the headline is looked for, and what it may be.
const (
	headlineReach = 12 // lines above the main text that are no phrases
	headlineLeast = 2  // words
	headlineMost  = 30
	metaBelow     = 3 // lines below it in which who wrote the text, and when, may stand
)

// What speaks for a line as the headline, and against it, in points: sixteen are
// a logit. They were fitted to 1,909 pages with a headline (the multinomial logit,
// one choice a page: McFadden, 1974), each with and without its first line, which
// is the title as a rule.
const (
	headlineTopic = 56  // for all of its longer words in the main text
	headlineTitle = 20  // for saying what the title does,
	headlineWhole = 33  // for no longer word that the title has not,
	headlineFull  = 10  // and for all of the title's words
	headlineMeta  = 25  // for who and when below it
	headlineAlone = 30  // for a blank line above it, and for one below
	headlineFar   = -2  // for each line between it and the text
	headlineFirst = -12 // for being the first line of the page: its title
	headlineShort = -40 // for fewer than shortHeadline words
	headlineLong  = -20 // for more than longHeadline
	headlineEnds  = -17 // for ending as a sentence does
	headlineText  = -17 // for being the first line of the text
	headlineNeeds = 20  // so many it must have,
	headlineBack  = 40  // and so many if a rule has removed it

	shortHeadline = 4
	longHeadline  = 15
	siteName      = 4 // words of a part of the title that may be the name of the site
)

// headline returns the line at or above the beginning of the main text that most
// speaks for; of equals the lowest. It is -1 if there is none. Half of the labelled
// sets do not count headlines as main text, so the model is unsure of them; a reader
// is not.
func (p *Page) headline() int {
	start, _ := p.columns.stretchOfScores()
	best, most := -1, 0
	for i, above := min(start, len(p.Blocks)-1), 0; i >= 0 && above <= headlineReach; i-- {
		b := &p.Blocks[i]
		if b.phrase {
			continue
		}
		points := p.headlinePoints(i) + headlineFar*above
		if i == start {
			points += headlineText
		}
		needs := headlineNeeds
		if b.Rule != Kept {
			needs = headlineBack
		}
		if n := headlineWords(b); n >= headlineLeast && n <= headlineMost && !b.Has(EndsEllipsis) && points >= needs && (best < 0 || points > most) {
			best, most = i, points
		}
		above++
	}
	return best
}

// headlinePoints returns what speaks for block i wherever the main text begins.
func (p *Page) headlinePoints(i int) int {
	c, b := &p.columns, &p.Blocks[i]
	words := headlineWords(b)
	points := headlineTopic * int(c.of(topicShare)[i]) / 64
	if held := int(c.of(titleHeld)[i]); c.titles[i] && (2*held >= 64 || words > siteName) {
		points += headlineTitle + headlineWhole*one(c.of(titleShare)[i] == 64) + headlineFull*held/64
	}
	below := p.Blocks[i+1:]
	for k := range below[:min(metaBelow, len(below))] {
		if m := &below[k]; m.phrase && p.cleaner.rules[m.Rule].topic == meta {
			points += headlineMeta
			break
		}
	}
	return points + headlineAlone*(one(b.BlankBefore)+one(len(below) > 0 && below[0].BlankBefore)) +
		headlineFirst*one(i == 0) +
		headlineShort*one(words < shortHeadline) +
		headlineLong*one(words > longHeadline) +
		headlineEnds*one(b.Has(EndsSentence) && b.Text[len(b.Text)-1] == '.')
}

// headlineWords returns the words of b; in a script without spaces two characters
// are one.
func headlineWords(b *Block) int {
	if b.Has(Unspaced) {
		return (wordCount(b) + 1) / 2
	}
	return wordCount(b)
}
