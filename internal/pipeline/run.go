// Package pipeline runs documents through the program: one goroutine reads,
// several clean, and one, that of the caller, does in input order everything
// that remembers: duplicates, audit, accounts, output. It is the only place
// that starts goroutines.
package pipeline

import (
	"context"
	"errors"
	"time"

	"winnow/internal/report"
)

// Run does what c says and returns what was done, with an error or without.
//
// Damage of the input is no error: it is told to c.Warn and counted, and what
// can be read is. Any other error ends the run: of an output or the audit as
// they gave it, *FuseError, or the cause for which ctx was cancelled. Outputs
// that were not complete by then are aborted.
//
// The run holds 2*Workers+2 batches of c.Read.BatchBytes of text, each with
// what was made of it: five times its size is usual, and some hundred bytes
// for each line, however short. A document or window longer than that makes a
// batch of its own. The batches together hold no more than those, or two
// windows of 256 KiB and one for each worker, or one document that is longer;
// each line counts for 64 bytes there, so that of tiny lines fewer batches are
// held. A text of more than a million lines is worked in windows; a JSON record
// is not, up to Read.MaxDocument. Besides, keys are held of the units that were
// compared, unless ScopeDocument is chosen: see Dedupe.MaxMemory; and with Near
// what dedupe.Near says.
//
// No goroutine is left when Run returns; but if it returns an error while a
// Read of c.Stdin does not, one is left until that Read does.
func Run(ctx context.Context, c Config) (*report.Summary, error) {
	start := time.Now()
	if err := c.complete(); err != nil {
		return &report.Summary{}, err
	}
	s := newSettler(&c)
	var err error
	if s.near, err = newNearFinder(c.Near); err != nil {
		return s.sum, err
	}
	if s.spans, err = newSpanFinder(c.Spans); err != nil {
		return s.sum, err
	}
	err = s.passes(ctx)
	if s.collector != nil {
		err = errors.Join(err, s.collector.close())
	}
	err = s.finish(err)
	s.sum.Elapsed = time.Since(start)
	return s.sum, err
}
