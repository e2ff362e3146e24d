package clean

// What belongs to an article speaks of the same things: its title, captions
// and last lines repeat words of its paragraphs, which menus, teasers and
// advertisements do not. No list of words is needed to see that.

// holders says of each word, by its hash, which line of the main text holds it:
// none (0), one (a number of it), or several.
type holders [1 << 13]uint16

const severalLines = 1<<16 - 1

// topicLetters is the shortest word that says what a text is about. Of kana,
// ideographs and Hangul, each two characters are a word.
const topicLetters = 4

// topicSlot is the slot of a word in holders.
func topicSlot(hash uint64) uint16 { return uint16(hash >> (64 - 13)) }

// topicsOf returns the slots of the words of line i that say what it is about.
func (c *Columns) topicsOf(i int) []uint16 {
	from := int32(0)
	if i > 0 {
		from = c.topicEnds[i-1]
	}
	return c.topics[from:c.topicEnds[i]]
}

// describeTopics fills in the share of the words of each line that stand in
// other lines which the first stage takes for main text.
func (c *Columns) describeTopics(scores []int32, held *holders) {
	clear(held[:])
	for i, s := range scores {
		if s <= 0 {
			continue
		}
		line := uint16(i%(severalLines-1) + 1)
		for _, word := range c.topicsOf(i) {
			switch h := &held[word]; *h {
			case 0:
				*h = line
			case line:
			default:
				*h = severalLines
			}
		}
	}
	shares, counts := c.of(topicShare), c.of(topicWords)
	for i := range scores {
		line := uint16(i%(severalLines-1) + 1)
		words, known := c.topicsOf(i), 0
		for _, word := range words {
			if h := held[word]; h != 0 && h != line {
				known++
			}
		}
		shares[i], counts[i] = share(known, len(words)), level(known)
	}
}

const (
	fnvPrime = 0x01000193
	// firstUnspaced is the first byte of kana, ideographs and what lies above. Thai
	// and its neighbours lie below: a run of their letters counts as one word.
	firstUnspaced = 0xE3
)
