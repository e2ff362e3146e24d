package clean

import "unicode/utf8"

// What belongs to an article speaks of the same things: its title, captions
// and last lines repeat words of its paragraphs, which menus, teasers and
// advertisements do not. No list of words is needed to see that.

// holders says of each word, by its hash, which line of the main text holds it:
// none (0), one (a number of it), or several.
type holders [1 << 13]uint16

const severalLines = 1<<16 - 1

// topicLetters is the shortest word that says what a text is about.
const topicLetters = 4

// A topicFinder is what the words of a page are looked for with.
type topicFinder struct {
	held holders
	// The slots of the words of the first lines, as far as there is room, so
	// that these are read once: those of line i end at ends[i].
	slots []uint16
	ends  []int
}

// maxTopicSlots is the room for slots: those of a page of a megabyte.
const maxTopicSlots = 1 << 18

// read reads the words of the first lines. There is at most one in two bytes.
func (t *topicFinder) read(lines int, text func(i int) []byte) {
	clear(t.held[:])
	t.slots, t.ends = t.slots[:0], t.ends[:0]
	for i := 0; i < lines && len(t.slots)+len(text(i))/2 < maxTopicSlots; i++ {
		eachWord(text(i), func(slot uint32) { t.slots = append(t.slots, uint16(slot)) })
		t.ends = append(t.ends, len(t.slots))
	}
}

// each calls do with the slots of the words of line i, which says text.
func (t *topicFinder) each(i int, text func(i int) []byte, do func(slot uint32)) {
	if i >= len(t.ends) {
		eachWord(text(i), do)
		return
	}
	from := 0
	if i > 0 {
		from = t.ends[i-1]
	}
	for _, slot := range t.slots[from:t.ends[i]] {
		do(uint32(slot))
	}
}

// describeTopics fills in the share of the words of each line that stand in
// other lines which the first stage takes for main text.
func (c *Columns) describeTopics(scores []int32, text func(i int) []byte, t *topicFinder) {
	t.read(len(scores), text)
	for i, s := range scores {
		if s <= 0 {
			continue
		}
		line := uint16(i%(severalLines-1) + 1)
		t.each(i, text, func(word uint32) {
			h := &t.held[word]
			switch *h {
			case 0:
				*h = line
			case line:
			default:
				*h = severalLines
			}
		})
	}
	shares, counts := c.of(topicShare), c.of(topicWords)
	for i := range scores {
		line := uint16(i%(severalLines-1) + 1)
		words, known := 0, 0
		t.each(i, text, func(word uint32) {
			words++
			if h := t.held[word]; h != 0 && h != line {
				known++
			}
		})
		shares[i], counts[i] = share(known, words), level(known)
	}
}

// eachWord calls do with the slot of each word of text that has topicLetters or
// more, in ASCII regardless of case. In scripts that put no spaces between
// words, each two characters are a word.
func eachWord(text []byte, do func(slot uint32)) {
	h, letters := uint32(0), 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		for c|0x20 >= 'a' && c|0x20 <= 'z' { // most
			h = (h ^ uint32(c|0x20)) * fnvPrime
			letters++
			if i++; i == len(text) {
				break
			}
			c = text[i]
		}
		switch {
		case i == len(text):
		case c >= firstUnspaced:
			_, size := utf8.DecodeRune(text[i:])
			own := uint32(0)
			for _, b := range text[i : i+size] {
				h, own = (h^uint32(b))*fnvPrime, (own^uint32(b))*fnvPrime
			}
			if letters > 0 {
				do(holderSlot(h))
			}
			h, letters = own, topicLetters
			i += size - 1
		case c >= utf8.RuneSelf:
			h = (h ^ uint32(c)) * fnvPrime
			if utf8.RuneStart(c) {
				letters++
			}
		default:
			if letters >= topicLetters {
				do(holderSlot(h))
			}
			h, letters = 0, 0
		}
	}
	if letters >= topicLetters {
		do(holderSlot(h))
	}
}

const (
	fnvPrime = 0x01000193
	// firstUnspaced is the first byte of kana, ideographs and what lies above.
	firstUnspaced = 0xE3
)

// holderSlot spreads a hash over the slots of holders.
func holderSlot(h uint32) uint32 { return h * 0x9E3779B1 >> (32 - 13) }
