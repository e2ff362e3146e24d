package pipeline

import (
	"bytes"

	"winnow/clean"
	"winnow/internal/corpus"
)

// A seam is what the settler remembers from one window of a document to the
// next. The encoder ends the line between two windows; that a blank line stood
// there only the blocks can tell.
type seam struct {
	written bool // the document has output
	blank   bool // a blank line came after the last block that was kept
	buf     []byte
}

// begin forgets the document before.
func (s *seam) begin() { s.written, s.blank = false, false }

// join returns the text of a window with a line end in front if a blank line
// is due there. The result is valid until the next call.
func (s *seam) join(d *corpus.Document, lead, tail bool, text []byte) []byte {
	if beginsWithLineEnd(d) {
		d.Continues = false // or the encoder would make one line of two
	}
	blank := s.blank || lead
	if len(text) == 0 {
		s.blank = blank || tail
		return text
	}
	if s.written && blank && !d.Continues {
		s.buf = append(append(emptied(s.buf, 1), '\n'), text...)
		text = s.buf
	}
	s.written, s.blank = true, tail
	return text
}

// edges reports whether blank lines stand before the first block that is kept,
// and after the last. If none is kept they say the same of the whole window.
func edges(d *corpus.Document, blocks []clean.Block) (lead, tail bool) {
	if len(blocks) == 0 {
		blank := hasBlank(d, d.Text, true)
		return blank, blank
	}
	first, last := 0, len(blocks)-1
	for first < len(blocks) && blocks[first].Rule != clean.Kept {
		first++
	}
	for last >= 0 && blocks[last].Rule != clean.Kept {
		last--
	}
	lead = hasBlank(d, d.Text[:blocks[0].Start], true)
	for i := 1; i <= min(first, len(blocks)-1); i++ {
		lead = lead || blocks[i].BlankBefore
	}
	tail = hasBlank(d, d.Text[blocks[len(blocks)-1].End:], false)
	for i := max(last, 0) + 1; i < len(blocks); i++ {
		tail = tail || blocks[i].BlankBefore
	}
	return lead, tail
}

// hasBlank reports whether a gap between blocks holds a blank line. At the
// window's begin a line end is one, unless the window begins inside a line.
func hasBlank(d *corpus.Document, gap []byte, begin bool) bool {
	ends := max(bytes.Count(gap, []byte{'\n'}), bytes.Count(gap, []byte{'\r'}))
	if begin && !d.Continues {
		return ends > 0
	}
	return ends > 1
}

// beginsWithLineEnd reports whether all that a window continues is the end of
// the line before.
func beginsWithLineEnd(d *corpus.Document) bool {
	return d.Continues && len(d.Text) > 0 && (d.Text[0] == '\n' || d.Text[0] == '\r')
}

// isCut reports whether a paragraph, one of n blocks, goes on in the window
// before or after.
func isCut(d *corpus.Document, paragraph span, n int) bool {
	if d.Part == corpus.Whole {
		return false
	}
	before := paragraph.from == 0 && d.Continues && !beginsWithLineEnd(d)
	after := paragraph.to == n && d.Part != corpus.Last && !endsWithLineEnd(d.Text)
	return before || after
}

func endsWithLineEnd(text []byte) bool {
	return len(text) > 0 && (text[len(text)-1] == '\n' || text[len(text)-1] == '\r')
}
