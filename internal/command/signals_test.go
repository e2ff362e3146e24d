package command

import (
	"bytes"
	"context"
	"errors"
	"io"
	"syscall"
	"testing"
	"testing/iotest"
	"time"
)

func TestCancelReaderPassesEverythingOn(t *testing.T) {
	want := bytes.Repeat([]byte("scraped "), 3*cancelChunk/8+1)
	for name, r := range map[string]io.Reader{
		"whole":     bytes.NewReader(want),
		"half":      iotest.HalfReader(bytes.NewReader(want)),
		"data, EOF": iotest.DataErrReader(bytes.NewReader(want)),
	} {
		got, err := io.ReadAll(newCancelReader(t.Context(), r))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes, %v; want %d", name, len(got), err, len(want))
		}
	}
	bad := errors.New("bad disk")
	if _, err := io.ReadAll(newCancelReader(t.Context(), iotest.ErrReader(bad))); err != bad {
		t.Errorf("%v, want %v", err, bad)
	}
}

func TestCancelReaderIsInterrupted(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close()
	ctx, cancel := context.WithCancelCause(t.Context())
	c := newCancelReader(ctx, r)
	time.AfterFunc(10*time.Millisecond, func() { cancel(&signalError{syscall.SIGTERM}) })
	var signal *signalError
	if _, err := c.Read(make([]byte, 8)); !errors.As(err, &signal) {
		t.Errorf("%v, want the signal", err)
	}
}

func TestWithSignals(t *testing.T) {
	ctx, stop := withSignals(t.Context())
	defer stop()
	if err := syscall.Kill(syscall.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	<-ctx.Done()
	if status, message := exitStatus(ctx, ctx.Err()); status != 129 || message != "" {
		t.Errorf("status %d %q, want 129 and silence", status, message)
	}
}
