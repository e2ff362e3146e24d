package pipeline

import (
	"bytes"
	"unicode/utf8"

	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/corpus"
	"winnow/internal/seen"
)

// A Paragraph is blocks that are compared as one text: all that are kept among
// those from From to before To. Under UnitParagraph they would be written as
// one line; the other units are named in config.go.
type Paragraph struct {
	Key      dedupe.Key
	From, To int // indexes into the blocks of a page
	// Owner is the document that kept this unit in an earlier run; 0 if there
	// is none.
	Owner seen.Identity
}

// A Comparer finds the paragraphs of pages that are compared, and their keys.
// It serves one goroutine; Comparers that share a Hasher make the same keys.
type Comparer struct {
	o        Dedupe
	hasher   *dedupe.Hasher
	joined   []byte // a paragraph of several blocks
	folded   []byte // a paragraph as it is compared
	measured []byte // a paragraph whose words are counted
	splitter splitter

	sketcher *dedupe.Sketcher // nil unless almost the same is looked for
	near     *nearTexts       // where the sketches go; nil if nobody needs them

	sentences bool // are made blocks whatever the unit
}

// NewComparer makes a Comparer of paragraphs that are long enough for o.
func NewComparer(o Dedupe, h *dedupe.Hasher) *Comparer {
	o.MinChars = o.LeastChars()
	return &Comparer{o: o, hasher: h}
}

// LeastChars is the length from which units are compared, in characters of
// scripts without spaces.
func (o *Dedupe) LeastChars() int {
	if o.MinChars == 0 {
		return 3 * o.MinWords
	}
	return o.MinChars
}

// AppendParagraphs appends the units of d that are long enough to be compared.
// Which of them are written is not known yet. If sentences are compared, it
// first makes a block of each. The pieces of a line that is cut by the end of a
// window are no units, and a text worked in windows is none as a document.
func (c *Comparer) AppendParagraphs(dst []Paragraph, d *corpus.Document, page *clean.Page) []Paragraph {
	if c.o.Unit == UnitSentence || c.sentences {
		c.splitter.split(d, page)
	}
	blocks := page.Blocks
	for i := 0; i < len(blocks); {
		if blocks[i].Rule != clean.Kept {
			i++
			continue
		}
		p, words := c.unitAt(blocks, i)
		i = p.to
		if words < c.o.MinWords || c.isCut(d, p, len(blocks)) {
			continue
		}
		text := c.text(blocks[p.from:p.to])
		c.folded = dedupe.Fold(c.folded[:0], text, c.o.Match)
		if hasUnspaced(blocks[p.from:p.to]) && !c.isLong(text) {
			continue
		}
		if c.sketcher != nil && c.near != nil {
			c.near.add(c.sketcher, c.sketched(text))
		}
		if c.o.Scope == ScopeSite {
			c.folded = appendSite(c.folded, d)
		}
		dst = append(dst, Paragraph{Key: c.hasher.Key(c.folded), From: p.from, To: p.to})
	}
	return dst
}

// unitAt returns the unit that begins with the kept block i, and its words.
func (c *Comparer) unitAt(blocks []clean.Block, i int) (p span, words int) {
	switch c.o.Unit {
	case UnitParagraph:
		return paragraphAt(blocks, i)
	case UnitLine:
		return span{i, i + 1}, int(blocks[i].Words)
	}
	p = span{i, i + 1}
	words = int(blocks[i].Words)
	for j := i + 1; j < len(blocks); j++ {
		if blocks[j].Rule != clean.Kept {
			continue
		}
		if c.o.Unit == UnitSentence && c.splitter.begins[j] {
			break
		}
		words += int(blocks[j].Words)
		p.to = j + 1
	}
	return p, words
}

// isCut reports whether a unit, one of n blocks, goes on in the window before
// or after.
func (c *Comparer) isCut(d *corpus.Document, unit span, n int) bool {
	if c.o.Unit == UnitDocument {
		return d.Part != corpus.Whole
	}
	return isCut(d, unit, n)
}

