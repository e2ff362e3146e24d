package clean

import (
	"slices"
	"unicode/utf8"
)

// A phrase is matched against a whole line, token by token, through a trie
// that holds the phrases of all packs at once. Phrases that begin with a
// wildcard stand reversed in a second trie. A line that no phrase begins like,
// and that no reversed phrase ends like, is done with after two or three
// tokens: that is nearly every line.

// Longest line that phrases are matched against. Furniture is short; the
// longest known kind is consent text.
const (
	maxPhraseBytes  = 600
	maxPhraseTokens = 80
)

// phraseBook holds the phrases of all packs and rules.
type phraseBook struct {
	forward, backward *phraseTrie
	begins, ends      *opening // filters over the lines; set by seal
	dates, names      wordSet
	homes             wordSet
}

func newPhraseBook() *phraseBook {
	// The shipped packs make 32,000 nodes forward and 330 backward.
	return &phraseBook{forward: newPhraseTrie(1 << 15), backward: newPhraseTrie(1 << 10)}
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

// seal makes the filters. Nothing may be added afterwards.
func (b *phraseBook) seal() {
	b.forward.seal()
	b.backward.seal()
	b.begins, b.ends = newOpening(b.forward), newOpening(b.backward)
}

// addWords adds to one of the word lists.
func (b *phraseBook) addWords(list, words string) {
	set := map[string]*wordSet{listDateWords: &b.dates, listHomeWords: &b.homes, listParticles: &b.names}[list]
	tokens, _ := appendTokens(nil, []byte(words), 1<<16)
	for _, t := range tokens {
		set.add(t.hash)
	}
}

// wordSet is a set of folded words, by their hashes.
type wordSet struct {
	filter bitSet
	words  map[uint32]struct{}
}

func (w *wordSet) add(hash uint32) {
	if w.words == nil {
		w.words = make(map[uint32]struct{})
	}
	w.filter.add(hash)
	w.words[hash] = struct{}{}
}

func (w *wordSet) has(hash uint32) bool {
	if !w.filter.has(hash) {
		return false
	}
	_, ok := w.words[hash]
	return ok
}

// rules returns the rules with a phrase that is the whole of line. Scratch is
// memory for the tokens, which may be handed back for the next line; words is
// how many words the line has, or less.
func (b *phraseBook) rules(line []byte, words int, scratch []token) (ruleSet, []token) {
	var found ruleSet
	if len(line) > maxPhraseBytes {
		return found, scratch
	}
	first, next, ok := firstToken(line, 0)
	if !ok {
		return found, scratch
	}
	last, _ := lastToken(line)
	if b.begins.mayMatch(first, line[next:], last, words, &b.dates) {
		m := phraseMatch{trie: b.forward, book: b, line: line, tokens: scratch[:0]}
		m.from(0, 0)
		found, scratch = m.found, m.tokens
	}
	if b.ends.mayEnd(last, words, &b.dates) {
		tokens, all := appendTokens(scratch[:0], line, maxPhraseTokens)
		if !all {
			return found, tokens
		}
		slices.Reverse(tokens)
		m := phraseMatch{trie: b.backward, book: b, tokens: tokens, backward: true}
		m.from(0, 0)
		found.union(m.found)
		scratch = tokens
	}
	return found, scratch
}

// firstToken returns the first token at or after line[i].
func firstToken(line []byte, i int) (t token, next int, ok bool) {
	for i < len(line) {
		if t, next, ok = nextToken(line, i); ok {
			return t, next, true
		}
		i = next + 1
	}
	return t, i, false
}

// lastToken finds the last token of line. It looks at the bytes after the last
// ASCII separator first, then further back if only punctuation stood there.
func lastToken(line []byte) (last token, ok bool) {
	for end := len(line); end > 0 && !ok; {
		start := end
		for start > 0 && (line[start-1] >= utf8.RuneSelf || foldTable[line[start-1]] != foldSeparator) {
			start--
		}
		for i := start; i < end; {
			t, next, found := nextToken(line[:end], i)
			if !found {
				i = next + 1
				continue
			}
			last, ok, i = t, true, next
		}
		end = start - 1
	}
	return last, ok
}
