package clean

import "bytes"

// What the model is known to misjudge, and is told to spare.

// isSpared says whether block i, which no rule has removed, stays for what stands
// beside it, though it scores too little: the rest of a sentence, or what stands in
// a gap; if it scores numberLeast, the next number of a list; and if it scores
// sparedLeast, what stands together with a sure line, a subheading, the next item of
// a list, the next sentence. title is the headline, or -1.
func (p *Page) isSpared(i, title int) bool {
	score := p.scores[i]
	return p.continuesSentence(i) || p.inGap(i, title) ||
		score > sparedLeast && (p.besideSure(i) || p.isSubheading(i) || p.isNextItem(i) || p.isTail(i)) ||
		score > numberLeast && p.isNextNumber(i)
}

// isTail says whether block i is a sentence right below a line that is kept: the
// last ones of a text are the ones that the model is least sure of.
func (p *Page) isTail(i int) bool {
	b := &p.Blocks[i]
	return i > 0 && p.Blocks[i-1].Rule == Kept && b.Has(EndsSentence) && wordCount(b) >= tailWords
}

// tailWords is the shortest sentence that is spared below others.
const tailWords = 4

// continuesSentence says whether block i is the rest of a sentence that is kept.
func (p *Page) continuesSentence(i int) bool {
	j := p.aboveRest(i)
	return j >= 0 && p.Blocks[j].Rule == Kept
}

// spareBeginning brings back the lines that the model has removed if block i, which
// is kept, is the rest of their sentence.
func (p *Page) spareBeginning(i int, model RuleID) {
	for j := p.aboveRest(i); j >= 0 && p.Blocks[j].Rule == model; j = p.aboveRest(j) {
		p.Blocks[j].Rule, p.Blocks[j].Spared = Kept, true
	}
}

// aboveRest returns the block above that block i continues, phrases aside: a
// scraper has cut the sentence. It returns -1 if there is none.
func (p *Page) aboveRest(i int) int {
	if !mayContinue(p.Blocks[i].Text) {
		return -1
	}
	j := i - 1
	for j >= 0 && p.Blocks[j].phrase {
		j--
	}
	if j >= 0 && !continues(p.Blocks[j].Text, p.Blocks[i].Text) {
		return -1
	}
	return j
}

// A line that scores surePart or more is sure to be main text, if it stays.
const (
	surePart    = 100
	sparedLeast = -256
	numberLeast = -340
)

// isSure says whether block i is sure to be main text: it is kept, or will be for
// its score.
func (p *Page) isSure(i int) bool {
	b := &p.Blocks[i]
	if i < p.judged {
		return p.scores[i] >= surePart && b.Rule == Kept
	}
	return p.scores[i] >= p.sure && !b.phrase && (b.Rule == Kept || p.scores[i] > p.back)
}

// besideSure says whether the line right above or below block i, without a blank
// line between them, is sure: what belongs together stands so.
func (p *Page) besideSure(i int) bool {
	return i > 0 && !p.Blocks[i].BlankBefore && p.isSure(i-1) ||
		i+1 < len(p.Blocks) && !p.Blocks[i+1].BlankBefore && p.isSure(i+1)
}

// isSubheading says whether block i stands between two sure lines.
func (p *Page) isSubheading(i int) bool {
	if p.Blocks[i].Has(EndsEllipsis) || i+1 == len(p.Blocks) || !p.isSure(i+1) {
		return false
	}
	for i--; i >= 0 && p.Blocks[i].phrase; i-- {
	}
	return i >= 0 && p.isSure(i)
}

// A gap in the article is up to gapLines lines that score gapLeast each.
const (
	gapLines = 5
	gapLeast = -64
)

// inGap says whether block i stands in a gap: between sure lines, or between the
// headline and the first of them.
func (p *Page) inGap(i, title int) bool {
	above, below := p.gapEnd(i, title, -1), p.gapEnd(i, title, 1)
	return above > 0 && below > 0 && above+below <= gapLines+1
}

