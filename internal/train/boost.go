package train

import (
	"context"
	"math"
	"math/rand/v2"
	"runtime"
	"sync"

	"winnow/clean"
)

// A shape is how large a forest is and how it learns.
type shape struct {
	trees, depth   int
	rate           float64 // share of a tree's answer that is used
	smoothing      float64 // weight of lines that a leaf is taken to have besides its own
	rows, features float64 // shares of lines and questions that each tree sees
}

// scoreUnit is one logit in the scores of package clean.
const scoreUnit = 256

// maxLeaf is the most that one tree says, in logits.
const maxLeaf = 2

// grow makes a forest by gradient boosting with second derivatives of the
// logistic loss (Friedman, "Greedy function approximation", Annals of
// Statistics 2001; Chen and Guestrin, "XGBoost", KDD 2016, section 2.2), a
// random part of rows and questions for each tree. The same m, qs, s and seed
// give the same forest, whatever the number of processors. Once ctx is cancelled
// the forest is worth nothing.
func (m *matrix) grow(ctx context.Context, qs []question, s shape, seed uint64, tick func()) clean.Forest {
	b := newBooster(m, s, seed)
	for range s.trees {
		if b.tree(ctx, qs); ctx.Err() != nil {
			break
		}
		tick()
	}
	return b.forest
}

// A gradient holds the first and second derivative of the loss of a line.
type gradient struct{ g, h float32 }

type booster struct {
	*matrix
	shape     shape
	random    *rand.Rand
	forest    clean.Forest
	scores    []float64
	gradients []gradient
	leaves    []byte  // of the tree that grows, by row
	rows      []int32 // that the tree sees
}

func newBooster(m *matrix, s shape, seed uint64) *booster {
	b := &booster{matrix: m, shape: s, random: rand.New(rand.NewPCG(seed, 0))}
	var all, main float64
	for i, w := range m.weights {
		all += w
		main += w * m.labels[i]
	}
	b.forest.Bias = int32(math.Round(scoreUnit * math.Log((main+1)/(all-main+1))))
	n := len(m.at)
	b.scores, b.gradients, b.leaves, b.rows = make([]float64, n), make([]gradient, n), make([]byte, n), make([]int32, 0, n)
	for i := range b.scores {
		b.scores[i] = float64(b.forest.Bias) / scoreUnit
	}
	return b
}

// tree grows one more tree.
func (b *booster) tree(ctx context.Context, qs []question) {
	b.rows = b.rows[:0]
	for i := range b.gradients {
		p := 1 / (1 + math.Exp(-b.scores[i]))
		b.gradients[i] = gradient{float32(b.weights[i] * (b.labels[i] - p)), float32(b.weights[i] * max(p*(1-p), 1e-3))}
		if b.random.Float64() < b.shape.rows {
			b.rows = append(b.rows, int32(i))
		}
	}
	var asked []question
	for _, q := range qs {
		if b.random.Float64() < b.shape.features {
			asked = append(asked, q)
		}
	}
	clear(b.leaves)
	var t clean.Tree
	for depth := range b.shape.depth {
		split, ok := b.best(ctx, asked, depth)
		if !ok {
			break
		}
		t.Splits = append(t.Splits, clean.Split{Feature: split.feature, Lag: int8(split.lag), Border: b.borders[split.feature][split.border]})
		b.divide(split)
	}
	t.Leaves = b.answers(len(t.Splits))
	b.forest.Trees = append(b.forest.Trees, t)
}

// A split is a question with the number of a border, and what it gains.
type split struct {
	question
	border int
	gain   float64
}

// best returns the split that makes the loss smallest; the first of equals.
func (b *booster) best(ctx context.Context, asked []question, depth int) (best split, ok bool) {
	splits := make([]split, len(asked))
	parallelWith(ctx, len(asked), func() func(int) {
		histogram := make([]gradient, 1<<(depth+binBits))
		return func(k int) { splits[k] = b.gain(asked[k], depth, histogram) }
	})
	for _, s := range splits {
		if s.gain > best.gain {
			best, ok = s, true
		}
	}
	return best, ok
}

// gain finds the best border for a question.
func (b *booster) gain(q question, depth int, histogram []gradient) split {
	clear(histogram)
	bins := b.bins[q.feature]
	for _, row := range b.rows {
		bin := &histogram[int(b.leaves[row])<<binBits|int(bins[int(b.at[row])+q.lag])]
		bin.g += b.gradients[row].g
		bin.h += b.gradients[row].h
	}
	n := len(b.borders[q.feature])
	var gains [1 << binBits]float64
	for leaf := range 1 << depth {
		h := histogram[leaf<<binBits:][:n+1]
		var all, left struct{ g, h float64 }
		for _, bin := range h {
			all.g += float64(bin.g)
			all.h += float64(bin.h)
		}
		for border, bin := range h[:n] {
			left.g += float64(bin.g)
			left.h += float64(bin.h)
			g, h := all.g-left.g, all.h-left.h
			gains[border] += left.g*left.g/(left.h+b.shape.smoothing) + g*g/(h+b.shape.smoothing)
		}
	}
	best := split{question: q}
	for border, g := range gains[:n] {
		if g > best.gain {
			best.border, best.gain = border, g
		}
	}
	return best
}

// divide moves each row to the leaf that the split sends it to.
func (b *booster) divide(s split) {
	bins := b.bins[s.feature]
	for row, at := range b.at {
		answer := byte(0)
		if int(bins[int(at)+s.lag]) > s.border {
			answer = 1
		}
		b.leaves[row] = b.leaves[row]<<1 | answer
	}
}

// answers works out what the leaves say, and adds that to the scores.
func (b *booster) answers(depth int) []int16 {
	sums := make([]struct{ g, h float64 }, 1<<depth)
	for row, leaf := range b.leaves {
		sums[leaf].g += float64(b.gradients[row].g)
		sums[leaf].h += float64(b.gradients[row].h)
	}
	answers := make([]int16, len(sums))
	for leaf, s := range sums {
		v := b.shape.rate * s.g / (s.h + b.shape.smoothing)
		answers[leaf] = int16(math.Round(scoreUnit * max(min(v, maxLeaf), -maxLeaf)))
	}
	for row, leaf := range b.leaves {
		b.scores[row] += float64(answers[leaf]) / scoreUnit
	}
	return answers
}

// parallel calls do for each number below n, or until ctx is cancelled.
func parallel(ctx context.Context, n int, do func(i int)) {
	parallelWith(ctx, n, func() func(int) { return do })
}

// parallelWith is parallel with a function for each goroutine. Who does what
// must not matter.
func parallelWith(ctx context.Context, n int, worker func() func(i int)) {
	var all sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for k := range workers {
		all.Go(func() {
			do := worker()
			for i := k; i < n && ctx.Err() == nil; i += workers {
				do(i)
			}
		})
	}
	all.Wait()
}
