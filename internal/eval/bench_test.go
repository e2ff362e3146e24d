package eval

import "testing"

// BenchmarkScore scores the sample with the details of the worst documents.
func BenchmarkScore(b *testing.B) {
	pages, outputs := sample(b)
	var n int64
	for _, p := range pages {
		n += int64(len(p.Raw))
	}
	b.SetBytes(n)
	b.ReportAllocs()
	s := NewScorer()
	s.Details = true
	for b.Loop() {
		for _, p := range pages {
			if o := outputs[p.ID]; o != nil {
				s.Score(p, o)
			}
		}
	}
}
