package clean

import (
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// details are what a line holds that tells what kind of line it is: a year and
// an hour stand over comments, in lists of posts and under photos; those who
// write comments and those who sell say I and you, those who report say he and
// said. Counts are of the first detailBytes of the line.
type details struct {
	year, clock, address bool
	quotes, asks         int
	words, upper         int          // all words; those in capital letters
	persons              [persons]int // words of each person
	form                 uint32       // hash of its form
	twin                 uint64       // hash of its words and signs, all numbers alike
}

// detailBytes is how much of a line is looked at for details.
const detailBytes = 1000

// A form is what a line looks like with every run of words that begin alike as
// one A or a, every number as 0, and all else as it is: "3. Ann Holt, June 4" is
// "0.A,A0". What a machine made has the same form again and again.
const formLength = 16 // signs of a form that count

type formHash struct {
	hash uint32
	last byte
	size int
}

func (f *formHash) add(c byte) {
	if c == f.last && (c == 'a' || c == 'A') || f.size == formLength {
		return
	}
	f.hash, f.last = (f.hash^uint32(c))*fnvPrime, c
	f.size++
}

// read fills in the details of text and appends to topics the slots of the words
// by which it is told what a text is about: see topic.go.
func (d *details) read(text []byte, known *personWords, topics []uint16) []uint16 {
	text = text[:min(len(text), detailBytes)]
	*d = details{}
	var f formHash
	var twin uint64
	digits, digitsEnd := 0, -2         // the last number: how long, and where it ended
	before, beforeEnd := uint64(0), -1 // the last word of a script without spaces
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c >= utf8.RuneSelf && c < firstUnspaced && isWordAt(text, i):
			end, hash, letters, capitals, capital := readWord(text, i)
			d.words++
			if capitals >= 2 && capitals == letters {
				d.upper++
			}
			f.add('a' - ('a'-'A')*capital)
			if letters >= topicLetters {
				topics = append(topics, topicSlot(hash))
			}
			if p := known.find(hash); p != 0 {
				d.persons[p-1]++
			}
			twin = mix(twin, hash)
			if i = end; i < len(text) && text[i] == ' ' {
				i++
			}
		case c >= firstUnspaced && isWordAt(text, i):
			end, hash := readAlone(text, i)
			d.words++
			f.add('a')
			if beforeEnd == i {
				topics = append(topics, topicSlot(mix(before, hash)))
			}
			if p := known.find(hash); p != 0 {
				d.persons[p-1]++
			}
			twin = mix(twin, hash)
			before, beforeEnd, i = hash, end, end
		case isASCIIDigit(c):
			from := i
			for i++; i < len(text) && isASCIIDigit(text[i]); i++ {
			}
			n := i - from
			d.year = d.year || n == 4 && (c == '1' && text[from+1] == '9' || c == '2' && text[from+1] == '0')
			if n == 2 && digits <= 2 && digitsEnd == from-1 {
				s := text[from-1]
				d.clock = d.clock || s == ':' || s == '.' || s == 'h'
			}
			digits, digitsEnd = n, i
			f.add('0')
			twin = mix(twin, '0')
		case c == ' ':
			i++
		case c == '\'':
			twin = mix(twin, '\'')
			i++
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRune(text[i:])
			d.quotes += one(isQuote(r))
			f.add(c)
			twin = mix(twin, uint64(r))
			i += size
		default:
			d.sign(text, i)
			f.add(c)
			twin = mix(twin, uint64(c))
			i++
		}
	}
	d.form, d.twin = f.hash, twin
	return topics
}

// sign looks at the sign at text[i], which is ASCII.
func (d *details) sign(text []byte, i int) {
	switch text[i] {
	case '"':
		d.quotes++
	case '?', '!':
		d.asks++
	case ':':
		d.address = d.address || i+2 < len(text) && text[i+1] == '/' && text[i+2] == '/'
	case '@':
		d.address = d.address || i+1 < len(text) && text[i+1]|0x20 >= 'a' && text[i+1]|0x20 <= 'z'
	case '.':
		d.address = d.address || i >= 3 && string(text[i-3:i]) == "www" || isDomainEnd(text[i+1:])
	}
}

// isDomainEnd says whether text begins like the end of the name of a site.
func isDomainEnd(text []byte) bool {
	if len(text) < 3 {
		return false
	}
	switch string(text[:3]) {
	case "com", "org", "net":
		return len(text) == 3 || text[3]|0x20 < 'a' || text[3]|0x20 > 'z'
	}
	return false
}

