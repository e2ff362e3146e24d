package command

import (
	"context"
	"slices"

	"winnow/clean"
	"winnow/internal/corpus"
	"winnow/internal/eval"
	"winnow/internal/pipeline"
)

func evalCommand() subcommand {
	return subcommand{
		name: "eval", args: "LABELLED.jsonl...",
		usage: "Measure the cleaning on labelled pages.",
		about: "A labelled page is a JSON record with the page as text in raw, and its main text: in gold as text; in labels " +
			"as a list with 1 (main text) or 0 for each line of raw that is not blank; or in with and without, lists of " +
			"segments that the cleaned text should have and should not have. id, dataset, lang, url, domain, site and " +
			"page_type may say what page it is. Without dataset a set is called as its file.\n\n" +
			"Each page is cleaned by the rules, without looking for copies. P, R and F are precision, recall and their " +
			"harmonic mean: of words; of words in order (the longest common subsequence); of shingles (four words in a " +
			"row); of lines kept; of segments. A is accuracy, of lines weighted by words. Segments are counted over all " +
			"documents of a set, and all else is the mean over them, but that F of shingles is computed from the mean P " +
			"and R. lost is the share of the words of main text that were removed, wrong the share of the removed words " +
			"that were main text, both counted over all documents. The last row is the mean of the sets. " +
			"Where lines have scores, their calibration is shown: how many of the lines with a score of about 0.7 are main text?",
		flags: flagNames([]string{"jobs"}, groupCleaning, groupEval),
		run: func(p *program, ctx context.Context, o *options) error {
			if p.waitsForKeyboard(o) {
				return p.shortHelp([]string{"eval"})
			}
			return p.eval(ctx, o)
		},
	}
}

// evalFlags are the flags that only eval takes.
func evalFlags() []flagDef {
	return []flagDef{
		{name: "by", arg: "KEY", group: groupEval, def: "lang", words: eval.Keys(), common: true,
			usage: "What a second table groups the documents of all sets by: lang, page_type, domain, site or dataset.",
			set:   func(o *options, v string) error { o.by = v; return nil }},
		{name: "worst", arg: "N", group: groupEval, def: "10", common: true,
			usage: "Show the N documents with the lowest F1, of shingles or of segments, and the longest lines with the wrong verdict.",
			set:   func(o *options, v string) error { return whole(&o.worst, v, 0) }},
		{name: "score", arg: "FILE", group: groupEval, common: true,
			usage: "Score cleaned texts instead of cleaning: JSON records with id and text, and if wanted scores, for each line of raw that is not blank the probability that it is main text. A line that was rewritten counts as removed.",
			set:   nonEmpty(func(o *options) *string { return &o.score })},
		{name: "json", group: groupEval, common: true,
			usage: "Print everything as one JSON object instead of tables.",
			set:   turn(func(o *options) *bool { return &o.json })},
		{name: "html", arg: "FILE", group: groupEval, common: true,
			usage: "Write a page to look at as well: one file that needs nothing else.",
			set:   nonEmpty(func(o *options) *string { return &o.html })},
	}
}

// An evaluator scores labelled pages. The workers share it; it does not change.
type evaluator struct {
	*labelledInputs
	cleaner *clean.Cleaner
	outputs map[string]*eval.Output // by id; nil to clean
	details bool
}

func (p *program) eval(ctx context.Context, o *options) error {
	e, err := p.newEvaluator(ctx, o)
	if err != nil {
		return err
	}
	var page *corpus.Writer
	if o.html != "" {
		if page, err = corpus.Create(o.html, nil, corpus.WriteOptions{}); err != nil {
			return err
		}
		defer page.Abort() // nothing, once it is closed
	}
	report := eval.New(o.by, o.worst)
	err = pipeline.Ordered(ctx, o.jobs, e.produce, e.worker, func(b *evalBatch) { e.settle(report, b) })
	if err != nil {
		return err
	}
	report.Finish()
	if page != nil && report.Documents > 0 {
		if err := report.WriteHTML(page, escape); err != nil {
			return err
		}
		if err := page.Close(); err != nil {
			return err
		}
	}
	if o.json {
		err = report.WriteJSON(p.stdout)
	} else {
		err = report.WriteText(p.stdout, escape)
	}
	if err != nil {
		return err
	}
	return p.damagedStatus()
}

// newEvaluator refuses what can be refused before the work begins.
func (p *program) newEvaluator(ctx context.Context, o *options) (*evaluator, error) {
	plan, err := makePlan(o, p.stdin, p.stdout)
	if err != nil {
		return nil, err
	}
	if err := plan.checkReport(o, p.stdin); err != nil {
		return nil, err
	}
	if f := o.typedOf(groupCleaning); o.score != "" && f != "" {
		return nil, usagef("leave one of them out", "--score cleans nothing, so --%s means nothing", f)
	}
	if o.score == "-" && slices.ContainsFunc(plan.jobs, func(j job) bool { return j.input == "-" }) {
		return nil, usagef("name a file", "pages and --score cannot share standard input")
	}
	e := &evaluator{labelledInputs: p.labelledInputs(ctx, plan, notScored), details: o.worst > 0}
	if o.score != "" {
		if e.outputs, err = e.readOutputs(o.score); err != nil {
			return nil, err
		}
	} else if e.cleaner, err = newCleaner(o, true); err != nil {
		return nil, err
	}
	p.sayMissing(plan, o)
	return e, nil
}

// typedOf is the first flag under a heading that was typed; "" if none was.
func (o *options) typedOf(group string) string {
	for _, name := range flagNames(nil, group) {
		if o.was(name) {
			return name
		}
	}
	return ""
}

// checkReport refuses a page in the place of what is read.
func (p *plan) checkReport(o *options, stdin any) error {
	if o.html == "-" {
		return usagef("name a file", "--html cannot write to standard output")
	}
	if o.html == "" {
		return nil
	}
	if err := p.isNoInput("html", o.html, stdin); err != nil {
		return err
	}
	if o.score != "" && targetOf(o.html, nil, "").is(targetOf(o.score, stdin, "standard input")) {
		return usagef("write elsewhere", "--html %s is the input of --score", o.html)
	}
	return nil
}
