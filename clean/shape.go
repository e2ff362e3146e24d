package clean

import (
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

// measurer counts while the line goes by, up to 64 bytes at a time.
type measurer struct {
	words, digits, commas, alone int
	capitals, stops, symbols     int

	bar, code bool
	odd       bool // the text is not normalized
	// Of the byte before, as the lowest bit: whether it was a letter or digit;
	// inside a word; a space.
	letter, inside, gap uint64
	before              uint8 // class of the character before; 0 for ASCII
}

// measure fills in the words and the shape of a block from its text.
func measure(b *Block) { survey(b, plainClasses()) }

// survey measures a block, whose text has no space at its ends, and says
// whether the text is normalized as it stands: whether t.scan would pass over
// all of it but an & that begins no reference. One pass over the bytes of a line is enough for both, and what is
// done here is done for nearly every byte.
func survey(b *Block, t *classes) (plain bool) {
	text := b.Text
	var m measurer
	for left := text; len(left) > 0; {
		left = left[m.piece(left, t):]
	}
	b.Words = int32(m.words)
	marks := m.marks() | startMarks(text) | endMarks(text)
	// One by one: a Shape that is made of them and copied waits for their stores.
	b.Digits, b.Commas, b.Capitals = saturated(m.digits), saturated(m.commas), saturated(m.capitals)
	b.Stops, b.Symbols, b.Marks = saturated(m.stops), saturated(m.symbols), marks
	return !m.odd
}

// piece measures what text begins with and returns how many bytes that was.
func (m *measurer) piece(text []byte, t *classes) (n int) {
	var is byteMasks
	n = is.of(text)
	var joins uint64 // inside a word if they follow a letter or digit
	if is.high != 0 {
		n, joins = m.wide(text, n, &is, t)
	} else {
		m.before = 0
	}
	word := is.letter | is.digit
	if rest := (uint64(1)<<uint(n) - 1) &^ (word | is.space | is.high | is.sign); rest != 0 {
		m.signs(text, rest)
	}
	m.stops += bits.OnesCount64(is.stop)
	m.commas += bits.OnesCount64(is.comma)
	joins |= is.join & (word<<1 | m.letter)
	inside := word | joins
	first := word &^ (inside<<1 | m.inside)
	m.words += bits.OnesCount64(first)
	m.capitals += bits.OnesCount64(first & is.upper)
	m.digits += bits.OnesCount64(is.digit)
	if is.space&(is.space<<1|m.gap) != 0 {
		m.odd = true
	}
	last := n - 1
	m.letter, m.inside, m.gap = word>>uint(last)&1, inside>>uint(last)&1, is.space>>uint(last)&1
	return n
}

// signs measures those bytes of text that none of the masks hold: the rarer
// signs, and controls.
func (m *measurer) signs(text []byte, rest uint64) {
	for ; rest != 0; rest &= rest - 1 {
		at := bits.TrailingZeros64(rest)
		switch c := text[at]; c {
		case '|', '>', '/':
			m.bar = m.bar || m.isBarAt(text, at, rune(c))
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
}

// isBarAt says whether r, which is a bar or a slash at text[i], separates
// links: a slash does so between spaces only.
func (m *measurer) isBarAt(text []byte, i int, r rune) bool {
	after := i > 0 && text[i-1] == ' ' || i == 0 && m.gap != 0
	return r != '/' || after && i+1 < len(text) && text[i+1] == ' '
}

// wide measures the characters of text that are not ASCII, among the first n
// bytes, whose masks are is. It puts the letters and digits among them into the masks with
// all their bytes, and returns those that are inside a word though they are neither, and
// how many bytes are whole characters. The text is valid.
func (m *measurer) wide(text []byte, n int, is *byteMasks, t *classes) (whole int, joins uint64) {
	shapes := shapeTable
	end := 0 // of the last of them
	before := m.before
	for high := is.high; high != 0; {
		at := bits.TrailingZeros64(high)
		if at != end {
			before = 0
		}
		from, k := at, uint16(0)
		// Most stand in words of such letters.
		for at+1 < n && text[at]-0xC2 < 0xE0-0xC2 {
			r := uint16(text[at]&0x1F)<<6 | uint16(text[at+1]&0x3F)
			if k = shapes[r]; k&(isWord|isDigit) != isWord {
				break
			}
			class := t[r]
			if (before>>4|special)&class != 0 {
				m.odd = true
			}
			is.upper |= uint64(k/isCapital&1) << uint(at&63)
			before, at = class, at+2
		}
		if at > from {
			bytes := uint64(1)<<uint(at) - 1<<uint(from&63)
			is.letter |= bytes
			high &^= bytes
			end = at
			continue
		}
		for at+2 < n && text[at]-0xE5 < 0xEA-0xE5 { // U+5000 to U+9FFF
			at += 3
		}
		if at > from {
			high &^= uint64(1)<<uint(at) - 1
			m.words += (at - from) / 3
			m.alone += (at - from) / 3
			before, end = 0, at
			continue
		}
		r, size, class := rune(0), 0, uint8(0)
		if text[at] < 0xF0 {
			r, size = decodeRune(text, at)
			class = t[uint16(r)]
		} else {
			r, size = utf8.DecodeRune(text[at:])
			class = classAbove(r)
		}
		if at+size > n { // it belongs to the next piece
			is.keep(at)
			n = at
			break
		}
		if (before>>4|special)&class != 0 {
			m.odd = true
		}
		before, end = class, at+size
		bytes := (uint64(1)<<uint(size) - 1) << uint(at&63)
		high &^= bytes
		k = shapeOfRune(r)
		switch {
		case k&isWord != 0:
			is.letter |= bytes
			if k&isCapital != 0 {
				is.upper |= bytes
			}
			if k&isDigit != 0 {
				is.digit |= bytes & -bytes
			}
		case k&isJoin == 0:
			m.sign(k)
		case ((is.letter|is.digit)<<1|m.letter)>>uint(at&63)&1 != 0:
			joins |= bytes
		}
	}
	if end != n {
		before = 0
	}
	m.before = before
	return n, joins
}

// sign measures a character that is not ASCII and neither belongs to a word nor may
// join two.
func (m *measurer) sign(k uint16) {
	switch {
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
	var k uint16
	if c := text[0]; c < utf8.RuneSelf {
		k = shapeTable[c]
	} else {
		r, _ := decodeRune(text, 0)
		k = shapeOfRune(r)
	}
	switch {
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
	for left := 6; left > 0 && len(text) > 0; left-- {
		last, size, k := text[len(text)-1], 1, uint16(0)
		if last < utf8.RuneSelf {
			k = shapeTable[last]
		} else {
			var r rune
			r, size = utf8.DecodeLastRune(text)
			k = shapeOfRune(r)
		}
		switch {
		case k&isWord != 0: // most
			return 0
		case k&isEllipsis != 0, last == '.' && len(text) >= 3 && text[len(text)-2] == '.':
			return EndsEllipsis
		case k&isStop != 0:
			return EndsSentence
		case k&isColonChar != 0:
			return EndsColon
		case k&(isComma|isOpen) != 0, last == '-':
			return EndsComma
		case k&(isClose|isJoin|isSpaceChar) == 0:
			return 0
		}
		text = text[:len(text)-size]
	}
	return 0
}
