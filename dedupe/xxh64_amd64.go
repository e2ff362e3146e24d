package dedupe

import "github.com/cespare/xxhash/v2"

// Sum is XXH64 of a text, the half of a Key that needs no secret.
func Sum(folded []byte) uint64 {
	if len(folded) < 8 {
		return xxhash.Sum64(folded)
	}
	return xxh64(&folded[0], len(folded))
}

// xxh64 is Sum of the n bytes at text: 8 or more.
//
//go:noescape
func xxh64(text *byte, n int) uint64
