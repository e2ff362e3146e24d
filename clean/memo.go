package clean

import (
	"bytes"
	"math/bits"
)

// The short lines of a crawl come again and again: two in five of all lines
// stood among the few thousand before. What a line's own bytes say of it
// (words, shape, phrases) is remembered, so that it is found out once. The
// memory is a table of fixed size in which a line displaces another; what is
// found is compared to the last byte, so the table never changes a result.
// It takes a third off the time of Clean.
const (
	memoBytes = 48      // longest line that is remembered
	memoLines = 1 << 13 // size of the table: about 650 kB
)

type memo [memoLines]memoLine

type memoLine struct {
	text  [memoBytes]byte
	size  uint8 // 0: free
	words int32
	shape Shape
	rules ruleSet
}

// at returns the place of a line of 1 to memoBytes bytes, and whether the line
// is in it.
func (m *memo) at(text []byte) (line *memoLine, found bool) {
	h := uint64(len(text))
	for i := 0; i < len(text); i += 8 {
		x, n := load8(text, i)
		if n < 8 {
			x &= 1<<(8*n) - 1
		}
		h = (bits.RotateLeft64(h, 29) ^ x) * 0x9E3779B97F4A7C15
	}
	line = &m[h>>(64-13)]
	return line, int(line.size) == len(text) && bytes.Equal(line.text[:line.size], text)
}

// look fills in what the bytes of block i say of it, and notes its phrases.
func (p *Page) look(i int) {
	b := &p.Blocks[i]
	var line *memoLine
	if len(b.Text) <= memoBytes {
		var found bool
		if line, found = p.memo.at(b.Text); found {
			b.Words, b.Shape = line.words, line.shape
			p.note(i, line.rules)
			return
		}
	}
	measure(b)
	var rules ruleSet
	if !p.cleaner.enabled.empty() {
		rules, p.tokens = p.cleaner.book.rules(b.Text, int(b.Words), p.tokens)
	}
	p.note(i, rules)
	if line != nil {
		*line = memoLine{size: uint8(len(b.Text)), words: b.Words, shape: b.Shape, rules: rules}
		copy(line.text[:], b.Text)
	}
}

// note remembers the phrases of block i.
func (p *Page) note(i int, rules ruleSet) {
	if !rules.empty() {
		p.hits = append(p.hits, hit{int32(i), rules})
	}
}
