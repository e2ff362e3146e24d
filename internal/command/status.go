package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"

	"winnow/internal/seen"
)

// The exit statuses, as the manual lists them. A run ended by a signal n has
// 128+n, as a shell would say it.
const (
	statusDone    = 0
	statusUsage   = 1  // nothing was written
	statusOutput  = 2  // the output is not complete
	statusDamaged = 3  // some input was damaged; the rest was written; also the fuse
	statusIndex   = 10 // the index of earlier runs is missing, or was made in another way
	statusLocked  = 11 // another run uses it
	statusSignal  = 128
)

// A usageError is a mistake in what was typed or in a file of rules. Nothing
// was read or written. The hint says what to type instead.
type usageError struct{ what, hint string }

func (e *usageError) Error() string {
	if e.hint == "" {
		return e.what
	}
	return e.what + " (" + e.hint + ")"
}

func usagef(hint, format string, args ...any) error {
	return &usageError{what: fmt.Sprintf(format, args...), hint: hint}
}

// A statusError carries an exit status. A nil err ends silently, for what it
// stands for has been said already.
type statusError struct {
	status int
	err    error
}

func (e *statusError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit status %d", e.status)
	}
	return e.err.Error()
}

func (e *statusError) Unwrap() error { return e.err }

// A signalError is the cause of a context that a signal cancelled.
type signalError struct{ signal syscall.Signal }

func (e *signalError) Error() string { return e.signal.String() }

// exitStatus maps what a run ended with to an exit status, and to the message
// that is still to be said ("" for none). Errors of no known kind come from
// writing: what fails in reading is named and passed over.
func exitStatus(ctx context.Context, err error) (status int, message string) {
	var (
		usage  *usageError
		coded  *statusError
		signal *signalError

		refused *seen.RefusedError
		locked  *seen.LockedError
	)
	switch {
	case err == nil:
		return statusDone, ""
	case errors.As(context.Cause(ctx), &signal):
		return statusSignal + int(signal.signal), ""
	case errors.As(err, &usage):
		return statusUsage, usage.Error()
	case errors.As(err, &refused):
		return statusIndex, refused.Error()
	case errors.As(err, &locked):
		return statusLocked, locked.Error()
	case errors.Is(err, syscall.EPIPE):
		// Whoever read the output has read enough. A filter killed by the
		// signal would say nothing and leave this status to its shell.
		return statusSignal + int(syscall.SIGPIPE), ""
	case errors.As(err, &coded):
		if coded.err == nil {
			return coded.status, ""
		}
		return coded.status, coded.Error()
	}
	return statusOutput, err.Error()
}

// quote marks a foreign word within a message. It is escaped with the rest of
// the message, by say.
func quote(s string) string {
	if s == "" || strings.ContainsAny(s, " \t'") {
		return "'" + s + "'"
	}
	return s
}

// plainError drops the operation from a path error: "no such file or
// directory" is what a person needs, for the message names the file already.
func plainError(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
