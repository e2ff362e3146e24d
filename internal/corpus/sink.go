package corpus

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// A sink is where the bytes of a Writer go: open comes first, then exactly one
// of commit and abort. abort may come without open.
type sink interface {
	open() (io.Writer, error)
	commit() error
	abort() error
}

// sinkFor chooses how the named file is written, and refuses early what could
// only fail after all the work.
func sinkFor(name string) (sink, error) {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target // the link stays, the file it leads to is replaced
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		folder, err := os.Stat(filepath.Dir(name))
		if err == nil && !folder.IsDir() {
			err = syscall.ENOTDIR
		}
		if err != nil {
			return nil, fmt.Errorf("%s: the folder cannot be written: %s", name, reason(err))
		}
		return &fileSink{name: name, mode: 0o644}, nil
	case err != nil:
		return nil, fmt.Errorf("%s: %s", name, reason(err))
	case info.IsDir():
		return nil, fmt.Errorf("%s: is a folder", name)
	case !info.Mode().IsRegular():
		return &directSink{name: name}, nil
	}
	return &fileSink{name: name, mode: info.Mode().Perm()}, nil
}

// A stdoutSink leaves the stream open: it is not ours.
type stdoutSink struct{ w io.Writer }

func (s stdoutSink) open() (io.Writer, error) { return s.w, nil }
func (s stdoutSink) commit() error            { return nil }
func (s stdoutSink) abort() error             { return nil }

// A directSink is a device or a pipe, which cannot be replaced.
type directSink struct {
	name string
	f    *os.File
}

func (s *directSink) open() (w io.Writer, err error) {
	s.f, err = os.OpenFile(s.name, os.O_WRONLY, 0)
	return s.f, err
}

func (s *directSink) commit() error { return s.f.Close() }

func (s *directSink) abort() error {
	if s.f == nil {
		return nil
	}
	return s.f.Close()
}

// A fileSink writes a temporary file beside the target and renames it.
type fileSink struct {
	name string
	mode fs.FileMode // of the finished file
	f    *os.File
}

func (s *fileSink) open() (w io.Writer, err error) {
	// The name begins with a dot, so that a walk over the folder skips it.
	s.f, err = os.CreateTemp(filepath.Dir(s.name), ".winnow-*.tmp")
	return s.f, err
}

func (s *fileSink) commit() error {
	err := s.f.Chmod(s.mode)
	if err == nil {
		err = s.f.Sync()
	}
	if e := s.f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(s.f.Name(), s.name)
	}
	if err != nil {
		return also(err, os.Remove(s.f.Name()))
	}
	return syncFolder(filepath.Dir(s.name))
}

func (s *fileSink) abort() error {
	if s.f == nil {
		return nil
	}
	return errors.Join(s.f.Close(), os.Remove(s.f.Name()))
}

// syncFolder makes the rename last. Some file systems cannot sync a folder.
func syncFolder(name string) error {
	d, err := os.Open(name)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil
	}
	return errors.Join(err, d.Close())
}
