package clean

import (
	"strings"
	"testing"
)

// TestTeasers: cards whose snippets a machine has cut go; people who let their
// sentences trail off stay.
func TestTeasers(t *testing.T) {
	c := newCleaner(t, Options{Only: []string{"teasers"}})
	article := strings.Repeat(strings.Join(harbour, "\n")+"\n", 2)
	for _, test := range []struct {
		name string
		page []string
		gone bool
	}{
		{"cards", []string{
			"Boats of the world", "The old ferry has been sold to a company that wants to carry bees over the…",
			"Rain on the quay", "Nobody could say on Tuesday how long the office would be shut for, and no…",
			"Lamps for the harbour", "Forty lamps stand along the pier since the first of May, and the captain of…",
		}, true},
		{"people", []string{
			"Re: the ferry", "It varies so much...",
			"I know that the boat of the morning is never there on time, and that they only ever tell us so when it is much too late for the train", "and the evening boat is about as bad...",
			"As for the rest of them", "the weather, the lamps on the pier and the bees are what I would ask about first, if I had not been told by all and sundry that it is no use...",
		}, false},
		{"two cards", []string{
			"Boats of the world", "The old ferry has been sold to a company that wants to carry bees over the…",
			"Rain on the quay", "Nobody could say on Tuesday how long the office would be shut for, and no…",
		}, false},
	} {
		var p Page
		c.Clean(&p, []byte(article+strings.Join(test.page, "\n")))
		gone := 0
		for i := range p.Blocks {
			gone += one(p.Blocks[i].Rule != Kept)
		}
		if want := one(test.gone) * len(test.page); gone != want {
			t.Errorf("%s: %d lines go, want %d", test.name, gone, want)
		}
	}
}
