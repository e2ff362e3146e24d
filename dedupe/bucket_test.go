package dedupe

import (
	"math/rand/v2"
	"testing"
)

// The tags of a bucket are compared one by one.
func TestTagged(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var tags [bucketSlots]byte
		few := 1 + random.IntN(256)
		for i := range tags {
			tags[i] = byte(random.IntN(few))
		}
		tag := byte(random.IntN(few))
		var want uint64
		for i, c := range tags {
			if c == tag {
				want |= 1 << i
			}
		}
		if got, generic := tagged(tags[:], tag), genericTagged(&tags, ones*uint64(tag)); got != want || generic != want {
			t.Fatalf("%x among %x: %x, in Go %x, want %x", tag, tags, got, generic, want)
		}
	}
}
