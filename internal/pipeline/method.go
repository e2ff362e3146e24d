package pipeline

import (
	"cmp"
	"fmt"

	"winnow/dedupe"
	"winnow/internal/corpus"
	"winnow/internal/report"
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
	// earlier is where it stands if an earlier run kept it: Known is false
	// then, for that is no place of this run.
	earlier report.Kept
	// isEarlier says that an earlier run kept it.
	isEarlier bool
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

// touched is how many keys are fetched at a time: no more than 256, see findLines. A
// dedupe.Seen fetches as many at once.
const touched = 64

// touch fetches the keys of up to touched paragraphs.
func (m *inMemory) touch(paragraphs []Paragraph) {
	var keys [touched]dedupe.Key
	for i, p := range paragraphs {
		keys[i] = p.Key
	}
	m.seen.Touch(keys[:len(paragraphs)])
}

func (m *inMemory) Find(c Candidate) (Found, error) {
	first, dup := m.seen.Add(c.Key, c.Place)
	return Found{Copy: dup, Kept: first, Known: dup && m.places}, nil
}

// approximate keeps the first copy, and now and then loses a unit that is none.
type approximate struct{ seen *dedupe.Bloom }

func (approximate) Begin(int64, *corpus.Document) error { return nil }

func (m approximate) Find(c Candidate) (Found, error) { return Found{Copy: m.seen.Add(c.Key)}, nil }

// bloomBytes is how large a filter is if nothing else is said.
const bloomBytes = 256 << 20

// newMethod makes the Method of the first pass; nil if nothing is compared.
func newMethod(c *Config) Method {
	d := &c.Dedupe
	switch {
	case d.Method != nil:
		return d.Method
	case !d.Enabled:
		return nil
	case d.Bloom > 0:
		return approximate{dedupe.NewBloom(d.Bloom, cmp.Or(d.MaxMemory, bloomBytes))}
	}
	return &inMemory{seen: dedupe.Seen{NoPlaces: !c.places()}, places: c.places(), scope: d.Scope}
}

// approximately says in the summary how far a filter was to be trusted.
func (s *settler) approximately() {
	m, ok := s.method.(approximate)
	if !ok {
		return
	}
	b := &report.Bloom{Asked: s.c.Dedupe.Bloom, Rate: m.seen.Rate(), Bytes: m.seen.Bytes()}
	s.sum.Bloom = b
	if b.Rate > b.Asked {
		s.sum.Warnings = append(s.sum.Warnings,
			fmt.Sprintf("the filter was too small: at the end it took %.3g of the new texts for copies, %.3g were allowed (give it more with --max-memory)", b.Rate, b.Asked))
	}
}
