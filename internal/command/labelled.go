package command

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"winnow/internal/corpus"
	"winnow/internal/eval"
)

// labelledInputs are files of labelled pages. Goroutines may share them; they
// do not change.
type labelledInputs struct {
	p     *program
	ctx   context.Context
	stdin io.Reader
	names []string
	// done says what is done about a record that is no labelled page.
	done string
}

func (p *program) labelledInputs(ctx context.Context, plan *plan, done string) *labelledInputs {
	in := &labelledInputs{p: p, ctx: ctx, stdin: newCancelReader(ctx, p.stdin), done: done}
	for _, j := range plan.jobs {
		in.names = append(in.names, j.input)
	}
	return in
}

// A labelledBatch is some records, and the error of the reader behind them.
type labelledBatch struct {
	in  corpus.Batch
	err error
}

// each calls do for each record of a batch. What is too long the reader has
// named.
func (l *labelledInputs) each(b *labelledBatch, do func(*corpus.Document)) {
	for i := range b.in.Docs {
		if d := &b.in.Docs[i]; !d.Blank && d.Part == corpus.Whole && l.ctx.Err() == nil {
			do(d)
		}
	}
}

// read hands the records of all inputs on, in order, until put says that is
// enough.
func (l *labelledInputs) read(put func(*labelledBatch) bool) {
	for _, name := range l.names {
		if !l.readInput(name, put) {
			return
		}
	}
}

func (l *labelledInputs) readInput(name string, put func(*labelledBatch) bool) bool {
	r, err := openRecords(name, l.stdin, "raw")
	if err != nil {
		return put(&labelledBatch{err: err})
	}
	defer r.Close() // it was only read from
	for {
		b := &labelledBatch{}
		err := r.Read(&b.in)
		if err == io.EOF {
			return true
		}
		b.err = err
		if !put(b) {
			return false
		}
		var damage *corpus.InputError
		if err != nil && (!errors.As(err, &damage) || damage.Fatal) {
			return true
		}
	}
}

// openRecords opens a file that has to be JSON Lines with text in a field.
func openRecords(name string, stdin io.Reader, field string) (*corpus.Reader, error) {
	r, err := corpus.Open(name, stdin, corpus.Options{Field: field, IDField: "id"})
	if err != nil {
		return nil, err
	}
	if r.Format() == "jsonl" {
		return r, nil
	}
	r.Close() // it was only read from
	return nil, &corpus.InputError{File: name, What: "is not JSON Lines", Done: "skipped", Fatal: true}
}

// page makes the labelled page of a record. The error is about the record.
func (l *labelledInputs) page(d *corpus.Document, arena *corpus.Arena) (*eval.Page, error) {
	if err := d.Parse(arena); err != nil {
		return nil, err
	}
	page, err := eval.Decode(d.Raw)
	if err != nil {
		return nil, damaged(d, err.Error(), l.done)
	}
	page.File, page.Record, page.Raw = d.File, d.Record, string(d.Text)
	if page.Set == "" {
		page.Set = setName(d.File)
	}
	return page, nil
}

// setName is what a set is called whose records do not say it.
func setName(file string) string {
	name, _, _ := strings.Cut(filepath.Base(file), ".jsonl")
	return name
}

// damaged makes the damage of a record.
func damaged(d *corpus.Document, what, done string) error {
	return &corpus.InputError{File: d.File, Record: d.Record, Offset: d.Offset, What: what, Done: done}
}

// sayDamage names damage. Records are copied nowhere here, whatever other
// commands do with them.
func (l *labelledInputs) sayDamage(err error) {
	if l.ctx.Err() != nil {
		return // an input that a signal cut off is not damaged
	}
	var damage *corpus.InputError
	if errors.As(err, &damage) && damage.Verbatim {
		damage.Done = l.done
	}
	l.p.say.damage(kindOf(err), err.Error())
}
