package corpus

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
)

// A sink is where the bytes of a Writer go: open comes first, then finish, then
// exactly one of commit and abort. abort may come without the others.
type sink interface {
	open() (io.Writer, error)
	sync() error   // makes last what was written
	finish() error // likewise, and lets go of the file; the second time nothing
	commit() error // gives the file its name
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
		return &fileSink{name: name}, nil
	case err != nil:
		return nil, fmt.Errorf("%s: %s", name, reason(err))
	case info.IsDir():
		return nil, fmt.Errorf("%s: is a folder", name)
	case !info.Mode().IsRegular():
		return &directSink{name: name}, nil
	}
	return &fileSink{name: name, old: info}, nil
}

// A stdoutSink leaves the stream open: it is not ours.
type stdoutSink struct{ w io.Writer }

func (s stdoutSink) open() (io.Writer, error) { return s.w, nil }
func (s stdoutSink) sync() error              { return nil }
func (s stdoutSink) finish() error            { return nil }
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

func (s *directSink) sync() error   { return nil }
func (s *directSink) finish() error { return s.abort() }
func (s *directSink) commit() error { return nil }

func (s *directSink) abort() error {
	if s.f == nil {
		return nil
	}
	f := s.f
	s.f = nil
	return f.Close()
}

// A fileSink writes a temporary file beside the target and renames it.
type fileSink struct {
	name     string
	old      fs.FileInfo // what is replaced; nil if nothing is
	f        *os.File
	named    bool // the temporary name is synced
	finished bool
}

func (s *fileSink) open() (w io.Writer, err error) {
	s.f, err = s.create()
	return s, s.ofTarget(err)
}

// Write writes to the temporary file.
func (s *fileSink) Write(p []byte) (int, error) {
	n, err := s.f.Write(p)
	return n, s.ofTarget(err)
}

// ofTarget has an error name the file that is to be, and not the temporary one, of
// which nobody has heard.
func (s *fileSink) ofTarget(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) && IsTemporary(filepath.Base(path.Path)) {
		return &fs.PathError{Op: path.Op, Path: s.name, Err: path.Err}
	}
	return err
}

// temporary is what temporary files are called. The name begins with a dot, so
// that a walk over the folder skips it.
const temporary = ".winnow-%016x.tmp"

// IsTemporary reports whether a file of that name, without its folder, is one
// that a Writer has not given its name yet.
func IsTemporary(name string) bool {
	var number uint64
	n, err := fmt.Sscanf(name, temporary, &number)
	return n == 1 && err == nil && name == fmt.Sprintf(temporary, number)
}

// create makes the temporary file. A new file gets the mode that the system
// gives to new files; one that replaces another is nobody else's business
// until it has the other's mode.
func (s *fileSink) create() (*os.File, error) {
	mode := fs.FileMode(0o666)
	if s.old != nil {
		mode = 0o600
	}
	for {
		name := filepath.Join(filepath.Dir(s.name), fmt.Sprintf(temporary, rand.Uint64()))
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

func (s *fileSink) sync() error {
	if err := s.f.Sync(); err != nil || s.named {
		return s.ofTarget(err)
	}
	s.named = true
	return syncFolder(filepath.Dir(s.name))
}

func (s *fileSink) finish() error {
	if s.f == nil || s.finished {
		return nil
	}
	s.finished = true
	err := s.likeOld()
	if err == nil {
		err = s.f.Sync()
	}
	if e := s.f.Close(); err == nil {
		err = e
	}
	return s.ofTarget(err)
}

// likeOld gives the file the owner, the group and the mode of the one that it
// replaces. Only root can give files away: where others cannot, the file
// becomes theirs, as with an editor, and keeps the group if they are in it.
func (s *fileSink) likeOld() error {
	if s.old == nil {
		return nil
	}
	info, err := s.f.Stat()
	if err != nil {
		return err
	}
	now, ok1 := info.Sys().(*syscall.Stat_t)
	old, ok2 := s.old.Sys().(*syscall.Stat_t)
	if ok1 && ok2 && (now.Uid != old.Uid || now.Gid != old.Gid) {
		err := s.f.Chown(int(old.Uid), int(old.Gid))
		switch {
		case err != nil && os.Geteuid() == 0:
			return err
		case err != nil:
			s.f.Chown(-1, int(old.Gid))
		}
	}
	const mode = fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky
	return s.f.Chmod(s.old.Mode() & mode) // after the owner, whose change clears bits
}

func (s *fileSink) commit() error {
	if s.f == nil {
		return nil
	}
	if err := os.Rename(s.f.Name(), s.name); err != nil {
		return also(err, os.Remove(s.f.Name()))
	}
	return syncFolder(filepath.Dir(s.name))
}

func (s *fileSink) abort() error {
	if s.f == nil {
		return nil
	}
	var err error
	if !s.finished {
		s.finished = true
		err = s.f.Close()
	}
	return errors.Join(err, os.Remove(s.f.Name()))
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
