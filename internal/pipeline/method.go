package pipeline

import (
	"winnow/dedupe"
	"winnow/internal/corpus"
)

// A Method decides which units are copies of another. Config.Dedupe.Method
// puts another one in the place of the default, a set of keys in memory: a set
// on the disk, an approximate one, or a list that an earlier pass made.
//
// One goroutine calls it, in input order: Begin for each document, then Find
// for each of its units that is compared. A text worked in windows is one
// document. A Method that remembers learns a unit in Find; what has to wait
// until the output is durable waits for its own commit, which the pipeline
// knows nothing of. If it has a method End() error, that is called after the
// last unit and before the outputs are closed. An error ends the run.
type Method interface {
	// Begin is told of a document: its ordinal in the run, from 0, and the
	// document, which must not be kept.
	Begin(document int64, d *corpus.Document) error
	// Find says what becomes of a unit.
	Find(c Candidate) (Found, error)
}

// A Candidate is a unit that is compared.
type Candidate struct {
	// Key stands for the folded text. With ScopeSite it stands for the text
	// within its site: units of two sites never share one.
	Key dedupe.Key
	// Place is the document's ordinal and the line in which the unit begins.
	Place dedupe.Place
	// Number counts the compared units of the document, from 0.
	Number int
}

// Found is what a Method knows of a unit.
type Found struct {
	// Copy says that the unit goes.
	Copy bool
	// Kept is where the copy that stays stands, if Known: of units that are
	// all removed none stays, and some methods remember no places.
	Kept  dedupe.Place
	Known bool
}

// inMemory keeps the first copy: what is in the set was seen before.
type inMemory struct {
	seen   dedupe.Seen
	places bool // they are remembered
	scope  Scope
}

func (m *inMemory) Begin(int64, *corpus.Document) error {
	if m.scope == ScopeDocument {
		m.seen.Reset()
	}
	return nil
}

func (m *inMemory) Find(c Candidate) (Found, error) {
	first, dup := m.seen.Add(c.Key, c.Place)
	return Found{Copy: dup, Kept: first, Known: dup && m.places}, nil
}