// sketched returns a unit in the form of which shingles are made. Without
// folding, what stands between two words would be part of them.
func (c *Comparer) sketched(text []byte) []byte {
	if c.o.Match != dedupe.Exact {
		return c.folded
	}
	c.measured = dedupe.Fold(c.measured[:0], text, dedupe.Folded)
	return c.measured
}

// hasUnspaced reports whether some of the words counted are characters of a
// script without spaces. In other scripts the folded text has at least as many
// words as the blocks say.
func hasUnspaced(blocks []clean.Block) bool {
	for i := range blocks {
		if blocks[i].Has(clean.HasUnspaced) {
			return true
		}
	}
	return false
}

// paragraphAt returns the paragraph that begins with the kept block i: that
// block and the kept ones glued to it, and the words in them.
func paragraphAt(blocks []clean.Block, i int) (p span, words int) {
	p = span{i, i + 1}
	words = int(blocks[i].Words)
	for j := i + 1; j < len(blocks); j++ {
		if blocks[j].Rule != clean.Kept {
			continue
		}
		if !blocks[j].Glued {
			break
		}
		words += int(blocks[j].Words)
		p.to = j + 1
	}
	return p, words
}

// text returns the text of a paragraph as it would be written. It is valid
// until the next call.
func (c *Comparer) text(blocks []clean.Block) []byte {
	if len(blocks) == 1 {
		return blocks[0].Text
	}
	one := clean.Page{Blocks: blocks}
	c.joined = one.AppendText(c.joined[:0])
	return c.joined
}

// isLong reports whether text, which is folded in c.folded, is long enough to be
// compared. Words count as those of the folded text do, whatever the match.
func (c *Comparer) isLong(text []byte) bool {
	o := &c.o
	if o.MinWords == 0 {
		return true
	}
	folded := c.folded
	if o.Match == dedupe.Exact {
		c.measured = dedupe.Fold(c.measured[:0], text, dedupe.Folded)
		folded = c.measured
	}
	// Most paragraphs are long enough by their first words.
	if head := min(len(folded), 12*o.MinWords); head < len(folded) {
		if end := bytes.LastIndexByte(folded[:head], ' '); end > 0 && o.reached(folded[:end]) {
			return true
		}
	}
	// And most without spaces by their first characters: as long as nothing else is
	// counted, more text is more of them.
	if head := 4 * o.MinChars; head < len(folded) {
		for !utf8.RuneStart(folded[head]) {
			head--
		}
		if words, spaceless := dedupe.Words(folded[:head]); words == 0 && spaceless >= o.MinChars {
			return true
		}
	}
	return o.reached(folded)
}

// reached reports whether a folded text is MinWords long, or MinChars, or
// enough of both.
func (o *Dedupe) reached(folded []byte) bool {
	words, spaceless := dedupe.Words(folded)
	return words*o.MinChars+spaceless*o.MinWords >= o.MinWords*o.MinChars
}

// keep copies the blocks of a page into the batch, with the texts that would
// not outlive the page.
func (b *batch) keep(r *result, blocks []clean.Block) {
	from := len(b.blocks)
	b.blocks = append(b.blocks, blocks...)
	r.blocks = b.blocks[from:len(b.blocks):len(b.blocks)]
	for i := range r.blocks {
		bl := &r.blocks[i]
		if isPartOf(bl.Text, r.doc.Text[bl.Start:bl.End]) {
			continue
		}
		n := len(b.copies)
		b.copies = append(b.copies, bl.Text...)
		bl.Text = b.copies[n:len(b.copies):len(b.copies)]
	}
}

// isPartOf reports whether text is memory of line. The rewrites trim a line, or
// make another: so it is, if at all, after the spaces at the line's beginning.
func isPartOf(text, line []byte) bool {
	if len(text) == 0 {
		return true
	}
	for i := 0; i+len(text) <= len(line); i++ {
		if &line[i] == &text[0] {
			return true
		}
	}
	return false
}
