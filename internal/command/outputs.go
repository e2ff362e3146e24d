package command

import (
	"errors"
	"os"
	"path/filepath"

	"winnow/internal/corpus"
	"winnow/internal/pipeline"
	"winnow/internal/report"
	"winnow/internal/seen"
)

// outputs opens what the text and the audit go to.
type outputs struct {
	p      *program
	plan   *plan
	output string            // as --output has it
	to     map[string]string // output by input
	joint  pipeline.Output
	audit  *corpus.Writer // nil if there is none
	near   *corpus.Writer // the report of clusters; nil if there is none
	// indexed says that the index of earlier runs is to know what was written.
	indexed bool
	// placed says that an output was put in place, or was about to be: what it
	// replaced is gone, and the audit has to stay whatever comes.
	placed bool
}

// newOutputs finds early what could only fail after all the work.
func (p *program) newOutputs(plan *plan, o *options) (*outputs, error) {
	out := &outputs{p: p, plan: plan, output: o.output, to: map[string]string{}, indexed: o.seen != ""}
	for _, j := range plan.jobs {
		out.to[j.input] = j.output
	}
	var err error
	if plan.joint {
		if out.joint, err = out.create(o.output); err != nil {
			return nil, err
		}
	}
	if o.audit != "" {
		if out.audit, err = corpus.Create(o.audit, p.stdout, corpus.WriteOptions{}); err != nil {
			return nil, err
		}
	}
	if o.nearReport != "" {
		out.near, err = corpus.Create(o.nearReport, p.stdout, corpus.WriteOptions{})
	}
	return out, err
}

// streamed reports whether the text goes to standard output, from where it
// cannot be taken back.
func (out *outputs) streamed() bool { return out.plan.joint && out.output == "-" }

// open makes the output of one input; of all of them for "".
func (out *outputs) open(input string) (pipeline.Output, error) {
	if out.plan.joint {
		return out.joint, nil
	}
	return out.create(out.to[input])
}

func (out *outputs) create(name string) (pipeline.Output, error) {
	if !out.plan.joint {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return nil, err
		}
	}
	a := &afterAudit{out: out}
	var o corpus.WriteOptions
	if out.indexed {
		a.sum = seen.NewSum()
		o.Copy = a.sum
		if name != "-" {
			a.place = place(name)
		}
	}
	var err error
	if a.Writer, err = corpus.Create(name, out.p.stdout, o); err != nil {
		return nil, err
	}
	return a, nil
}

// An afterAudit is an output that becomes final only when the audit is: what
// is gone from the text has to be written down first.
type afterAudit struct {
	*corpus.Writer
	out   *outputs
	sum   *seen.Sum // of what is written; nil without an index
	place string    // of the file; "" for standard output
}

// Written says what became of the output, for the index.
func (a *afterAudit) Written() seen.Output {
	if a.IsFile() {
		return a.sum.Output(a.place)
	}
	return seen.Output{}
}

// Close makes the audit last, and then the text. One of many outputs is put in
// place when what was removed so far is on the disk, if not yet under the
// audit's name; the only one when the audit is complete.
func (a *afterAudit) Close() error {
	var err error
	if !a.out.streamed() {
		err = a.Finish()
	}
	if audit := a.out.audit; audit != nil && err == nil {
		if a.out.plan.joint {
			err = audit.Close()
		} else {
			err = audit.Sync()
		}
	}
	if err != nil {
		return also(err, a.Abort())
	}
	a.out.placed = true
	err = a.Writer.Close()
	if err == nil && a.sum != nil && a.out.streamed() {
		err = syncStream(a.out.p.stdout)
	}
	return err
}

// end ends the audit of a run that ended with err. If originals were replaced
// it stays with what was removed until then. Text that went to a stream cannot
// be taken back, and neither can the audit of it. If none of the inputs could
// be read, what stands under the audit's name stays.
func (out *outputs) end(sum *report.Summary, err error) error {
	err = out.endNear(err)
	if out.audit == nil {
		return err
	}
	var fuse *pipeline.FuseError
	switch {
	case err == nil && !sum.NothingRead(len(out.plan.jobs)), errors.As(err, &fuse) && out.streamed():
		if closed := out.audit.Close(); closed != nil {
			return closed
		}
		return err
	case out.placed:
		return also(err, out.audit.Salvage())
	}
	return also(err, out.audit.Abort())
}

// endNear ends the report of clusters, which appears only if the run was
// complete.
func (out *outputs) endNear(err error) error {
	switch {
	case out.near == nil:
		return err
	case err != nil:
		return also(err, out.near.Abort())
	}
	return out.near.Close()
}

// also adds a second error to the first, unless it is the same.
func also(first, second error) error {
	switch {
	case second == nil || first != nil && errors.Is(first, second):
		return first
	case first == nil:
		return second
	}
	return errors.Join(first, second)
}
