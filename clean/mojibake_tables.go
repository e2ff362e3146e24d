package clean

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// The charsets that UTF-8 is decoded with by mistake, in the order in which
// they are tried. Latin-1 is Windows-1252 with C1 controls, which every Windows
// charset here takes as the bytes they are. ISO 8859-2 is told from Windows-1250
// by them only.
const (
	cp1252 = iota
	latin2
	cp1250
	cp1251
	cp1253
	cp1256
	macRoman
	cp437
	wrongCharsets
)

var wrongCharset = [wrongCharsets]*charmap.Charmap{
	charmap.Windows1252, charmap.ISO8859_2, charmap.Windows1250, charmap.Windows1251, charmap.Windows1253,
	charmap.Windows1256, charmap.Macintosh, charmap.CodePage437,
}

// bytesOf is what a character is in each of the wrong charsets; 0 if it is not
// there, or ASCII. lead and cont have a bit for each charset in which that byte
// begins a sequence of UTF-8 (C2–F4) or continues one (80–BF).
type bytesOf struct {
	in         [wrongCharsets]uint8
	lead, cont uint8
}

type mojibakeTables struct {
	page  [256]uint8 // index in pages by the upper byte of a character
	pages [][256]bytesOf
}

// of returns nil if no wrong charset has r.
func (t *mojibakeTables) of(r rune) *bytesOf {
	if r < 0x80 || r > 0xFFFF {
		return nil
	}
	if p := t.page[r>>8]; p > 0 {
		return &t.pages[p][r&0xFF]
	}
	return nil
}

func (t *mojibakeTables) set(charset int, r rune, b byte) {
	if t.page[r>>8] == 0 {
		t.page[r>>8] = uint8(len(t.pages))
		t.pages = append(t.pages, [256]bytesOf{})
	}
	e := &t.pages[t.page[r>>8]][r&0xFF]
	e.in[charset] = b
	switch {
	case b >= 0xC2 && b <= 0xF4:
		e.lead |= 1 << charset
	case b >= 0x80 && b < 0xC0:
		e.cont |= 1 << charset
	}
}

var mojibakeTable = sync.OnceValue(func() *mojibakeTables {
	t := &mojibakeTables{pages: make([][256]bytesOf, 1)}
	for charset, table := range wrongCharset {
		for b := 0x80; b < 0x100; b++ {
			if charset != macRoman && charset != cp437 && b < 0xA0 {
				t.set(charset, rune(b), byte(b)) // the C1 control
			}
			if r := table.DecodeByte(byte(b)); r != utf8.RuneError {
				t.set(charset, r, byte(b))
			}
		}
	}
	return t
})

// isCloser reports whether r stands after a letter in ordinary text, so that it
// says nothing against a letter before it.
func isCloser(r rune) bool {
	switch r {
	case '’', '”', '‘', '“', '»', '›', '«', '…', '–', '—', '™', ' ', 0xA0, '،', '؛', '؟':
		return true
	}
	return false
}

// isOdd reports whether a letter before r is odd: r is no letter and no closer.
func isOdd(r rune) bool {
	return !isCloser(r) && (!unicode.IsLetter(r) || r == 'ª' || r == 'º' || r == 'ˆ')
}