// gapEnd returns how many lines the gap around block i has up to its end above it
// (step -1) or below (step 1), i included, phrases not. It returns 0 if there is
// none.
func (p *Page) gapEnd(i, title, step int) int {
	for n := 0; n <= gapLines && i >= 0 && i < len(p.Blocks); i += step {
		switch {
		case p.Blocks[i].phrase:
			continue
		case p.isSure(i), i == title && step < 0:
			return n
		case p.scores[i] <= p.gapScore(i, title):
			return 0
		}
		n++
	}
	return 0
}

// gapScore is what block i must score in a gap: less if it is a sentence of a
// list, the paragraph right below the headline, or the rest of a line.
func (p *Page) gapScore(i, title int) int32 {
	b := &p.Blocks[i]
	switch {
	case b.Has(EndsSentence) && itemMark(b.Text) != 0,
		wordCount(b) >= proseWords && !b.Has(EndsEllipsis) && p.isBelow(i, title),
		p.aboveRest(i) >= 0:
		return sparedLeast
	}
	return gapLeast
}

// isBelow says whether block i stands below the headline, with no more than a
// line between them, phrases aside.
func (p *Page) isBelow(i, title int) bool {
	if title < 0 {
		return false
	}
	for n := 0; i > title && n <= 1; {
		if i--; i == title {
			return true
		}
		n += one(!p.Blocks[i].phrase)
	}
	return false
}

// cleanShare is the share of its words, as a divisor, that the model must find to
// be furniture in a text in which the rules find none.
const cleanShare = 5

// isClean says whether the rules left every line but who wrote the text, and when:
// that stands in texts that have been cleaned before, and in others.
func (p *Page) isClean() bool {
	for i := range p.Blocks {
		if id := p.Blocks[i].Rule; id != Kept && p.cleaner.rules[id].topic != meta {
			return false
		}
	}
	return true
}

// spareClean brings back what the model has removed from a text that isClean, if
// it is little: such a text has been cleaned before, and what the model takes there
// is more often text than furniture.
func (p *Page) spareClean(model RuleID) {
	all, gone := 0, 0
	for i := range p.Blocks {
		n := wordCount(&p.Blocks[i])
		all += n
		if p.Blocks[i].Rule == model {
			gone += n
		}
	}
	if gone*cleanShare > all {
		return
	}
	for i := range p.Blocks {
		if b := &p.Blocks[i]; b.Rule == model {
			b.Rule, b.Spared = Kept, true
		}
	}
}

// A thread is posts one below another, without an article above them: a line of
// few words with a colon behind it names who speaks, "ann wrote:", "ben wrote:".
// What is said there is short, has buttons in between, and looks like comments.
const (
	threadTurns = 4  // so often the speaker changes, in lines with the same last word,
	turnWords   = 4  // of so many words at most,
	turnsAbove  = 30 // the first with no more words of prose above it
)

func (p *Page) isThread() bool {
	var turns [1 << 6]struct { // by the last word
		word, speaker uint64
		n             uint8
	}
	above, said := 0, true // words of prose; whether the last one spoke
	for i := range p.Blocks {
		b := &p.Blocks[i]
		n := wordCount(b)
		if !b.Has(EndsColon) || n < 2 || n > turnWords {
			if above <= turnsAbove && b.Rule == Kept && isProse(b) {
				above += n
			}
			said = said || n > turnWords
			continue
		}
		line := bytes.TrimRight(b.Text, ": ")
		word := line[bytes.LastIndexByte(line, ' ')+1:]
		hash, speaker := lineHash(word), lineHash(line)
		t := &turns[hash>>(64-6)]
		if t.n == 0 {
			t.word = hash
		}
		if t.n == 0 && above > turnsAbove || t.word != hash || t.speaker == speaker || !said {
			continue
		}
		t.speaker, said = speaker, false
		if t.n++; t.n == threadTurns {
			return true
		}
	}
	return false
}
