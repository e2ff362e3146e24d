package pipeline

import (
	"bytes"
	"slices"

	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/corpus"
	"winnow/internal/spill"
)

// Templates knows the lines that recur on the pages of each site. Learn makes
// it, and ReadTemplates. It does not change, and holds about 50 bytes for each
// of them.
type Templates struct {
	lines map[dedupe.Key]standing // by masked line and site
}

// A standing says on how many pages a line stands, and how many pages the site
// has of which lines were learned.
type standing struct{ on, of uint32 }

// A line is part of a template from leastPages pages of its site on, if they
// are at least one in leastShare. Many more pages, and a line that stands on
// half of them is no longer a story that many pages carry. LeastRun is measured:
// runs of 3 were text twice as often as runs of 5.
const (
	leastPages = 3
	leastShare = 10
	mostStory  = 2
	leastRun   = 5
)

func (s standing) recurs() bool { return s.on >= leastPages && s.on*leastShare >= s.of }

// templateRule marks a block that is part of the template of its site.
const templateRule = clean.Elsewhere - 1

// templateSecret makes the keys of all runs alike: they are stored. Lines are
// compared within a site, so that whoever could forge one owns the site.
var templateSecret = [32]byte{'l', 'i', 'n', 'e', 's', ' ', 'o', 'f', ' ', 't', 'e', 'm', 'p', 'l', 'a', 't', 'e', 's'}

// A templateReader finds the keys of lines. It serves one goroutine.
type templateReader struct {
	hasher *dedupe.Hasher
	masked []byte
	site   []byte
	keys   []dedupe.Key // of the blocks of a page; the zero Key has none
	found  []standing
	goes   []bool
}

func newTemplateReader() *templateReader {
	return &templateReader{hasher: dedupe.NewHasherWithSecret(templateSecret)}
}

// read finds the keys of a page's blocks.
func (t *templateReader) read(d *corpus.Document, blocks []clean.Block) {
	t.site = appendSite(t.site[:0], d)
	t.keys = t.keys[:0]
	for i := range blocks {
		t.masked = dedupe.Mask(t.masked[:0], blocks[i].Text)
		var key dedupe.Key
		if len(t.masked) > 0 {
			key = t.hasher.Key(append(t.masked, t.site...))
		}
		t.keys = append(t.keys, key)
	}
}

// appendRecords appends what is to be learned of a page: one record for the
// page, with two zeros after its site, and one for each line that it has.
func (t *templateReader) appendRecords(dst []spill.Record) []spill.Record {
	site := t.hasher.Key(t.site).Hi
	n := len(dst)
	dst = append(dst, spill.Record{site})
	for _, k := range t.keys {
		if k != (dedupe.Key{}) {
			dst = append(dst, spill.Record{site, k.Hi, k.Lo})
		}
	}
	slices.SortFunc(dst[n:], func(a, b spill.Record) int { return slices.Compare(a[:], b[:]) })
	return dst[:n+len(slices.Compact(dst[n:]))]
}

// mark marks the blocks of a page that are part of its site's template, and
// returns how many recur like it but are text: syndicated stories, of which
// the search for copies keeps the first.
//
// Lines that recur stand in runs. In a run a line is text if it is prose, and
// also if it stands on no more pages than prose of the run that is not on every
// second page: then it is the headline of a story, or a short paragraph of it.
// The others go if they stand at the head or the foot of the page, or if
// leastRun of them, or of lines that a rule removed, follow one another. A few
// between lines that do not recur are labels in the text, more often than not.
func (t *templateReader) mark(templates *Templates, d *corpus.Document, blocks []clean.Block) (syndicated int64) {
	t.read(d, blocks)
	t.found = t.found[:0]
	for _, k := range t.keys {
		t.found = append(t.found, templates.lines[k])
	}
	t.goes = append(t.goes[:0], make([]bool, len(blocks))...)
	for i := 0; i < len(blocks); {
		j := t.runFrom(i, func(i int) bool { return t.found[i].on > 0 })
		syndicated += t.judge(blocks[i:j], i)
		i = max(j, i+1)
	}
	for i := range blocks {
		t.goes[i] = t.goes[i] || blocks[i].Rule != clean.Kept
	}
	for i := 0; i < len(blocks); {
		j := t.runFrom(i, func(i int) bool { return t.goes[i] })
		if i == 0 || j == len(blocks) || j-i >= leastRun {
			for k := i; k < j; k++ {
				if blocks[k].Rule == clean.Kept {
					blocks[k].Rule = templateRule
				}
			}
		}
		i = max(j, i+1)
	}
	return syndicated
}

// runFrom returns the end of the run from i on of blocks of which is is true.
func (t *templateReader) runFrom(i int, is func(int) bool) int {
	for i < len(t.keys) && is(i) {
		i++
	}
	return i
}

// judge says which blocks of a run of lines that recur are no text, and returns
// the number of those that are prose. The first is the block numbered at.
func (t *templateReader) judge(blocks []clean.Block, at int) (prose int64) {
	story := uint32(0) // pages on which a story of the run stands
	for i := range blocks {
		if s := t.found[at+i]; isProse(&blocks[i]) {
			prose++
			if s.on*mostStory <= s.of {
				story = max(story, s.on)
			}
		}
	}
	for i := range blocks {
		t.goes[at+i] = t.found[at+i].on > story && !isProse(&blocks[i])
	}
	return prose
}

// Prose is a sentence of proseWords words, or proseLong words with or without
// the end of one: menus, bylines and notices are shorter.
const (
	proseWords = 12
	proseLong  = 25
)

func isProse(b *clean.Block) bool {
	words := b.Words
	if b.Has(clean.HasUnspaced) {
		words /= 2 // characters
	}
	if words < proseWords || words >= proseLong {
		return words >= proseLong
	}
	text := bytes.TrimRight(b.Text, "»”\"’')] ")
	for _, end := range []string{".", "!", "?", "…", "。", "！", "？", "؟", "।"} {
		if bytes.HasSuffix(text, []byte(end)) {
			return true
		}
	}
	return false
}
