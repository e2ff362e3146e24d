package dedupe

// squeezes has, for each set of the eight bytes of a word, the order in which they stand
// side by side: what PSHUFB takes.
var squeezes = func() (t [256]uint64) {
	for set := range t {
		n := 0
		for i := range 8 {
			if set>>i&1 != 0 {
				t[set] |= uint64(i) << (8 * n)
				n++
			}
		}
	}
	return t
}()

// putASCII puts into dst what stands for the ASCII that src begins with, perhaps with
// letters of Latin-1 in it, and returns how long that was in src, and is in dst. open says
// whether a word stands before it in dst, and still whether one does behind it. There is
// room for slack bytes more than src has.
func (f *folder) putASCII(dst, src []byte, open bool) (read, wrote int, still bool) {
	if !hasSSSE3 || len(src) == 0 {
		return f.putBytes(dst, src, open)
	}
	var word uint64
	if open {
		word = 1
	}
	read, wrote, word = foldBlocks(&dst[0], &src[0], len(src), f.digits, f.latin, word)
	return read, wrote, word != 0
}

// foldBlocks is putASCII for the n bytes at src, which are some, in blocks of 16. Letters of
// Latin-1 are folded if latin is all ones, not if it is 0. It may write 16 bytes behind what it
// says, and read as many that are before or behind the text, on the same page of memory.
//
//go:noescape
func foldBlocks(dst, src *byte, n int, digits, latin, open uint64) (read, wrote int, still uint64)
