package eval

import (
	"math"
	"math/rand/v2"
	"testing"
)

func near(a, b, by float64) bool { return math.Abs(a-b) <= by }

// Scores that are true to their word have hardly any error; those that always
// say 0.9 have one that can be told beforehand.
func TestCalibration(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var honest, loud scores
	const n = 100_000
	for range n {
		x := r.Float64()
		main := r.Float64() < x
		honest.add(mark{x, main})
		loud.add(mark{0.9, main})
	}
	h, l := honest.calibration(), loud.calibration()
	if h.Blocks != n || h.Error > 0.01 || !near(h.Brier, 1.0/6, 0.005) {
		t.Errorf("honest scores: %+v", h)
	}
	if !near(l.Error, 0.4, 0.01) || !near(l.Brier, 0.5*0.01+0.5*0.81, 0.01) || l.Bins[9].Blocks != n {
		t.Errorf("loud scores: %+v", l)
	}
	for i, b := range h.Bins {
		if !near(b.From, float64(i)/10, 1e-9) || !near(b.To, float64(i+1)/10, 1e-9) ||
			!near(b.Score, b.From+0.05, 0.005) || !near(b.Main, b.From+0.05, 0.02) || !near(float64(b.Blocks), n/10, n/100) {
			t.Errorf("bin %d: %+v", i, b)
		}
	}
}

func TestCalibrationOfEnds(t *testing.T) {
	var s scores
	if c := s.calibration(); c != nil {
		t.Errorf("no scores: %+v", c)
	}
	s.add(mark{0, false})
	s.add(mark{1, true})
	c := s.calibration()
	if c.Brier != 0 || c.Error != 0 || c.Bins[0].Blocks != 1 || c.Bins[9].Blocks != 1 {
		t.Errorf("perfect scores: %+v", c)
	}
}

// Scores of lines reach the calibration only where the truth is known and
// there is one for each line.
func TestScoresOfOutputs(t *testing.T) {
	p := &Page{Raw: "Menu\n\nThe quay is closed today.\n", Gold: "The quay is closed today.", Labels: []bool{false, true}}
	s := NewScorer()
	for _, c := range []struct {
		scores []float64
		blocks []Block
		want   int
	}{
		{[]float64{0.1, 0.9}, nil, 2},
		{[]float64{0.1}, nil, 0},
		{nil, nil, 0},
		{nil, []Block{{Start: 0, End: 4, Rule: "menu", Score: 0.2, Scored: true}, {Start: 6, End: 31}}, 1},
	} {
		r := New("lang", 0)
		r.Add(s.Score(p, &Output{Text: p.Gold, Blocks: c.blocks, Scores: c.scores}))
		r.Finish()
		switch {
		case c.want == 0 && r.Calibration != nil, c.want > 0 && (r.Calibration == nil || r.Calibration.Blocks != c.want):
			t.Errorf("%+v: %+v", c, r.Calibration)
		case c.want == 2 && !near(r.Calibration.Brier, 0.01, 1e-9):
			t.Errorf("%+v", r.Calibration)
		}
	}
}
