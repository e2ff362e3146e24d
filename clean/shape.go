package clean

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// Shape is what a line looks like, whatever its words. Counts saturate.
type Shape struct {
	Digits   uint16
	Commas   uint16 // commas and semicolons, in any script
	Capitals uint16 // words that begin with a capital letter
	Stops    uint16 // full stops, question and exclamation marks
	Symbols  uint16 // what is neither letter, digit, space nor punctuation of prose
	Marks    ShapeMarks
}

// ShapeMarks are the yes-or-no features of a line.
type ShapeMarks uint16

const (
	EndsSentence ShapeMarks = 1 << iota // ends with . ! ? or their like, closing quotes aside
	EndsEllipsis                        // ends with … or ... , [...] included
	EndsColon                           // ends with a colon
	EndsComma                           // ends with a comma, a semicolon or an opening bracket
	StartsLower                         // begins with a lower-case letter
	StartsMark                          // begins with a bullet, dash or other symbol
	HasBar                              // holds a separator of links: | • › » · or a slash between spaces
	HasCode                             // holds a character of code: { } = < ` or ; at the end
	HasUnspaced                         // holds a letter of a script without spaces
	Unspaced                            // most of its letters belong to such a script
)

// Has says whether all of marks are set.
func (s *Shape) Has(marks ShapeMarks) bool { return s.Marks&marks == marks }

// Any says whether one of marks is set.
func (s *Shape) Any(marks ShapeMarks) bool { return s.Marks&marks != 0 }

// What a character is to measure, as bits.
const (
	isWord = 1 << iota // letters and digits
	isDigit
	isSpaceChar
	isStop  // ends a sentence
	isClose // may follow a stop: quotes and brackets
	isComma
	isJoin  // inside a word it does not end it: apostrophe, hyphen, stop, marks
	isAlone // a letter that counts as a word
	isOpen
	isColonChar
	isEllipsis
	isSymbol // bullets, dashes and other symbols
	isBar
	isLower
	isCapital
)

var shapeTable = makeShapeTable()

func makeShapeTable() *[foldTableSize]uint16 {
	var t [foldTableSize]uint16
	for r, k := range kindsBelow(foldTableSize) {
		t[r] = shapeOf(rune(r), k)
	}
	return &t
}

// shapeOf is what r, which is of kind k, is to measure.
func shapeOf(r rune, k charKind) uint16 {
	if sign := shapeOfSign(r); sign != 0 {
		return sign
	}
	switch {
	case isIdeographic(r):
		return isAlone
	case k&kindDigit != 0:
		return isWord | isDigit
	case k&kindLower != 0:
		return isWord | isLower
	case k&kindUpper != 0:
		return isWord | isCapital
	case k&kindLetter != 0:
		return isWord
	case k&(kindMark|kindFormat) != 0:
		return isJoin
	case k&kindSpace != 0:
		return isSpaceChar
	}
	return isSymbol
}

// shapeOfSign is shapeOf for the signs that have a shape of their own, and 0
// for all else.
func shapeOfSign(r rune) uint16 {
	switch r {
	case '.':
		return isStop | isJoin
	case '!', '?', '؟', '۔', '।', '‼', '⁈', '⁉', '。', '！', '？', '｡':
		return isStop
	case '…':
		return isStop | isEllipsis
	case ',', ';', '،', '؛', '、', '，', '；':
		return isComma
	case ':', '：':
		return isColonChar
	case '\'', '’':
		return isClose | isJoin
	case '"', '”', '»', ')', ']', '』', '」', '）', '“':
		return isClose
	case '«', '(', '[', '„', '「', '『', '（', '‘':
		return isOpen
	case '-', '‐', '‑':
		return isJoin | isSymbol
	case '|', '•', '›', '·', '>', '→', '●', '▪', '■', '❯', '/':
		return isBar | isSymbol
	}
	return 0
}

func shapeOfRune(r rune) uint16 {
	switch {
	case r < foldTableSize:
		return shapeTable[r]
	case r >= 0x3400 && r < 0xA000: // most of what lies above the table
		return isAlone
	case r >= 0xAC00 && r < 0xD7A4: // Hangul
		return isWord
	}
	// Unicode's tables are asked last: that takes longest.
	if sign := shapeOfSign(r); sign != 0 {
		return sign
	}
	if isIdeographic(r) {
		return isAlone
	}
	return shapeOf(r, charKindOf(r))
}

// measurer counts while the line goes by, eight bytes of ASCII at a time.
type measurer struct {
	words, digits, commas, alone int
	capitals, stops, symbols     int

	bar, code bool
	odd       bool // the text is not normalized
	// High bit of the lowest byte: the character before was a letter or digit;
	// was inside a word; was a space.
	letter, inside, gap uint64
}

