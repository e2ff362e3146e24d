package clean

import "bytes"

// Most pages begin with their title, as browsers show it, and say it once more
// over the article. Where that line is, menus end and the article begins.

const (
	titleLeast = 3  // words of a line that says the title
	titleMost  = 30 // and its most
)

// A titleFinder holds the words of the title: a bit for each slot of holders.
type titleFinder struct {
	known [len(holders{}) / 64]uint64
	words int // how many different ones there are
}

// read reads the words of the title.
func (t *titleFinder) read(slots []uint16) {
	clear(t.known[:])
	t.words = 0
	for _, s := range slots {
		t.words += 1 - t.has(s)
		t.known[s>>6] |= 1 << (s & 63)
	}
}

// has returns 1 if the title has the word, else 0.
func (t *titleFinder) has(slot uint16) int { return int(t.known[slot>>6] >> (slot & 63) & 1) }

// describeTitles fills in how much of each line is in the title of the page, and
// how far away the nearest lines are that say it.
func (p *Page) describeTitles() {
	c := &p.columns
	held, titled := c.of(titleHeld), c.of(titleShare)
	c.titles = append(c.titles[:0], make([]bool, len(p.Blocks))...)
	if len(p.Blocks) > 0 {
		p.title.read(c.topicsOf(0))
	}
	for i := 1; i < len(p.Blocks); i++ {
		slots := c.topicsOf(i)
		known := 0
		for _, s := range slots {
			known += p.title.has(s)
		}
		held[i], titled[i] = share(known, p.title.words), share(known, len(slots))
		c.titles[i] = p.saysTitle(i, known, len(slots))
	}
	walk := func(nearest, count []byte, i, dir int) {
		last, seen := -1, 0
		for ; i >= 0 && i < c.Lines; i += dir {
			nearest[i], count[i] = never, byte(min(seen, maxCell))
			if last >= 0 {
				nearest[i] = level((i - last) * dir)
			}
			if c.titles[i] {
				last = i
				seen++
			}
		}
	}
	walk(c.of(titleAbove), c.of(titlesBefore), 0, 1)
	walk(c.of(titleBelow), c.of(titlesAfter), c.Lines-1, -1)
}

// saysTitle says whether block i, with so many of its topic words in the title,
// says what the title does: the title holds it, or most of its words, and they
// are half of the title.
func (p *Page) saysTitle(i, known, words int) bool {
	b, title := &p.Blocks[i], p.Blocks[0].Text
	if n := wordCount(b); n < titleLeast || n > titleMost {
		return false
	}
	// A first line of a megabyte is no title, and thousands of lines may be looked for.
	title = title[:min(len(title), detailBytes)]
	return known >= titleLeast && 2*known >= words && 2*known >= p.title.words || bytes.Contains(title, b.Text)
}
