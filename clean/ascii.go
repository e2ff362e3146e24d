package clean

import "unicode/utf8"

// asciiStandIns says which typography is replaced by ASCII.
type asciiStandIns struct{ quotes, dashes, ellipsis bool }

// of returns what stands for r, "" if r stays.
func (a asciiStandIns) of(r rune) string {
	if r < 0xAB {
		return ""
	}
	switch r {
	case '‘', '’', '‚', '‛', '‹', '›':
		if a.quotes {
			return "'"
		}
	case '“', '”', '„', '‟', '«', '»':
		if a.quotes {
			return `"`
		}
	case '‐', '‑', '‒', '–', '—', '―':
		if a.dashes {
			return "-"
		}
	case '…':
		if a.ellipsis {
			return "..."
		}
	}
	return ""
}

// append appends s to dst with the stand-ins.
func (a asciiStandIns) append(dst, s []byte) []byte {
	if a == (asciiStandIns{}) {
		return append(dst, s...)
	}
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRune(s[i:])
		if x := a.of(r); x != "" {
			dst = append(dst, x...)
		} else {
			dst = append(dst, s[i:i+w]...)
		}
		i += w
	}
	return dst
}
