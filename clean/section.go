package clean

// A section of furniture begins with a heading, such as "Related Posts", and
// has no end of its own in plain text. It ends where the article resumes: at a
// paragraph of prose with more prose right behind it, which lists of links and
// cards with teasers do not have; comments do, see thread.go. Otherwise it
// reaches to the end of the page. In a text of many pages it ends at the first
// sentence, which may be of the next one.

const (
	// resumeWords is how long a paragraph has to be to resume the article all
	// by itself.
	resumeWords = 40
	// resumePair is how long two paragraphs right behind each other have to be.
	resumePair = 30
	// articleWords of prose above a heading are an article.
	articleWords = 80
	// cardLines is how far behind a teaser its next title may stand.
	cardLines = 3
	// wrappedLines is how many lines below its first one a broken paragraph may have: a
	// file of nothing but such lines is not read from each of them to its end.
	wrappedLines = 100
)

// applySections removes the sections whose headings the packs know. A heading
// with no article above it (articleWords of prose) is a link to the section, a
// menu, or the title of a forum's thread: only the line itself goes.
func (p *Page) applySections() {
	words, counted := 0, p.first
	threads := threadFinder{Page: p}
	for _, h := range p.hits {
		i := int(h.block)
		id := firstOf(h.rules, p.cleaner.sections)
		if id == Kept || i < counted && i >= p.first {
			continue // inside of the section before
		}
		for ; counted < i; counted++ {
			if b := &p.Blocks[counted]; p.traits[counted]&ofProse != 0 && b.Rule == Kept {
				words += wordCount(b)
			}
		}
		end := i + 1
		if words >= articleWords {
			end = p.resume(end)
			if p.cleaner.rules[id].thread && end < len(p.Blocks) {
				end = max(end, threads.end(i, words))
			}
		}
		for ; i < end; i++ {
			p.remove(i, id)
		}
		counted = max(counted, end)
	}
}

// resume returns the first block from i on with which the article resumes, or
// the number of blocks.
func (p *Page) resume(i int) int {
	for ; i < len(p.Blocks); i++ {
		if p.resumes(i) {
			break
		}
	}
	return p.titleBefore(i)
}

// resumes says whether the article goes on with block i.
func (p *Page) resumes(i int) bool {
	words, last := p.paragraph(i)
	switch {
	case words == 0:
		return false
	case p.isDump(): // it may be the article of the next page
		return true
	}
	next := p.afterInserts(last)
	if next < len(p.Blocks) {
		if more, _ := p.paragraph(next); more > 0 && words+more >= resumePair {
			return true
		}
	}
	if words < resumeWords {
		return false
	}
	for range cardLines {
		if next == len(p.Blocks) || p.Blocks[next].Rule != Kept {
			return false // the button, date or byline of a card
		}
		next = p.afterInserts(next)
	}
	return true
}

// paragraph returns the words of the paragraph or sentence that begins with block i,
// and its last block: another one if its lines were broken and that ends a sentence.
// There are no words if none begins there.
func (p *Page) paragraph(i int) (words, last int) {
	b := &p.Blocks[i]
	if b.Rule != Kept {
		return 0, i
	}
	words, last = wordCount(b), i
	for ; last-i < wrappedLines && p.runsOn(last); last++ {
		words += wordCount(&p.Blocks[last+1])
	}
	switch {
	case last > i && p.Blocks[last].Has(EndsSentence):
		return words, last
	case isProse(b), isSentence(b):
		return wordCount(b), i
	}
	return 0, i
}

// afterInserts returns the block after i, past inserts.
func (p *Page) afterInserts(i int) int {
	for i++; i < len(p.Blocks) && p.cleaner.rules[p.Blocks[i].Rule].insert; i++ {
	}
	return i
}

// titleBefore moves the end of a section up over a subheading that stands
// right before the block where the article resumes.
func (p *Page) titleBefore(i int) int {
	if i < len(p.Blocks) && i >= 2 {
		b := &p.Blocks[i-1]
		if b.Rule == Kept && b.BlankBefore && wordCount(b) >= 3 && !b.Has(EndsEllipsis) {
			return i - 1
		}
	}
	return i
}
