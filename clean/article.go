package clean

// The model has learned articles. What verses, programmes, job adverts, products
// and questions hold it rather takes for furniture, line after line. But they tell
// themselves by the lines of which it is sure: few of them are paragraphs. There
// it is asked with less confidence (thresholds.other).
const (
	articleScore = 200       // what a line scores of which the model is sure, whatever the page
	articleProse = 2.0 / 3.0 // so many of the words of such lines stand in the paragraphs of an article
)

// isArticle says whether most of what the model is sure of is paragraphs. It is so
// where it is sure of nothing.
func (p *Page) isArticle() bool {
	words, prose := 0, 0
	for i, score := range p.scores {
		b := &p.Blocks[i]
		if b.phrase || score <= articleScore {
			continue
		}
		n := wordCount(b)
		words += n
		if isProse(b) {
			prose += n
		}
	}
	return float64(prose) >= articleProse*float64(words)
}
