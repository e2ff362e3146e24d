package clean

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// exampleLines returns lines of all kinds: of the packs and of the pages.
func exampleLines(t testing.TB) [][]byte {
	t.Helper()
	packs, err := Packs()
	if err != nil {
		t.Fatal(err)
	}
	var lines [][]byte
	for _, p := range packs {
		for _, e := range p.Entries {
			if e.Kind == Hit || e.Kind == Miss {
				lines = append(lines, []byte(e.Text))
			}
		}
	}
	pages, _ := filepath.Glob("../testdata/pages/*.txt")
	for _, name := range pages {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range bytes.Split(data, []byte("\n")) {
			if line = bytes.TrimSpace(line); len(line) > 0 {
				lines = append(lines, line)
			}
		}
	}
	if len(lines) < 1000 {
		t.Fatalf("only %d lines", len(lines))
	}
	return lines
}

// What is remembered of a line is what is found anew.
func TestMemo(t *testing.T) {
	c := newCleaner(t, Options{})
	var warm Page
	lines := bytes.Join(exampleLines(t), []byte("\n"))
	c.Clean(&warm, lines)
	c.Clean(&warm, lines)
	var cold Page
	cold.reset(c)
	for i := range warm.Blocks {
		w := &warm.Blocks[i]
		b := Block{Text: w.Text}
		measure(&b)
		if b.Words != w.Words || b.Shape != w.Shape {
			t.Errorf("%q: %d words, %+v; remembered %d, %+v", w.Text, b.Words, b.Shape, w.Words, w.Shape)
		}
	}
	hits := slices.Clone(warm.hits)
	c.Clean(&cold, lines)
	if !slices.Equal(hits, cold.hits) {
		t.Error("the phrases of a second pass differ from those of the first")
	}
}

// naive is measure without its tricks, for the counts.
func naive(text []byte) (words, digits int) {
	inside, letter := false, false
	for _, r := range string(text) {
		k := shapeOfRune(r)
		switch {
		case k&isWord != 0:
			if !inside {
				words++
			}
			if k&isDigit != 0 {
				digits++
			}
			inside, letter = true, true
		case k&isAlone != 0:
			words++
			inside, letter = false, false
		case k&isJoin != 0:
			inside = inside && letter
			letter = false
		default:
			inside, letter = false, false
		}
	}
	return words, digits
}

func TestMeasureIsNaive(t *testing.T) {
	for _, line := range exampleLines(t) {
		for from := 0; from < min(len(line), 9); from++ {
			text := line[from:]
			if from > 0 && (text[0]&0xC0 == 0x80) {
				continue
			}
			b := Block{Text: text}
			measure(&b)
			words, digits := naive(text)
			if int(b.Words) != words || int(b.Digits) != digits {
				t.Fatalf("%q: %d words, %d digits; want %d, %d", text, b.Words, b.Digits, words, digits)
			}
		}
	}
}

// What a line needs no normalizing for is told by one pass that measures it.
func TestSurveyIsScan(t *testing.T) {
	lines := exampleLines(t)
	for _, odd := range []string{"a  b", "R&D", "a&b;", "a &amp; b", "é\u0301", "a\u0301\u0323", "Ã©té", "a\u00a0b", "tab\tbed", "1234567  90", "123456  ", "\u200bx", "\U000e0041", "中 国", "\x7f", "가각", "Å"} {
		for n := range 18 {
			lines = append(lines, []byte(strings.Repeat("x", n)+odd+strings.Repeat("y", n%3)))
		}
	}
	plain, odd := 0, 0
	for _, line := range append(lines, shuffledLines(lines, 20_000)...) {
		if line = trimSpace(line); len(line) == 0 {
			continue
		}
		b := Block{Text: line}
		i, _ := plainClasses().scan(line, 0, 0, 0)
		for i < len(line) && line[i] == '&' && !mayRefer(line[i:]) {
			i, _ = plainClasses().scan(line, i+1, 0, 0)
		}
		if got := survey(&b, plainClasses()); got != (i == len(line)) {
			t.Fatalf("%q: plain is %v, but a scan stops at %d", line, got, i)
		} else if got {
			plain++
		} else {
			odd++
		}
	}
	if plain < 1000 || odd < 1000 {
		t.Errorf("%d lines are plain, %d are not: too few of a kind", plain, odd)
	}
}
