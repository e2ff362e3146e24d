//go:build !amd64

package dedupe

// lowerBlocks leaves all to putWords.
func lowerBlocks(dst, src *byte, n int, digits uint64) (done int) { return 0 }
