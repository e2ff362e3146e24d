package eval

import "strings"

// notFound is the rule of lines that are missing from an output of which no
// more is known.
const notFound = "removed"

// blocksOf returns the verdicts of an output: its own, or what the search for
// its lines found.
func blocksOf(o *Output, raw []line, kept []bool) []Block {
	if o.Blocks != nil {
		return o.Blocks
	}
	blocks := make([]Block, len(raw))
	for i, l := range raw {
		blocks[i] = Block{Start: l.start, End: l.end}
		if !kept[i] {
			blocks[i].Rule = notFound
		}
		if len(o.Scores) == len(raw) {
			blocks[i].Score, blocks[i].Scored = o.Scores[i], true
		}
	}
	return blocks
}

// coverage is how much of a gold text without labels must stand in lines of
// the page for those lines to be the truth. Below it the gold was put into
// other lines, and says nothing of these.
const coverage = 0.8

// truth returns which lines of a page are main text: those labelled, or those
// that stand in the gold. It is nil if neither says.
func (s *Scorer) truth(p *Page, raw []line) []bool {
	switch {
	case len(p.Labels) > 0 && len(p.Labels) == len(raw):
		return p.Labels
	case p.Gold == "":
		return nil
	}
	main := align(raw, splitLines(p.Gold))
	found := 0
	for i, l := range raw {
		if main[i] {
			found += s.count(l.text)
		}
	}
	if float64(found) < coverage*float64(s.count(p.Gold)) {
		return nil
	}
	return main
}

// verdicts compares what became of the blocks with the truth of their lines.
func (s *Scorer) verdicts(d *Document, raw []line, blocks []Block) {
	main := s.truth(d.Page, raw)
	if main == nil && !s.Details {
		return
	}
	at, number, before := 0, 1, 0
	for _, b := range blocks {
		for at < len(raw) && raw[at].end <= b.Start {
			at++
		}
		v := verdict{Block: b, text: d.Page.Raw[b.Start:b.End]}
		v.words = s.count(v.text)
		if main != nil && at < len(raw) && raw[at].start < b.End {
			v.known, v.main = true, main[at]
			d.count(&v)
		}
		if s.Details {
			number += strings.Count(d.Page.Raw[before:b.Start], "\n")
			before, v.line = b.Start, number
			d.verdicts = append(d.verdicts, v)
		}
	}
}

// A verdict is a block with the truth of it.
type verdict struct {
	Block
	text        string
	line, words int // its line in Raw, from 1; how many words it has
	known, main bool
}

func (v *verdict) removed() bool { return v.Rule != "" }
func (v *verdict) wrong() bool   { return v.known && v.main == v.removed() }

func (d *Document) count(v *verdict) {
	if v.main {
		d.lost.main += v.words
	}
	if v.removed() {
		d.lost.removed += v.words
	}
	if v.main && v.removed() {
		d.lost.mainRemoved += v.words
	}
	if v.Scored {
		d.marks = append(d.marks, mark{v.Score, v.main})
	}
}
