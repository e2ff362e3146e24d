package eval

import "math"

// calibrationBins is into how many equal parts the scores from 0 to 1 are cut.
const calibrationBins = 10

// A mark is the score of a block and the truth of it.
type mark struct {
	score float64
	main  bool
}

// A Calibration says whether scores mean what they say: of the blocks with a
// score around 0.7, are seven in ten main text?
type Calibration struct {
	Blocks int `json:"blocks"`
	// Brier is the mean squared distance of the score from the truth, 0 or 1.
	Brier float64 `json:"brier"`
	// Error is the expected calibration error: the distance of mean score and
	// share of main text in a bin, weighted by the bins' blocks (Naeini et al.
	// 2015).
	Error float64 `json:"error"`
	Bins  []Bin   `json:"bins"`
}

// A Bin holds the blocks with a score from From to below To; the last one
// those with the score 1 as well.
type Bin struct {
	From   float64 `json:"from"`
	To     float64 `json:"to"`
	Blocks int     `json:"blocks"`
	Score  float64 `json:"score"` // the mean
	Main   float64 `json:"main"`  // the share of blocks that are main text
}

// scores sums up marks.
type scores struct {
	bins  [calibrationBins]struct{ score, main mean }
	brier mean
}

func (s *scores) add(m mark) {
	truth := 0.0
	if m.main {
		truth = 1
	}
	b := &s.bins[max(0, min(calibrationBins-1, int(m.score*calibrationBins)))]
	b.score.add(m.score)
	b.main.add(truth)
	s.brier.add((m.score - truth) * (m.score - truth))
}

// calibration returns nil if no block has a score.
func (s *scores) calibration() *Calibration {
	n := s.brier.n
	if n == 0 {
		return nil
	}
	c := &Calibration{Blocks: n, Brier: s.brier.value()}
	for i := range s.bins {
		b := Bin{From: float64(i) / calibrationBins, To: float64(i+1) / calibrationBins,
			Blocks: s.bins[i].score.n, Score: s.bins[i].score.value(), Main: s.bins[i].main.value()}
		c.Error += math.Abs(b.Score-b.Main) * float64(b.Blocks) / float64(n)
		c.Bins = append(c.Bins, b)
	}
	return c
}
