package command

import (
	"winnow/clean"
	"winnow/internal/corpus"
	"winnow/internal/eval"
)

// notScored is what is done about a record that is no labelled page.
const notScored = "not scored"

// An evalBatch is some records and what was found in them.
type evalBatch struct {
	*labelledBatch
	docs []evalDocument
}

// An evalDocument is what came of a record.
type evalDocument struct {
	scored  *eval.Document // nil if it could not be scored
	missing bool           // it has no output
	err     error          // what is wrong with it
}

// produce puts the records of all inputs on the way.
func (e *evaluator) produce(put func(*evalBatch) bool) {
	e.read(func(b *labelledBatch) bool { return put(&evalBatch{labelledBatch: b}) })
}

// worker returns a function that scores the records of a batch.
func (e *evaluator) worker() func(*evalBatch) {
	scorer := eval.NewScorer()
	scorer.Details = e.details
	var page clean.Page
	return func(b *evalBatch) {
		e.each(b.labelledBatch, func(d *corpus.Document) {
			b.docs = append(b.docs, e.document(scorer, &page, d, &b.in.Arena))
		})
	}
}

// document scores one record.
func (e *evaluator) document(scorer *eval.Scorer, page *clean.Page, d *corpus.Document, arena *corpus.Arena) evalDocument {
	labelled, err := e.page(d, arena)
	if err != nil {
		return evalDocument{err: err}
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
