package clean

import "slices"

// A phrase is matched against a whole line, token by token, through a trie
// that holds the phrases of all packs at once. Phrases that begin with a
// wildcard stand reversed in a second trie, which lines are held against from
// their ends. A line that no phrase begins like, and that no reversed phrase
// ends like, is done with after two or three tokens: that is nearly every line.

// Longest line that phrases are matched against. Furniture is short; the
// longest known kind is consent text.
const (
	maxPhraseBytes  = 600
	maxPhraseTokens = 80
)

// phraseBook holds the phrases of all packs and rules. Once sealed it does not
// change.
type phraseBook struct {
	forward, backward *phraseTrie
	homes             map[uint32]bool // the list of words for home
	persons           personWords     // the lists of the words of persons
}

func newPhraseBook() *phraseBook {
	// The shipped packs make 32,000 nodes forward and 330 backward.
	return &phraseBook{forward: newPhraseTrie(1 << 15), backward: newPhraseTrie(1 << 10), homes: make(map[uint32]bool), persons: newPersonWords()}
}

// add compiles a phrase for the rule id.
func (b *phraseBook) add(text string, id RuleID) {
	pattern := compilePhrase(text)
	trie := b.forward
	if first, _ := firstTokens(pattern); !areFixed(first) {
		trie, pattern = b.backward, reversed(pattern)
	}
	for {
		rest, optional := withoutEmpty(pattern)
		trie.add(rest, id)
		if !optional {
			return
		}
		pattern = pattern[1:]
	}
}

// seal makes the book ready for use. Nothing may be added afterwards.
func (b *phraseBook) seal() {
	b.forward.seal(false)
	b.backward.seal(true)
}

// addWords adds to one of the word lists.
func (b *phraseBook) addWords(list, words string) {
	if k := slices.Index(personLists[:], list); k >= 0 {
		b.persons.add(words, person(k))
		return
	}
	tokens, _ := appendTokens(nil, []byte(words), 1<<16)
	for _, t := range tokens {
		switch list {
		case listDateWords:
			b.forward.known.add(t.hash, isDateWord)
			b.backward.known.add(t.hash, isDateWord)
		case listParticles:
			b.forward.known.add(t.hash, isParticle)
			b.backward.known.add(t.hash, isParticle)
		case listHomeWords:
			b.homes[t.hash] = true
		}
	}
}

// phraseMatcher holds lines against a book. It serves one goroutine.
type phraseMatcher struct{ forward, backward *automaton }

func newPhraseMatcher(b *phraseBook) *phraseMatcher {
	return &phraseMatcher{newAutomaton(b.forward, false), newAutomaton(b.backward, true)}
}

// rules returns the rules with a phrase that is the whole of line; words is how
// many words the line has, or less.
func (m *phraseMatcher) rules(line []byte, words int) ruleSet {
	if len(line) > maxPhraseBytes {
		return ruleSet{}
	}
	found := m.forward.rules(line, words)
	found.union(m.backward.rules(line, words))
	return found
}
