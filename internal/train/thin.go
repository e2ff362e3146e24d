package train

import (
	"context"
	"math/rand/v2"
	"strings"

	"winnow/clean"
)

// Much text has gone through some cleaning before: its menus are gone, and what
// furniture it has left reads like text. A model that has only seen whole pages
// takes too much of it for furniture. Thinned pages show it what other cleaners
// leave behind.

// thinnings is how often a page is thinned.
const thinnings = 2

// Thin adds thinned pages for each page with labels.
func (t *Trainer) Thin(ctx context.Context) error {
	c, err := Rules()
	if err != nil {
		return err
	}
	return t.addMade(ctx, thinnings*len(t.whole), func(memory *clean.Page, i int) *Labelled {
		whole := t.whole[i/thinnings]
		c.Clean(memory, []byte(whole.Raw))
		return thin(whole, memory.Blocks, rand.New(rand.NewPCG(t.Seed, uint64(i)<<8|2)))
	}, thinnedWeight/thinnings)
}

// thin returns what one of two cleaners leaves of l: one that goes by rules, and
// misses some of the furniture; or one that goes by the length of lines. It
// returns nil if that is no main text.
func thin(l *Labelled, blocks []clean.Block, random *rand.Rand) *Labelled {
	labels := labelsOf(l, blocks)
	keep := thinnedByRules
	if random.IntN(2) == 0 {
		keep = thinnedByLength
	}
	// A set of its own, as mixed pages are.
	out := &Labelled{Site: l.Site, URL: l.URL, Set: "thinned " + l.Set}
	var raw strings.Builder
	main := false
	for i, kept := range keep(blocks, labels, random) {
		if !kept {
			continue
		}
		if blocks[i].BlankBefore {
			raw.WriteByte('\n')
		}
		raw.Write(blocks[i].Text)
		raw.WriteByte('\n')
		out.Labels = append(out.Labels, labels[i])
		main = main || labels[i]
	}
	if !main {
		return nil
	}
	out.Raw = raw.String()
	return out
}

// missedRun is the most lines of furniture that are missed or found together.
const missedRun = 6

// thinnedByRules keeps the main text, and of what rules leave a random share of
// the furniture, in runs.
func thinnedByRules(blocks []clean.Block, labels []bool, random *rand.Rand) []bool {
	keep := make([]bool, len(blocks))
	found := random.Float64()
	for i := 0; i < len(blocks); {
		end := i
		for end < len(blocks) && labels[end] == labels[i] && end-i < missedRun {
			end++
		}
		gone := !labels[i] && random.Float64() < found
		for ; i < end; i++ {
			keep[i] = labels[i] || !gone && blocks[i].Rule == clean.Kept
		}
	}
	return keep
}

// The shortest lines that cleaners by length keep, in words, and the shortest
// that ends like a sentence.
var shortestKept = []int32{3, 5, 8, 12}

const shortestSentence = 3

// thinnedByLength keeps nearly all long lines and sentences, and loses most of the
// short furniture and some of the short main text.
func thinnedByLength(blocks []clean.Block, labels []bool, random *rand.Rand) []bool {
	keep := make([]bool, len(blocks))
	shortest := shortestKept[random.IntN(len(shortestKept))]
	for i := range blocks {
		b := &blocks[i]
		long := b.Words >= shortest || b.Words >= shortestSentence && b.Has(clean.EndsSentence)
		kept := 0.12
		switch {
		case long && labels[i]:
			kept = 0.98
		case long:
			kept = 0.95
		case labels[i]:
			kept = 0.75
		}
		keep[i] = random.Float64() < kept
	}
	return keep
}
