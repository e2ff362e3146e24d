//go:build !amd64

package clean

import "unsafe"

func maskBytesOf(text *byte, n int, m *byteMasks) { m.generic(unsafe.Slice(text, n)) }
