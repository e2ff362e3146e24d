package dedupe

// lowerBlocks is putWords for the whole blocks of 16 among the n bytes at src. It
// returns where putWords would have stopped, or else the end of the last block.
//
//go:noescape
func lowerBlocks(dst, src *byte, n int, digits uint64) (done int)
