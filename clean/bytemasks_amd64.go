package clean

import "golang.org/x/sys/cpu"

// Nearly every amd64 processor since 2013 has these.
var hasAVX2 = cpu.X86.HasAVX2 && cpu.X86.HasBMI1 && cpu.X86.HasBMI2

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
