package dedupe

// lowerBlocks is putWords for the whole blocks of 16 bytes of the n at src. It returns
// where it stopped: there, or at the end of the last of them.
//
//go:noescape
func lowerBlocks(dst, src *byte, n int, digits uint64) (done int)
