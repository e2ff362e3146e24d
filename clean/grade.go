package clean

import "unicode"

// A grade says how sure it is that a sequence is mojibake.
type grade uint8

const (
	no     grade = iota // left alone
	weak                // taken along if the line has a strong one
	strong              // enough on its own
)

// accept grades m.seqs and keeps those to be repaired, if one is strong.
func (m *mojibake) accept(c int) bool {
	for i := range m.seqs {
		m.seqs[i].grade = m.grade(c, &m.seqs[i])
	}
	m.leaveLone()
	m.gradeRuns(c)
	m.gradeLayers()
	sure := false
	for _, s := range m.seqs {
		sure = sure || s.grade == strong
	}
	if !sure {
		return false
	}
	kept := m.seqs[:0]
	for _, s := range m.seqs {
		if s.grade != no {
			kept = append(kept, s)
		}
	}
	m.seqs = kept
	return true
}

// context is what stands around a sequence.
type context struct {
	before, after     rune
	odd, closers, c1s int // among its characters after the first
}

func (m *mojibake) context(s *sequence) (x context) {
	x.before, x.after = m.runeAt(s.at-1), m.runeAt(s.at+s.n)
	for i := s.at + 1; i < s.at+s.n; i++ {
		r := m.runeAt(i)
		switch {
		case r >= 0x80 && r < 0xA0:
			x.c1s++
		case isCloser(r):
			x.closers++
		case isOdd(r):
			x.odd++
		}
	}
	return x
}

// grade judges s by itself and its neighbours.
func (m *mojibake) grade(c int, s *sequence) grade {
	x := m.context(s)
	lead := m.code(c, s.at)
	switch {
	case isPrivate(s.r) && s.n == 3 && x.c1s > 0:
		return strong // an icon of the page's own font
	case s.kind == rare:
		return no
	case s.kind == latinLetter && m.misfits(s, x):
		return no
	case s.spaced:
		return m.gradeSpaced(s, x)
	case lead == 0xE2 && m.code(c, s.at+1) == 0x80:
		// General Punctuation: â€, вЂ, ‚Ä, ΓÇ. No text has these in a word.
		return strong
	case s.lossy:
		if unicode.IsLower(x.before) && unicode.IsUpper(m.runes[s.at]) && unicode.IsLower(x.after) {
			return strong
		}
		return weak
	case s.n > 2 && c == macRoman && lead != 0xE2:
		return weak // „Ääh
	case s.n > 2:
		return gradeLong(s, x)
	case x.c1s > 0:
		return strong
	case lead == 0xC2:
		return gradeC2(c, s, x)
	case s.kind != latinLetter:
		return m.gradeForeign(c, s, x)
	}
	switch c {
	case cp1252, latin2, cp1250:
		return m.gradeLatin(lead, s, x)
	case macRoman, cp437:
		return m.gradeSymbols(s, x)
	}
	// A Cyrillic, Greek or Arabic letter in a Latin word.
	if isLatin(x.before) || isLatin(x.after) {
		return strong
	}
	return weak
}

// misfits reports whether the case of the letter s would become is wrong in
// its word: lower case after two capitals, or a capital after lower case.
func (m *mojibake) misfits(s *sequence, x context) bool {
	if unicode.IsUpper(s.r) {
		return unicode.IsLower(x.before) && isLatin(x.before) ||
			unicode.IsUpper(x.before) && unicode.IsLower(x.after)
	}
	if !unicode.IsUpper(x.before) {
		return false
	}
	return unicode.IsUpper(x.after) || unicode.IsUpper(m.runeAt(s.at-2)) ||
		m.runes[s.at] < 0x250 && !unicode.IsLetter(x.after) && !unicode.IsLower(x.after)
}

// gradeSpaced judges a sequence whose last byte has become a plain space.
func (m *mojibake) gradeSpaced(s *sequence, x context) grade {
	switch {
	case s.r == 'à' && unicode.IsLower(x.before) && !isVowel(x.before) && m.runes[s.at] == 'Ã':
		return strong // voilÃ le; after a vowel it may be German: daÃ (daß)
	case s.r == 'à' && !unicode.IsUpper(x.before), s.r == 'à' && m.runes[s.at] != 'Ã':
		return weak
	case s.r == 'Š' && unicode.IsLower(x.after) && !unicode.IsLetter(x.before):
		return weak
	case s.r == 0xA0 && s.n == 2 && !unicode.IsUpper(x.before):
		return weak // Â before a space
	}
	return no
}

// leaveLone leaves Ã before a space alone where it is more likely what is left
// of another letter whose second half was removed, being a control or a soft
// hyphen (ß, í): in a line that becomes a language without à, or where
// another Ã stands alone within a word.
func (m *mojibake) leaveLone() {
	without := false
	for _, s := range m.seqs {
		switch s.r {
		case 'è', 'ê', 'ç', 'ã', 'â', 'ô', 'û', 'î', 'ì', 'ò', 'ù':
			return
		case 'ä', 'ö', 'ü', 'ß', 'á', 'í', 'ó', 'ú', 'ñ':
			without = true
		}
	}
	for i, r := range m.runes {
		without = without || r == 'Ã' && unicode.IsLower(m.runeAt(i-1)) && isASCIILower(m.runeAt(i+1))
	}
	for i := range m.seqs {
		if s := &m.seqs[i]; without && s.spaced && s.r == 'à' {
			s.grade = no
		}
	}
}

