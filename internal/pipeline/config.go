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
	Near   Near
	Spans  Spans
	// Templates are removed if they are not nil. LearnTemplates says that they
	// are learned from the inputs first, which are then read once more: what is
	// said of the memory and of standard input at MaxMemory holds here too.
	Templates      *Templates
	LearnTemplates bool
	judge          *clean.Cleaner // asks the line model, for templates; else nil

	spools map[string]*spooled // copies of inputs that can be read once only

	// Earlier is what earlier runs kept. It goes with ScopeRun.
	Earlier Earlier
	// Audit gets a JSON line for each removal, in input order; nil is none.
	Audit io.Writer
	// Fuse stops a run that removes too much.
	Fuse Fuse

	// TempDir is the folder for temporary files; "" is the system's.
	TempDir string
	// Notify is told of what a run does that might surprise.
	Notify func(string)

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

// Dedupe says which texts are taken for the same, and which of them stays.
type Dedupe struct {
	Enabled bool
	Unit    Unit
	Scope   Scope
	Keep    Keep
	Match   dedupe.Match
	// MinWords is the length from which units are compared; 0 is all.
	MinWords int
	// MinChars is that length in characters for scripts without spaces between
	// words; 0 is three for each word of MinWords.
	MinChars int
	// MaxMemory is what keys may take, in bytes; 0 is no limit for those of first
	// copies, and 1 GiB for what has to be sorted. When they take
	// more, or if KeepFirst is not chosen, the inputs are read twice. Standard
	// input is copied to a temporary file then, unless Stdin is an io.Seeker, and
	// so are pipes among the Inputs.
	MaxMemory int64
	// Bloom is the share of new units that may be taken for copies, if not 0: the
	// keys are remembered approximately then, in MaxMemory bytes or 256 MiB. It
	// needs KeepFirst, and another scope than ScopeDocument.
	Bloom float64
	// Places says that a Method knows where the copy stands that stays. With an
	// audit it does in any case.
	Places bool
	// Hasher makes the keys; nil is one with a random secret.
	Hasher *dedupe.Hasher
	// Method finds the copies; nil is one of the package's own, by Keep.
	Method Method
}

// A Unit is what is compared, and removed, as one.
type Unit uint8

const (
	UnitParagraph Unit = iota // what is written as one line: a line, and those joined to it
	UnitLine                  // a line of the input
	UnitSentence              // a sentence of a paragraph
	UnitDocument              // all that is kept of a document
)

// A Scope is where the other copies of a unit are looked for.
type Scope uint8

const (
	ScopeRun      Scope = iota // the whole run
	ScopeDocument              // the unit's own document
	ScopeSite                  // documents of the same site: see appendSite
)

// Keep says which copy stays.
type Keep uint8

const (
	KeepFirst Keep = iota
	KeepLast
	KeepNone // of what stands twice, nothing stays
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
	case c.Dedupe.Bloom > 0 && (c.Dedupe.Keep != KeepFirst || c.Dedupe.Scope == ScopeDocument):
		return errors.New("an approximate search keeps first copies, and compares more than a document")
	case c.InPlace && c.Joint:
		return errors.New("one output cannot replace each of the inputs")
	}
	if err := c.Earlier.complete(c); err != nil {
		return err
	}
	if c.Near.Report != nil {
		c.Dedupe.Method = noCopies{}
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
	if c.Dedupe.Hasher == nil {
		c.Dedupe.Hasher = dedupe.NewHasher()
	}
	if c.Notify == nil {
		c.Notify = func(string) {}
	}
	if c.Progress == nil {
		c.Progress = func(Progress) {}
	}
	var err error
	if c.Clean == nil {
		c.Clean, err = clean.New(clean.Options{NoRules: true})
	}
	if err == nil && (c.Templates != nil || c.LearnTemplates) {
		c.judge, err = c.Clean.Judging()
	}
	return err
}
