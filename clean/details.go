package clean

import "unicode/utf8"

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

// read fills in the details of text.
func (d *details) read(text []byte, known *personWords) {
	text = text[:min(len(text), detailBytes)]
	*d = details{}
	var f formHash
	digits, digitsEnd := 0, -2 // the last number: how long, and where it ended
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c >= utf8.RuneSelf && isWordAt(text, i):
			i = d.word(text, i, known, &f)
			continue
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
			continue
		case c == ' ' || c == '\'':
		case c >= utf8.RuneSelf:
			_, size := utf8.DecodeRune(text[i:])
			d.quotes += one(isQuote(text[i:]))
			f.add(c)
			i += size
			continue
		default:
			d.sign(text, i)
			f.add(c)
		}
		i++
	}
	d.form = f.hash
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

// word reads the word at text[i] and returns where it ends. In scripts without
// spaces a character is a word.
func (d *details) word(text []byte, i int, known *personWords, f *formHash) int {
	capital, capitals, small := false, 0, 0
	var h uint32
	if text[i] >= firstUnspaced {
		_, size := utf8.DecodeRune(text[i:])
		for _, c := range text[i : i+size] {
			h = (h ^ uint32(c)) * fnvPrime
		}
		i += size
	} else {
		start := i
		for i < len(text) {
			c := text[i]
			if c|0x20 >= 'a' && c|0x20 <= 'z' {
				h = (h ^ uint32(c|0x20)) * fnvPrime
				if c&0x20 == 0 {
					capitals++
					capital = capital || i == start
				} else {
					small++
				}
				i++
				continue
			}
			if c < utf8.RuneSelf || c >= firstUnspaced || !isWordAt(text, i) {
				break
			}
			r, size := utf8.DecodeRune(text[i:])
			if r < foldTableSize && shapeTable[r]&isCapital != 0 {
				capitals++
				capital = capital || i == start
			} else {
				small++
			}
			for _, c := range text[i : i+size] {
				h = (h ^ uint32(c)) * fnvPrime
			}
			i += size
		}
	}
	d.words++
	d.upper += one(capitals >= 2 && small == 0)
	if capital {
		f.add('A')
	} else {
		f.add('a')
	}
	if p := known.find(h).person; p != 0 {
		d.persons[p-1]++
	}
	return i
}

// isWordAt says whether the character at text[i], which is not ASCII, is a
// letter or another part of a word.
func isWordAt(text []byte, i int) bool {
	if c := text[i]; c >= 0xC3 && c < 0xE2 {
		return true // Latin, Greek, Cyrillic, Arabic, Indic, Thai
	}
	r, _ := utf8.DecodeRune(text[i:])
	return shapeOfRune(r)&(isWord|isAlone) != 0
}

// isQuote says whether text begins with a quotation mark that is not ASCII.
func isQuote(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
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
	c.forms = c.forms[:0]
	for i := range p.Blocks {
		d.read(p.Blocks[i].Text, &p.cleaner.book.persons)
		years[i], clocks[i], addresses[i] = byte(one(d.year)), byte(one(d.clock)), byte(one(d.address))
		quotes[i], asks[i] = byte(min(d.quotes, 8)), byte(min(d.asks, 15))
		upper[i] = share(d.upper, d.words)
		for k, n := range d.persons {
			shares[k][i] = byte(min(personParts*n/max(d.words, 8), maxCell))
		}
		c.forms = append(c.forms, uint16(d.form*0x9E3779B1>>(32-formBits)))
	}
	c.describeForms()
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
