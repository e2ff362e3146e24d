package command

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// withSignals returns a context that the first SIGINT, SIGTERM or SIGHUP
// cancels, with a signalError as the cause; a second one kills the program as
// if it were not watched. SIGPIPE is watched too, but only so that a closed
// pipe becomes an error of the write that hit it: the run has temporary files
// to remove before it ends. Stop ends the watch.
func withSignals(parent context.Context) (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(parent)
	deadly, pipe := make(chan os.Signal, 1), make(chan os.Signal, 1)
	signal.Notify(deadly, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	signal.Notify(pipe, syscall.SIGPIPE)
	go func() {
		select {
		case s := <-deadly:
			signal.Stop(deadly)
			cancel(&signalError{s.(syscall.Signal)})
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(deadly)
		signal.Stop(pipe)
		cancel(context.Canceled)
	}
}

// cancelReader reads r until ctx is cancelled. A read from a terminal or a
// pipe cannot be called back, so it happens in a goroutine of its own, which
// an interrupted run leaves behind in its last read; it ends with the process
// or with that read.
type cancelReader struct {
	ctx     context.Context
	r       io.Reader
	asked   chan []byte
	answers chan answer
	memory  []byte
	unread  []byte
	err     error
}

type answer struct {
	n   int
	err error
}

// cancelChunk is the size of one read from the stream behind: large enough
// that handing it over costs nothing beside reading it.
const cancelChunk = 128 << 10

// newCancelReader returns a reader of r that ctx can interrupt. It costs
// nothing until it is read.
func newCancelReader(ctx context.Context, r io.Reader) *cancelReader {
	return &cancelReader{ctx: ctx, r: r}
}

// start starts the goroutine that reads.
func (c *cancelReader) start() {
	c.memory = make([]byte, cancelChunk)
	c.asked, c.answers = make(chan []byte), make(chan answer, 1)
	go func() {
		for {
			select {
			case b := <-c.asked:
				n, err := c.r.Read(b)
				c.answers <- answer{n, err}
			case <-c.ctx.Done():
				return
			}
		}
	}()
}

// Read implements io.Reader. After cancellation it returns the cause.
func (c *cancelReader) Read(p []byte) (int, error) {
	if c.memory == nil {
		c.start()
	}
	for len(c.unread) == 0 {
		if c.err != nil {
			return 0, c.err
		}
		select {
		case c.asked <- c.memory:
		case <-c.ctx.Done():
			return 0, context.Cause(c.ctx)
		}
		select {
		case a := <-c.answers:
			c.unread, c.err = c.memory[:a.n], a.err
		case <-c.ctx.Done():
			return 0, context.Cause(c.ctx)
		}
	}
	n := copy(p, c.unread)
	c.unread = c.unread[n:]
	return n, nil
}