func isASCIILower(r rune) bool { return r >= 'a' && r <= 'z' }

func isVowel(r rune) bool { return r == 'a' || r == 'e' || r == 'i' || r == 'o' || r == 'u' }

// gradeLong judges sequences of three characters and more.
func gradeLong(s *sequence, x context) grade {
	switch {
	case x.c1s > 0:
		return strong
	case s.r == 0xFEFF, s.r == '♫':
		return strong
	case x.closers == s.n-1:
		return weak // Brontë…”
	case s.kind == symbol || s.kind == latinLetter:
		return strong
	}
	return weak // letters of other scripts: gradeRuns
}

// gradeC2 judges what would become U+00A0–00BF: the second character stays
// what it is and an Â before it goes.
func gradeC2(c int, s *sequence, x context) grade {
	letterAfter := unicode.IsLetter(x.after)
	switch {
	case c != cp1252, unicode.IsUpper(x.before), letterAfter && (x.closers > 0 || s.r == '·'):
		return weak
	}
	return strong
}

// gradeLatin judges two Latin-charset characters that would become one Latin
// letter: Ã©, Å¡, Ä°.
func (m *mojibake) gradeLatin(lead byte, s *sequence, x context) grade {
	second := m.runeAt(s.at + 1)
	letterAfter := unicode.IsLetter(x.after)
	switch {
	case second == '¥':
		return weak // one of the currency signs: DrÃ¥ber
	case unicode.IsLower(x.before) && unicode.IsUpper(m.runes[s.at]):
		return strong // a capital in a word
	case letterAfter && (x.odd > 0 || second == '«' && unicode.IsLetter(x.before)):
		return strong // a symbol in a word
	case lead != 0xC3 || m.runes[s.at] != 'Ã':
		return weak
	case second == 0xA0:
		begins := unicode.IsLower(x.after) && !unicode.IsLetter(m.runeAt(s.at-2))
		if unicode.IsUpper(x.after) || unicode.IsUpper(x.before) && !begins {
			return weak
		}
		return strong
	case second == '…' && unicode.IsUpper(x.before) && !letterAfter:
		return weak // IRMÃ…
	case x.odd > 0, !isCloser(second):
		return strong
	case second == '™' && unicode.IsUpper(x.before) && !unicode.IsLetter(m.runeAt(s.at-2)):
		return strong // OÃ™, but MANHÃ™
	case letterAfter && unicode.IsUpper(x.before):
		return strong // HÃ”TEL
	}
	return weak
}

// gradeSymbols judges sequences that begin with a symbol, a box drawing
// character as a rule: √©, ├⌐. They must touch the word they belong to.
func (m *mojibake) gradeSymbols(s *sequence, x context) grade {
	first, second := m.runes[s.at], m.runeAt(s.at+1)
	if isBox(second) {
		return weak
	}
	switch first {
	case '√', 'ƒ', '≈', '├', '─', '┼':
		wordBefore := isLatin(x.before) && isLatin(m.runeAt(s.at-2))
		if wordBefore || isLatin(x.after) && unicode.IsLower(x.after) {
			return strong
		}
	}
	return weak
}

// gradeForeign judges two characters that would become a letter of another
// script, or a symbol; alone that is strong only for a Greek letter in a word.
func (m *mojibake) gradeForeign(c int, s *sequence, x context) grade {
	if s.kind == greek && c == cp1252 && x.odd > 0 && isLatin(x.after) {
		return strong
	}
	return weak
}

func isPrivate(r rune) bool { return r >= 0xE000 && r <= 0xF8FF }

func isBox(r rune) bool { return r >= 0x2500 && r < 0x2600 }

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }

// gradeRuns makes runs of sequences strong that touch and become letters of one
// script other than Latin.
func (m *mojibake) gradeRuns(c int) {
	for i := 0; i < len(m.seqs); {
		j, odd := i+1, m.hasOdd(&m.seqs[i])
		for ; j < len(m.seqs) && m.touch(j-1, j); j++ {
			odd = odd || m.hasOdd(&m.seqs[j])
		}
		if m.seqs[i].kind >= greek && (j-i >= 3 || j-i == 2 && odd && c != macRoman) && odd {
			for k := i; k < j; k++ {
				m.seqs[k].grade = strong
			}
		}
		i = j
	}
}

// gradeLayers makes sequences strong that touch and become the halves of another
// sequence: text that was decoded wrongly twice.
func (m *mojibake) gradeLayers() {
	t := mojibakeTable()
	for i := 1; i < len(m.seqs); i++ {
		a, b := &m.seqs[i-1], &m.seqs[i]
		if a.at+a.n != b.at || a.lossy || b.lossy || a.spaced || b.spaced {
			continue
		}
		first, second := t.of(a.r), t.of(b.r)
		if first != nil && second != nil && first.lead&second.cont != 0 && (b.r < 0xA0 || b.kind != rare) {
			a.grade, b.grade = strong, strong
		}
	}
}

func (m *mojibake) touch(i, j int) bool {
	a, b := &m.seqs[i], &m.seqs[j]
	return a.at+a.n == b.at && (a.kind == b.kind || b.lossy || a.lossy && b.kind >= greek)
}

func (m *mojibake) hasOdd(s *sequence) bool {
	x := m.context(s)
	return x.odd+x.c1s > 0 || m.runes[s.at] == 'Р' || m.runes[s.at] == 'С'
}
