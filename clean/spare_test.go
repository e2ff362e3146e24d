package clean

import (
	"slices"
	"strings"
	"testing"
)

// shortLinesGo is a model that keeps lines of more than six words, and is not
// quite sure of the others.
func shortLinesGo() *Model {
	tree := Tree{Splits: []Split{{Feature: lineCount, Border: 6}}, Leaves: []int16{-200, 600}}
	return &Model{Second: Forest{Trees: []Tree{tree}}}
}

var harbour = []string{
	"The ferry left the old quay an hour late on Monday, and nobody on board could say why it had waited.",
	"It is the third time this month, said a passenger who waited in the rain, and it will not be the last.",
	"The council wants to hear from the company that runs it, whose office was closed for the whole of the day.",
}

// TestSpare has lines that the model would remove, and must not.
func TestSpare(t *testing.T) {
	for _, test := range []struct {
		name    string
		lines   []string
		removed []string
	}{
		{"the rest of a sentence", []string{"La ministre a reçu hier au port les représentants des pêcheurs et du conseil d", "’Etat."}, nil},
		{"the end of a list", []string{"1. The quay is shut for all ships until the end of May.", "2. Ask the office.", "3. Bring a light."}, nil},
		{"another number", []string{"1. The quay is shut for all ships until the end of May.", "2024: a list"}, []string{"2024: a list"}},
		{"a list of its own", []string{"1. Ask the office", "2. Bring a light"}, []string{"1. Ask the office", "2. Bring a light"}},
	} {
		c, err := New(Options{Model: shortLinesGo(), Only: []string{ModelRule}})
		if err != nil {
			t.Fatal(err)
		}
		var p Page
		c.Clean(&p, []byte(strings.Join(append(slices.Clone(harbour), test.lines...), "\n\n")))
		var removed []string
		for i := range p.Blocks {
			if p.Blocks[i].Rule != Kept {
				removed = append(removed, string(p.Blocks[i].Text))
			}
		}
		if !slices.Equal(removed, test.removed) {
			t.Errorf("%s: removed %q, want %q", test.name, removed, test.removed)
		}
	}
}

// TestCaution: of a page that loses much prose, less goes.
func TestCaution(t *testing.T) {
	// Each comma makes a line a little less likely.
	model := &Model{Second: Forest{Bias: 300, Trees: []Tree{
		{Splits: []Split{{Feature: lineCommas, Border: 2}}, Leaves: []int16{0, -400}},
	}}}
	c, err := New(Options{Model: model, Only: []string{ModelRule}})
	if err != nil {
		t.Fatal(err)
	}
	listed := "Ships, boats, ferries, rafts and all that floats went past the old quay that morning without a sound."
	for _, test := range []struct{ lines, kept int }{{1, 0}, {12, 12}} {
		var p Page
		c.Clean(&p, []byte(strings.Join(harbour, "\n")+strings.Repeat("\n"+listed, test.lines)))
		kept := 0
		for i := range p.Blocks {
			if string(p.Blocks[i].Text) == listed && p.Blocks[i].Rule == Kept {
				kept++
			}
		}
		if kept != test.kept {
			t.Errorf("of %d doubtful paragraphs %d are kept, want %d", test.lines, kept, test.kept)
		}
	}
}
