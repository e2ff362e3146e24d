package clean

import (
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// Shape is what a line looks like, whatever its words. Counts saturate.
type Shape struct {
	Upper  uint16 // words that begin with an upper-case letter
	Digits uint16 // digits
	Commas uint16 // commas and semicolons, in any script
	Stops  uint16 // sentence ends inside the line: a stop, then a space
	Marks  ShapeMarks
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
	StartsDigit                         // begins with a digit
	HasURL                              // holds :// or www.
	HasAt                               // holds @
	HasBar                              // holds a separator of links: | • › » · or a slash between spaces
	HasUnspaced                         // holds a letter of a script without spaces
	Unspaced                            // most of its letters belong to a script without spaces
	HasCode                             // holds a character of code: { } = ; at the end, <, >
)

// Has says whether all of marks are set.
func (s *Shape) Has(marks ShapeMarks) bool { return s.Marks&marks == marks }

// Any says whether one of marks is set.
func (s *Shape) Any(marks ShapeMarks) bool { return s.Marks&marks != 0 }

// What a character is to measure, as bits, so that the loop can count without
// branches. The classes that only endMarks and the first character look at
// stand in the upper half.
const (
	isWord  = 1 << iota // letters and digits
	isUpper             // begins a word with an upper-case letter
	isDigit
	isSpaceChar
	isStop  // ends a sentence
	isClose // may follow a stop: quotes and brackets
	isComma
	isJoin  // inside a word it does not end it: apostrophe, hyphen, stop, marks
	isRare  // has to be looked at: : / and everything that sets marks
	isAlone // a letter that counts as a word
	isLower
	isOpen
	isColonChar
	isEllipsis
	isSymbol // bullets, dashes and other symbols
	isBar
)

var shapeTable = makeShapeTable()

func makeShapeTable() *[foldTableSize]uint16 {
	var t [foldTableSize]uint16
	for r := rune(0); r < foldTableSize; r++ {
		t[r] = shapeOf(r)
	}
	return &t
}

func shapeOf(r rune) uint16 {
	switch r {
	case '.':
		return isStop | isJoin
	case '!', '?', '؟', '۔', '।', '‼', '⁈', '⁉':
		return isStop
	case '。', '！', '？', '｡':
		return isStop | isRare
	case '…':
		return isStop | isEllipsis
	case ',', ';', '،', '؛', '、', '，', '；':
		return isComma
	case ':', '：':
		return isRare | isColonChar
	case '\'', '’':
		return isClose | isJoin
	case '"', '”', '»', ')', ']', '』', '」', '）', '“':
		return isClose
	case '«', '(', '[', '„', '「', '『', '（', '‘':
		return isOpen
	case '-', '‐', '‑':
		return isJoin | isSymbol
	case '|', '•', '›', '·', '>', '→', '●', '▪', '■', '❯', '/':
		return isBar | isSymbol | isRare
	case '@', '{', '}', '=', '<', '\\', '$', '#':
		return isSymbol | isRare
	}
	switch {
	case isIdeographic(r):
		return isAlone | isRare
	case unicode.IsDigit(r):
		return isWord | isDigit
	case unicode.IsLower(r):
		return isWord | isLower
	case unicode.IsUpper(r), unicode.IsTitle(r):
		return isWord | isUpper
	case unicode.IsLetter(r):
		return isWord
	case unicode.IsMark(r), unicode.Is(unicode.Cf, r):
		return isJoin
	case unicode.IsSpace(r):
		return isSpaceChar
	}
	return isSymbol
}

func shapeOfRune(r rune) uint16 {
	switch {
	case r < foldTableSize:
		return shapeTable[r]
	case r >= 0x3400 && r < 0xA000: // most of what lies above the table
		return isAlone | isRare
	}
	return shapeOf(r)
}

// measurer counts while the line goes by, eight bytes of ASCII at a time. Each
// test leaves the high bit of a byte; no byte has its own high bit set, so the
// tests are exact.
type measurer struct {
	words, upper, digits, commas, stops, alone int

	marks ShapeMarks
	// High bit of the lowest byte: the character before was a letter or digit;
	// was inside a word.
	letter, inside uint64
}

// measure fills in the words and the shape of a block from its text, in one
// pass.
func measure(b *Block) {
	text := b.Text
	var m measurer
	for i := 0; i < len(text); {
		x, n := load8(text, i)
		if h := x & highs; h != 0 {
			n = min(n, bits.TrailingZeros64(h)>>3)
		}
		if n > 0 {
			m.ascii(text, i, x, n)
			i += n
		}
		for i < len(text) && text[i] >= utf8.RuneSelf {
			r, size := rune(text[i]&0x1F)<<6|rune(text[i+1]&0x3F), 2 // the text is valid
			if text[i] >= 0xE0 {
				r, size = utf8.DecodeRune(text[i:])
			}
			m.rune(text, i, r, size)
			i += size
		}
	}
	if m.alone > 0 {
		m.marks |= HasUnspaced
		if m.alone*2 > m.words {
			m.marks |= Unspaced
		}
	}
	b.Words = int32(m.words)
	b.Shape = Shape{saturated(m.upper), saturated(m.digits), saturated(m.commas), saturated(m.stops),
		m.marks | startMarks(text) | endMarks(text)}
}

// ascii measures the n bytes of x, which stand at text[i].
func (m *measurer) ascii(text []byte, i int, x uint64, n int) {
	if n < 8 {
		x = x&(1<<(8*n)-1) | (' '*ones)<<(8*n)
	}
	folded := x | 0x20*ones
	alpha := (folded + (0x80-'a')*ones) &^ (folded + (0x7F-'z')*ones) & highs
	digit := (x + (0x80-'0')*ones) &^ (x + (0x7F-'9')*ones) & highs
	space := ^((x ^ ' '*ones) + lows) & highs
	word := alpha | digit
	join := isByte(x, '\'') | isByte(x, '-') | isByte(x, '.')
	join &= word<<8 | m.letter
	inside := word | join
	start := word &^ (inside<<8 | m.inside)
	m.words += bits.OnesCount64(start)
	m.upper += bits.OnesCount64(start & alpha &^ (x << 2))
	m.digits += bits.OnesCount64(digit)
	m.letter = word >> (8*n - 8) & 0x80
	m.inside = inside >> (8*n - 8) & 0x80
	for rest := ^(word | space) & highs; rest != 0; rest &= rest - 1 {
		at := i + bits.TrailingZeros64(rest)>>3
		m.mark(text, at, rune(text[at]), 1)
	}
}

// isByte leaves the high bit of the bytes of x that are c.
func isByte(x uint64, c byte) uint64 { return ^((x ^ uint64(c)*ones) + lows) & highs }

// mark counts a character that is neither letter nor digit nor space.
func (m *measurer) mark(text []byte, i int, r rune, size int) {
	k := shapeOfRune(r)
	m.commas += int(k >> 6 & 1)
	if k&isStop != 0 && stopsInside(text, i+size, r) {
		m.stops++
	}
	if k&isRare != 0 {
		m.marks |= rareMarks(text, i, r, k)
	}
}

// rune measures a character that is not ASCII.
func (m *measurer) rune(text []byte, i int, r rune, size int) {
	k := shapeOfRune(r)
	switch {
	case k&isWord != 0:
		if m.inside == 0 {
			m.words++
			m.upper += int(k >> 1 & 1)
		}
		m.digits += int(k >> 2 & 1)
		m.letter, m.inside = 0x80, 0x80
		return
	case k&isAlone != 0:
		m.words++
		m.alone++
	case k&isJoin != 0:
		m.inside &= m.letter
		m.letter = 0
		return
	default:
		m.mark(text, i, r, size)
	}
	m.letter, m.inside = 0, 0
}

// stopsInside says whether the stop r, which ends before text[i], ends a
// sentence inside of the line: closing marks, then a space. In scripts with
// wide punctuation no space follows.
func stopsInside(text []byte, i int, r rune) bool {
	if r >= 0x3000 {
		return i < len(text)
	}
	for i < len(text) {
		if text[i] == ' ' {
			return true
		}
		r, size := utf8.DecodeRune(text[i:])
		if shapeOfRune(r)&isClose == 0 {
			return false
		}
		i += size
	}
	return false
}

// rareMarks returns what the character r of class k at text[i] says of the
// whole line.
func rareMarks(text []byte, i int, r rune, k uint16) ShapeMarks {
	switch {
	case r == ':' && i+2 < len(text) && text[i+1] == '/' && text[i+2] == '/':
		return HasURL
	case r == '/':
		if i > 0 && text[i-1] == ' ' && i+1 < len(text) && text[i+1] == ' ' {
			return HasBar
		}
	case r == '>':
		return HasBar | HasCode
	case k&isBar != 0:
		return HasBar
	case r == '@':
		return HasAt
	case k&isSymbol != 0:
		return HasCode
	}
	return 0
}

// startMarks looks at the first character of the line.
func startMarks(text []byte) ShapeMarks {
	r, _ := utf8.DecodeRune(text)
	switch k := shapeOfRune(r); {
	case k&isLower != 0:
		return StartsLower
	case k&isDigit != 0:
		return StartsDigit
	case k&isSymbol != 0:
		return StartsMark
	}
	return 0
}

func saturated(n int) uint16 { return uint16(min(n, 1<<16-1)) }

// endMarks looks back from the end of the line, over closing marks.
func endMarks(text []byte) ShapeMarks {
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
