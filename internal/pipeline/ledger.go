package pipeline

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"strconv"

	"winnow/internal/corpus"
	"winnow/internal/report"
	"winnow/internal/seen"
)

// Earlier is the memory of earlier runs.
type Earlier struct {
	// Index is asked, and learns what this run keeps; nil is none. It is open
	// for lookup.
	Index *seen.Index
	// Places are what the index knows the inputs by: the same for every name
	// that leads to a file. That of standard input is "-".
	Places []string
	// Group is how much is learnt at once, in paragraphs and documents; 0 is
	// 50,000. A sync costs as much as some thousands of them.
	Group int
}

// complete checks that c goes with an index, and puts in what follows from it.
// What is removed as almost the same, as a template or as a repeated run is
// removed for what this run reads; the index would take it for kept.
func (e *Earlier) complete(c *Config) error {
	if e.Index == nil {
		return nil
	}
	if c.Near.Enabled || c.Near.Report != nil || c.Spans.Enabled || c.Templates != nil || c.LearnTemplates {
		return errors.New("with an index of earlier runs only exact copies are looked for")
	}
	d := &c.Dedupe
	if !d.Enabled || d.Scope != ScopeRun || d.Keep != KeepFirst || d.Method != nil || d.Bloom > 0 {
		return errors.New("what earlier runs kept stays, and is compared with all that the run reads")
	}
	d.Hasher = e.Index.Hasher()
	d.MaxMemory = 0 // a second pass would meet what the first has made known
	return nil
}

// A Written output tells, after it was closed, what stands where. Place is ""
// for a stream.
type Written interface{ Written() seen.Output }

// nameOf appends the name of a document in the index: its input, and its id or
// number in it. Standard input is another one each time, so there the text is
// part of the name as well.
func (e *Earlier) nameOf(dst []byte, input int, d *corpus.Document) []byte {
	dst = append(append(dst, e.Places[input]...), 0)
	if len(d.ID) > 0 {
		dst = append(append(dst, "id "...), d.ID...)
	} else {
		dst = strconv.AppendInt(dst, d.Record, 10)
	}
	if e.Places[input] == "-" {
		dst = append(append(dst, 0), d.Text...)
	}
	return dst
}

// identify finds out what the index knows a document by.
func (w *worker) identify(b *batch, r *result) {
	e := &w.c.Earlier
	w.name = e.nameOf(w.name[:0], b.input, r.doc)
	r.identity = e.Index.Identity(w.name)
}

// lookUp finds the owners of a batch's paragraphs.
func (w *worker) lookUp(b *batch) {
	w.keys = w.keys[:0]
	for i := range b.paragraphs {
		w.keys = append(w.keys, b.paragraphs[i].Key)
	}
	w.owners, b.failure = w.c.Earlier.Index.Owners(w.owners[:0], w.keys)
	for i, owner := range w.owners {
		b.paragraphs[i].Owner = owner
	}
}

// A ledger gathers what the index is to learn. Nothing of it is in the index
// before the outputs that hold it are in their places: see package seen. It
// does nothing if there is no index.
type ledger struct {
	Earlier
	group seen.Group
	// ended are outputs with all their documents. They are in their places by
	// the time that the group is committed.
	ended []endedOutput
	now   seen.Identity // of the document at hand

	gone      map[seen.Identity]bool // documents whose files are there no more
	firstGone string                 // the first of those files

	inputs []string          // of the run
	names  map[string]string // of the inputs by their places; nil until asked
}

type endedOutput struct {
	out       Output // nil: text for nobody
	documents int    // of the group, up to the end of this output
}

// begin begins a document.
func (m *ledger) begin(input int, r *result) {
	if m.Index == nil {
		return
	}
	m.now = r.identity
	if n := len(m.group.Sources); n == 0 || m.group.Sources[n-1] != m.Places[input] {
		m.group.Sources = append(m.group.Sources, m.Places[input])
	}
	m.group.Documents = append(m.group.Documents, seen.Document{
		Identity: r.identity, Record: r.doc.Record, Source: len(m.group.Sources) - 1, Output: seen.Stream,
	})
}

// isElsewhere reports whether another document has the paragraph.
func (m *ledger) isElsewhere(p Paragraph) bool {
	return p.Owner != 0 && p.Owner != m.now
}

// isGone reports whether the file that another document with the paragraph was written
// to is there no more.
func (m *ledger) isGone(p Paragraph) (bool, error) {
	if gone, known := m.gone[p.Owner]; known {
		return gone, nil
	}
	name, err := m.Index.OutputOf(p.Owner)
	if err != nil {
		return false, err
	}
	gone := false
	if name != "" {
		_, err := os.Lstat(name)
		gone = errors.Is(err, fs.ErrNotExist)
	}
	if gone && m.firstGone == "" {
		m.firstGone = name
	}
	if m.gone == nil {
		m.gone = make(map[seen.Identity]bool)
	}
	m.gone[p.Owner] = gone
	return gone, nil
}

// warning says what is gone, if anything is.
func (m *ledger) warning() []string {
	if m.firstGone == "" {
		return nil
	}
	return []string{m.firstGone + " has text in the index and is there no more: what other files have of that, or of others that are gone, stays"}
}

// where says which document has a paragraph. An input of this run is called as
// this run calls it.
func (m *ledger) where(p Paragraph) (report.Kept, error) {
	at, err := m.Index.Where(p.Key)
	if m.names == nil {
		m.names = make(map[string]string, len(m.inputs))
		for i, name := range m.inputs {
			m.names[m.Places[i]] = name
		}
	}
	return report.Kept{File: cmp.Or(m.names[at.Source], at.Source), Record: at.Record, Line: at.Line}, err
}

// keep adds a paragraph of the document at hand that stands in no other.
func (m *ledger) keep(p Paragraph, line int) {
	if m.Index != nil && p.Owner == 0 {
		m.group.Add(seen.Entry{Key: p.Key, Document: uint32(len(m.group.Documents) - 1), Line: uint32(line)})
	}
}

// end ends the output that the documents since the last one went to.
func (m *ledger) end(out Output) {
	if m.Index != nil {
		m.ended = append(m.ended, endedOutput{out, len(m.group.Documents)})
		m.group.Mark()
	}
}

// giveUp forgets what is in no output that was ended.
func (m *ledger) giveUp() { m.group.Back() }

// isFull reports whether it is time to commit.
func (m *ledger) isFull() bool {
	group := m.Group
	if group == 0 {
		group = 50_000
	}
	return m.group.Len() >= group
}

// commit makes the index learn what is in the outputs that were ended, which
// are in their places.
func (m *ledger) commit() error {
	if len(m.ended) == 0 {
		return nil
	}
	from := 0
	for _, e := range m.ended {
		var o seen.Output
		if w, ok := e.out.(Written); ok {
			o = w.Written()
		}
		if o.Place != "" {
			m.group.Outputs = append(m.group.Outputs, o)
			for i := from; i < e.documents; i++ {
				m.group.Documents[i].Output = len(m.group.Outputs) - 1
			}
		}
		from = e.documents
	}
	err := m.Index.Commit(&m.group)
	m.group.Reset()
	m.ended = m.ended[:0]
	return err
}
