package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
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
	silent        bool                         // no text is written
	prepare       func(*pipeline.Config) error // changes what the options say; may be nil
}

// filter runs the main job, or a half of it. All that can be refused is
// refused before anything is opened for writing.
func (p *program) filter(ctx context.Context, o *options, h halves) error {
	if p.waitsForKeyboard(o) {
		return p.shortHelp(h.path)
	}
	plan, err := makePlan(o, p.stdin, p.stdout)
	if err != nil {
		return err
	}
	if err := plan.holdsTemplates(o); err != nil {
		return err
	}
	cleaner, err := newCleaner(o, h.clean)
	if err != nil {
		return err
	}
	templates, err := o.readTemplates()
	if err != nil {
		return err
	}
	config, err := p.config(ctx, o, plan, cleaner, h)
	if err != nil {
		return err
	}
	config.Templates, config.LearnTemplates = templates, o.templates == learnFirst
	if err := p.openIndex(o, plan, config, h.clean); err != nil {
		return err
	}
	index := config.Earlier.Index
	out, err := p.newOutputs(plan, o)
	if err != nil {
		return closeIndex(index, err)
	}
	if config.Output = out.open; h.silent {
		config.Output = nil
	}
	if h.prepare != nil {
		if err := h.prepare(config); err != nil {
			return err
		}
	}
	if out.audit != nil {
		config.Audit = out.audit
	}
	if out.near != nil {
		config.Near.Report = out.near
	}
	p.sayMissing(plan, o)
	if !o.quiet {
		p.sayLeftovers(plan, o)
	}
	sum, err := pipeline.Run(ctx, *config)
	err = closeIndex(index, out.end(sum, err))
	return p.conclude(ctx, o, sum, err)
}

// config says to the pipeline what the options say.
func (p *program) config(ctx context.Context, o *options, plan *plan, cleaner *clean.Cleaner, h halves) (*pipeline.Config, error) {
	match, err := dedupe.ParseMatch(o.match)
	if err != nil {
		return nil, err
	}
	c := &pipeline.Config{
		Stdin:   p.input(ctx),
		Read:    o.corpus(),
		Joint:   plan.joint,
		InPlace: o.inPlace,
		To:      o.to,
		Clean:   cleaner,
		Dedupe:  o.dedupe(match),
		Fuse:    pipeline.Fuse{Set: o.maxRemoved >= 0, Share: o.maxRemoved},
		Workers: o.jobs,
	}
	c.Dedupe.Enabled = h.dedupe
	if h.dedupe {
		c.Near, c.Spans = o.nearOptions(), o.spanOptions()
	}
	for _, j := range plan.jobs {
		c.Inputs = append(c.Inputs, j.input)
	}
	c.Warn = func(err error) {
		if ctx.Err() == nil { // an input that a signal cut off is not damaged
			p.say.damage(kindOf(err), err.Error())
		}
	}
	c.Notify = func(what string) {
		if !o.quiet {
			p.say.line(what)
		}
	}
	if p.showsProgress(o) {
		c.Progress = p.progress(len(plan.jobs))
	}
	return c, nil
}

// input is standard input: a file that can be read again, or a stream that a
// signal can interrupt.
func (p *program) input(ctx context.Context) io.Reader {
	f, ok := p.stdin.(*os.File)
	if ok && f != nil {
		info, err := f.Stat()
		at, seeks := f.Seek(0, io.SeekCurrent)
		if err == nil && seeks == nil && info.Mode().IsRegular() {
			return io.NewSectionReader(f, at, math.MaxInt64-at)
		}
	}
	return newCancelReader(ctx, p.stdin)
}

// dedupe returns which texts are taken for the same, and which of them stay.
// The words are among those known: see flags.go.
func (o *options) dedupe(match dedupe.Match) pipeline.Dedupe {
	return pipeline.Dedupe{
		Enabled: true, Match: match, MinWords: o.minWords, MaxMemory: o.maxMemory, Bloom: o.bloom,
		Unit:  pipeline.Unit(slices.Index([]string{"paragraph", "line", "sentence", "document"}, o.unit)),
		Scope: pipeline.Scope(slices.Index([]string{"run", "document", "site"}, o.scope)),
		Keep:  o.keeps(),
	}
}

func (o *options) keeps() pipeline.Keep {
	return pipeline.Keep(slices.Index([]string{"first", "last", "none"}, o.keep))
}

// corpus returns how documents are found.
func (o *options) corpus() corpus.Options {
	url := o.urlField
	if (o.scope == "site" || o.templates != "") && url == "" {
		url = "url"
	}
	return corpus.Options{
		From: o.from, Field: o.field, IDField: o.idField, URLField: url, SiteField: o.siteField,
		MaxDocument: o.maxDocument, Encoding: o.encoding, TextOnly: true,
	}
}

// conclude says what there is to say at the end, and finds the exit status.
func (p *program) conclude(ctx context.Context, o *options, sum *report.Summary, err error) error {
	var fuse *pipeline.FuseError
	if ctx.Err() != nil || err != nil && !errors.As(err, &fuse) {
		return err
	}
	if d := sum.Damage; d.InvalidBytes > 0 {
		p.say.damage("invalid bytes", atFirst(d.InvalidBytes, "invalid byte", d.FirstInvalid, "written as U+FFFD"))
	}
	if d := sum.Damage; d.LoneSurrogates > 0 {
		p.say.damage("lone surrogates", atFirst(d.LoneSurrogates, "lone surrogate", d.FirstLone, "written as U+FFFD unless the record is unchanged"))
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

// atFirst is the message about n things that are no text, at the first of them.
func atFirst(n int64, what string, at *report.Spot, done string) string {
	many := fmt.Sprintf("%d %ss", n, what)
	if n == 1 {
		many = "1 " + what
	}
	if at != nil {
		many = fmt.Sprintf("%s: record %d: byte %d: %s in all, the first here", at.File, at.Record, at.Offset, many)
	}
	return many + " (" + done + ")"
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
