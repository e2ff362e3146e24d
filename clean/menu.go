package clean

// Menus, footers, side columns and lists of links are short lines by the
// dozen. What tells them from verses, lists and tables is where they stand:
// an article is one stretch of mostly prose, and its furniture lies around it.
// The stretch is the run of blocks with the greatest sum of scores, where
// prose counts for it and short lines against it (maximum subsequence
// segmentation: Pasternack and Roth, WWW 2009, section 3). Lines inside the
// stretch, and prose anywhere, are never removed by it.
//
// The numbers were chosen by the mean F1 over the labelled sets, and among
// equals for the fewest main words lost: bench/RESULTS.md.
const (
	stretchProse  = 60 // a paragraph counts its words, this at most
	stretchTitle  = -2 // a line of several words without an end
	stretchLabel  = -6 // a line of labelWords or less
	stretchGone   = -6 // a line that other rules removed
	labelWords    = 3
	menuRun       = 3  // so many short lines in a row make a menu
	minStretch    = 60 // words; a page with less has no article to stand around
	titleReach    = 5  // kept lines above the stretch in which the title is looked for
	titleWords    = 4  // the shortest title
	evidenceLines = 1
	evidenceShare = 1000
	longMenu      = 8  // runs so long are evidence of a whole page,
	longMenus     = 24 // when they hold so many lines together
)

// menus removes runs of short lines around the article. A text that shows no
// sign of being a whole page (no line that another rule removed, no long
// menus) was cleaned before, or never was a page: it is left alone.
func menus(p *Page, id RuleID) {
	start, end, score := p.stretch()
	if score < minStretch || !p.isWholePage(start, end) {
		return
	}
	title := p.titleAbove(start)
	p.shortRuns(start, end, func(from, to int) {
		if to-from < menuRun {
			return
		}
		for i := from; i < to; i++ {
			if i >= title && i < start && wordCount(&p.Blocks[i]) >= titleWords {
				continue // the title, or what stands under it
			}
			p.remove(i, id)
		}
	})
}

// shortRuns calls do for each run of short lines outside of [start, end).
func (p *Page) shortRuns(start, end int, do func(from, to int)) {
	for _, part := range [2][2]int{{0, start}, {end, len(p.Blocks)}} {
		for i := part[0]; i < part[1]; i++ {
			from := i
			for i < part[1] && p.isShort(i) {
				i++
			}
			if i > from {
				do(from, i)
			}
		}
	}
}

// isWholePage says whether there is evidence of furniture on the page.
func (p *Page) isWholePage(start, end int) bool {
	removed := 0
	for i := range p.Blocks {
		if p.Blocks[i].Rule != Kept {
			removed++
		}
	}
	if removed >= evidenceLines && removed*evidenceShare >= len(p.Blocks) {
		return true
	}
	lines := 0
	p.shortRuns(start, end, func(from, to int) {
		if to-from >= longMenu {
			lines += to - from
		}
	})
	return lines >= longMenus
}

// isShort says whether block i may belong to a menu. Lists with dashes may
// not, for people write those, nor may the lines of a paragraph that was cut.
func (p *Page) isShort(i int) bool {
	b := &p.Blocks[i]
	n := wordCount(b)
	switch {
	case b.Rule != Kept:
		return true
	case b.Has(StartsMark) && b.Text[0] == '-', b.Has(HasCode), p.continuesKept(i), p.isWrapped(i):
		return false
	}
	return n < proseWordsOpen && !b.Any(EndsSentence|EndsColon) || n <= 2
}

// stretch returns the run of blocks that holds the article, and its score.
func (p *Page) stretch() (start, end, score int) {
	from, sum := 0, 0
	for i := range p.Blocks {
		sum += p.weight(i)
		if sum <= 0 {
			from, sum = i+1, 0
		}
		if sum > score {
			start, end, score = from, i+1, sum
		}
	}
	return start, end, score
}

// weight is what block i says for its being part of an article.
func (p *Page) weight(i int) int {
	b := &p.Blocks[i]
	n := wordCount(b)
	switch {
	case b.Rule != Kept:
		return stretchGone
	case isProse(b), b.Has(EndsSentence) && n > labelWords, p.isWrapped(i):
		return min(n, stretchProse)
	case n <= labelWords:
		return stretchLabel
	}
	return stretchTitle
}

// titleAbove returns the title over the stretch: of the kept lines in reach,
// the one with the most words, for what may stand between (author, date,
// buttons) is short. It returns start if there is none.
func (p *Page) titleAbove(start int) int {
	title, most := start, titleWords-1
	for i, seen := start-1, 0; i >= 0 && seen < titleReach; i-- {
		b := &p.Blocks[i]
		if b.Rule != Kept {
			continue
		}
		seen++
		if n := wordCount(b); n > most && !b.Has(EndsEllipsis) {
			title, most = i, n
		}
	}
	return title
}
