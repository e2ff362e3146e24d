package dedupe

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"github.com/minio/highwayhash"
)

// The library has every length that leaves something over, at every place in memory.
func TestHighway(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	memory := make([]byte, 400)
	for n := range 300 {
		for at := range 64 {
			var secret [32]byte
			for i := 0; i < len(secret); i += 8 {
				binary.LittleEndian.PutUint64(secret[i:], random.Uint64())
			}
			for i := range memory {
				memory[i] = byte(random.Uint32())
			}
			text := memory[at : at+n]
			if got, want := highway(text, &secret), highwayhash.Sum64(text, secret[:]); got != want {
				t.Fatalf("%d bytes: %x, want %x", n, got, want)
			}
		}
	}
}