// measure fills in the words and the shape of a block from its text.
func measure(b *Block) { survey(b, plainClasses()) }

// survey measures a block, whose text has no space at its ends, and says
// whether the text is normalized as it stands: whether t.scan would pass over
// all of it but an & that begins no reference. One pass over the bytes of a line is enough for both, and what is
// done here is done for nearly every byte.
//
// Each test of eight bytes leaves the high bit of a byte, and is exact up to the
// first byte that has its own high bit set.
func survey(b *Block, t *classes) (plain bool) {
	text := b.Text
	var m measurer
	for i := 0; i < len(text); {
		if i += m.plain(text[i:]); i == len(text) {
			break
		}
		x, n := load8(text, i)
		if h := x & highs; h != 0 {
			n = min(n, bits.TrailingZeros64(h)>>3)
		}
		if n > 0 {
			m.ascii(text, i, x, n)
			i += n
		}
		if i < len(text) && text[i] >= utf8.RuneSelf {
			i = m.wide(text, i, t)
		}
	}
	b.Words = int32(m.words)
	b.Shape = Shape{saturated(m.digits), saturated(m.commas), saturated(m.capitals), saturated(m.stops), saturated(m.symbols), m.marks() | startMarks(text) | endMarks(text)}
	return !m.odd
}

// plain measures what text begins with for as long as eight bytes are letters
// and single spaces only, and returns how many bytes that was: half of most
// lines.
func (m *measurer) plain(text []byte) int {
	// The character before, in the lowest byte: inside a word; no space.
	words, capitals, inside, solid := 0, 0, m.inside, 0x80&^m.gap
	i := 0
	for ; i < len(text)-7; i += 8 {
		x := binary.LittleEndian.Uint64(text[i : i+8])
		folded := x | 0x20*ones
		word := (folded + (0x80-'a')*ones) ^ (folded + (0x7F-'z')*ones) // one of them only: a to z
		other := (x ^ ' '*ones) + lows                                  // no space
		before := word << 8
		if (word^other|x|^(word|before|solid))&highs != 0 {
			break
		}
		first := word &^ (before | inside) & highs
		words += countBytes(first)
		capitals += countBytes(first &^ (x << 2)) // a small letter has bit 5
		inside = word >> 56 & 0x80
		solid = inside
	}
	if i > 0 {
		m.words += words
		m.capitals += capitals
		m.letter, m.inside, m.gap = inside, inside, 0x80&^solid
	}
	return i
}

// ascii measures the first n bytes of x, which stand at text[i].
func (m *measurer) ascii(text []byte, i int, x uint64, n int) {
	ours := uint64(highs) >> (8 * (8 - n) & 63)
	folded := x | 0x20*ones
	alpha := (folded + (0x80-'a')*ones) &^ (folded + (0x7F-'z')*ones)
	digit := (x + (0x80-'0')*ones) &^ (x + (0x7F-'9')*ones) & ours
	word, space := alpha&ours|digit, isByte(x, ' ')&ours
	inside := word
	m.digits += countBytes(digit)
	if space&(space<<8|m.gap) != 0 {
		m.odd = true
	}
	if rest := ours &^ (word | space); rest != 0 {
		inside |= m.signs(text, i, rest) & (word<<8 | m.letter)
	}
	first := word &^ (inside<<8 | m.inside)
	m.words += countBytes(first)
	m.capitals += countBytes(first & alpha &^ (x << 2)) // a small letter has bit 5
	last := 8 * (n - 1) & 63
	m.letter, m.inside, m.gap = word>>last&0x80, inside>>last&0x80, space>>last&0x80
}

// countBytes counts the high bits of mask, which has no others. (That is
// bits.OnesCount64, which on amd64 is a call for the sake of old processors.)
func countBytes(mask uint64) int { return int(mask >> 7 * ones >> 56) }

// isByte leaves the high bit of the bytes of x that are c.
func isByte(x uint64, c byte) uint64 { return ^((x ^ uint64(c)*ones) + lows) & highs }

