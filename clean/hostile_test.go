package clean

import (
	"strings"
	"testing"
)

// Lines made for the wildcards to compete over them take no more steps than
// there are nodes they can stand on.
func TestHostileLines(t *testing.T) {
	c, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
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
	const most = 20_000
	for w := range words {
		for _, line := range []string{
			strings.Repeat(w+" ", 40), strings.Repeat(w+" 1 ", 20), strings.Repeat("1 "+w+" ", 20),
			strings.Repeat("A ", 20) + w, w + strings.Repeat(" A", 30), w + strings.Repeat(" A 1", 15),
		} {
			tokens, _ := appendTokens(nil, []byte(line), maxPhraseTokens)
			m := phraseMatch{trie: c.book.forward, book: c.book, tokens: tokens}
			m.from(0, 0)
			if m.steps > most {
				t.Fatalf("%d steps for %q", m.steps, line)
			}
		}
	}
}
