package train

import (
	"context"

	"winnow/clean"
)

// A question is one that a split may ask, borders aside.
type question struct {
	feature clean.Feature
	lag     int
}

// lags is how far away the neighbours are that a model is let ask about.
const lags = 3

// questions returns what the trees of a stage may ask, without those about a
// group of features.
func questions(features int, without string) []question {
	var qs []question
	for f := range clean.Feature(features) {
		if f.Group() == without {
			continue
		}
		qs = append(qs, question{f, 0})
		if f.HasNeighbours() {
			for lag := 1; lag <= lags; lag++ {
				qs = append(qs, question{f, lag}, question{f, -lag})
			}
		}
	}
	return qs
}

// binBits is the size of a histogram: a feature has up to 1<<binBits bins.
const (
	binBits = 6
	borders = 40 // at most, between bins of about equal weight
)

// A matrix holds the lines of pages for training: columns of bins, end to end,
// each page with its margins, and the lines that have a label.
type matrix struct {
	at      []int32 // where in a column the line of a row stands
	labels  []float64
	weights []float64
	bins    [][]byte // by feature
	borders [][]byte // by feature: values in bin b are above borders[b-1]
}

func newMatrix(ctx context.Context, pages []*page, features int) *matrix {
	m := &matrix{bins: make([][]byte, features), borders: make([][]byte, features)}
	offset := 0
	for _, p := range pages {
		for i, w := range p.weights {
			if w > 0 {
				m.at = append(m.at, int32(offset+clean.MaxLag+i))
				m.labels = append(m.labels, p.labels[i])
				m.weights = append(m.weights, w)
			}
		}
		offset += len(p.columns.Column(0))
	}
	parallel(ctx, features, func(f int) {
		column := make([]byte, 0, offset)
		for _, p := range pages {
			column = append(column, p.columns.Column(clean.Feature(f))...)
		}
		m.bins[f], m.borders[f] = column, m.cut(column)
	})
	return m
}

// cut puts the values of a column into bins of about equal weight, and returns
// the borders between them.
func (m *matrix) cut(column []byte) (cuts []byte) {
	var weight [256]float64
	total, top := 0.0, 0
	for row, at := range m.at {
		v := column[at]
		weight[v] += m.weights[row]
		total += m.weights[row]
		top = max(top, int(v))
	}
	step := total / borders
	sum, next := 0.0, 0.0
	for v := 0; v < top; v++ {
		sum += weight[v]
		if weight[v] > 0 && sum >= next {
			cuts = append(cuts, byte(v))
			next = sum + step
		}
	}
	var bin [256]byte
	b := 0
	for v := range bin {
		bin[v] = byte(b)
		if b < len(cuts) && byte(v) == cuts[b] {
			b++
		}
	}
	for i, v := range column {
		column[i] = bin[v]
	}
	return cuts
}
