package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

// An InputError says what is wrong with an input, where, and what was done
// about it.
type InputError struct {
	File string
	// Record is the record from 1; 0 if the file as a whole is meant, of which
	// nothing was read.
	Record int64
	// Offset is the place in bytes of the decompressed input.
	Offset int64
	// What is wrong, and what was done: words that follow the place.
	What, Done string
	// Fatal says that nothing more can be read of this file.
	Fatal bool
	// Verbatim says that the record stays as it is in its own format. Others
	// leave it out.
	Verbatim bool
	// Err is the cause, if there is one.
	Err error
}

// Error gives `FILE: record N: byte OFFSET: what (what was done)`.
func (e *InputError) Error() string {
	place := e.File
	if e.Record > 0 {
		place = fmt.Sprintf("%s: record %d: byte %d", e.File, e.Record, e.Offset)
	}
	if e.Done == "" {
		return place + ": " + e.What
	}
	return place + ": " + e.What + " (" + e.Done + ")"
}

// Unwrap returns the cause.
func (e *InputError) Unwrap() error { return e.Err }

// whole makes the error of a file that cannot be read at all.
func whole(name string, err error) *InputError {
	return &InputError{File: name, What: reason(err), Done: "skipped", Fatal: true, Err: err}
}

// reason is the text of err without the operation and the path, which the
// message names already.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	var no syscall.Errno
	if errors.As(err, &no) {
		return no.Error()
	}
	return err.Error()
}