// markMojibake marks in t what may begin mojibake, and what after it is reason
// to look at a line. A sequence in Latin letters is looked at whatever its
// second half is, lest one goes unseen, but for the lower-case letters of
// Central Europe, which follow vowels in Polish all the time. In Cyrillic,
// Arabic and Greek, where a second half may be an ordinary letter or a closing
// quote, only the odd ones are a reason: any longer mojibake has some.
func markMojibake(t *classes) {
	tables := mojibakeTable()
	const latin = 1<<cp1252 | 1<<latin2 | 1<<cp1250
	for p := range tables.page {
		for low := range 256 {
			r := rune(p<<8 | low)
			e := tables.of(r)
			if e == nil {
				continue
			}
			if e.lead&latin != 0 && r < 0x250 {
				t[r] |= leadLat
			}
			if e.cont&latin != 0 && (!unicode.IsLower(r) || r == 'œ' || r == 'š' || r == 'ž') {
				t[r] |= oddAfterLat
			}
			if e.lead != 0 && (r >= 0x250 || isMacLead(r)) && !isCloser(r) {
				t[r] |= leadAny
			}
			if e.cont != 0 && (isOdd(r) || r < 0x250 || isRareCyrillic(r)) && !isCloser(r) && r != 0x200C && r != 0x200D {
				t[r] |= oddAfterAny
			}
		}
	}
	t[utf8.RuneError] |= oddAfterLat
	t['Ã'] |= special // its second half may have become a plain space
}

func isMacLead(r rune) bool { return r == '¬' || r == 'ƒ' || r == 'ÿ' || r == 'Ÿ' || r == 'ß' }

// isRareCyrillic knows letters of Serbian and Macedonian that are the second
// half of much mojibake through Windows-1251.
func isRareCyrillic(r rune) bool {
	switch r {
	case 'Ђ', 'Ѓ', 'Ќ', 'ѓ', 'ќ', 'Ѕ', 'ѕ':
		return true
	}
	return false
}

// A resultKind says what a repaired character would be. Rare is never a reason
// to repair anything.
type resultKind uint8

const (
	rare        resultKind = iota
	latinLetter            // Latin-1, Extended-A, and those of Romanian and Vietnamese
	symbol                 // punctuation, symbols, emoji, no-break space
	greek
	cyrillic
	hebrew
	arabic
	brahmic // Devanagari to Sinhala, Thai, Lao, Burmese, Khmer
	east    // ideographs, kana, Hangul
	other
)

var resultRanges = []struct {
	from, to rune
	kind     resultKind
}{
	{0xA0, 0xBF, symbol}, {0xC0, 0x148, latinLetter}, {0x14A, 0x17E, latinLetter},
	{0x1A0, 0x1A1, latinLetter}, {0x1AF, 0x1B0, latinLetter}, {0x218, 0x21B, latinLetter},
	{0x2C6, 0x2DD, symbol}, {0x386, 0x3CE, greek}, {0x400, 0x45F, cyrillic}, {0x490, 0x4BF, cyrillic},
	{0x5D0, 0x5EA, hebrew}, {0x60C, 0x60C, arabic}, {0x61B, 0x66D, arabic}, {0x671, 0x6D5, arabic},
	{0x6F0, 0x6F9, arabic}, {0x900, 0xDFF, brahmic}, {0xE01, 0xEFF, brahmic}, {0x1000, 0x109F, brahmic},
	{0x10D0, 0x10FF, other}, {0x1780, 0x17FF, brahmic}, {0x1EA0, 0x1EF9, latinLetter},
	{0x2002, 0x2044, symbol}, {0x20A0, 0x20BF, symbol}, {0x2100, 0x214F, symbol}, {0x2190, 0x23FF, symbol},
	{0x2460, 0x2BFF, symbol}, {0x3000, 0x303F, symbol}, {0x3040, 0x30FF, east},
	{0x4E00, 0x9FFF, east}, {0xAC00, 0xD7A3, east}, {0xFB00, 0xFB04, symbol}, {0xFE0F, 0xFE0F, symbol},
	{0xFEFF, 0xFEFF, symbol}, {0xFF01, 0xFF65, symbol}, {0xFFFD, 0xFFFD, symbol}, {0x1D400, 0x1D7FF, symbol}, {0x1F000, 0x1FAFF, symbol},
	{0x20000, 0x2A6DF, east},
}

func kindOf(r rune) resultKind {
	for _, x := range resultRanges {
		if r <= x.to {
			if r >= x.from && r != 'ſ' {
				return x.kind
			}
			break
		}
	}
	return rare
}
