package clean

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// The short lines of a crawl come again and again: two in five of all lines
// stood among the few thousand before. What a line's own bytes say of it
// (words, shape, phrases) is remembered, so that it is found out once. The
// memory is a table of fixed size in which a line displaces another; what is
// found is compared to the last byte, so the table never changes a result.
const (
	memoBytes = 48      // longest line that is remembered
	memoLines = 1 << 13 // size of the table: half a megabyte
)

type memo struct {
	lines [memoLines]memoLine
	// tags has a piece of the hash of each line. It is small enough to stay in
	// the cache, so that most lines that are not here are known at once.
	tags [memoLines]uint16
	// rules are those of the lines that are a phrase, which few are.
	rules [memoLines]ruleSet
}

// A memoLine is one line of the cache, and stands in one: see bench.
type memoLine struct {
	shape  Shape
	size   uint8 // 0: free
	words  uint8
	plain  bool // normalizing does not change the line: see survey
	phrase bool // it has rules
	text   [memoBytes]byte
}

// at returns the place of b's text, which has 1 to memoBytes bytes, and whether the
// text is in it. It fills in b's slot among twins.
func (m *memo) at(b *Block) (n int, found bool) {
	text := b.Text
	h := lineHash(text)
	b.slot = twinSlot(h)
	n, tag := int(h>>(64-13)), uint16(h>>(64-13-16))
	line := &m.lines[n]
	if m.tags[n] != tag {
		m.tags[n] = tag // the line will be kept
		line.size = 0
		return n, false
	}
	return n, int(line.size) == len(text) && bytes.Equal(line.text[:line.size], text)
}

// recall fills in what is known of the line in place n, and returns its rules.
func (m *memo) recall(n int, b *Block) (rules ruleSet) {
	line := &m.lines[n]
	b.Words, b.Shape = int32(line.words), line.shape
	if line.phrase {
		rules = m.rules[n]
	}
	return rules
}

// keep remembers b in place n.
func (m *memo) keep(n int, b *Block, rules ruleSet, plain bool) {
	line := &m.lines[n]
	line.shape, line.size, line.words, line.plain = b.Shape, uint8(len(b.Text)), uint8(b.Words), plain
	copy(line.text[:], b.Text)
	if line.phrase = !rules.empty(); line.phrase {
		m.rules[n] = rules
	}
}

// lineHash mixes all bytes of a line, eight at a time. Its high bits are the
// good ones.
func lineHash(text []byte) uint64 {
	h := uint64(len(text))
	i := 0
	for ; i < len(text)-7; i += 8 {
		h = mix(h, binary.LittleEndian.Uint64(text[i:i+8]))
	}
	if i < len(text) {
		x, _ := loadLast(text, i)
		h = mix(h, x)
	}
	return h
}

// mix adds x to a hash.
func mix(h, x uint64) uint64 { return (bits.RotateLeft64(h, 29) ^ x) * 0x9E3779B97F4A7C15 }

// lookPlain fills in what the bytes of s say of b, and b's text, if s is
// normalized as it stands. It says whether that is so; else nothing is known
// of b. s is UTF-8 without space at its ends, and not empty.
func (p *Page) lookPlain(b *Block, s []byte) (rules ruleSet, plain bool) {
	b.Text = s
	place := -1
	if len(s) <= memoBytes {
		var found bool
		if place, found = p.memo.at(b); found && p.memo.lines[place].plain {
			return p.memo.recall(place, b), true
		}
	}
	if !survey(b, p.norm.plain) {
		return rules, false
	}
	rules = p.phrases(b)
	if place >= 0 {
		p.memo.keep(place, b, rules, true)
	}
	return rules, true
}

// look fills in what the bytes of b's text say of it, which is normalized by
// now.
func (p *Page) look(b *Block) (rules ruleSet) {
	place := -1
	if len(b.Text) <= memoBytes {
		var found bool
		if place, found = p.memo.at(b); found {
			return p.memo.recall(place, b)
		}
	}
	measure(b)
	rules = p.phrases(b)
	if place >= 0 {
		p.memo.keep(place, b, rules, false)
	}
	return rules
}

// phrases returns the rules that have b for a phrase.
func (p *Page) phrases(b *Block) (rules ruleSet) {
	if p.cleaner.enabled.empty() {
		return rules
	}
	rules = p.matcher.rules(b.Text, int(b.Words))
	if rules.empty() && b.Has(HasBar) && len(b.Text) <= maxPhraseBytes {
		rules = p.barred(b.Text)
	}
	return rules
}

// barred returns the rules of the first of the pieces that bars cut line into,
// if there are several and each is a phrase: "12 March | 3 min read | Share".
func (p *Page) barred(line []byte) (rules ruleSet) {
	pieces := 0
	for start, i := 0, 0; i <= len(line); i++ {
		size := 0
		if i < len(line) {
			if size = barAt(line, i); size == 0 {
				continue
			}
		}
		if piece := bytes.TrimSpace(line[start:i]); len(piece) > 0 {
			found := p.matcher.rules(piece, 0)
			if found.empty() {
				return found
			}
			if pieces == 0 {
				rules = found
			}
			pieces++
		}
		i += max(size-1, 0)
		start = i + 1
	}
	if pieces < 2 {
		return ruleSet{}
	}
	return rules
}

// barAt returns the length of the bar at line[i]: a separator of links at an
// end of the line or between spaces.
func barAt(line []byte, i int) int {
	if i > 0 && line[i-1] != ' ' || line[i] < utf8.RuneSelf && shapeTable[line[i]]&isBar == 0 {
		return 0
	}
	r, size := utf8.DecodeRune(line[i:])
	if shapeOfRune(r)&isBar == 0 || i+size < len(line) && line[i+size] != ' ' {
		return 0
	}
	return size
}
