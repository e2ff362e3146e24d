package dedupe

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// repeatedWords tells by comparing all places with all earlier ones which words
// of the last text are part of a run of n or more that stood before.
func repeatedWords(texts [][]string, n int) []bool {
	var all []string
	for _, text := range texts {
		all = append(append(all, text...), "\n")
	}
	own := len(texts[len(texts)-1])
	start := len(all) - 1 - own
	covered := make([]bool, own)
	for shift := 1; shift < len(all); shift++ {
		run := 0
		for i := max(start, shift); i < len(all); i++ {
			if i == start && shift <= i {
				run = 0
			}
			if all[i] != "\n" && all[i] == all[i-shift] {
				run++
				if run >= n {
					for j := i - run + 1; j <= i; j++ {
						covered[j-start] = true
					}
				}
			} else {
				run = 0
			}
		}
	}
	return covered
}

func newRepeats(t *testing.T, o RepeatOptions) *Repeats {
	t.Helper()
	r, err := NewRepeats(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// Every run of the length or longer is found to its last word, and nothing
// else is: in texts made of passages of earlier ones, of few words, of scripts
// without spaces.
func TestRepeatsAgainstBruteForce(t *testing.T) {
	for name, c := range map[string]struct {
		words, vocabulary int
		join              string
	}{
		"long runs":     {20, 5000, " "},
		"short runs":    {8, 500, " "},
		"few words":     {10, 12, " "},
		"without space": {12, 400, ""},
	} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(8, uint64(c.words)))
			word := func() string {
				if c.join == "" {
					return string(rune('一' + random.IntN(c.vocabulary)))
				}
				return fmt.Sprint("w", random.IntN(c.vocabulary))
			}
			r := newRepeats(t, RepeatOptions{Words: c.words})
			printer := NewPrinter(c.words)
			var texts [][]string
			runs := 0
			for i := range fewer(60, 20) {
				var text []string
				for range 1 + random.IntN(6) {
					if i > 0 && random.IntN(2) == 0 {
						from := texts[random.IntN(i)]
						a := random.IntN(len(from))
						b := min(len(from), a+c.words-4+random.IntN(2*c.words))
						text = append(text, from[a:b]...)
					} else {
						for range 1 + random.IntN(3*c.words) {
							text = append(text, word())
						}
					}
				}
				texts = append(texts, text)
				folded := []byte(strings.Join(text, c.join))
				got, err := r.Find(nil, folded, []Part{{0, NewPlace(int64(i), 1)}}, printer.Append(nil, folded))
				if err != nil {
					t.Fatal(err)
				}
				runs += len(got)
				checkRepeats(t, i, text, c.join, got, repeatedWords(texts, c.words))
			}
			if runs < 8 {
				t.Errorf("only %d runs", runs)
			}
		})
	}
}

func checkRepeats(t *testing.T, number int, text []string, join string, got []Repeat, want []bool) {
	t.Helper()
	covered := make([]bool, len(text))
	at := 0
	last := 0
	for i, word := range text {
		for _, g := range got {
			if g.From <= at && at+len(word) <= g.To {
				covered[i] = true
			} else if g.From < at+len(word) && at < g.To {
				t.Errorf("text %d: %+v cuts the word %q", number, g, word)
			}
		}
		at += len(word) + len(join)
	}
	for _, g := range got {
		words := len(plainTokens([]byte(strings.Join(text, join))[g.From:g.To]))
		if g.From < last || words != g.Words || int(g.First.Document()) > number {
			t.Errorf("text %d: %+v after %d, of %d words", number, g, last, words)
		}
		last = g.To
	}
	if !slices.Equal(covered, want) {
		for i := range want {
			if covered[i] != want[i] {
				t.Fatalf("text %d of %d words: word %d repeated %v, found %v in %+v", number, len(text), i, want[i], covered[i], got)
			}
		}
	}
}

