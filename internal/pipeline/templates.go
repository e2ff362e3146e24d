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
	lines map[dedupe.Key]standing // by masked line, part of the page and site
}

// A standing says on how many pages a line stands in one part of the page, and
// how many pages the site has of which lines were learned.
type standing struct{ on, of uint32 }

// A line is part of a template from leastPages pages of its site on, if they
// are at least one in leastShare.
const (
	leastPages = 3
	leastShare = 10
)

func (s standing) recurs() bool { return s.on >= leastPages && s.on*leastShare >= s.of }

// A template has a line in the same part of all pages. A headline that all
// other pages list, and a name that stands below one text and within another,
// recur as well, but not there.
const (
	abovePart  = 'a' // above the first paragraph of prose
	middlePart = 'm'
	belowPart  = 'b' // below the last
)

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
	dates  []bool       // of the same: the block is a date, and nothing else
}

func newTemplateReader() *templateReader {
	return &templateReader{hasher: dedupe.NewHasherWithSecret(templateSecret)}
}

// read finds the keys of a page's blocks.
func (t *templateReader) read(d *corpus.Document, blocks []clean.Block) {
	first, last := 0, len(blocks)-1
	for first < len(blocks) && !isProse(&blocks[first]) {
		first++
	}
	for last > first && !isProse(&blocks[last]) {
		last--
	}
	t.site = appendSite(t.site[:0], d)
	t.keys, t.dates = t.keys[:0], t.dates[:0]
	for i := range blocks {
		part := byte(middlePart)
		switch {
		case i < first:
			part = abovePart
		case i > last:
			part = belowPart
		}
		t.masked = dedupe.Mask(t.masked[:0], blocks[i].Text)
		var key dedupe.Key
		isDate := len(bytes.Trim(t.masked, "# ")) == 0
		if len(t.masked) > 0 {
			key = t.hasher.Key(append(append(t.masked, part), t.site...))
		}
		t.keys = append(t.keys, key)
		t.dates = append(t.dates, isDate)
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
