package pipeline

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"

	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/corpus"
)

// Config says what a run does. With the zero value and Inputs, texts are read,
// mended and counted, and nothing is written.
type Config struct {
	// Inputs are read in order; "-" is Stdin.
	Inputs []string
	Stdin  io.Reader
	// Read says how documents are found.
	Read corpus.Options

	// Output makes what is written to. It is asked once, with "", if Joint is
	// set, and else for each input that could be opened. Nil writes nothing.
	Output func(input string) (Output, error)
	Joint  bool
	// InPlace says that outputs replace their inputs: that of an input that
	// could not be read to its end is aborted, and the input stays. An output
	// for inputs of which nothing could be read is aborted in any case.
	InPlace bool
	// To names the format that is written; "" is each document's own.
	To string

	// Clean judges the blocks; nil mends the text and removes nothing.
	Clean  *clean.Cleaner
	Dedupe Dedupe
	// Audit gets a JSON line for each removal, in input order; nil is none.
	Audit io.Writer
	// Fuse stops a run that removes too much.
	Fuse Fuse

	// Workers is the number of goroutines that clean; 0 is one for each core
	// that may be used. What is written does not depend on it.
	Workers int
	// Warn is told of damage, in input order and from the goroutine that
	// called Run. Damage of the input is an *corpus.InputError.
	Warn func(error)
	// Progress is told, from the goroutine that called Run, how far it is;
	// at most once for about Read.BatchBytes of input.
	Progress func(Progress)
}

// An Output takes what is written. Close or Abort ends it, whichever comes
// first. *corpus.Writer is one.
type Output interface {
	io.Writer
	Finish() error // nothing more is written, and Close or Abort may come late: no file stays open
	Close() error  // makes the output last
	Abort() error  // takes back what can be taken back
}

// Dedupe says which paragraphs are taken for the same.
type Dedupe struct {
	Enabled bool
	Scope   Scope
	Match   dedupe.Match
	// MinWords is the length from which paragraphs are compared; 0 is all.
	MinWords int
	// MinChars is that length in characters for scripts without spaces between
	// words; 0 is three for each word of MinWords.
	MinChars int
	// Method finds the copies; nil is a set of keys in memory.
	Method Method
}

// A Scope is where the first copy of a paragraph is looked for.
type Scope uint8

const (
	ScopeRun      Scope = iota // everything read before
	ScopeDocument              // the paragraph's own document
)

// Fuse limits the share of the text that a run may remove, from 0 to 1.
// Duplicates count.
type Fuse struct {
	Set   bool
	Share float64
}

// Progress says how far a run is.
type Progress struct {
	Input  string // the one at hand
	Index  int    // of Input in Config.Inputs
	Offset int64  // bytes read of it, before decompression
	Size   int64  // of the file in bytes; -1 if it is not known

	Documents, BytesIn int64 // of the run so far
}

// complete checks c and puts in what was left to choose.
func (c *Config) complete() error {
	known := c.To == "" || c.To == "auto" ||
		slices.ContainsFunc(corpus.Formats(), func(f corpus.Format) bool { return f.Name == c.To })
	switch {
	case !known:
		return fmt.Errorf("unknown format %q", c.To)
	case c.InPlace && c.Joint:
		return errors.New("one output cannot replace each of the inputs")
	}
	if c.Workers <= 0 {
		c.Workers = runtime.GOMAXPROCS(0)
	}
	if c.Read.BatchBytes <= 0 {
		c.Read.BatchBytes = 256 << 10
	}
	if c.Warn == nil {
		c.Warn = func(error) {}
	}
	if c.Progress == nil {
		c.Progress = func(Progress) {}
	}
	if c.Clean == nil {
		var err error
		c.Clean, err = clean.New(clean.Options{NoRules: true})
		return err
	}
	return nil
}
