package pipeline

import (
	"bytes"
	"unicode"

	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/corpus"
)

// A splitter cuts the paragraphs of a page into sentences: each becomes a block
// of its own, glued to the one before, so that it can be removed alone.
type splitter struct {
	blocks    []clean.Block // of the page, cut
	begins    []bool        // the block begins a sentence, by block
	joined    []byte        // a paragraph of several blocks
	sentences []dedupe.Span
	cuts      []int // where sentences begin, in the text of one block
}

// split replaces the kept blocks of p by their sentences.
func (s *splitter) split(d *corpus.Document, p *clean.Page) {
	s.blocks, s.begins = s.blocks[:0], s.begins[:0]
	for i := 0; i < len(p.Blocks); {
		if p.Blocks[i].Rule != clean.Kept {
			s.add(p.Blocks[i], false)
			i++
			continue
		}
		paragraph, _ := paragraphAt(p.Blocks, i)
		s.paragraph(d, p.Blocks[i:paragraph.to])
		i = paragraph.to
	}
	p.Blocks, s.blocks = s.blocks, p.Blocks
}

func (s *splitter) add(b clean.Block, begins bool) {
	s.blocks, s.begins = append(s.blocks, b), append(s.begins, begins)
}

// paragraph cuts one paragraph, and passes the removed blocks within it on.
func (s *splitter) paragraph(d *corpus.Document, blocks []clean.Block) {
	text := blocks[0].Text
	if len(blocks) > 1 {
		one := clean.Page{Blocks: blocks}
		s.joined = one.AppendText(s.joined[:0])
		text = s.joined
	}
	s.sentences = dedupe.AppendSentences(s.sentences[:0], text)
	next, base := 0, 0 // the sentence that begins next; where the block begins in text
	for i := range blocks {
		b := &blocks[i]
		if b.Rule != clean.Kept {
			s.add(*b, false)
			continue
		}
		begins := next < len(s.sentences) && s.sentences[next].From == base
		if begins {
			next++
		}
		s.cuts = s.cuts[:0]
		for next < len(s.sentences) && s.sentences[next].From < base+len(b.Text) {
			s.cuts = append(s.cuts, s.sentences[next].From-base)
			next++
		}
		s.block(d, b, begins)
		base += len(b.Text)
	}
}

// block cuts one block where s.cuts say.
func (s *splitter) block(d *corpus.Document, b *clean.Block, begins bool) {
	if len(s.cuts) == 0 {
		s.add(*b, begins)
		return
	}
	line := d.Text[b.Start:b.End]
	a := aligner{line: line, text: b.Text}
	piece, from := *b, 0
	for i := 0; i <= len(s.cuts); i++ {
		to, end := len(b.Text), b.End
		if i < len(s.cuts) {
			to = s.cuts[i]
			end = b.Start + a.seek(to)
		}
		text := b.Text[from:to]
		spaced := text[len(text)-1] == ' '
		if spaced {
			text = text[:len(text)-1]
		}
		piece.Text, piece.End = text, end
		piece.Measure()
		s.add(piece, begins || i > 0)
		piece.Start, piece.BlankBefore, piece.Glued, piece.Spaced = end, false, true, spaced
		from = to
	}
}

// An aligner finds where a place of a line's text stands in the line before it
// was mended. Where nothing was, that is exact; where much was, it is near.
type aligner struct {
	line, text []byte
	at, done   int // text[:done] came of line[:at]
}

// How far ahead, and for how many equal bytes, an aligner looks when line and
// text differ: a character reference is not longer.
const (
	alignAhead = 32
	alignBytes = 4
)

// seek returns the place of text[to:]. Places are asked for in ascending order.
func (a *aligner) seek(to int) int {
	for a.done < to && a.at < len(a.line) {
		if a.line[a.at] == a.text[a.done] {
			a.at, a.done = a.at+1, a.done+1
			continue
		}
		rest := a.line[a.at:]
		if n := len(rest) - len(bytes.TrimLeftFunc(rest, unicode.IsSpace)); n > 0 { // of any number and kind one is left
			a.at += n
			if a.text[a.done] == ' ' {
				a.done++
			}
			continue
		}
		line, text := a.resume()
		a.at, a.done = a.at+line, a.done+text
	}
	return min(a.at, len(a.line))
}

// resume returns how many bytes to pass over in the line and in its text until
// the two are equal again.
func (a *aligner) resume() (line, text int) {
	for sum := 1; sum <= alignAhead; sum++ {
		for text := 0; text <= min(sum, 8); text++ {
			if a.agrees(a.at+sum-text, a.done+text) {
				return sum - text, text
			}
		}
	}
	return 1, 1
}

func (a *aligner) agrees(line, text int) bool {
	n := min(alignBytes, len(a.text)-text)
	return n > 0 && line+n <= len(a.line) && string(a.line[line:line+n]) == string(a.text[text:text+n])
}
