//go:build !amd64

package clean

const hasAVX2 = false
