package clean

// maskBytesOf fills in m for the n bytes at text: 1 to 64. It reads no page of
// memory that these are not on, but may read beside them.
//
//go:noescape
func maskBytesOf(text *byte, n int, m *byteMasks)
