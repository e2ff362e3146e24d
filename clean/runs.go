package clean

// The model has learned articles. What job adverts, programmes, products and lists
// of questions hold it rather takes for furniture, line after line, and it is sure
// of few of them. But there those lines stand together with the few, where the
// furniture of articles stands apart, with headings, dates or buttons in between
// that rules know. So of a page on which there is much doubt the runs stay as a
// whole that hold a line of which the model is sure: two thresholds, as for the
// edges of an image (Canny, IEEE TPAMI 1986).
const (
	runLeast = -340 // a line that scores no more ends a run
	runDoubt = 3    // much doubt is more than one word in doubt for so many that are sure
)

// markRuns fills in which lines stand in a run with one that stays because it
// scores more than p.least: without a line between them that a rule has removed or
// that scores runLeast or less. It marks none if the other lines in such runs, those
// in doubt, hold no more than a third as many words as all that stay.
func (p *Page) markRuns() {
	p.runs = append(p.runs[:0], make([]bool, len(p.Blocks))...)
	doubt, sure := 0, 0
	for start := 0; start < len(p.Blocks); {
		end, doubted, stays := start, 0, 0
		for ; end < len(p.Blocks) && p.Blocks[end].Rule == Kept && p.scores[end] > runLeast; end++ {
			if n := wordCount(&p.Blocks[end]); p.scores[end] > p.least {
				stays += n
			} else {
				doubted += n
			}
		}
		sure += stays
		if stays > 0 {
			doubt += doubted
			for i := start; i < end; i++ {
				p.runs[i] = true
			}
		}
		start = max(end, start+1)
	}
	if runDoubt*doubt <= sure {
		clear(p.runs)
	}
}
