package command

import (
	"errors"
	"io"
	"path/filepath"
	"strings"

	"winnow/clean"
	"winnow/internal/corpus"
	"winnow/internal/eval"
)

// An evalBatch is some records and what was found in them.
type evalBatch struct {
	in   corpus.Batch
	err  error // of the reader, behind the records
	docs []evalDocument
}

// An evalDocument is what came of a record.
type evalDocument struct {
	scored  *eval.Document // nil if it could not be scored
	missing bool           // it has no output
	err     error          // what is wrong with it
}

// read puts the records of all inputs on the way.
func (e *evaluator) read(put func(*evalBatch) bool) {
	for _, name := range e.inputs {
		if !e.readInput(name, put) {
			return
		}
	}
}

func (e *evaluator) readInput(name string, put func(*evalBatch) bool) bool {
	r, err := openRecords(name, e.stdin, "raw")
	if err != nil {
		return put(&evalBatch{err: err})
	}
	defer r.Close() // it was only read from
	for {
		b := &evalBatch{}
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

// worker returns a function that scores the records of a batch.
func (e *evaluator) worker() func(*evalBatch) {
	scorer := eval.NewScorer()
	scorer.Details = e.details
	var page clean.Page
	return func(b *evalBatch) {
		for i := range b.in.Docs {
			d := &b.in.Docs[i]
			if d.Blank || d.Part != corpus.Whole || e.ctx.Err() != nil {
				continue // what is too long the reader has named
			}
			b.docs = append(b.docs, e.document(scorer, &page, d, &b.in.Arena))
		}
	}
}

// document scores one record.
func (e *evaluator) document(scorer *eval.Scorer, page *clean.Page, d *corpus.Document, arena *corpus.Arena) evalDocument {
	if err := d.Parse(arena); err != nil {
		return evalDocument{err: err}
	}
	labelled, err := eval.Decode(d.Raw)
	if err != nil {
		return evalDocument{err: damaged(d, err.Error(), notScored)}
	}
	labelled.File, labelled.Record = d.File, d.Record
	labelled.Raw = string(d.Text)
	if labelled.Set == "" {
		labelled.Set = setName(d.File)
	}
	output, missing := e.output(page, labelled.ID, d.Text)
	scored := evalDocument{scored: scorer.Score(labelled, output), missing: missing}
	if fault := scored.scored.Fault; fault != nil {
		scored.err = damaged(d, fault.Error(), "not used")
	}
	return scored
}

// output is what became of a text: what the rules make of it, or what the file
// of cleaned texts has for its id.
func (e *evaluator) output(page *clean.Page, id string, text []byte) (o *eval.Output, missing bool) {
	if e.outputs == nil {
		return e.clean(page, text), false
	}
	if o = e.outputs[id]; o == nil {
		return &eval.Output{}, true
	}
	return o, false
}

// clean cleans a text as winnow clean does, and keeps the verdicts and what the
// line model said.
func (e *evaluator) clean(page *clean.Page, text []byte) *eval.Output {
	e.cleaner.Clean(page, text)
	rules := e.cleaner.Rules()
	o := &eval.Output{Text: string(page.AppendText(nil)), Blocks: make([]eval.Block, len(page.Blocks))}
	for i := range page.Blocks {
		b := &page.Blocks[i]
		o.Blocks[i] = eval.Block{Start: b.Start, End: b.End, Score: b.Probability(), Scored: b.Judged}
		if b.Rule != clean.Kept {
			o.Blocks[i].Rule = rules[b.Rule].Name
		}
	}
	return o
}

// setName is what a set is called whose records do not say it.
func setName(file string) string {
	name, _, _ := strings.Cut(filepath.Base(file), ".jsonl")
	return name
}

// notScored is what is done about a record that is no labelled page.
const notScored = "not scored"

// damaged makes the damage of a record.
func damaged(d *corpus.Document, what, done string) error {
	return &corpus.InputError{File: d.File, Record: d.Record, Offset: d.Offset, What: what, Done: done}
}

// settle adds the documents of a batch to the report, and names what is wrong.
func (e *evaluator) settle(report *eval.Report, b *evalBatch) {
	for _, d := range b.docs {
		if d.err != nil {
			e.sayDamage(d.err)
		}
		if d.scored != nil {
			report.Add(d.scored)
		}
		if d.missing {
			report.Missing++
		}
	}
	if b.err != nil {
		e.sayDamage(b.err)
	}
}

// sayDamage names damage. Records are copied nowhere here, whatever other
// commands do with them.
func (e *evaluator) sayDamage(err error) {
	if e.ctx.Err() != nil {
		return // an input that a signal cut off is not damaged
	}
	var damage *corpus.InputError
	if errors.As(err, &damage) && damage.Verbatim {
		damage.Done = notScored
	}
	e.p.say.damage(kindOf(err), err.Error())
}
