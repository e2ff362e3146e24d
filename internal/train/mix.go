package train

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"

	"winnow/clean"
)

// Pages of one site have the same furniture around every article, and a model
// may learn which furniture goes with which text. Mixed pages, an article
// between what stands above one page and below another, show it that any may.
//
// What is labelled is mostly news, and the model takes for furniture what stands
// in no news: verses, minutes, lists. So bare texts of such kinds, without any
// furniture, are learned between that of articles too, several times each.

// How often texts are mixed, and what each of the pages weighs.
const (
	articleMixes  = 2
	articleWeight = 0.5
	bareMixes     = 4
	bareWeight    = 0.3
)

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

// bare says whether all of the page is main text.
func (p *parts) bare() bool {
	return len(p.above.labels)+len(p.below.labels) == 0 && !slices.Contains(p.main.labels, false)
}

// partsOf returns the parts of l, nil if it is not for mixing: articles and bare
// texts are.
func partsOf(l *Labelled) *parts {
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
	p := &parts{l,
		piece{lines[:first], l.Labels[:firstLabel]},
		piece{lines[first : last+1], l.Labels[firstLabel : lastLabel+1]},
		piece{lines[last+1:], l.Labels[lastLabel+1:]},
	}
	if !l.isArticle() && !p.bare() {
		return nil
	}
	return p
}

// Mix adds a mixed page for each article that has been added, with what stands
// around two others of its language, and bareMixes for each bare text: of its
// language, or of any if no article is in that. All three are of the same fold,
// so that nothing of one fold is seen in another.
func (t *Trainer) Mix(ctx context.Context) error {
	type kind struct {
		lang string
		fold int
	}
	const any = "any"
	around := map[kind][]*parts{}
	for _, p := range t.parts {
		if !p.bare() {
			for _, lang := range []string{p.of.Lang, any} {
				k := kind{lang, Fold(p.of.Site)}
				around[k] = append(around[k], p)
			}
		}
	}
	random := rand.New(rand.NewPCG(t.Seed, 1))
	var mixed, mixedBare []*Labelled
	for _, p := range t.parts {
		others, to, times := around[kind{p.of.Lang, Fold(p.of.Site)}], &mixed, articleMixes
		if p.bare() {
			to, times = &mixedBare, bareMixes
			if len(others) == 0 {
				others = around[kind{any, Fold(p.of.Site)}]
			}
		}
		if len(others) == 0 {
			continue
		}
		for range times {
			above, below := others[random.IntN(len(others))], others[random.IntN(len(others))]
			if above.of.Site != p.of.Site && below.of.Site != p.of.Site {
				*to = append(*to, mix(above.above, p, below.below))
			}
		}
	}
	if err := t.addMade(ctx, len(mixed), func(_ *clean.Page, i int) *Labelled { return mixed[i] }, articleWeight); err != nil {
		return err
	}
	return t.addMade(ctx, len(mixedBare), func(_ *clean.Page, i int) *Labelled { return mixedBare[i] }, bareWeight)
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
