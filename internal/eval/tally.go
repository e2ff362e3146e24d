package eval

import "math"

// A Column is one figure of a row.
type Column int

// The columns: those of bags, longest common subsequences, shingles, lines and
// segments as the judge of the labelled sets defines them, and two of our own.
const (
	BagP Column = iota
	BagR
	BagF
	LcsP
	LcsR
	LcsF
	ShinP
	ShinR
	ShinF
	LineP
	LineR
	LineF
	LineA
	SegP
	SegR
	SegA
	SegF
	LostShare  // share of the words of main text that were removed
	WrongShare // share of the removed words that were main text
	columns
)

var columnNames = [columns]string{
	"bagP", "bagR", "bagF", "lcsP", "lcsR", "lcsF", "shinP", "shinR", "shinF",
	"lineP", "lineR", "lineF", "lineA", "segP", "segR", "segA", "segF", "lost", "wrong",
}

// A Row holds the figures of a set or of another group of documents, each from
// 0 to 1; NaN where there is nothing to measure.
type Row struct {
	Name      string
	Documents int
	Figures   [columns]float64
}

// A tally sums up the documents of a group. Bags, subsequences and lines are
// means of the documents' figures; of shingles the F1 is that of the mean
// precision and the mean recall; segments and words are counted over all
// documents.
type tally struct {
	documents int
	bag, lcs  [3]mean
	precision mean
	recall    mean
	line      [4]mean
	segments  struct{ documents, tp, fp, fn, tn int }
	lost      lost
}

// A mean is that of n values.
type mean struct {
	sum float64
	n   int
}

func (m *mean) add(x float64) { m.sum, m.n = m.sum+x, m.n+1 }

func (m *mean) value() float64 {
	if m.n == 0 {
		return 0
	}
	return m.sum / float64(m.n)
}

func (t *tally) add(d *Document) {
	t.documents++
	if d.Page.Gold != "" {
		addPRF(&t.bag, d.bag)
		if d.hasLCS {
			addPRF(&t.lcs, d.lcs)
		}
		if d.shingles.output > 0 {
			t.precision.add(d.shingles.precision())
		}
		if d.shingles.gold > 0 {
			t.recall.add(d.shingles.recall())
		}
	}
	if d.hasLines {
		p, r, f := d.lines.prf()
		for i, x := range [4]float64{p, r, f, ratio(d.lineWords.right, d.lineWords.all)} {
			t.line[i].add(x)
		}
	}
	if n := len(d.Page.With) + len(d.Page.Without); n > 0 {
		s := &t.segments
		s.documents++
		s.tp += d.segments.with
		s.fp += d.segments.without
		s.fn += len(d.Page.With) - d.segments.with
		s.tn += len(d.Page.Without) - d.segments.without
	}
	t.lost.main += d.lost.main
	t.lost.removed += d.lost.removed
	t.lost.mainRemoved += d.lost.mainRemoved
}

func addPRF(means *[3]mean, o overlap) {
	p, r, f := o.prf()
	for i, x := range [3]float64{p, r, f} {
		means[i].add(x)
	}
}

// precision of shingles is 1 where output and gold are the same.
func (o overlap) precision() float64 {
	if o.both == o.output && o.both == o.gold {
		return 1
	}
	return ratio(o.both, o.output)
}

func (o overlap) recall() float64 { return overlap{o.both, o.gold, o.output}.precision() }

func (t *tally) row(name string) Row {
	r := Row{Name: name, Documents: t.documents}
	for i := range r.Figures {
		r.Figures[i] = math.NaN()
	}
	r.set(BagP, t.bag[:])
	r.set(LcsP, t.lcs[:])
	r.set(LineP, t.line[:])
	if t.bag[0].n > 0 {
		p, q := t.precision.value(), t.recall.value()
		r.Figures[ShinP], r.Figures[ShinR], r.Figures[ShinF] = p, q, harmonic(p, q)
	}
	if s := &t.segments; s.documents > 0 {
		r.Figures[SegP], r.Figures[SegR] = ratio(s.tp, s.tp+s.fp), ratio(s.tp, s.tp+s.fn)
		r.Figures[SegA] = ratio(s.tp+s.tn, s.tp+s.tn+s.fp+s.fn)
		r.Figures[SegF] = ratio(2*s.tp, 2*s.tp+s.fp+s.fn)
	}
	if t.lost.main > 0 {
		r.Figures[LostShare] = ratio(t.lost.mainRemoved, t.lost.main)
	}
	if t.lost.removed > 0 {
		r.Figures[WrongShare] = ratio(t.lost.mainRemoved, t.lost.removed)
	}
	return r
}

// set puts means into columns that follow one another, if they are of anything.
func (r *Row) set(first Column, means []mean) {
	for i := range means {
		if means[i].n > 0 {
			r.Figures[first+Column(i)] = means[i].value()
		}
	}
}

// meanRow is the mean of rows, column by column, over those that have it.
func meanRow(rows []Row) Row {
	m := Row{Name: "mean"}
	for i := range m.Figures {
		m.Figures[i] = math.NaN()
	}
	var means [columns]mean
	for _, r := range rows {
		m.Documents += r.Documents
		for i, x := range r.Figures {
			if !math.IsNaN(x) {
				means[i].add(x)
			}
		}
	}
	m.set(0, means[:])
	return m
}
