package clean

import (
	"unicode"
	"unicode/utf8"
)

// mojibake repairs text whose UTF-8 was decoded with another charset. Each
// character of more than one byte has then become one that stands at C2–F4 in
// that charset and one to three that stand at 80–BF.
//
// Such sequences are found by encoding the line back, and each is graded by how
// odd it is as text and how ordinary what it would become (grade.go). A
// line is repaired, for one charset at a time, if at least one of its sequences
// is strong; then the weak ones are taken along. A false repair is worse than
// damage left alone, so what is rare on both sides stays.
//
// Text decoded wrongly more than once is repaired layer by layer. It ends:
// every repair makes the line shorter.
type mojibake struct {
	runes    []rune
	codes    []*bytesOf
	leads    []int // where first halves stand, in whatever charset: few
	seqs     []sequence
	hasC1    bool
	from, to []byte
}

// A sequence of n characters from at on would become r.
type sequence struct {
	at, n int
	r     rune
	kind  resultKind
	grade grade
	// lossy: a byte was lost (U+FFFD or '?'), r is U+FFFD.
	// spaced: the last byte, A0, has become a plain space.
	lossy, spaced bool
}

// found reports whether line holds mojibake that append would repair.
func (m *mojibake) found(line []byte) bool {
	_, ok := m.best(line)
	return ok
}

// mayBegin reports whether a sequence in some charset may begin with the
// characters a and b, which rest follows: the quick answer to the many É” and é
// before a no-break space.
func (m *mojibake) mayBegin(a, b rune, rest []byte) bool {
	t := mojibakeTable()
	x, y := t.of(a), t.of(b)
	if x == nil || y == nil {
		return b == utf8.RuneError && x != nil
	}
	next, _ := utf8.DecodeRune(rest)
	z := t.of(next)
	for c, charsets := 0, x.lead&y.cont; charsets != 0; c, charsets = c+1, charsets>>1 {
		if charsets&1 == 0 {
			continue
		}
		third := z != nil && z.cont>>c&1 != 0
		if x.in[c] != 0xE2 && x.in[c] != 0xEF && isCloser(b) && isCloser(next) {
			third = false // weak at best: gradeLong
		}
		if x.in[c] < 0xE0 || third || next == utf8.RuneError || x.in[c] == 0xE2 && y.in[c] == 0x80 {
			return true
		}
	}
	return false
}

// append appends line to dst with all layers of mojibake repaired.
func (m *mojibake) append(dst, line []byte) []byte {
	m.from = append(m.from[:0], line...)
	for {
		c, ok := m.best(m.from)
		if !ok {
			return append(dst, m.from...)
		}
		m.find(c)
		m.to = m.repair(m.to[:0])
		m.from, m.to = m.to, m.from
	}
}

// best returns the charset through which most sequences of line would be
// repaired, the first of equals.
func (m *mojibake) best(line []byte) (charset int, ok bool) {
	charsets, most := m.load(line), 0
	if !m.hasC1 {
		charsets &^= 1 << latin2
	}
	for c := 0; charsets>>c != 0; c++ {
		if charsets>>c&1 != 0 && m.find(c) && len(m.seqs) > most {
			charset, most = c, len(m.seqs)
		}
	}
	return charset, most > 0
}

// load decodes line and returns the set of charsets in which it has a first and
// a second half side by side.
func (m *mojibake) load(line []byte) (charsets uint8) {
	t := mojibakeTable()
	m.runes, m.codes, m.leads, m.hasC1 = m.runes[:0], m.codes[:0], m.leads[:0], false
	var lead uint8
	for i := 0; i < len(line); {
		r, w := rune(line[i]), 1
		if r < utf8.RuneSelf && r != ' ' { // most, and nothing to say of them
			m.runes, m.codes = append(m.runes, r), append(m.codes, nil)
			lead = 0
			i++
			continue
		}
		if r >= utf8.RuneSelf {
			r, w = decodeRune(line, i)
		}
		e := t.of(r)
		m.runes, m.codes = append(m.runes, r), append(m.codes, e)
		switch {
		case e != nil:
			charsets |= lead & e.cont
			m.hasC1 = m.hasC1 || r < 0xA0
			if lead = e.lead; lead != 0 {
				m.leads = append(m.leads, len(m.codes)-1)
			}
		case r == utf8.RuneError:
			charsets, lead = charsets|lead, 0
		case r == ' ' && i > 0:
			// A no-break space may have become a plain one; then only the
			// first half for C3, the commonest, is a reason to look.
			if p := m.codes[len(m.codes)-2]; p != nil {
				charsets |= leadsC3(p)
			}
			lead = 0
		default:
			lead = 0
		}
		i += w
	}
	if n := len(m.codes); n > 0 && m.codes[n-1] != nil {
		charsets |= leadsC3(m.codes[n-1])
	}
	return charsets
}

