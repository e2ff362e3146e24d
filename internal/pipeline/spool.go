package pipeline

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"

	"winnow/internal/corpus"
	"winnow/internal/spill"
)

// Where the inputs are read twice, those that can be read once only, standard
// input and pipes by name, are copied to temporary files first.

// spoolStreams makes the copies. They are there until they are closed.
func (c *Config) spoolStreams(ctx context.Context) (io.Closer, error) {
	c.spools = map[string]*spooled{}
	files := closers{}
	for _, name := range c.Inputs {
		in := io.NopCloser(c.Stdin)
		if name != "-" {
			if !corpus.IsStream(name) || c.spools[name] != nil {
				continue
			}
			f, err := os.Open(name)
			if err != nil {
				continue // it is named when its turn to be read comes
			}
			in = f
		} else if _, ok := c.Stdin.(io.Seeker); ok {
			continue
		}
		spool, file, err := c.spool(ctx, name, in)
		in.Close() // it was only read from
		if err != nil {
			return nil, errors.Join(err, files.Close())
		}
		files = append(files, file)
		if name == "-" {
			c.Stdin = spool
		} else {
			c.spools[name] = spool
		}
	}
	return files, nil
}

// spool copies one stream to file.
func (c *Config) spool(ctx context.Context, name string, in io.Reader) (spool *spooled, file io.Closer, err error) {
	if name == "-" {
		name = "standard input"
	}
	c.Notify(name + " is read twice: it is copied to a temporary file first")
	f, readErr, err := spill.Spool(in, c.TempDir)
	if err != nil {
		return nil, nil, err
	}
	if ctx.Err() != nil {
		return nil, nil, errors.Join(context.Cause(ctx), f.Close())
	}
	return &spooled{io.NewSectionReader(f, 0, f.Size()), readErr}, f, nil
}

// closers are closed together.
type closers []io.Closer

func (c closers) Close() error {
	var errs []error
	for _, one := range c {
		errs = append(errs, one.Close())
	}
	return errors.Join(errs...)
}

// Open opens one of Inputs, from its copy if it has one.
func (c *Config) Open(name string) (*corpus.Reader, error) {
	if spool := c.spools[name]; spool != nil {
		spool.Seek(0, io.SeekStart) // cannot fail
		return corpus.OpenStream(name, spool, c.Read)
	}
	return corpus.Open(name, c.Stdin, c.Read)
}

// spooled is a stream that was copied; it ends as the stream did.
type spooled struct {
	*io.SectionReader
	err error
}

func (s *spooled) Read(p []byte) (int, error) {
	n, err := s.SectionReader.Read(p)
	if err == io.EOF && s.err != nil {
		err = s.err
	}
	return n, err
}

// rewind makes standard input begin again.
func (c *Config) rewind() error {
	if !slices.Contains(c.Inputs, "-") {
		return nil
	}
	_, err := c.Stdin.(io.Seeker).Seek(0, io.SeekStart)
	return err
}
