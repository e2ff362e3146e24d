package seen

import (
	"errors"
	"io"
	"io/fs"

	"github.com/cespare/xxhash/v2"
)

// A Sum takes the length and the checksum of what is written to it. The zero
// value is not ready: see NewSum.
type Sum struct {
	digest *xxhash.Digest
	length int64
}

// NewSum returns the Sum of nothing.
func NewSum() *Sum { return &Sum{digest: xxhash.New()} }

// Write implements io.Writer. It never fails.
func (s *Sum) Write(p []byte) (int, error) {
	s.length += int64(len(p))
	return s.digest.Write(p)
}

// Output returns what was written, as the output at a place.
func (s *Sum) Output(place string) Output {
	return Output{Place: place, Length: s.length, Sum: s.digest.Sum64()}
}

// A State is what became of an output since it was committed.
type State uint8

// An output is as it was, or it is not there any more, or it is another now.
const (
	Unchanged State = iota
	Gone
	Changed
)

// State compares an output with the file that stands in its place now, and
// returns that as well if there is one.
func (x *Index) State(o Output) (now Output, state State, err error) {
	f, err := x.fs.Open(o.Place)
	if errors.Is(err, fs.ErrNotExist) {
		return now, Gone, nil
	}
	if err != nil {
		return now, Gone, err
	}
	defer f.Close() // it was only read from
	sum := NewSum()
	if _, err := io.Copy(sum, f); err != nil {
		return now, Changed, err
	}
	if now = sum.Output(o.Place); now != o {
		state = Changed
	}
	return now, state, nil
}
