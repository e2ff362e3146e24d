//go:build !amd64

package dedupe

// putASCII is putBytes.
func (f *folder) putASCII(dst, src []byte, open bool) (read, wrote int, still bool) {
	return f.putBytes(dst, src, open)
}
