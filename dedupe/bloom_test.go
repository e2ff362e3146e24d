package dedupe

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// The true rate of new keys taken for known is what Rate says it is, and the
// bits a key that NewBloom's comment names are enough for the rate asked.
func TestBloomRate(t *testing.T) {
	for _, c := range []struct{ rate, bits float64 }{{0.1, 5}, {0.01, 10}, {0.001, 16}, {0.0001, 23}} {
		t.Run(fmt.Sprint(c.rate), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(4, 9))
			const bytes = 256 << 10
			b := NewBloom(c.rate, bytes)
			for range int(8 * bytes / c.bits) {
				b.Add(randomKey(rng))
			}
			said := b.Rate()
			const tries = 800_000
			wrong := 0
			for range tries {
				k := randomKey(rng)
				block, _ := b.place(k)
				before := *block
				if b.Add(k) {
					wrong++
				}
				*block = before // the filter stays as it is
			}
			measured := float64(wrong) / tries
			deviation := math.Sqrt(said / tries)
			t.Logf("asked %g, said %.3g, measured %.3g", c.rate, said, measured)
			if math.Abs(measured-said) > 5*deviation+said/50 {
				t.Errorf("%.3g of the new keys were taken for known, Rate says %.3g", measured, said)
			}
			if said > c.rate {
				t.Errorf("the rate is %.3g with %.1f bits a key, asked was %g", said, c.bits, c.rate)
			}
		})
	}
}

func TestBloomForgetsNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 9))
	b := NewBloom(0.01, 1) // one block, soon full
	var keys []Key
	for range 1000 {
		k := randomKey(rng)
		b.Add(k)
		for _, k := range append(keys, k) {
			if !b.Add(k) {
				t.Fatalf("%v was forgotten", k)
			}
		}
		if len(keys) < 50 {
			keys = append(keys, k)
		}
	}
	if b.Bytes() != 64 || b.Rate() < 0.99 {
		t.Errorf("%d bytes, rate %v", b.Bytes(), b.Rate())
	}
}
