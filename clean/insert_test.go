package clean

import (
	"slices"
	"strings"
	"testing"
)

// TestInserts: labels of advertisements between paragraphs change nothing of what
// the model says of the lines around them.
func TestInserts(t *testing.T) {
	lines := []string{"Share on Facebook", "Ferry left the old quay an hour late", harbour[0], "Nobody waits in the rain", harbour[1], harbour[2], "More of our boats", "All rights reserved."}
	page := func(label string) string {
		with := slices.Clone(lines)
		for i := 5; i > 1 && label != ""; i-- { // above each line from the first paragraph to the last
			with = slices.Insert(with, i, label, label)
		}
		return strings.Join(with, "\n\n")
	}
	c := newCleaner(t, Options{Weigh: true})
	var bare, labelled Page
	c.Clean(&bare, []byte(page("")))
	c.Clean(&labelled, []byte(page("Article content")))
	if got, want := len(labelled.Blocks), len(bare.Blocks)+2*4; got != want {
		t.Fatalf("%d blocks, want %d", got, want)
	}
	k := 0
	for i := range labelled.Blocks {
		b := &labelled.Blocks[i]
		if string(b.Text) == "Article content" {
			if c.Rules()[b.Rule].Name != "ad" || b.Line != 2*i+1 {
				t.Errorf("block %d: line %d, rule %s", i, b.Line, c.Rules()[b.Rule].Name)
			}
			continue
		}
		want := &bare.Blocks[k]
		if string(b.Text) != string(want.Text) || b.Rule != want.Rule || b.Score != want.Score {
			t.Errorf("%q (%d): %q, want %q (%d): %q", c.Rules()[b.Rule].Name, b.Score, b.Text, c.Rules()[want.Rule].Name, want.Score, want.Text)
		}
		if got, want := labelled.Weights(i, 3), bare.Weights(k, 3); !slices.Equal(got, want) {
			t.Errorf("%q: weights %v, want %v", b.Text, got, want)
		}
		k++
	}
}

// TestIsHidden: only what stands between what is kept, prose on one side, is kept
// from the model.
func TestIsHidden(t *testing.T) {
	c := newCleaner(t, Options{Disable: []string{ModelRule}})
	for _, test := range []struct {
		name  string
		lines []string
		want  int
	}{
		{"between paragraphs", []string{harbour[0], "Advertisement", harbour[1]}, 1},
		{"several", []string{harbour[0], "Advertisement", "Article continues below", harbour[1]}, 2},
		{"a pointer", []string{harbour[0], "Read also: Ferries are late again", harbour[1]}, 1},
		{"above a subheading", []string{harbour[0], "Advertisement", "Rain on the quay", harbour[1]}, 1},
		{"between links", []string{"Boats of the world", "Advertisement", "Rain on the quay"}, 0},
		{"beside furniture", []string{harbour[0], "Advertisement", "Share on Facebook", harbour[1]}, 0},
		{"at the beginning", []string{"Advertisement", harbour[0]}, 0},
		{"at the end", []string{harbour[0], "Advertisement"}, 0},
		{"a button", []string{harbour[0], "Share on Facebook", harbour[1]}, 0},
	} {
		var p Page
		c.Clean(&p, []byte(strings.Join(test.lines, "\n\n")))
		before := slices.Clone(p.Blocks)
		p.bench = c.bench()
		p.hideInserts()
		if got := len(before) - len(p.Blocks); got != test.want {
			t.Errorf("%s: %d lines are hidden, want %d", test.name, got, test.want)
		}
		p.showInserts()
		for i := range p.Blocks {
			p.Blocks[i].hidden = false
		}
		if !slices.EqualFunc(p.Blocks, before, func(a, b Block) bool { return a.Line == b.Line && a.Rule == b.Rule }) {
			t.Errorf("%s: the blocks are not what they were", test.name)
		}
		p.giveBack()
	}
}
