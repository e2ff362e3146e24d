package clean

// The charsets of East Asia are told apart by their structure and by where
// their commonest characters stand: the tables of GB 2312, KS X 1001 and the
// JIS standards have kana and the first level of ideographs in known rows.

// A pairScore is what one charset makes of the bytes beyond ASCII.
type pairScore struct {
	pairs, common, broken int
}

// step reads what begins at s[0] >= 0x80: the bytes it takes, and whether it is
// one of the commonest; 0 bytes if it is broken.
type pairStep func(s []byte) (n int, common bool)

// pairCharsets are asked in turn; the first whose share of common characters
// is enough is taken. The shares: a fifth of kana makes Japanese of what obeys
// EUC, for no Chinese or Korean text has them; Korean text is nearly all
// syllables, while Chinese spreads over twice as many rows. Of GB 18030 and Big5
// the one with the higher share is taken.
var pairCharsets = []struct {
	name   string
	step   pairStep
	enough float64
}{
	{"euc-jp", stepEUCJP, 0.2}, {"shift_jis", stepShiftJIS, 0.6}, {"euc-kr", stepEUCKR, 0.8},
	{"gb18030", stepGB, 1}, {"big5", stepBig5, 1},
}

const (
	minPairs      = 4    // fewer say nothing
	maxBroken     = 0.02 // of the pairs
	minCommon     = 0.6  // of the pairs
	minNeighbours = 0.5
)

// guessMulti returns the name of the charset of East Asia that s is in, "" if
// in none. Charsets of one byte fail the structure, or, if their letters pair
// with ASCII, are seldom beside each other.
func guessMulti(s []byte) string {
	if !highTogether(s) {
		return ""
	}
	best, name := minCommon, ""
	for _, c := range pairCharsets {
		p := census(s, c.step)
		if p.pairs < minPairs || float64(p.broken) > maxBroken*float64(p.pairs) {
			continue
		}
		share := float64(p.common) / float64(p.pairs)
		if share >= c.enough {
			return c.name
		}
		if c.enough == 1 && share > best {
			best, name = share, c.name
		}
	}
	return name
}

// highTogether reports whether most bytes beyond ASCII stand beside another.
func highTogether(s []byte) bool {
	all, together := 0, 0
	for i, c := range s {
		if c < 0x80 {
			continue
		}
		all++
		if i > 0 && s[i-1] >= 0x80 || i+1 < len(s) && s[i+1] >= 0x80 {
			together++
		}
	}
	return float64(together) >= minNeighbours*float64(all)
}

func census(s []byte, step pairStep) (p pairScore) {
	for i := 0; i < len(s); {
		if s[i] < 0x80 {
			i++
			continue
		}
		n, common := step(s[i:])
		if n == 0 {
			p.broken++
			i++
			continue
		}
		p.pairs++
		if common {
			p.common++
		}
		i += n
	}
	return p
}

func within(c, low, high byte) bool { return c >= low && c <= high }

// pair returns the two bytes if both are A1–FE.
func pair(s []byte) (a, b byte, ok bool) {
	if len(s) < 2 || !within(s[0], 0xA1, 0xFE) || !within(s[1], 0xA1, 0xFE) {
		return 0, 0, false
	}
	return s[0], s[1], true
}

// stepEUCJP: kana are rows A4 and A5.
func stepEUCJP(s []byte) (int, bool) {
	switch {
	case s[0] == 0x8E && len(s) > 1 && within(s[1], 0xA1, 0xDF):
		return 2, false
	case s[0] == 0x8F && len(s) > 2 && within(s[1], 0xA1, 0xFE) && within(s[2], 0xA1, 0xFE):
		return 3, false
	}
	a, b, ok := pair(s)
	if !ok {
		return 0, false
	}
	return 2, a == 0xA4 && b <= 0xF3 || a == 0xA5 && b <= 0xF6
}

// stepShiftJIS: kana at 829F–82F1 and 8340–8396, ideographs of the first level
// at 889F–9872, half-width katakana in one byte.
func stepShiftJIS(s []byte) (int, bool) {
	if within(s[0], 0xA1, 0xDF) {
		return 1, false
	}
	if len(s) < 2 || !within(s[0], 0x81, 0x9F) && !within(s[0], 0xE0, 0xFC) || s[1] < 0x40 || s[1] == 0x7F || s[1] > 0xFC {
		return 0, false
	}
	a, b := s[0], s[1]
	switch a {
	case 0x81:
		return 2, b < 0x9A
	case 0x82:
		return 2, within(b, 0x4F, 0xF1)
	case 0x83:
		return 2, b <= 0x96
	}
	return 2, within(a, 0x88, 0x98)
}

// stepEUCKR: the syllables are rows B0–C8.
func stepEUCKR(s []byte) (int, bool) {
	if a, _, ok := pair(s); ok {
		return 2, within(a, 0xB0, 0xC8)
	}
	if len(s) > 1 && within(s[0], 0x81, 0xC6) && (isASCIILetter(s[1]) || within(s[1], 0x81, 0xFE)) {
		return 2, false // the syllables that Windows added
	}
	return 0, false
}

// stepGB: ideographs of the first level are rows B0–D7, Latin letters with
// accents stand in row A8; four bytes with digits between are in no other charset.
func stepGB(s []byte) (int, bool) {
	if a, b, ok := pair(s); ok {
		return 2, within(a, 0xB0, 0xD7) || a == 0xA3 || a == 0xA8 && b <= 0xBA || a == 0xA1 && b < 0xC0
	}
	switch {
	case len(s) > 3 && within(s[0], 0x81, 0xFE) && within(s[1], '0', '9') && within(s[2], 0x81, 0xFE) && within(s[3], '0', '9'):
		return 4, true
	case len(s) > 1 && within(s[0], 0x81, 0xFE) && within(s[1], 0x40, 0xFE) && s[1] != 0x7F:
		return 2, false
	}
	return 0, false
}

// stepBig5: ideographs of the first level are rows A4–C6.
func stepBig5(s []byte) (int, bool) {
	if len(s) < 2 || !within(s[0], 0x81, 0xFE) || !within(s[1], 0x40, 0x7E) && !within(s[1], 0xA1, 0xFE) {
		return 0, false
	}
	return 2, within(s[0], 0xA4, 0xC6) || s[0] == 0xA1
}
