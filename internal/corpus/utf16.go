package corpus

import (
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/transform"
)

// notUTF16 stands for a unit that is no character until Reader.mend has counted
// it. UTF-16 has no such character but where the order of its bytes changes, which
// is damage, too.
const notUTF16 = '\uFFFE'

// A utf16Decoder makes UTF-8 of UTF-16. Each unit that is no character becomes one
// notUTF16 of its own, so that a place in the text leads back to its place in
// the input; the decoder of x/text folds two such units into one.
type utf16Decoder struct{ big bool }

func (utf16Decoder) Reset() {}

func (u utf16Decoder) unit(src []byte) rune {
	if u.big {
		return rune(binary.BigEndian.Uint16(src))
	}
	return rune(binary.LittleEndian.Uint16(src))
}

// Transform implements transform.Transformer.
func (u utf16Decoder) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		rest := src[nSrc:]
		r, size := notUTF16, 2
		switch {
		case len(rest) == 1 && !atEOF:
			return nDst, nSrc, transform.ErrShortSrc
		case len(rest) == 1:
			size = 1
		default:
			first := u.unit(rest)
			switch {
			case !utf16.IsSurrogate(first):
				r = first
			case len(rest) >= 4:
				if pair := utf16.DecodeRune(first, u.unit(rest[2:])); pair != utf8.RuneError {
					r, size = pair, 4
				}
			case !atEOF:
				return nDst, nSrc, transform.ErrShortSrc
			}
		}
		if nDst+utf8.RuneLen(r) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += utf8.EncodeRune(dst[nDst:], r)
		nSrc += size
	}
	return nDst, nSrc, nil
}
