package eval

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestShingles(t *testing.T) {
	for _, c := range []struct {
		gold, output []uint32
		want         overlap
	}{
		{nil, nil, overlap{0, 0, 0}},
		{[]uint32{1, 2}, []uint32{1, 2}, overlap{1, 1, 1}},
		{[]uint32{1, 2, 3}, []uint32{1, 2}, overlap{0, 1, 1}},
		{[]uint32{1, 2, 3, 4, 5}, []uint32{9, 2, 3, 4, 5}, overlap{1, 2, 2}},
		{[]uint32{1, 1, 1, 1, 1, 1}, []uint32{1, 1, 1, 1, 1}, overlap{2, 2, 3}},
	} {
		if got := shingles(c.gold, c.output); got != c.want {
			t.Errorf("shingles(%v, %v) = %v, want %v", c.gold, c.output, got, c.want)
		}
	}
}

// slowCommonLength is the longest common subsequence as every book has it.
func slowCommonLength(a, b []uint32) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

func TestCommonLength(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		words := 1 + r.IntN(40)
		a, b := make([]uint32, r.IntN(200)), make([]uint32, r.IntN(200))
		for _, s := range [][]uint32{a, b} {
			for i := range s {
				s[i] = uint32(1 + r.IntN(words))
			}
		}
		if got, want := commonLength(a, b, words), slowCommonLength(a, b); got != want {
			t.Fatalf("commonLength(%v, %v) = %d, want %d", a, b, got, want)
		}
	}
}

// Of texts that are too long there is everything but the common subsequence.
func TestLongTexts(t *testing.T) {
	long := strings.Repeat("a ", 1<<18+1)
	var sum tally
	sum.add(NewScorer().Score(&Page{Raw: long, Gold: long}, &Output{Text: long}))
	if r := sum.row(""); r.Figures[BagF] != 1 || r.Figures[ShinF] != 1 || !math.IsNaN(r.Figures[LcsF]) {
		t.Errorf("%v", r.Figures)
	}
}

func linesOf(text string) []line { return splitLines(strings.ReplaceAll(text, "|", "\n")) }

func TestAlign(t *testing.T) {
	for _, c := range []struct{ raw, output, want string }{
		{"", "a", ""},
		{"a|b|c", "", "000"},
		{"a|b|c", "a|b|c", "111"},
		{"a|b|c", "c|a|b", "110"},
		{"a|b|c", "b|x|c", "011"},
		{"a|b|a|b", "b|a", "0110"},
		{"a|a|a", "a", "100"},
		{"x|a|a|a", "a", "0100"},
		{"a  b|c", " a b ", "10"},
	} {
		got := ""
		for _, found := range align(linesOf(c.raw), linesOf(c.output)) {
			got += map[bool]string{false: "0", true: "1"}[found]
		}
		if got != c.want {
			t.Errorf("%q in %q: %s, want %s", c.output, c.raw, got, c.want)
		}
	}
}

// A page of one line a hundred thousand times is a page like others.
func TestAlignOfEqualLines(t *testing.T) {
	raw := linesOf("head" + strings.Repeat("|same", 100_000))
	found := align(raw, linesOf("other"+strings.Repeat("|same", 60_000)))
	n := 0
	for _, f := range found {
		if f {
			n++
		}
	}
	if n != 60_000 || found[0] || !found[1] || found[len(found)-1] {
		t.Errorf("%d lines found", n)
	}
	if slices.Contains(align(raw, raw), false) {
		t.Error("a page is not found in itself")
	}
}
