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
}

// A Writer is an output that appears under its name only when it is complete.
// It has to be ended with Close or Abort. After an error it returns that error
// again, and Close removes what was written.
type Writer struct {
	name    string
	packing string
	sink    sink
	file    io.Writer     // the sink, once it is open
	pack    compressor    // nil if there is none
	buf     *bufio.Writer // before pack
	written int64
	err     error
	closed  bool
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
	w := &Writer{name: name, packing: packing}
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
	if w.file, w.err = w.sink.open(); w.err != nil {
		return w.err
	}
	to := w.file
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

// Write writes p, which the Writer does not keep.
func (w *Writer) Write(p []byte) (int, error) {
	if w.closed {
		return 0, os.ErrClosed
	}
	if err := w.open(); err != nil {
		return 0, err
	}
	n, err := w.buf.Write(p)
	w.written += int64(n)
	w.err = err
	return n, err
}

// Flush hands everything written so far to the file or to standard output.
func (w *Writer) Flush() error {
	if w.closed {
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

// Written is how many bytes were written, before compression.
func (w *Writer) Written() int64 { return w.written }

// Name is the name given to Create.
func (w *Writer) Name() string { return w.name }

// Close ends the output: a file is synced and takes its name, replacing what
// had it; its folder is synced. On error no file is left but the old one.
func (w *Writer) Close() error {
	if w.closed {
		return nil
	}
	err := w.open() // a file without content is a file as well
	w.closed = true
	if err == nil {
		err = w.buf.Flush()
	}
	if w.pack != nil {
		if e := w.pack.Close(); err == nil {
			err = e
		}
	}
	if err != nil {
		w.err = also(err, w.sink.abort())
		return w.err
	}
	w.err = w.sink.commit()
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
