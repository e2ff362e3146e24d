package pipeline

import (
	"context"
	"errors"
	"io"
	"runtime/debug"
	"sync"
)

// Two passes. As long as the first copy stays and the keys fit into memory, one
// pass is enough: what was written stays written. When they no longer fit, the
// settler stops writing and hands the keys that it knows and those of all
// batches that are to come to a collector. The second pass reads the input at
// hand again from its beginning, passes over the batches that were written, and
// goes on where the first one stopped: inputs before may have been replaced. To keep the last copy, or none, the collector
// is there from the first batch on.

// A resume is a batch: the input it is of, and its number there.
type resume struct {
	input  int
	number int64
}

func (r resume) isAfter(b *batch) bool {
	return b.input < r.input || b.input == r.input && b.number < r.number
}

// mayReadTwice reports whether the inputs may be needed a second time.
func (c *Config) mayReadTwice() bool {
	d := &c.Dedupe
	return d.Enabled && d.Method == nil && d.Bloom == 0 && (d.Keep != KeepFirst || d.MaxMemory > 0)
}

// places reports whether anybody asks where the copy stands that stays.
func (c *Config) places() bool { return c.Audit != nil || c.Dedupe.Places }

// pass reads all inputs and settles their batches.
func (s *settler) pass(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	belt := newBelt(s.c)
	go readAll(ctx, s.c, s.work.from.input, belt)
	var workers sync.WaitGroup
	for range s.c.Workers {
		workers.Go(func() { s.work.all(ctx, belt) })
	}
	err := s.all(ctx, belt)
	cancel()
	workers.Wait()
	belt.waitReader(err)
	return err
}

// passes reads the inputs once, or twice if that is needed.
func (s *settler) passes(ctx context.Context) (err error) {
	if s.c.mayReadTwice() || s.c.LearnTemplates {
		var spool io.Closer
		if spool, err = s.c.spoolStreams(ctx); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, spool.Close()) }()
	}
	if err := s.out.begin(); err != nil {
		return err
	}
	if s.c.LearnTemplates {
		if err := s.learnTemplates(ctx); err != nil {
			return err
		}
	}
	if s.c.mayReadTwice() && s.c.Dedupe.Keep != KeepFirst {
		if err := s.collect(resume{}); err != nil {
			return err
		}
	}
	if err := s.pass(ctx); err != nil {
		return err
	}
	if s.collector == nil {
		return s.endMethod()
	}
	decided, err := s.collector.decide()
	if err != nil {
		return err
	}
	if err := s.c.rewind(); err != nil {
		return err
	}
	s.method, s.documents = decided, s.before
	s.work.from, s.collecting = s.resume, false
	s.work.keysOnly.Store(false)
	if err := s.pass(ctx); err != nil {
		return err
	}
	return s.endMethod()
}

// endMethod tells the Method that all units have come, if it wants to know.
func (s *settler) endMethod() error {
	if m, ok := s.method.(interface{ End() error }); ok {
		return m.End()
	}
	return nil
}

// collect has the keys collected from a batch on.
func (s *settler) collect(resume resume) error {
	s.collector = newCollector(s.c, s.work.hasher)
	s.collecting, s.resume, s.before = true, resume, s.documents
	s.work.keysOnly.Store(true)
	m, ok := s.method.(*inMemory)
	if !ok {
		return nil
	}
	for key, place := range m.seen.All() {
		if err := s.collector.known(key, place); err != nil {
			return err
		}
	}
	s.method = nil
	*m = inMemory{}
	debug.FreeOSMemory() // the next memory is as much again
	return nil
}

// isFull reports whether the set in memory has taken its part of it; the other
// part is for the sorting that comes then.
func (s *settler) isFull() bool {
	m, ok := s.method.(*inMemory)
	return ok && !s.collecting && s.c.Dedupe.MaxMemory > 0 && m.seen.Bytes() > s.c.Dedupe.MaxMemory/2
}

// collectBatch collects the keys of one batch. Damage of the input is told in
// the second pass.
func (s *settler) collectBatch(b *batch) error {
	if b.opens {
		s.note(b)
	}
	s.collector.isAt(b)
	for i := range b.results {
		r := &b.results[i]
		if begins(r.doc) && !r.doc.Blank {
			s.documents++
		}
		for _, p := range b.paragraphs[r.paragraphs.from:r.paragraphs.to] {
			if err := s.collector.add(p.Key, s.place(b, r, p)); err != nil {
				return err
			}
		}
		for i := range b.lines[r.lines.from:r.lines.to] {
			l := &b.lines[r.lines.from+i]
			if err := s.collector.add(l.key, s.linePlace(b, r.doc, int(l.number))); err != nil {
				return err
			}
		}
	}
	if b.err != nil && !isDamage(b.err) {
		return b.err
	}
	return nil
}
