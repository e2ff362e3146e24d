package clean

// lineEndsOf fills in the bits of the line ends of text, which has no more bytes
// than there are.
func lineEndsOf(text []byte, ends *[lineBlocks]uint64) {
	whole := 0
	if hasAVX2 && len(text) >= blockBytes {
		whole = len(text) / blockBytes
		lineEndsAVX2(&text[0], whole, &ends[0])
	}
	genericLineEnds(text[whole*blockBytes:], ends[whole:])
}

// lineEndsAVX2 fills in ends for so many blocks of 64 bytes.
//
//go:noescape
func lineEndsAVX2(text *byte, blocks int, ends *uint64)
