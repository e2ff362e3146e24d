package clean

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// A walk holds a line against a trie without any automaton: every edge that
// the tokens allow is followed, one after the other. It is what an automaton
// has to agree with.
type walk struct {
	trie     *phraseTrie
	tokens   []token // in reverse order for the backward trie
	backward bool
	found    ruleSet
	been     map[[2]int32]bool
}

// walkRules returns the rules with a phrase that is the whole of line.
func walkRules(b *phraseBook, line []byte) ruleSet {
	tokens, all := appendTokens(nil, line, maxPhraseTokens)
	if !all || len(line) > maxPhraseBytes {
		return ruleSet{}
	}
	forward := walk{trie: b.forward, tokens: tokens, been: make(map[[2]int32]bool)}
	forward.from(0, 0)
	tokens = slices.Clone(tokens)
	slices.Reverse(tokens)
	backward := walk{trie: b.backward, tokens: tokens, backward: true, been: make(map[[2]int32]bool)}
	backward.from(0, 0)
	forward.found.union(backward.found)
	return forward.found
}

// from follows every edge of node that the tokens from i on allow.
func (w *walk) from(node int32, i int) {
	if been := [2]int32{node, int32(i)}; w.been[been] {
		return
	} else {
		w.been[been] = true
	}
	n := &w.trie.nodes[node]
	if i == len(w.tokens) {
		if i <= int(w.trie.sums[node].length) {
			w.found.union(n.accept)
		}
	}
	for _, join := range n.joins {
		w.from(join, i)
	}
	for e, next := range n.edges {
		if next != 0 {
			w.class(edge(e), next, i)
		}
	}
	if i == len(w.tokens) {
		return
	}
	for s := w.trie.words.find(node, w.tokens[i].hash); s.more(); s.step() {
		w.from(s.next(), i+1)
	}
}

// class follows an edge that is no word.
func (w *walk) class(e edge, next int32, i int) {
	left := w.tokens[i:]
	switch e {
	case edgeColon:
		if !w.backward && i > 0 && w.tokens[i-1].colon || w.backward && len(left) > 0 && left[0].colon {
			w.from(next, i)
		}
	case edgeStar, edgeLongStar:
		most := starTokens
		if e == edgeLongStar {
			most = len(left) // how long the line may be is told where the phrase ends
		}
		for n := 0; n <= min(most, len(left)); n++ {
			w.from(next, i+n)
		}
	case edgeNumber:
		if len(left) > 0 && left[0].kind == tokenNumber {
			w.from(next, i+1)
		}
	case edgeDate:
		number := false
		for n, t := range left[:min(dateTokens, len(left))] {
			if t.kind != tokenNumber && w.trie.known.symbol(t)&isDateWord == 0 {
				return
			}
			if number = number || t.kind == tokenNumber; number {
				w.from(next, i+n+1)
			}
		}
	case edgeName:
		for n, t := range left[:min(nameTokens, len(left))] {
			if t.kind == tokenNumber || !t.upper && (n == 0 || w.trie.known.symbol(t)&isParticle == 0) {
				return
			}
			w.from(next, i+n+1)
		}
	}
}

// shuffledLines returns lines made of the words and separators of others: much
// more often than those they begin like phrases and go on otherwise.
func shuffledLines(lines [][]byte, n int) [][]byte {
	random := rand.New(rand.NewPCG(1, 2))
	shuffled := make([][]byte, n)
	for i := range shuffled {
		var words [][]byte
		for range 1 + random.IntN(4) {
			of := bytes.Fields(lines[random.IntN(len(lines))])
			from := random.IntN(len(of))
			words = append(words, of[from:min(len(of), from+1+random.IntN(6))]...)
		}
		shuffled[i] = bytes.Join(words, []byte([]string{" ", " ", " ", ": ", "：", " | "}[random.IntN(6)]))
	}
	return shuffled
}

// An automaton finds what a walk finds, whatever it remembers.
func TestAutomatonIsWalk(t *testing.T) {
	c := newCleaner(t, Options{})
	m, found := newPhraseMatcher(c.book), 0
	lines := exampleLines(t)
	for i, line := range append(lines, shuffledLines(lines, 20_000)...) {
		b := Block{Text: line}
		measure(&b)
		want := walkRules(c.book, line)
		for _, words := range []int{0, int(b.Words)} {
			if got := m.rules(line, words); got != want {
				t.Fatalf("%q (%d words): rules %b, want %b", line, words, got, want)
			}
		}
		if !want.empty() {
			found++
		}
		if i%5000 == 0 {
			m.forward.forget()
		}
	}
	if found < 2000 {
		t.Errorf("only %d of the lines are phrases", found)
	}
}

