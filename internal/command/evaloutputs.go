package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"winnow/internal/corpus"
	"winnow/internal/eval"
)

// readOutputs reads cleaned texts by their id; of one that comes twice the
// last counts. A file that cannot be read at all is a mistake in usage, for
// without it there is nothing to do; a damaged record is named and passed over.
func (e *evaluator) readOutputs(name string) (map[string]*eval.Output, error) {
	r, err := openRecords(name, e.stdin, "text")
	if err != nil {
		return nil, usagef("", "--score %v", err)
	}
	defer r.Close() // it was only read from
	outputs := map[string]*eval.Output{}
	var batch corpus.Batch
	for {
		err := r.Read(&batch)
		for i := range batch.Docs {
			d := &batch.Docs[i]
			if d.Blank || d.Part != corpus.Whole {
				continue
			}
			if err := addOutput(outputs, d, &batch.Arena); err != nil {
				e.sayDamage(err)
			}
		}
		var damage *corpus.InputError
		switch {
		case err == nil:
		case err == io.EOF:
			return outputs, nil
		case !errors.As(err, &damage):
			return nil, err
		default:
			e.sayDamage(err)
		}
	}
}

// addOutput adds one record.
func addOutput(outputs map[string]*eval.Output, d *corpus.Document, arena *corpus.Arena) error {
	if err := d.Parse(arena); err != nil {
		return err
	}
	if d.ID == nil {
		return damaged(d, `the record has no field "id" that is a string or a number`, notScored)
	}
	o := &eval.Output{Text: string(d.Text)}
	outputs[string(d.ID)] = o
	var more struct {
		Scores json.RawMessage `json:"scores"`
	}
	if err := json.Unmarshal(d.Raw, &more); err != nil || more.Scores == nil {
		return nil // no object of ours after all; Parse has seen to the text
	}
	if err := json.Unmarshal(more.Scores, &o.Scores); err != nil {
		o.Scores = nil
		return damaged(d, `the field "scores" is not a list of numbers`, "scores ignored")
	}
	for _, x := range o.Scores {
		if x < 0 || x > 1 {
			o.Scores = nil
			return damaged(d, fmt.Sprintf(`the field "scores" holds %v, which is no probability`, x), "scores ignored")
		}
	}
	return nil
}
