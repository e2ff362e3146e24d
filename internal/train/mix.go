package train

import (
	"context"
	"math/rand/v2"
	"strings"

	"winnow/clean"
)

// Pages of one site have the same furniture around every article, and a model
// may learn which furniture goes with which text. Mixed pages, an article
// between what stands above one page and below another, show it that any may.

// parts are the lines of a page above, in and below its main text, with the
// labels of those that are not blank.
type parts struct {
	of                 *Labelled
	above, main, below piece
}

type piece struct {
	lines  []string
	labels []bool
}

// partsOf returns the parts of l, nil if it is not for mixing.
func partsOf(l *Labelled) *parts {
	if !l.isArticle() {
		return nil
	}
	lines := strings.Split(l.Raw, "\n")
	first, last, firstLabel, lastLabel, label := -1, -1, 0, 0, 0
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if l.Labels[label] {
			if first < 0 {
				first, firstLabel = i, label
			}
			last, lastLabel = i, label
		}
		label++
	}
	if first < 0 {
		return nil
	}
	return &parts{l,
		piece{lines[:first], l.Labels[:firstLabel]},
		piece{lines[first : last+1], l.Labels[firstLabel : lastLabel+1]},
		piece{lines[last+1:], l.Labels[lastLabel+1:]},
	}
}

// Mix adds a mixed page for each article that has been added, with what stands
// around two others of its language. All three are of the same fold, so that
// nothing of one fold is seen in another.
func (t *Trainer) Mix(ctx context.Context) error {
	type kind struct {
		lang string
		fold int
	}
	alike := map[kind][]*parts{}
	for _, p := range t.parts {
		k := kind{p.of.Lang, Fold(p.of.Site)}
		alike[k] = append(alike[k], p)
	}
	random := rand.New(rand.NewPCG(t.Seed, 1))
	var mixed []*Labelled
	for _, p := range t.parts {
		others := alike[kind{p.of.Lang, Fold(p.of.Site)}]
		above, below := others[random.IntN(len(others))], others[random.IntN(len(others))]
		if above.of.Site != p.of.Site && below.of.Site != p.of.Site {
			mixed = append(mixed, mix(above.above, p, below.below))
		}
	}
	return t.addMade(ctx, len(mixed), func(_ *clean.Page, i int) *Labelled { return mixed[i] }, 1)
}

// addMade adds n pages that were made of labelled ones, of weight each, in order.
func (t *Trainer) addMade(ctx context.Context, n int, made func(memory *clean.Page, i int) *Labelled, weight float64) error {
	c, err := Rules()
	if err != nil {
		return err
	}
	pages := make([]*page, n)
	parallelWith(ctx, n, func() func(int) {
		var memory clean.Page
		return func(i int) {
			l := made(&memory, i)
			if l == nil {
				return
			}
			if p := newPage(c, &memory, l); p != nil {
				p.fold = Fold(l.Site)
				p.scale(weight)
				pages[i] = p
			}
		}
	})
	for _, p := range pages {
		if p != nil {
			t.pages = append(t.pages, p)
		}
	}
	return context.Cause(ctx)
}

// mix returns the main text of p between above and below.
func mix(above piece, p *parts, below piece) *Labelled {
	// Mixed pages are a set of their own, or they would take the weight of the
	// pages that they are made of.
	l := &Labelled{Site: p.of.Site, URL: p.of.URL, Set: "mixed " + p.of.Set}
	var lines []string
	for _, part := range []piece{above, p.main, below} {
		lines = append(lines, part.lines...)
		l.Labels = append(l.Labels, part.labels...)
	}
	l.Raw = strings.Join(lines, "\n")
	return l
}