// Passages planted in new texts are found, with the paragraph in which they
// stood; those that are a word too short are not.
func TestRepeatsPlanted(t *testing.T) {
	const words = 50
	random := rand.New(rand.NewPCG(1, 50))
	fresh := func(n int) (text []string) {
		for range n {
			text = append(text, fmt.Sprint("n", random.Uint32()))
		}
		return text
	}
	r := newRepeats(t, RepeatOptions{Words: words})
	printer := NewPrinter(words)
	var paragraphs []string
	var parts []Part
	var text []byte
	for i := range 100 {
		paragraphs = append(paragraphs, strings.Join(fresh(120), " "))
		parts = append(parts, Part{len(text), NewPlace(0, i+1)})
		text = append(append(text, paragraphs[i]...), ' ')
	}
	if got, err := r.Find(nil, text, parts, printer.Append(nil, text)); err != nil || len(got) > 0 {
		t.Fatalf("in new text: %v, %v", got, err)
	}
	for i := range 400 {
		source := random.IntN(100)
		length := words - 1 + i%30
		from := random.IntN(120 - length)
		planted := strings.Fields(paragraphs[source])[from : from+length]
		before := fresh(random.IntN(60))
		text := []byte(strings.Join(slices.Concat(before, planted, fresh(random.IntN(60))), " "))
		got, err := r.Find(nil, text, []Part{{0, NewPlace(int64(i+1), 1)}}, printer.Append(nil, text))
		if err != nil {
			t.Fatal(err)
		}
		if length < words {
			if len(got) > 0 {
				t.Errorf("a run of %d words was found: %+v", length, got)
			}
			continue
		}
		want := Repeat{Words: length, First: NewPlace(0, source+1)}
		if len(before) > 0 {
			want.From = len(strings.Join(before, " ")) + 1
		}
		want.To = want.From + len(strings.Join(planted, " "))
		if !slices.Equal(got, []Repeat{want}) {
			t.Errorf("found %+v, want %+v", got, want)
		}
	}
}

// A run ends inside a word in neither text.
func TestRepeatsEndAtWords(t *testing.T) {
	r := newRepeats(t, RepeatOptions{Words: 8})
	printer := NewPrinter(8)
	for i, c := range []struct{ text, want string }{
		{"a1 a2 a3 a4 a5 a6 a7 a8 a9 b10", ""},
		{"xa1 a2 a3 a4 a5 a6 a7 a8 a9 b1", "a2 a3 a4 a5 a6 a7 a8 a9"},
		{"é1 é2 é3 é4 é5 é6 é7 é8 é9 é", ""},
		{"è1 é2 é3 é4 é5 é6 é7 é8 é9 è", "é2 é3 é4 é5 é6 é7 é8 é9"},
	} {
		got, err := r.Find(nil, []byte(c.text), []Part{{0, NewPlace(int64(i), 1)}}, printer.Append(nil, []byte(c.text)))
		if err != nil {
			t.Fatal(err)
		}
		found := ""
		for _, g := range got {
			found += c.text[g.From:g.To]
		}
		if found != c.want {
			t.Errorf("%q: found %q, want %q", c.text, found, c.want)
		}
	}
}

// Any text can be compared, what is found lies within it, and a text that comes
// twice is found whole.
func FuzzRepeats(f *testing.F) {
	f.Add([]byte("a b c d e f g h i j"), []byte("x b c d e f g h i y"))
	f.Add([]byte("東京都は明日の朝に雨"), []byte("あ東京都は明日の朝に雨"))
	f.Add([]byte("a a a a a a a a a a a a a a a a a a a"), []byte("\xff\xfe \xe3\x81 a"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		r := newRepeats(t, RepeatOptions{Words: 8})
		printer := NewPrinter(8)
		for i, raw := range [][]byte{a, b, b} {
			text := Fold(nil, raw, Folded)
			if slices.Contains(text, textEnd) {
				return // a text without words
			}
			got, err := r.Find(nil, text, []Part{{0, NewPlace(int64(i), 1)}}, printer.Append(nil, text))
			if err != nil {
				t.Fatal(err)
			}
			last, words := 0, 0
			for _, g := range got {
				if g.From < last || g.To > len(text) || g.Words != len(plainTokens(text[g.From:g.To])) {
					t.Fatalf("%q: %+v", text, got)
				}
				last = g.To
				words += g.Words
			}
			if all := len(plainTokens(text)); i == 2 && all >= 8 && words != all {
				t.Errorf("%q, the second time: %+v", text, got)
			}
		}
	})
}

// A text of one word again and again takes time in proportion to its length:
// this test would not end otherwise. All of it but the beginning is repeated.
func TestRepeatsOfOneWord(t *testing.T) {
	r := newRepeats(t, RepeatOptions{Words: 50})
	n := fewer(1<<18, 1<<13)
	text := []byte(strings.TrimSpace(strings.Repeat("la ", n)))
	got, err := r.Find(nil, text, []Part{{0, NewPlace(0, 1)}}, NewPrinter(50).Append(nil, text))
	if err != nil || len(got) != 1 || got[0].Words < n-100 {
		t.Errorf("%+v, %v", got, err)
	}
}
