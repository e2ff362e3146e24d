package clean

// Menus, footers, side columns and lists of links are short lines by the
// dozen. What tells them from verses, lists and tables is where they stand:
// an article is one stretch of mostly prose, and its furniture lies around it.
// The stretch is the run of blocks with the greatest sum of scores, where
// prose counts for it and short lines against it (maximum subsequence
// segmentation: Pasternack and Roth, WWW 2009, section 3). Lines inside the
// stretch, and prose anywhere, are never removed by it.
//
// The numbers were chosen on the labelled sets (bench/RESULTS.md): first for
// few main words lost and for a second pass that changes little, then for F1.
const (
	stretchProse  = 60 // a paragraph counts its words, this at most
	stretchTitle  = -2 // a line of several words without an end
	stretchLabel  = -6 // a line of labelWords or less
	stretchGone   = 0  // a line that other rules removed: as if it had never been there
	labelWords    = 3
	menuRun       = 3  // so many short lines in a row make a menu
	minStretch    = 60 // words; a page with less has no article to stand around
	titleReach    = 5  // kept lines above the stretch in which the title is looked for
	titleWords    = 4  // the shortest line between the title and the stretch that stays
	evidenceLines = 2  // so many lines that other rules removed are evidence of furniture,
	evidenceShare = 50 // if they are one in so many at least, for in a long text there is always something,
	longMenu      = 8  // and so are runs so long,
	longMenus     = 12 // when they hold so many labels together
	verseShare    = 4  // so many lines to one that begins in lower case are verses
)

// menus removes runs of short lines around the article. Whether there is
// furniture above the article says nothing of what stands below it, such as
// ingredients, line-ups or references: each side has to show for itself, by
// lines that other rules removed or by long menus. A text without such signs
// was cleaned before, or never was a page: it is left alone.
func menus(p *Page, id RuleID) {
	start, end, score := p.stretch()
	if score < minStretch {
		return
	}
	title := p.titleAbove(start)
	for _, side := range [2][2]int{{0, start}, {end, len(p.Blocks)}} {
		if !p.hasFurniture(side[0], side[1]) {
			continue
		}
		p.shortRuns(side[0], side[1], func(from, to int) {
			if to-from < menuRun || p.isVerse(from, to) {
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
}

// shortRuns calls do for each run of short lines in [from, to).
func (p *Page) shortRuns(from, to int, do func(from, to int)) {
	for i := from; i < to; i++ {
		first := i
		for i < to && p.isShort(i) {
			i++
		}
		if i > first {
			do(first, i)
		}
	}
}

// hasFurniture says whether there is evidence of furniture among [from, to).
func (p *Page) hasFurniture(from, to int) bool {
	removed, long := 0, 0
	for i := from; i < to; i++ {
		if p.Blocks[i].Rule != Kept {
			removed++
		}
	}
	p.shortRuns(from, to, func(from, to int) {
		if to-from >= longMenu {
			long += p.labels(from, to)
		}
	})
	few := (to - from) / evidenceShare
	return removed >= max(evidenceLines, few) || long >= max(longMenus, few)
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
	title, most := start, 1
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

// labels counts the lines of labelWords or less in [from, to).
func (p *Page) labels(from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		if wordCount(&p.Blocks[i]) <= labelWords {
			n++
		}
	}
	return n
}

// isVerse says whether the lines of [from, to) are of one text: many of them
// begin with a lower-case letter, which links and titles do not.
func (p *Page) isVerse(from, to int) bool {
	lower, kept := 0, 0
	for i := from; i < to; i++ {
		if b := &p.Blocks[i]; b.Rule == Kept {
			kept++
			if b.Has(StartsLower) && wordCount(b) > 2 {
				lower++
			}
		}
	}
	return lower*verseShare >= kept && lower > 0
}
