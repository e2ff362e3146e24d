package pipeline

import (
	"context"
	"errors"
	"io"

	"winnow/internal/corpus"
)

// readAll reads the inputs, from one on, in order and puts their documents on the belt. It
// ends when all is read, when ctx is cancelled, or at an error that is not
// damage of an input: that goes with the last batch.
func readAll(ctx context.Context, c *Config, from int, belt *belt) {
	defer close(belt.readerDone)
	defer close(belt.ordered)
	defer close(belt.work)
	for i := from; i < len(c.Inputs); i++ {
		if !readInput(ctx, c, belt, i) {
			return
		}
	}
}

// readInput reads one input and reports whether to go on with the next. An
// input has at least one batch, and its last one says so.
func readInput(ctx context.Context, c *Config, belt *belt, input int) bool {
	b := next(ctx, belt.free)
	if b == nil {
		return false
	}
	b.input = input
	r, err := c.Open(c.Inputs[input])
	if err != nil {
		b.err, b.last = err, true
		return belt.put(ctx, b) && isDamage(err)
	}
	defer r.Close() // it was only read from
	for opens := true; ; opens = false {
		b.opens, b.input = opens, input
		err := r.Read(&b.in)
		b.format, b.offset, b.size = r.Format(), r.Offset(), r.Size()
		b.last = err != nil && !isPassing(err)
		if err != io.EOF {
			b.err = err
		}
		last := b.last
		if !belt.put(ctx, b) {
			return false
		}
		if last {
			return err == io.EOF || isDamage(err)
		}
		if b = next(ctx, belt.free); b == nil {
			return false
		}
	}
}

// isDamage reports errors that end one input at most.
func isDamage(err error) bool {
	var damage *corpus.InputError
	return errors.As(err, &damage)
}

// isPassing reports errors after which the same input goes on.
func isPassing(err error) bool {
	var damage *corpus.InputError
	return errors.As(err, &damage) && !damage.Fatal
}
