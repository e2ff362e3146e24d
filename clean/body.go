package clean

// What counts as prose: a paragraph that a person wrote to be read. Shorter
// lines may be titles, menus or verses; they are judged by their neighbours.
const (
	proseWords      = 12 // in a line that ends like a sentence
	proseWordsOpen  = 30 // in a line that does not
	unspacedPerWord = 2  // characters to a word where words have no spaces
)

// wordCount returns the words of b, with a fair share for scripts in which
// each character counts as one.
func wordCount(b *Block) int {
	if b.Has(Unspaced) {
		return int(b.Words) / unspacedPerWord
	}
	return int(b.Words)
}

// isProse says whether b reads like a paragraph.
func isProse(b *Block) bool {
	n := wordCount(b)
	return n >= proseWordsOpen && !b.Has(EndsEllipsis) || n >= proseWords && b.Any(EndsSentence|EndsColon)
}

// isLabel says whether b could be a link, a button or a caption: a few words
// without the end of a sentence.
func isLabel(b *Block, words int) bool {
	return wordCount(b) <= words && !b.Any(EndsSentence|EndsColon|EndsComma) && b.Commas <= 1
}

// findBody sets the span of blocks from the first to the last kept prose.
func (p *Page) findBody() {
	p.first, p.last = 0, 0
	for i, has := range p.traits {
		if has&ofProse != 0 && p.Blocks[i].Rule == Kept {
			if p.first == p.last {
				p.first = i
			}
			p.last = i + 1
		}
	}
}

// inBody says whether block i stands between the first and the last prose.
func (p *Page) inBody(i int) bool { return i >= p.first && i < p.last }

// hasArticle says whether there are articleWords in kept prose.
func (p *Page) hasArticle() bool {
	words := 0
	for i, has := range p.traits[p.first:p.last] {
		if has&ofProse == 0 {
			continue
		}
		if b := &p.Blocks[p.first+i]; b.Rule == Kept {
			if words += wordCount(b); words >= articleWords {
				return true
			}
		}
	}
	return false
}

// wrappedWords is the shortest line that may be one of a paragraph whose lines
// were broken at a fixed width, as in mails and old text files.
const wrappedWords = 6

// isWrapped says whether block i and a neighbour are lines of one sentence: the
// first has no end, and the second begins with a lower-case letter right below.
func (p *Page) isWrapped(i int) bool {
	return p.runsOn(i) || i > 0 && p.runsOn(i-1)
}

func (p *Page) runsOn(i int) bool {
	if i+1 >= len(p.Blocks) {
		return false
	}
	b, next := &p.Blocks[i], &p.Blocks[i+1]
	return next.Has(StartsLower) && !next.BlankBefore && b.Rule == Kept && next.Rule == Kept && mayWrap(b) // few begin so
}

// mayWrap says whether the sentence of b may go on in the next line.
func mayWrap(b *Block) bool {
	return wordCount(b) >= wrappedWords && !b.Any(EndsSentence|EndsColon|EndsEllipsis)
}

// sentenceWords is the shortest line that is taken for a sentence by itself.
const sentenceWords = 5

// isSentence says whether b ends like a sentence and is none of a button's or a
// menu's few words.
func isSentence(b *Block) bool { return b.Has(EndsSentence) && wordCount(b) >= sentenceWords }

// isHeading says whether block i stands over a paragraph, close to it, and
// apart from what is above. Furniture does not.
func (p *Page) isHeading(i int) bool {
	if i+1 >= len(p.Blocks) || !p.Blocks[i].BlankBefore {
		return false
	}
	next := &p.Blocks[i+1]
	return !next.BlankBefore && (isProse(next) || next.Has(EndsSentence) && wordCount(next) >= headedWords)
}

// headedWords is the shortest line that a heading may stand over.
const headedWords = 8