// signs measures those of the eight bytes at text[i] that are neither letter,
// digit nor space, and returns those of them that are inside a word if they
// follow a letter or digit.
func (m *measurer) signs(text []byte, i int, rest uint64) (joins uint64) {
	for ; rest != 0; rest &= rest - 1 {
		at := i + bits.TrailingZeros64(rest)>>3
		switch c := text[at]; c {
		case '.', '-', '\'':
			if c == '.' {
				m.stops++
			}
			joins |= rest & -rest
		case '!', '?':
			m.stops++
		case ',', ';':
			m.commas++
		case '"', '(', ')', ':':
		case '|', '>', '/':
			m.bar = m.bar || isBarAt(text, at, rune(c))
			m.symbols++
		case '{', '}', '=', '<', '`':
			m.code = true
			m.symbols++
		case '&':
			m.odd = m.odd || mayRefer(text[at:])
			m.symbols++
		case 0x7F:
			m.odd = true
			m.symbols++
		default:
			m.odd = m.odd || c < ' '
			m.symbols++
		}
	}
	return joins
}

// isBarAt says whether r, which is a bar or a slash at text[i], separates
// links: a slash does so between spaces only.
func isBarAt(text []byte, i int, r rune) bool {
	return r != '/' || i > 0 && text[i-1] == ' ' && i+1 < len(text) && text[i+1] == ' '
}

// wide measures the characters from text[i] on that are not ASCII, and single
// spaces between them, and returns where they end. The text is valid.
func (m *measurer) wide(text []byte, i int, t *classes) int {
	shapes := shapeTable
	var before uint8 // class of the character before; ASCII has none
	m.gap = 0
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			if c != ' ' || i+1 == len(text) || text[i+1] < utf8.RuneSelf {
				break
			}
			m.letter, m.inside, before = 0, 0, 0
			i++
			continue
		}
		r, class, size := rune(c&0x1F)<<6|rune(text[i+1]&0x3F), uint8(0), 2
		switch {
		case c < 0xE0:
			class = t[uint16(r)]
		case c < 0xF0:
			r, size = r&0x3FF<<6|rune(text[i+2]&0x3F), 3
			class = t[uint16(r)]
		default:
			r, size = utf8.DecodeRune(text[i:])
			class = classAbove(r)
		}
		i += size
		if (before>>4|special)&class != 0 {
			m.odd = true
		}
		before = class
		var k uint16
		if r < foldTableSize {
			k = shapes[r]
		} else {
			k = shapeOfRune(r)
		}
		if k&isWord == 0 {
			m.sign(k)
			continue
		}
		if m.inside == 0 {
			m.words++
			if k&isCapital != 0 {
				m.capitals++
			}
		}
		if k&isDigit != 0 {
			m.digits++
		}
		m.letter, m.inside = 0x80, 0x80
	}
	return i
}

// sign measures a character that is not ASCII and neither letter nor digit, or a
// word by itself.
func (m *measurer) sign(k uint16) {
	switch {
	case k&isJoin != 0:
		m.inside &= m.letter
		m.letter = 0
		return
	case k&isAlone != 0:
		m.words++
		m.alone++
	case k&isComma != 0:
		m.commas++
	case k&isBar != 0:
		m.bar = true
		m.symbols++
	case k&isStop != 0:
		m.stops++
	case k&isSymbol != 0:
		m.symbols++
	}
	m.letter, m.inside = 0, 0
}

func (m *measurer) marks() ShapeMarks {
	var marks ShapeMarks
	if m.bar {
		marks |= HasBar
	}
	if m.code {
		marks |= HasCode
	}
	if m.alone > 0 {
		marks |= HasUnspaced
		if m.alone*2 > m.words {
			marks |= Unspaced
		}
	}
	return marks
}

// startMarks looks at the first character of the line.
func startMarks(text []byte) ShapeMarks {
	r := rune(text[0])
	if r >= utf8.RuneSelf {
		r, _ = utf8.DecodeRune(text)
	}
	switch k := shapeOfRune(r); {
	case k&isSymbol != 0:
		return StartsMark
	case k&isLower != 0:
		return StartsLower
	}
	return 0
}

func saturated(n int) uint16 { return uint16(min(n, 1<<16-1)) }

// endMarks looks back from the end of the line, over closing marks.
func endMarks(text []byte) ShapeMarks {
	if c := text[len(text)-1]; c < utf8.RuneSelf && shapeTable[c]&isWord != 0 {
		return 0
	}
	for range 6 {
		r, size := utf8.DecodeLastRune(text)
		if size == 0 {
			return 0
		}
		switch k := shapeOfRune(r); {
		case k&isEllipsis != 0, r == '.' && len(text) >= 3 && text[len(text)-2] == '.':
			return EndsEllipsis
		case k&isStop != 0:
			return EndsSentence
		case k&isColonChar != 0:
			return EndsColon
		case k&(isComma|isOpen) != 0, r == '-':
			return EndsComma
		case k&(isClose|isJoin|isSpaceChar) == 0:
			return 0
		}
		text = text[:len(text)-size]
	}
	return 0
}
