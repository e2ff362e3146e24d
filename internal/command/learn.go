package command

import (
	"context"
	"io"
	"os"

	"winnow/internal/corpus"
	"winnow/internal/pipeline"
)

func learnCommand() subcommand {
	return subcommand{
		name: "learn", args: "[FILE|DIR|-]...",
		usage: "Learn the templates of sites, for --templates=FILE.",
		about: "A line that stands on at least 3 pages and on a tenth of the pages of a site, in the same part of them (above, within or below the text), is remembered; numbers, dates and names of months do not count. " +
			"The site is the host of the address (--url-field, else the key url), else the folder of the file, or what --site-field names. " +
			"The file is the same bytes for the same pages in any order.",
		flags: flagNames([]string{"output", "site-field", "max-memory", "nfkc", "ascii-quotes", "ascii-dashes", "ascii-ellipsis"}, groupInput, groupRun),
		run: func(p *program, ctx context.Context, o *options) error {
			if p.waitsForKeyboard(o) {
				return p.shortHelp([]string{"learn"})
			}
			return p.learn(ctx, o)
		},
	}
}

// learn writes templates, and nothing if they cannot be complete.
func (p *program) learn(ctx context.Context, o *options) error {
	output := o.output
	if err := isNoFolder("output", output); err != nil {
		return err
	}
	o.output, o.templates = "-", learnFirst // the texts go nowhere
	plan, err := makePlan(o, p.stdin, p.stdout)
	if err != nil {
		return err
	}
	if err := plan.isNoInput("output", output, p.stdin); err != nil {
		return err
	}
	cleaner, err := newCleaner(o, false)
	if err != nil {
		return err
	}
	c, err := p.config(ctx, o, plan, cleaner, halves{})
	if err != nil {
		return err
	}
	w, err := corpus.Create(output, p.stdout, corpus.WriteOptions{})
	if err != nil {
		return err
	}
	p.sayMissing(plan, o)
	templates, err := pipeline.Learn(ctx, *c)
	if err == nil {
		err = templates.Write(w)
	}
	if err != nil {
		return also(err, w.Abort())
	}
	if err := w.Close(); err != nil {
		return err
	}
	p.say.end()
	return p.damagedStatus()
}

// learnFirst is what --templates means without a file.
const learnFirst = "learn"

// holdsTemplates refuses templates among the inputs of --templates: its value stands
// behind an equals sign, for it has none when templates are learned first.
func (p *plan) holdsTemplates(o *options) error {
	if o.templates != learnFirst {
		return nil
	}
	for _, j := range p.jobs {
		if j.input == "-" || corpus.IsStream(j.input) {
			continue
		}
		f, err := os.Open(j.input)
		if err != nil {
			continue // it is named when its turn to be read comes
		}
		found := isTemplates(f)
		f.Close() // it was only read from
		if found {
			return usagef("write --templates="+quote(j.input), "%s holds templates, and no text", j.input)
		}
	}
	return nil
}

func isTemplates(f io.Reader) bool {
	in, free, err := corpus.Unpack(f)
	if err != nil {
		return false
	}
	defer free()
	return pipeline.AreTemplates(in)
}

// readTemplates reads the file that --templates names, if it names one.
func (o *options) readTemplates() (*pipeline.Templates, error) {
	if o.templates == "" || o.templates == learnFirst {
		return nil, nil
	}
	f, err := os.Open(o.templates)
	if err != nil {
		return nil, usagef("", "--templates=%s: %v", quote(o.templates), plainError(err))
	}
	defer f.Close() // it was only read from
	in, free, err := corpus.Unpack(f)
	if err != nil {
		return nil, usagef("", "--templates=%s: %v", quote(o.templates), plainError(err))
	}
	defer free()
	t, err := pipeline.ReadTemplates(in)
	if err != nil {
		return nil, usagef("make it with winnow learn", "--templates=%s: %v", quote(o.templates), plainError(err))
	}
	return t, nil
}
