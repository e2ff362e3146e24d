package clean

import (
	"strings"
	"unicode/utf8"
)

// A person is who speaks of whom, by the words of a list in the packs.
type person uint8

const (
	firstPerson  person = iota // I
	secondPerson               // you
	firstPlural                // we
	thirdPerson                // he, she, they; said
	persons
)

// personLists are the names of the lists, by person.
var personLists = [persons]string{"first-person", "second-person", "first-plural", "third-person"}

// personWords says of words, by their hash, which person they are. It is open
// addressing with linear probing, at most half full.
type personWords struct {
	filter bitSet       // over the hashes: most words are known by it to be none
	slots  []personWord // as many as a power of two
	shift  int          // what is left of a hash is a slot
	n      int
}

type personWord struct {
	hash   uint32 // the upper half of the word's
	person uint8  // one more than it: zero is no word
}

func newPersonWords() personWords {
	return personWords{slots: make([]personWord, 1<<10), shift: 32 - 10}
}

// find returns the person of a word and one, 0 if it has none.
func (w *personWords) find(hash uint64) uint8 {
	h := uint32(hash >> 32)
	if !w.filter.has(h) {
		return 0
	}
	return w.slot(h).person
}

// slot returns the slot of a word, or the one where it would be.

func (w *personWords) slot(hash uint32) *personWord {
	for i := int(hash >> w.shift); ; i++ {
		if s := &w.slots[i&(len(w.slots)-1)]; s.person == 0 || s.hash == hash {
			return s
		}
	}
}

// add enters words. A word of two persons is that of the first.
func (w *personWords) add(words string, p person) {
	for _, word := range strings.Fields(words) {
		_, hash := readPersonWord([]byte(word))
		w.set(personWord{uint32(hash >> 32), uint8(p) + 1})
	}
}

// readPersonWord reads the word that text begins with as details.read does, and
// returns where it ends.
func readPersonWord(text []byte) (end int, hash uint64) {
	if text[0] >= firstUnspaced {
		return readAlone(text, 0)
	}
	end, hash, _, _, _ = readWord(text, 0)
	return end, hash
}

// oddPersonWord returns the first of words that no text can hold as one word, for
// there is more in it than letters, and at which character it stands; -1 if there
// is none.
func oddPersonWord(words string) (at int, odd string) {
	for _, word := range strings.Fields(words) {
		r, _ := utf8.DecodeRuneInString(word)
		if end, _ := readPersonWord([]byte(word)); end < len(word) || shapeOfRune(r)&(isWord|isAlone) == 0 {
			return utf8.RuneCountInString(words[:strings.Index(words, word)]), word
		}
	}
	return -1, ""
}

// set enters a word that is not there yet.
func (w *personWords) set(word personWord) {
	s := w.slot(word.hash)
	if s.person != 0 {
		return
	}
	*s = word
	w.filter.add(word.hash)
	if w.n++; 2*w.n > len(w.slots) {
		larger := personWords{slots: make([]personWord, 2*len(w.slots)), shift: w.shift - 1}
		for _, word := range w.slots {
			if word.person != 0 {
				larger.set(word)
			}
		}
		*w = larger
	}
}
