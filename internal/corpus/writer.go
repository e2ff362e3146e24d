package corpus

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// WriteOptions say how an output is written. The zero value works.
type WriteOptions struct {
	// Compression is "gzip", "zstd" or "none"; "" chooses by the name.
	Compression string
	// Copy gets every byte that goes to the file, after the compression; nil is
	// none. It must not fail.
	Copy io.Writer
}

// A Writer is an output that appears under its name only when it is complete.
// It has to be ended with Close, Abort or Salvage. After an error it returns
// that error again, and Close removes what was written.
type Writer struct {
	packing  string
	copy     io.Writer
	sink     sink
	pack     compressor    // nil if there is none
	buf      *bufio.Writer // before pack; nil until the sink is open
	unsynced bool          // something was written after the last Sync
	err      error
	finished bool
	closed   bool
}

// A compressor is what gzip and zstd have in common.
type compressor interface {
	io.WriteCloser
	Flush() error
}

// Create makes the Writer of the named file, or of stdout if the name is "-".
// No file is touched before the first byte is written, or Close. What stands
// under the name and is no regular file, such as a device or a pipe, is
// written directly. The name's suffix chooses the compression.
func Create(name string, stdout io.Writer, o WriteOptions) (*Writer, error) {
	packing, err := packingOf(name, o.Compression)
	if err != nil {
		return nil, err
	}
	w := &Writer{packing: packing, copy: o.Copy}
	if name == "-" {
		w.sink = stdoutSink{stdout}
		return w, nil
	}
	if w.sink, err = sinkFor(name); err != nil {
		return nil, err
	}
	return w, nil
}

// packingOf is the compression that was asked for, or that the suffix of the
// name stands for.
func packingOf(name, asked string) (string, error) {
	switch asked {
	case "gzip", "zstd", "none":
		return asked, nil
	case "":
	default:
		return "", fmt.Errorf("unknown compression %q", asked)
	}
	switch ext := strings.ToLower(filepath.Ext(name)); ext {
	case ".gz":
		return "gzip", nil
	case ".zst":
		return "zstd", nil
	case ".bz2", ".xz", ".lz4", ".lzma", ".br", ".z":
		return "", fmt.Errorf("%s: cannot write %s; .gz and .zst can be written", name, ext)
	}
	return "none", nil
}

// open opens the sink and puts the compressor on it.
func (w *Writer) open() error {
	if w.buf != nil || w.err != nil {
		return w.err
	}
	var to io.Writer
	if to, w.err = w.sink.open(); w.err != nil {
		return w.err
	}
	if w.copy != nil {
		to = io.MultiWriter(to, w.copy)
	}
	switch w.packing {
	case "gzip":
		w.pack = gzip.NewWriter(to)
	case "zstd":
		// One goroutine: none is left behind after Abort.
		w.pack, w.err = zstd.NewWriter(to, zstd.WithEncoderConcurrency(1))
	}
	if w.err != nil {
		return w.err
	}
	if w.pack != nil {
		to = w.pack
	}
	w.buf = bufio.NewWriterSize(to, 64<<10)
	return nil
}

// IsFile reports whether the output is a regular file, which appears when it is
// complete, and not a stream or a device.
func (w *Writer) IsFile() bool {
	_, file := w.sink.(*fileSink)
	return file
}

// Write writes p, which the Writer does not keep.
func (w *Writer) Write(p []byte) (int, error) {
	if w.finished || w.closed {
		return 0, os.ErrClosed
	}
	if err := w.open(); err != nil {
		return 0, err
	}
	n, err := w.buf.Write(p)
	w.unsynced = true
	w.err = err
	return n, err
}

// Flush hands everything written so far to the file or to standard output.
func (w *Writer) Flush() error {
	if w.finished || w.closed {
		return os.ErrClosed
	}
	if w.buf == nil || w.err != nil {
		return w.err
	}
	if w.err = w.buf.Flush(); w.err == nil && w.pack != nil {
		w.err = w.pack.Flush()
	}
	return w.err
}

// Sync makes last what was written so far: if the machine stops, it is there
// under the temporary name.
func (w *Writer) Sync() error {
	if !w.unsynced {
		return w.err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	w.err = w.sink.sync()
	w.unsynced = w.err != nil
	return w.err
}

// Finish ends the writing: a file is synced and no longer open, but has not
// got its name yet. Then Close and Abort have little left that can fail.
func (w *Writer) Finish() error {
	if w.finished || w.closed {
		return w.err
	}
	err := w.open() // a file without content is a file as well
	w.finished = true
	if err == nil {
		err = w.buf.Flush()
	}
	if w.pack != nil {
		if e := w.pack.Close(); err == nil {
			err = e
		}
	}
	if err == nil {
		err = w.sink.finish()
	}
	w.err = err
	return err
}

// Close ends the output: a file is synced and takes its name, replacing what
// had it; its folder is synced. On error no file is left but the old one.
func (w *Writer) Close() error {
	if w.closed {
		return nil
	}
	err := w.Finish()
	w.closed = true
	if err != nil {
		w.err = also(err, w.sink.abort())
		return w.err
	}
	w.err = w.sink.commit()
	return w.err
}

// Salvage ends an output whose beginning is worth keeping: it is Close, but
// after an error, which it returns, what was written before takes the name.
func (w *Writer) Salvage() error {
	if w.closed {
		return nil
	}
	err := w.Finish()
	w.closed = true
	if err != nil {
		w.sink.finish() // as far as it goes; the first error is the one to tell
	}
	w.err = also(err, w.sink.commit())
	return w.err
}

// also adds a second error to the first, which stays as it is if there is none.
func also(first, second error) error {
	if second == nil {
		return first
	}
	return errors.Join(first, second)
}

// Abort gives the output up and removes what was written of a file. After
// Close it does nothing.
func (w *Writer) Abort() error {
	if w.closed {
		return nil
	}
	w.closed = true
	return w.sink.abort()
}