// readWord reads the word at text[i], a run of letters, and returns where it
// ends, how many letters and capitals it has, and whether (1) it begins with one.
// Its hash is the same in capital and small letters.
func readWord(text []byte, i int) (end int, hash uint64, letters, capitals int, capital byte) {
	if c := text[i]; c < utf8.RuneSelf {
		capital = ^c >> 5 & 1
	}
	start := i
	for {
		// ASCII goes eight letters at a time.
		x, _ := load8(text, i)
		n := 8
		if other := ^letterBytes(x) & highs; other != 0 {
			n = bits.TrailingZeros64(other) >> 3
		}
		if n > 0 {
			of := ^uint64(0) >> (64 - 8*n)
			hash = mix(hash, (x|smallBits)&of)
			capitals += bits.OnesCount64(^x & smallBits & of)
			letters += n
			if i += n; n == 8 {
				continue
			}
		}
		if i == len(text) || text[i] < utf8.RuneSelf || text[i] >= firstUnspaced || !isWordAt(text, i) {
			return i, hash, letters, capitals, capital
		}
		r, size := utf8.DecodeRune(text[i:])
		if r < foldTableSize && shapeTable[r]&isCapital != 0 {
			r = unicode.ToLower(r)
			capitals++
			if i == start {
				capital = 1
			}
		}
		letters++
		hash = mix(hash, uint64(r))
		i += size
	}
}

// readAlone reads the character at text[i] of a script without spaces, which is
// a word by itself.
func readAlone(text []byte, i int) (end int, hash uint64) {
	_, size := utf8.DecodeRune(text[i:])
	for _, c := range text[i : i+size] {
		hash = hash<<8 | uint64(c)
	}
	return i + size, mix(0, hash)
}

const smallBits = 0x20 * ones // set in small letters

// isWordAt says whether the character at text[i], which is not ASCII, is a
// letter or another part of a word.
func isWordAt(text []byte, i int) bool {
	if c := text[i]; c >= 0xC3 && c < 0xE2 {
		return true // Latin, Greek, Cyrillic, Arabic, Indic, Thai
	}
	r, _ := utf8.DecodeRune(text[i:])
	return shapeOfRune(r)&(isWord|isAlone) != 0
}

// isQuote says whether r is a quotation mark that is not ASCII.
func isQuote(r rune) bool {
	switch r {
	case '“', '”', '„', '«', '»', '「', '」':
		return true
	}
	return false
}

// personParts is in how many parts the share of the words of a person is given.
const personParts = 256

// describeDetails fills in what the details of each line are.
func (p *Page) describeDetails() {
	c := &p.columns
	years, clocks, addresses := c.of(lineYear), c.of(lineClock), c.of(lineAddress)
	quotes, asks, upper := c.of(lineQuotes), c.of(lineAsks), c.of(lineUpper)
	var shares [persons][]byte
	for k := range shares {
		shares[k] = c.of(lineFirst + Feature(k))
	}
	var d details
	c.forms, c.topics, c.topicEnds = c.forms[:0], c.topics[:0], c.topicEnds[:0]
	p.twinSlots = p.twinSlots[:0]
	for i := range p.Blocks {
		c.topics = d.read(p.Blocks[i].Text, &p.cleaner.book.persons, c.topics)
		c.topicEnds = append(c.topicEnds, int32(len(c.topics)))
		p.twinSlots = append(p.twinSlots, twinSlot(d.twin))
		years[i], clocks[i], addresses[i] = byte(one(d.year)), byte(one(d.clock)), byte(one(d.address))
		quotes[i], asks[i] = byte(min(d.quotes, 8)), byte(min(d.asks, 15))
		upper[i] = share(d.upper, d.words)
		for k, n := range d.persons {
			shares[k][i] = byte(min(personParts*n/max(d.words, 8), maxCell))
		}
		c.forms = append(c.forms, uint16(d.form*0x9E3779B1>>(32-formBits)))
	}
	c.describeForms()
	p.describeTwins()
}

// formBits is the size of tables by form.
const formBits = 12

// describeForms fills in how many lines have the form of each, and how far away
// the last of them is.
func (c *Columns) describeForms() {
	var count [1 << formBits]uint8
	var last [1 << formBits]int32
	above := c.of(formAbove)
	for i, form := range c.forms {
		count[form] = min(count[form]+1, maxTwins)
		above[i] = never
		if last[form] > 0 {
			above[i] = level(i + 1 - int(last[form]))
		}
		last[form] = int32(i + 1)
	}
	cells := c.of(lineForm)
	for i, form := range c.forms {
		cells[i] = count[form]
	}
}
