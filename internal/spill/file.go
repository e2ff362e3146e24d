package spill

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// A File is a temporary file without a name. It is written at its end and read
// anywhere.
type File struct {
	f    *os.File
	size int64
}

// Create makes a File in folder; "" is the system's folder for such files.
func Create(folder string) (*File, error) {
	f, err := os.CreateTemp(folder, ".winnow-*.tmp")
	if err != nil {
		return nil, err
	}
	// Without a name it is gone with the process, however that ends.
	if err := os.Remove(f.Name()); err != nil {
		f.Close()
		return nil, err
	}
	return &File{f: f}, nil
}

// Size is how many bytes were written.
func (f *File) Size() int64 { return f.size }

// ReadAt implements io.ReaderAt.
func (f *File) ReadAt(p []byte, off int64) (int, error) { return f.f.ReadAt(p, off) }

// Write appends p.
func (f *File) Write(p []byte) (int, error) {
	n, err := f.f.WriteAt(p, f.size)
	f.size += int64(n)
	return n, err
}

// Writer returns a buffered writer, which has to be flushed.
func (f *File) Writer() *bufio.Writer { return bufio.NewWriterSize(f, 1<<20) }

// Close gives the disk back.
func (f *File) Close() error { return f.f.Close() }

// A RoomError says that a disk is too small for what has to be written.
type RoomError struct {
	Folder     string
	Need, Free int64 // bytes
}

func (e *RoomError) Error() string {
	return fmt.Sprintf("%s: %d MB are needed for temporary files, %d MB are free (set TMPDIR to a folder with more room)",
		e.Folder, e.Need/1e6+1, e.Free/1e6)
}

// Room returns a *RoomError unless the disk has room for that many bytes more.
func (f *File) Room(bytes int64) error {
	free, ok := freeBytes(f.f)
	if !ok || free >= bytes {
		return nil
	}
	return &RoomError{Folder: filepath.Dir(f.f.Name()), Need: bytes, Free: free}
}

// Room returns a *RoomError unless the disk of folder has room for that many
// bytes.
func Room(folder string, bytes int64) error {
	f, err := Create(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Room(bytes), f.Close())
}

// freeBytes is what this user may still write to the disk of f, if the system
// tells.
var freeBytes = func(f *os.File) (int64, bool) {
	var s syscall.Statfs_t
	if err := syscall.Fstatfs(int(f.Fd()), &s); err != nil {
		return 0, false
	}
	return int64(s.Bavail) * int64(s.Bsize), true
}

// spoolStep is after how many bytes a spool looks for room again.
const spoolStep = 64 << 20

// Spool copies all of r to a File in folder. If r ends with an error, the File
// holds what came before, and readErr is that error.
func Spool(r io.Reader, folder string) (f *File, readErr, err error) {
	if f, err = Create(folder); err != nil {
		return nil, nil, err
	}
	from := &remembering{r: r}
	for {
		err := f.Room(spoolStep)
		if err == nil {
			_, err = io.CopyN(f, from, spoolStep)
		}
		switch {
		case from.err != nil: // and what was read before it is written
			if from.err == io.EOF {
				return f, nil, nil
			}
			return f, from.err, nil
		case err != nil:
			f.Close()
			return nil, nil, err
		}
	}
}

// remembering tells an error of reading from one of writing.
type remembering struct {
	r   io.Reader
	err error
}

func (m *remembering) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.err = err
	return n, err
}
