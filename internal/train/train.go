package train

import (
	"context"
	"errors"
	"hash/fnv"
	"math"
	"slices"

	"winnow/clean"
)

// Folds is into how many parts pages are divided, by site: the second stage
// learns from scores by models that have not seen the site.
const Folds = 5

// The shapes of the two stages: see docs/model.md for what else was tried.
var (
	firstShape  = shape{trees: 60, depth: 6, rate: 0.15, smoothing: 0.02, rows: 0.3, features: 0.3}
	secondShape = shape{trees: 240, depth: 6, rate: 0.06, smoothing: 0.02, rows: 0.3, features: 0.3}
)

// A Trainer collects labelled pages and makes models of them.
type Trainer struct {
	// Progress, if not nil, is told how many of all trees have grown.
	Progress func(trees, all int)
	// Seed picks the rows and questions that trees see.
	Seed uint64
	// Without names a group of features that no tree asks about; "" for none.
	Without string

	pages []*page
	whole []*Labelled
	parts []*parts
	grown int
	all   int
}

// Rules returns a Cleaner with the verdicts that models see: all rules but the
// model itself.
func Rules() (*clean.Cleaner, error) {
	return clean.New(clean.Options{Disable: []string{clean.ModelRule}})
}

// Pages are the pages made of one Labelled page: itself, and what remains of it
// after a perfect cleaning. They belong to a Trainer once added.
type Pages struct {
	pages []*page
	whole *Labelled // nil if the page has no labels
	parts *parts    // nil if the page is not for mixing
}

// Prepare makes pages of l with a Cleaner from Rules. It may be called from
// several goroutines, each with a Page of its own. The error says why nothing
// can be learned from l.
func Prepare(c *clean.Cleaner, memory *clean.Page, l *Labelled) (out Pages, err error) {
	if err := l.check(); err != nil {
		return out, err
	}
	add := func(p *page) {
		if p != nil {
			p.fold = Fold(l.Site)
			out.pages = append(out.pages, p)
		}
	}
	whole := newPage(c, memory, l)
	if whole != nil && !l.isArticle() {
		whole.scale(otherWeight)
	}
	add(whole)
	if len(l.Labels) > 0 {
		p := newPage(c, memory, cleaned(l))
		if p != nil {
			p.scale(cleanedWeight)
		}
		add(p)
		out.whole, out.parts = l, partsOf(l)
	}
	return out, nil
}

// Fold returns the part that pages of a site are in, 0 to Folds-1.
func Fold(site string) int {
	h := fnv.New32a()
	h.Write([]byte(site)) // never fails
	return int(h.Sum32() % Folds)
}

// Add adds pages. The model depends on the order in which they are added.
func (t *Trainer) Add(p Pages) {
	t.pages = append(t.pages, p.pages...)
	if p.whole != nil {
		t.whole = append(t.whole, p.whole)
	}
	if p.parts != nil {
		t.parts = append(t.parts, p.parts)
	}
}

// Len returns how many pages a model would be made of.
func (t *Trainer) Len() int { return len(t.pages) }

// ErrNothing says that there is nothing to learn from.
var ErrNothing = errors.New("no page has a line with a label")

// All pages are trained on: no fold is left out.
const All = -1

// Train makes a model of all pages but those of the fold without. Once ctx is
// cancelled it returns the cause soon, within a question of a tree.
func (t *Trainer) Train(ctx context.Context, without int) (*clean.Model, error) {
	var pages []*page
	for _, p := range t.pages {
		if p.fold != without {
			p.scores = nil // of the model before
			pages = append(pages, p)
		}
	}
	if len(pages) == 0 {
		return nil, ErrNothing
	}
	t.grown, t.all = 0, (Folds+1)*firstShape.trees+secondShape.trees
	features := int(clean.FirstOfScores)
	for fold := range Folds {
		seen, unseen := divide(pages, fold)
		if len(unseen) == 0 || len(seen) == 0 {
			continue
		}
		f := t.grow(ctx, seen, features, firstShape)
		score(ctx, unseen, &f)
	}
	m := &clean.Model{First: t.grow(ctx, pages, features, firstShape)}
	parallel(ctx, len(pages), func(i int) {
		p := pages[i]
		if p.scores == nil { // all pages are of one site
			p.scores = make([]int32, p.columns.Lines)
			m.First.Score(&p.columns, p.scores)
		}
		p.columns.AddScores(p.scores)
	})
	m.Second = t.grow(ctx, pages, clean.Features(), secondShape)
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	return m, nil
}

func (t *Trainer) grow(ctx context.Context, pages []*page, features int, s shape) clean.Forest {
	if ctx.Err() != nil {
		return clean.Forest{}
	}
	return newMatrix(ctx, balanced(pages), features).grow(ctx, questions(features, t.Without), s, t.Seed, func() {
		t.grown++
		if t.Progress != nil {
			t.Progress(t.grown, t.all)
		}
	})
}

// balanced returns the pages with their weights for the set they are of.
func balanced(pages []*page) []*page {
	count := map[string]int{}
	for _, p := range pages {
		count[p.set]++
	}
	out := make([]*page, len(pages))
	for i, p := range pages {
		q := *p
		q.weights = slices.Clone(p.weights)
		factor := math.Pow(float64(count[p.set]), setPower-1)
		for k := range q.weights {
			q.weights[k] *= factor
		}
		out[i] = &q
	}
	return out
}

func divide(pages []*page, fold int) (seen, unseen []*page) {
	for _, p := range pages {
		if p.fold == fold {
			unseen = append(unseen, p)
		} else {
			seen = append(seen, p)
		}
	}
	return seen, unseen
}

func score(ctx context.Context, pages []*page, f *clean.Forest) {
	parallel(ctx, len(pages), func(i int) {
		p := pages[i]
		p.scores = make([]int32, p.columns.Lines)
		f.Score(&p.columns, p.scores)
	})
}
