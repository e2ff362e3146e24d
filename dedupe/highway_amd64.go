package dedupe

import "github.com/minio/highwayhash"

// highway is HighwayHash-64.
func highway(text []byte, secret *[32]byte) uint64 {
	if len(text) < 4 || !hasAVX2 {
		return highwayhash.Sum64(text, secret[:])
	}
	return highwayAVX2(&text[0], len(text), secret)
}

// highwayAVX2 is highway of the n bytes at text: 4 or more.
//
//go:noescape
func highwayAVX2(text *byte, n int, secret *[32]byte) uint64
