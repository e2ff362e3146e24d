package clean

// maskBytesOf fills in m for the n bytes at text: 1 to 64.
func maskBytesOf(text []byte, m *byteMasks) {
	if hasAVX2 {
		maskBytesAVX2(&text[0], len(text), m)
	} else {
		m.generic(text)
	}
}

// maskBytesAVX2 reads no page of memory that the n bytes at text are not on, but
// may read beside them.
//
//go:noescape
func maskBytesAVX2(text *byte, n int, m *byteMasks)
