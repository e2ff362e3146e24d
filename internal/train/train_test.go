package train

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"winnow/clean"
)

// madeUp returns a page with a menu above, an article and teasers below.
func madeUp(seed uint64) *Labelled {
	random := rand.New(rand.NewPCG(seed, 0))
	nouns := strings.Fields("harbour bridge council museum winter market bakery station orchard library festival river")
	noun := func() string { return nouns[random.IntN(len(nouns))] }
	l := &Labelled{Site: fmt.Sprint("site", seed%7), Set: "made", URL: "http://example.org/" + nouns[0]}
	var raw strings.Builder
	add := func(main bool, format string, a ...any) {
		fmt.Fprintf(&raw, format+"\n", a...)
		l.Labels = append(l.Labels, main)
	}
	for range 8 + random.IntN(8) {
		add(false, "%s", strings.ToUpper(noun()))
	}
	for range 4 + random.IntN(5) {
		raw.WriteByte('\n')
		add(true, "The %s by the %s was opened again on Monday, and the people of the %s came to see what had become of the old %s.", noun(), noun(), noun(), noun())
	}
	for range 6 + random.IntN(6) {
		raw.WriteByte('\n')
		add(false, "New %s for the %s", noun(), noun())
	}
	l.Raw = raw.String()
	return l
}

func trainer(t *testing.T, pages int) *Trainer {
	c, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	tr := &Trainer{Seed: 1}
	var memory clean.Page
	for seed := range uint64(pages) {
		pages, err := Prepare(c, &memory, madeUp(seed))
		if err != nil {
			t.Fatal(err)
		}
		tr.Add(pages)
	}
	return tr
}

// TestTrain asks whether a model learns what is easy to learn, makes the same
// bytes each time whatever the processors, and tells how far it is.
func TestTrain(t *testing.T) {
	var models [][]byte
	for _, processors := range []int{1, 3} {
		before := runtime.GOMAXPROCS(processors)
		tr := trainer(t, 30)
		last, all := 0, 0
		tr.Progress = func(trees, of int) {
			if trees != last+1 {
				t.Fatalf("tree %d after %d", trees, last)
			}
			last, all = trees, of
		}
		m, err := tr.Train(t.Context(), All)
		runtime.GOMAXPROCS(before)
		if err != nil {
			t.Fatal(err)
		}
		if last == 0 || last != all {
			t.Errorf("%d of %d trees were told", last, all)
		}
		models = append(models, m.AppendBinary(nil))
	}
	if !bytes.Equal(models[0], models[1]) {
		t.Error("one processor makes another model than three")
	}
	m, err := clean.ParseModel(models[0])
	if err != nil {
		t.Fatal(err)
	}
	c, err := clean.New(clean.Options{Model: m})
	if err != nil {
		t.Fatal(err)
	}
	var page clean.Page
	wrong, lines := 0, 0
	for seed := uint64(1000); seed < 1020; seed++ {
		l := madeUp(seed)
		c.Clean(&page, []byte(l.Raw))
		for i := range page.Blocks {
			lines++
			if (page.Blocks[i].Rule == clean.Kept) != l.Labels[i] {
				wrong++
			}
		}
	}
	if wrong*20 > lines {
		t.Errorf("%d of %d lines of unseen pages are judged wrong", wrong, lines)
	}
}

// TestTrainCancelled: once the context is cancelled no tree grows any more, and
// within a tree nothing more is worked out than is at hand.
func TestTrainCancelled(t *testing.T) {
	stop := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	tr := trainer(t, 10)
	last := 0
	tr.Progress = func(trees, _ int) {
		if last = trees; trees == 3 {
			cancel(stop)
		}
	}
	if m, err := tr.Train(ctx, All); m != nil || err != stop || last != 3 {
		t.Errorf("a model: %v, after %d trees, error %v", m != nil, last, err)
	}
	ctx, cancel = context.WithCancelCause(t.Context())
	var done atomic.Int32
	parallel(ctx, 1000, func(int) {
		done.Add(1)
		cancel(stop)
	})
	if n := int(done.Load()); n > runtime.GOMAXPROCS(0) {
		t.Errorf("%d of 1000 parts were worked out", n)
	}
}

func TestTrainNothing(t *testing.T) {
	if _, err := new(Trainer).Train(t.Context(), All); err != ErrNothing {
		t.Error(err)
	}
	c, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []*Labelled{
		{Raw: "a line\n"},
		{Raw: "a line\nanother\n", Labels: []bool{true}},
		{Raw: "a line\n", Labels: []bool{true, false}},
	} {
		if p, err := Prepare(c, new(clean.Page), l); len(p.pages) > 0 || err == nil {
			t.Errorf("%q with labels %v makes %d pages, error %v", l.Raw, l.Labels, len(p.pages), err)
		}
	}
}

// TestLabels holds the labels of blocks against those of lines: blank lines
// have none, and lines that mending empties have no block.
func TestLabels(t *testing.T) {
	c, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	p := newPage(c, new(clean.Page), &Labelled{Raw: "one\n\n \t\ntwo\r\n\u200b\nthree", Labels: []bool{true, false, true, true}})
	if p == nil {
		t.Fatal("no page")
	}
	if want := []float64{1, 0, 1}; fmt.Sprint(p.labels) != fmt.Sprint(want) {
		t.Errorf("labels %v, want %v", p.labels, want)
	}
}

// TestSegments has a page of which only segments are known.
func TestSegments(t *testing.T) {
	c, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	p := newPage(c, new(clean.Page), &Labelled{
		Raw:  "Menu\nThe bridge was opened on Monday.\nWho knows?\nRead more about bridges\n",
		With: []string{"bridge  was opened", " "}, Without: []string{"Read more about bridges", ""},
	})
	known := fmt.Sprint(p.weights[0] > 0, p.weights[1] > 0, p.weights[2] > 0, p.weights[3] > 0)
	if known != "false true false true" || p.labels[1] != 1 || p.labels[3] != 0 {
		t.Errorf("known %s, labels %v", known, p.labels)
	}
}

// TestFreeHeadline: the headline is main text, whatever its label; the same
// words in a menu are not learned from.
func TestFreeHeadline(t *testing.T) {
	c, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	l := &Labelled{
		URL: "https://example.org/news/2024/old-bridge-opens-again-on-monday.html",
		Raw: "Old bridge opens again on Monday\nMenu\nOld bridge opens again on Monday\nBy nobody\n" +
			"The bridge was opened again by the council, and everybody came to see it.\n",
		Labels: []bool{false, false, false, false, true},
	}
	p := newPage(c, new(clean.Page), l)
	if p.labels[2] != 1 || p.weights[2] == 0 || p.weights[0] != 0 {
		t.Errorf("labels %v, weights %v", p.labels, p.weights)
	}
}

// TestFold: pages of one site are in one part, and there are Folds of those.
func TestFold(t *testing.T) {
	parts := map[int]bool{}
	for n := range 100 {
		f := Fold(fmt.Sprint("site", n))
		if f < 0 || f >= Folds || f != Fold(fmt.Sprint("site", n)) {
			t.Fatalf("part %d", f)
		}
		parts[f] = true
	}
	if len(parts) != Folds {
		t.Errorf("%d parts have pages", len(parts))
	}
}
