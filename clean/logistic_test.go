package clean

import (
	"math"
	"testing"
)

func TestLikely(t *testing.T) {
	last := 0
	for score := int32(-3000); score <= 3000; score += 5 {
		got, want := float64(likely(score))/(1<<likelyBits), 1/(1+math.Exp(-float64(score)/(1<<scoreBits)))
		if math.Abs(got-want) > 0.04 {
			t.Errorf("score %d: %.3f, want %.3f", score, got, want)
		}
		if likely(score) < last {
			t.Errorf("score %d: less than below", score)
		}
		last = likely(score)
	}
}

func TestLogarithm(t *testing.T) {
	last := int32(0)
	for n := 0; n < 1<<20; n += 1 + n/50 {
		got, want := float64(logarithm(n, 300))/256, math.Log1p(float64(n)/300)
		if math.Abs(got-want) > 1./12 {
			t.Errorf("%d: %.3f, want %.3f", n, got, want)
		}
		if logarithm(n, 300) < last {
			t.Errorf("%d: less than below", n)
		}
		last = logarithm(n, 300)
	}
}