func leadsC3(e *bytesOf) (charsets uint8) {
	for c, b := range e.in {
		if b == 0xC3 {
			charsets |= 1 << c
		}
	}
	return charsets
}

// find looks for sequences in charset c, grades them and keeps in m.seqs those
// to be repaired. It reports whether there are any.
func (m *mojibake) find(c int) bool {
	m.seqs = m.seqs[:0]
	end := 0 // of the sequence before
	for _, i := range m.leads {
		if i < end || m.codes[i].lead>>c&1 == 0 {
			continue
		}
		if s, ok := m.sequenceAt(c, i); ok {
			m.seqs = append(m.seqs, s)
			end = i + s.n
		}
	}
	if len(m.seqs) == 0 {
		return false
	}
	return m.accept(c)
}

// code is the byte of the character at i in charset c, 0 if there is none.
func (m *mojibake) code(c, i int) byte {
	if i < 0 || i >= len(m.codes) || m.codes[i] == nil {
		return 0
	}
	return m.codes[i].in[c]
}

func (m *mojibake) runeAt(i int) rune {
	if i < 0 || i >= len(m.runes) {
		return 0
	}
	return m.runes[i]
}

// sequenceAt reads the sequence that begins at i.
func (m *mojibake) sequenceAt(c, i int) (sequence, bool) {
	lead := m.code(c, i)
	if lead < 0xC2 || lead > 0xF4 {
		return sequence{}, false
	}
	need := 2
	switch {
	case lead >= 0xF0:
		need = 4
	case lead >= 0xE0:
		need = 3
	}
	b := [6]byte{lead}
	s := sequence{at: i, n: 1}
	for ; s.n < need; s.n++ {
		x := m.code(c, i+s.n)
		if x < 0x80 || x > 0xBF {
			break
		}
		b[s.n] = x
	}
	switch {
	case s.n == need && lead == 0xED && b[1] >= 0xA0:
		return m.surrogates(c, s, b)
	case s.n == need:
		r, w := utf8.DecodeRune(b[:need])
		s.r, s.kind = r, kindOf(r)
		return s, w == need && r >= 0x80
	}
	return m.damaged(s, need, b)
}

// surrogates reads the other half of a character that was written as two
// surrogates (CESU-8, Unicode Technical Report #26).
func (m *mojibake) surrogates(c int, s sequence, b [6]byte) (sequence, bool) {
	for ; s.n < 6; s.n++ {
		b[s.n] = m.code(c, s.at+s.n)
	}
	if b[1] > 0xAF || b[3] != 0xED || b[4] < 0xB0 || b[4] > 0xBF || b[5] < 0x80 || b[5] > 0xBF {
		return s, false
	}
	half := func(b []byte) rune { return rune(b[1]&0x3F)<<6 | rune(b[2]&0x3F) }
	s.r = 0x10000 + (half(b[0:])&0x3FF)<<10 + half(b[3:])&0x3FF
	s.kind = kindOf(s.r)
	return s, true
}

// damaged reads a sequence whose last byte was lost or, if it was A0, became a
// plain space; s.n characters of it are whole.
func (m *mojibake) damaged(s sequence, need int, b [6]byte) (sequence, bool) {
	next := m.runeAt(s.at + s.n)
	switch {
	case next == utf8.RuneError && (need == 2 || s.n >= 2), next == '?' && need == 3 && s.n == 2 && b[1] == 0x80:
		s.r, s.kind, s.lossy = utf8.RuneError, symbol, true
		s.n++
		return s, true
	case s.n == need-1 && (next == ' ' || next == 0 && b[0] == 0xC3):
		b[s.n] = 0xA0
		r, w := utf8.DecodeRune(b[:need])
		s.r, s.kind, s.spaced = r, kindOf(r), true
		s.n++
		return s, w == need
	}
	return s, false
}

// repair appends the line with the accepted sequences replaced.
func (m *mojibake) repair(dst []byte) []byte {
	i := 0
	for _, s := range m.seqs {
		for ; i < s.at; i++ {
			dst = utf8.AppendRune(dst, m.runes[i])
		}
		dst = utf8.AppendRune(dst, s.r)
		i = min(s.at+s.n, len(m.runes))
		if s.spaced && m.keepsSpace(s) {
			dst = append(dst, ' ')
		}
	}
	for ; i < len(m.runes); i++ {
		dst = utf8.AppendRune(dst, m.runes[i])
	}
	return dst
}

// keepsSpace reports whether the plain space at the end of s is both the byte
// A0 and the space after the word, the two having become one: "à" is a word
// of its own or the end of one in the languages that have it, but for the
// Portuguese plural "às".
func (m *mojibake) keepsSpace(s sequence) bool {
	if s.r != 'à' {
		return false
	}
	end := s.at + s.n
	return !(m.runeAt(end) == 's' && m.runeAt(end+1) == ' ' && !unicode.IsLetter(m.runeAt(s.at-1)))
}
