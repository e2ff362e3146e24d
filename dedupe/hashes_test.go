package dedupe

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"github.com/cespare/xxhash/v2"
	"github.com/minio/highwayhash"
)

// The libraries have every length that leaves something over, at every place in memory.
func TestHashes(t *testing.T) {
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
				t.Fatalf("HighwayHash of %d bytes: %x, want %x", n, got, want)
			}
			if got, want := Sum(text), xxhash.Sum64(text); got != want {
				t.Fatalf("XXH64 of %d bytes: %x, want %x", n, got, want)
			}
		}
	}
}
