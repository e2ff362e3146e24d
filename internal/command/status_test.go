package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"testing"
)

func TestExitStatus(t *testing.T) {
	interrupted, cancel := context.WithCancelCause(t.Context())
	cancel(&signalError{syscall.SIGINT})
	full := &os.PathError{Op: "write", Path: "out", Err: syscall.ENOSPC}
	closed := &os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}
	for _, c := range []struct {
		ctx     context.Context
		err     error
		status  int
		message string
	}{
		{t.Context(), nil, 0, ""},
		{interrupted, nil, 0, ""},
		{interrupted, full, 130, ""},
		{t.Context(), usagef("type b", "no a"), 1, "no a (type b)"},
		{t.Context(), fmt.Errorf("run: %w", usagef("", "no a")), 1, "no a"},
		{t.Context(), full, 2, "write out: no space left on device"},
		{t.Context(), closed, 141, ""},
		{t.Context(), &statusError{status: 3}, 3, ""},
		{t.Context(), &statusError{3, errors.New("fuse")}, 3, "fuse"},
		{t.Context(), errors.New("other"), 2, "other"},
	} {
		status, message := exitStatus(c.ctx, c.err)
		if status != c.status || message != c.message {
			t.Errorf("%v: %d %q, want %d %q", c.err, status, message, c.status, c.message)
		}
	}
}
