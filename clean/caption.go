package clean

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Captions of images read like paragraphs. What tells them is the credit at
// their end: "(AP Photo/Ann Lee)", "Ann Lee/AFP", "Foto: Ann Lee", "© Ann Lee".
const (
	captionLeast = 5  // words
	captionMost  = 80 // words
	creditBytes  = 70 // longest credit
	creditAfter  = 20 // bytes of caption before it, at least
	creditWords  = 6  // after its colon, bar or sign
)

// captions removes captions on pages with an article and with other furniture.
// A text without such was cleaned before.
func captions(p *Page, id RuleID) {
	if !p.hasArticle() || !p.hasRemoved(threadAbove) {
		return
	}
	for i, has := range p.traits {
		if has&mayCredit == 0 {
			continue
		}
		if b := &p.Blocks[i]; b.Rule == Kept && isCaption(b) {
			b.Rule = id
		}
	}
}

// hasRemoved says whether rules have removed so many blocks.
func (p *Page) hasRemoved(many int) bool {
	n := 0
	for i := range p.Blocks {
		if n += one(p.Blocks[i].Rule != Kept); n == many {
			return true
		}
	}
	return false
}

// isCaption says whether b, which may be a caption by its words, ends with the
// credit of an image.
func isCaption(b *Block) bool {
	text := trimCaption(b.Text)
	if len(text) <= creditAfter {
		return false
	}
	tail := text[max(creditAfter, len(text)-creditBytes):]
	if bytes.HasSuffix(tail, []byte("Getty Images")) || bytes.HasSuffix(tail, []byte("Getty Images hide caption")) {
		return true
	}
	if i := lastIndex(tail, "©"); i >= 0 {
		before, _ := utf8.DecodeLastRune(tail[:i]) // no trade mark
		return notLetter(before) && isCreditName(tail[i+len("©"):])
	}
	if i := lastIndex(tail, "/"); i > 0 {
		before, after := lastWord(tail[:i]), bytes.TrimLeft(tail[i+1:], " ")
		if isAgency(before) || bytes.EqualFold(before, []byte("photo")) {
			return isCreditName(after)
		}
		if beginsUpper(before) && isAgency(firstWord(after)) {
			return isCreditName(after)
		}
	}
	if i := lastIndex(tail, ":"); i > 0 && isImageWord(lastWord(tail[:i])) {
		return isCreditName(tail[i+1:])
	}
	return false
}

// trimCaption returns text without what may stand behind a credit.
func trimCaption(text []byte) []byte {
	for n := len(text); n > 0; n-- {
		switch text[n-1] {
		case ' ', '.', ')', ']':
		default:
			return text[:n]
		}
	}
	return nil
}

// lastIndex is bytes.LastIndex of a sign that most texts do not have: to find
// that it is not there takes a tenth of the time from the front.
func lastIndex(text []byte, sign string) int {
	if bytes.IndexByte(text, sign[len(sign)-1]) < 0 {
		return -1
	}
	return bytes.LastIndex(text, []byte(sign))
}

// isCreditName says whether text is a few words as in a name, with no end of a
// sentence and no number among them.
func isCreditName(text []byte) bool {
	text = bytes.TrimLeft(text, " ")
	if len(text) < 2 || !beginsUpper(text) && !isAgency(firstWord(text)) || bytes.Contains(text, []byte(". ")) {
		return false
	}
	words := 1
	for _, c := range text {
		if isASCIIDigit(c) {
			return false
		}
		words += one(c == ' ')
	}
	return words <= creditWords
}

func beginsUpper(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	return unicode.IsUpper(r)
}

// lastWord returns the letters at the end of text.
func lastWord(text []byte) []byte {
	text = bytes.TrimRight(text, " ")
	return text[1+bytes.LastIndexFunc(text, notLetter):]
}

// firstWord returns the letters at the beginning of text.
func firstWord(text []byte) []byte {
	if i := bytes.IndexFunc(text, notLetter); i >= 0 {
		return text[:i]
	}
	return text
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// isAgency says whether word names an agency that sells images.
func isAgency(word []byte) bool {
	switch string(lowerASCII(word)) {
	case "afp", "ap", "reuters", "epa", "efe", "dpa", "apa", "ansa", "lusa", "sipa", "anp", "belga", "keystone", "imago", "scanpix", "ritzau", "ntb",
		"xinhua", "getty", "shutterstock", "istock", "unsplash", "pixabay", "pexels", "alamy", "abaca", "bestimage", "europapress":
		return true
	}
	return false
}

// isImageWord says whether word comes before the colon of a credit.
func isImageWord(word []byte) bool {
	switch string(lowerASCII(word)) {
	case "photo", "photos", "foto", "fotos", "imagem", "imagen", "bild", "image", "crédit", "crédits", "credit", "credits", "picture", "kuva",
		"photograph", "fotografía", "fotografia", "zdjęcie", "fot", "фото", "φωτογραφία", "صورة":
		return true
	}
	return false
}

// lowerASCII returns word with small ASCII letters; what is longer than all
// words that are looked for, it cuts.
func lowerASCII(word []byte) []byte {
	var small [24]byte
	n := copy(small[:], word)
	for i, c := range small[:n] {
		if c >= 'A' && c <= 'Z' {
			small[i] = c | 0x20
		}
	}
	return small[:n:n]
}
