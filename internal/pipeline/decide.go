package pipeline

import (
	"context"
	"errors"
	"io"

	"winnow/internal/report"
)

// A Decision is a Method for who goes through the documents himself, in the
// order of a run. Close frees what it holds.
type Decision struct {
	Method
	settler *settler
	spool   io.Closer
}

// Decide makes the Method that a run of c would use. If that takes two passes
// it makes the first, and c.Stdin is ready to be read again. Places are known.
func Decide(ctx context.Context, c *Config) (*Decision, error) {
	c.Dedupe.Places = true
	if err := c.complete(); err != nil {
		return nil, err
	}
	s := newSettler(c)
	d := &Decision{Method: s.method, settler: s, spool: io.NopCloser(nil)}
	if c.Dedupe.Keep == KeepFirst || c.Dedupe.Method != nil {
		return d, nil
	}
	var err error
	if d.spool, err = c.spoolStreams(ctx); err != nil {
		return nil, err
	}
	err = s.collect(resume{})
	if err == nil {
		err = s.pass(ctx)
	}
	if err == nil {
		d.Method, err = s.collector.decide()
	}
	if err == nil {
		err = c.rewind()
	}
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// Resolve says where a copy stands that is kept, if the first pass has been
// there, and whether its file has one document only.
func (d *Decision) Resolve(f Found) (kept report.Kept, only bool) {
	return d.settler.resolve(f), d.settler.fileOf(f.Kept).text
}

// Close gives up memory and disk.
func (d *Decision) Close() error {
	err := d.spool.Close()
	if k := d.settler.collector; k != nil {
		err = errors.Join(err, k.close())
	}
	return err
}
