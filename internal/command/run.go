package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/corpus"
	"winnow/internal/pipeline"
	"winnow/internal/report"
)

// halves says which halves of the main job are done, and by which command.
type halves struct {
	clean, dedupe bool
	path          []string
}

// filter runs the main job, or a half of it. All that can be refused is
// refused before anything is opened for writing.
func (p *program) filter(ctx context.Context, o *options, h halves) error {
	if p.waitsForKeyboard(o) {
		return p.shortHelp(h.path)
	}
	plan, err := makePlan(o, p.stdout)
	if err != nil {
		return err
	}
	cleaner, err := newCleaner(o, h.clean)
	if err != nil {
		return err
	}
	out, err := p.newOutputs(plan, o)
	if err != nil {
		return err
	}
	config, err := p.config(ctx, o, plan, cleaner, h)
	if err != nil {
		return err
	}
	config.Output = out.open
	warn := config.Warn
	config.Warn = func(err error) {
		out.noteUnread(err)
		warn(err)
	}
	if out.audit != nil {
		config.Audit = out.audit
	}
	p.sayMissing(plan)
	sum, err := pipeline.Run(ctx, *config)
	err = out.end(err)
	return p.conclude(ctx, o, sum, err)
}

// config says to the pipeline what the options say.
func (p *program) config(ctx context.Context, o *options, plan *plan, cleaner *clean.Cleaner, h halves) (*pipeline.Config, error) {
	match, err := dedupe.ParseMatch(o.match)
	if err != nil {
		return nil, err
	}
	c := &pipeline.Config{
		Stdin:   newCancelReader(ctx, p.stdin),
		Read:    o.corpus(),
		Joint:   plan.joint,
		InPlace: o.inPlace,
		To:      o.to,
		Clean:   cleaner,
		Dedupe:  pipeline.Dedupe{Enabled: h.dedupe, Match: match, MinWords: o.minWords},
		Fuse:    pipeline.Fuse{Set: o.maxRemoved >= 0, Share: o.maxRemoved},
		Workers: o.jobs,
	}
	if o.scope == "document" {
		c.Dedupe.Scope = pipeline.ScopeDocument
	}
	for _, j := range plan.jobs {
		c.Inputs = append(c.Inputs, j.input)
	}
	c.Warn = func(err error) {
		if ctx.Err() == nil { // an input that a signal cut off is not damaged
			p.say.damage(kindOf(err), err.Error())
		}
	}
	if p.showsProgress(o) {
		c.Progress = p.progress(len(plan.jobs))
	}
	return c, nil
}

// corpus returns how documents are found.
func (o *options) corpus() corpus.Options {
	return corpus.Options{
		From: o.from, Field: o.field, IDField: o.idField, URLField: o.urlField,
		MaxDocument: o.maxDocument, Encoding: o.encoding,
	}
}

// conclude says what there is to say at the end, and finds the exit status.
func (p *program) conclude(ctx context.Context, o *options, sum *report.Summary, err error) error {
	var fuse *pipeline.FuseError
	if ctx.Err() != nil || err != nil && !errors.As(err, &fuse) {
		return err
	}
	if d := sum.Damage; d.InvalidBytes > 0 {
		p.say.damage("invalid bytes", invalidBytes(&d))
	}
	p.say.end()
	if err := p.summarize(o, sum); err != nil {
		return err
	}
	if fuse != nil {
		return &statusError{statusDamaged, fmt.Errorf("%v (%s)", fuse, fuseDone(o))}
	}
	return p.damagedStatus()
}

// invalidBytes is the message about bytes that are no text.
func invalidBytes(d *report.Damage) string {
	what := fmt.Sprintf("%d invalid bytes", d.InvalidBytes)
	if d.InvalidBytes == 1 {
		what = "1 invalid byte"
	}
	const done = " (written as U+FFFD)"
	if at := d.FirstInvalid; at != nil {
		return fmt.Sprintf("%s: record %d: byte %d: %s in all, the first here%s", at.File, at.Record, at.Offset, what, done)
	}
	return what + done
}

// fuseDone says what a blown fuse has left behind.
func fuseDone(o *options) string {
	if o.output == "-" && !o.inPlace {
		return "the text was written all the same; see winnow explain"
	}
	return "no file was written; see winnow explain"
}

// summarize writes the summary if it was asked for or a person is watching.
// Warnings are said in any case.
func (p *program) summarize(o *options, sum *report.Summary) error {
	switch {
	case o.quiet:
		return nil
	case o.summary == "json":
		return sum.WriteJSON(p.stderr)
	case o.summary == "text" || isTerminal(p.stderr):
		var b strings.Builder
		if err := sum.WriteText(&b); err != nil {
			return err
		}
		p.say.text(b.String())
		return nil
	}
	for _, w := range sum.Warnings {
		p.say.line("warning: " + w)
	}
	return nil
}

// outputs opens what the text and the audit go to.
type outputs struct {
	p     *program
	plan  *plan
	to    map[string]string // output by input
	joint pipeline.Output
	audit *corpus.Writer // nil if there is none
	// unread counts inputs of which nothing could be read.
	unread int
}

// newOutputs finds early what could only fail after all the work.
func (p *program) newOutputs(plan *plan, o *options) (*outputs, error) {
	out := &outputs{p: p, plan: plan, to: map[string]string{}}
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
		out.audit, err = corpus.Create(o.audit, p.stdout, corpus.WriteOptions{})
	}
	return out, err
}

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
	w, err := corpus.Create(name, out.p.stdout, corpus.WriteOptions{})
	if err != nil {
		return nil, err
	}
	return &afterAudit{w, out}, nil
}

// An afterAudit is an output that becomes final only when the audit is: what
// is gone from the text has to be written down first.
type afterAudit struct {
	*corpus.Writer
	out *outputs
}

// Close makes the audit last, and then the text. If none of the inputs could
// be read, what stands under the output's name stays.
func (a *afterAudit) Close() error {
	if a.out.plan.joint && a.out.unread == len(a.out.plan.jobs) {
		if a.out.audit != nil {
			return errors.Join(a.out.audit.Abort(), a.Abort())
		}
		return a.Abort()
	}
	if audit := a.out.audit; audit != nil {
		finish := audit.Flush
		if a.out.plan.joint {
			finish = audit.Close
		}
		if err := finish(); err != nil {
			return err
		}
	}
	return a.Writer.Close()
}

// noteUnread counts an input that could not be opened.
func (out *outputs) noteUnread(err error) {
	var damage *corpus.InputError
	if errors.As(err, &damage) && damage.Fatal && damage.Record == 0 {
		out.unread++
	}
}

// end ends the audit of a run that ended with err. Text that went to a stream
// cannot be taken back, and neither can the audit of it.
func (out *outputs) end(err error) error {
	if out.audit == nil {
		return err
	}
	var fuse *pipeline.FuseError
	streamed := out.plan.joint && out.plan.jobs[0].output == "-"
	if err == nil || errors.As(err, &fuse) && streamed {
		if closed := out.audit.Close(); closed != nil {
			return closed
		}
		return err
	}
	if aborted := out.audit.Abort(); aborted != nil {
		return errors.Join(err, aborted)
	}
	return err
}