// A line has no more tokens than a phrase with all of its wildcards in full: the
// long star is not counted where it stands, but the line is.
func TestLongStar(t *testing.T) {
	pack, err := ParsePack("p", []byte("[quay]\nred boats ** sail\ngreen boats ** sail ** home\nblue boats (lie|) ** here *\nblue boats ** here and there\n"))
	if err != nil {
		t.Fatal(err)
	}
	c := newCleaner(t, Options{Packs: []Pack{pack}, Only: []string{"quay"}})
	m := newPhraseMatcher(c.book)
	words := func(n int) string { return strings.Repeat(" a", n) }
	for _, test := range []struct {
		line string
		want bool
	}{
		{"red boats sail", true},
		{"red boats" + words(30) + " sail", true},
		{"red boats" + words(31) + " sail", false},
		{"green boats sail home", true},
		{"green boats" + words(50) + " sail" + words(10) + " home", true}, // they share
		{"green boats" + words(51) + " sail" + words(10) + " home", false},
		{"blue boats" + words(31) + " here" + words(8), true}, // one could lie
		{"blue boats" + words(32) + " here" + words(8), false},
		{"blue boats" + words(9) + " here" + words(9), false}, // the short star is counted
		{"blue boats" + words(30) + " here and there", true},
		{"blue boats" + words(37) + " here and there", true}, // as a phrase of the other kind
		{"blue boats" + words(38) + " here and there", false},
	} {
		b := Block{Text: []byte(test.line)}
		measure(&b)
		if got := m.rules(b.Text, int(b.Words)) != (ruleSet{}); got != test.want {
			t.Errorf("%q: a phrase is %v", test.line, got)
		}
		if got := walkRules(c.book, b.Text) != (ruleSet{}); got != test.want {
			t.Errorf("%q: a phrase to the walk is %v", test.line, got)
		}
	}
}

// When an automaton has too much to remember it forgets, in the midst of a
// line, and goes on.
func TestAutomatonForgets(t *testing.T) {
	c := newCleaner(t, Options{})
	m := newPhraseMatcher(c.book)
	lines := exampleLines(t)
	for _, line := range shuffledLines(lines, 2000) {
		m.forward.moves.used, m.backward.moves.used = maxMoves, maxMoves
		if got, want := m.rules(line, 0), walkRules(c.book, line); got != want {
			t.Fatalf("%q: rules %b, want %b", line, got, want)
		}
	}
}

// Tokens read one by one, in either direction, are those of the line.
func TestTokenReader(t *testing.T) {
	lines := exampleLines(t)
	lines = append(lines, []byte("a:b : "), []byte(": a"), []byte("é：：b…"), []byte("：é"), []byte("\u0301a\u0301:\u0301"), []byte("日本：語"), []byte("a ： b：c:"))
	var r tokenReader
	for _, line := range append(lines, shuffledLines(lines, 5000)...) {
		want, _ := appendTokens(nil, line, 1<<20)
		for _, backward := range []bool{false, true} {
			var got []token
			r.start(line, backward)
			for t, ok := r.next(); ok; t, ok = r.next() {
				got = append(got, t)
			}
			if backward {
				slices.Reverse(got)
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%q, backward %v: tokens %v, want %v", line, backward, got, want)
			}
		}
	}
}

// Lines made for the wildcards to compete over them lead to no more places at
// once than there are nodes they can stand on, and to few.
func TestHostileLines(t *testing.T) {
	c := newCleaner(t, Options{})
	packs, err := Packs()
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]bool{"1": true, "A": true}
	for _, p := range packs {
		for _, e := range p.Entries {
			for _, w := range strings.FieldsFunc(e.Text, func(r rune) bool { return strings.ContainsRune(" (|){}*:", r) }) {
				words[w] = true
			}
		}
	}
	const most = 500 // places of a state
	m := newPhraseMatcher(c.book)
	for w := range words {
		for _, line := range []string{
			strings.Repeat(w+" ", 40), strings.Repeat(w+" 1 ", 20), strings.Repeat("1 "+w+" ", 20),
			strings.Repeat("A ", 20) + w, w + strings.Repeat(" A", 30), w + strings.Repeat(" A 1", 15),
		} {
			m.rules([]byte(line), 0)
		}
		for _, a := range []*automaton{m.forward, m.backward} {
			for _, s := range a.ends {
				if s.to-s.from > most {
					t.Fatalf("%d places at once after lines of %q", s.to-s.from, w)
				}
			}
			if a.moves.used > maxMoves || len(a.places) > maxPlaces+most {
				t.Fatalf("%d moves, %d places are remembered", a.moves.used, len(a.places))
			}
			if len(a.states) > 2000 { // each is looked at once
				a.forget()
			}
		}
	}
}
