//go:build !amd64

package clean

// lineEndsOf fills in the bits of the line ends of text, which has no more bytes
// than there are.
func lineEndsOf(text []byte, ends *[lineBlocks]uint64) { genericLineEnds(text, ends[:]) }
