package pipeline

import (
	"context"
	"errors"
	"sync"

	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/corpus"
	"winnow/internal/spill"
)

// Learn reads the inputs of c once and returns what recurs on the pages of each
// site. It takes c.Dedupe.MaxMemory, or 1 GiB, and sorts the rest on the disk.
// Damage is told to c.Warn; texts that are worked in windows are no pages.
func Learn(ctx context.Context, c Config) (*Templates, error) {
	if err := c.complete(); err != nil {
		return nil, err
	}
	return c.learn(ctx, c.Warn)
}

func (c *Config) learn(ctx context.Context, warn func(error)) (t *Templates, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	belt := newBelt(c)
	go readAll(ctx, c, 0, belt)
	var workers sync.WaitGroup
	for range c.Workers {
		workers.Go(func() { c.learnAll(ctx, belt) })
	}
	sorter := spill.NewSorter(3, c.budget(), c.TempDir)
	defer func() { err = errors.Join(err, sorter.Close()) }()
	err = collectLines(ctx, belt, sorter, warn)
	cancel()
	workers.Wait()
	belt.waitReader(err)
	if err != nil {
		return nil, err
	}
	return sumUp(sorter)
}

// learnTemplates is the pass before all others. Damage is told in a later one.
func (s *settler) learnTemplates(ctx context.Context) (err error) {
	if s.c.Templates, err = s.c.learn(ctx, func(error) {}); err != nil {
		return err
	}
	return s.c.rewind()
}

// learnAll does the part of Learn that can be done of each page alone.
func (c *Config) learnAll(ctx context.Context, belt *belt) {
	reader := newTemplateReader()
	var page clean.Page
	for b := next(ctx, belt.work); b != nil; b = next(ctx, belt.work) {
		for i := range b.in.Docs {
			d := &b.in.Docs[i]
			err := d.Parse(&b.in.Arena)
			b.results = append(b.results, result{err: err})
			if err != nil || d.Verbatim() || d.Part != corpus.Whole {
				continue
			}
			c.Clean.Clean(&page, d.Text)
			reader.read(d, page.Blocks)
			b.learned = reader.appendRecords(b.learned)
		}
		b.done <- struct{}{}
	}
}

// collectLines sorts what the workers found.
func collectLines(ctx context.Context, belt *belt, sorter *spill.Sorter, warn func(error)) error {
	for b := next(ctx, belt.ordered); b != nil; b = next(ctx, belt.ordered) {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-b.done:
		}
		for _, r := range b.learned {
			if err := sorter.Add(r); err != nil {
				return err
			}
		}
		for i := range b.results {
			if err := b.results[i].err; err != nil {
				warn(err)
			}
		}
		if b.err != nil {
			if !isDamage(b.err) {
				return b.err
			}
			warn(b.err)
		}
		belt.giveBack(b)
	}
	return context.Cause(ctx)
}

// sumUp counts the pages of each site and of each of its lines, which follow
// one another.
func sumUp(sorter *spill.Sorter) (*Templates, error) {
	sorted, err := sorter.Sorted()
	if err != nil {
		return nil, err
	}
	t := &Templates{lines: map[dedupe.Key]standing{}}
	var now spill.Record
	var s standing
	end := func() {
		if now[1] != 0 || now[2] != 0 {
			if s.recurs() {
				t.lines[dedupe.Key{Lo: now[2], Hi: now[1]}] = s
			}
		} else {
			s.of = s.on // the records of the site's pages come before its lines
		}
	}
	for first := true; ; first = false {
		r, ok, err := sorted.Next()
		if err != nil {
			return nil, err
		}
		if !first && (!ok || r != now) {
			end()
			s.on = 0
		}
		if !ok {
			return t, nil
		}
		now = r
		s.on++
	}
}
