//go:build !amd64

package clean

func maskBytesOf(text []byte, m *byteMasks) { m.generic(text) }
