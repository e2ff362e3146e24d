package command

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime"

	"winnow/clean"
	"winnow/internal/corpus"
	"winnow/internal/eval"
	"winnow/internal/pipeline"
	"winnow/internal/train"
)

func trainCommand() subcommand {
	return subcommand{
		name: "train", args: "LABELLED.jsonl...",
		usage: "Make a line model from labelled pages, for --model.",
		about: "Labelled pages are as for winnow eval: raw with labels, or with the segments with and without. site keeps " +
			"pages of one site together, and url tells the headline, which is kept even where labels leave it out. The " +
			"same pages in the same order and the same seed make the same model. It takes some minutes for a few " +
			"thousand pages, and their size in memory twice over.",
		flags: flagNames([]string{"output", "quiet", "progress"}, groupTrain),
		run: func(p *program, ctx context.Context, o *options) error {
			if p.waitsForKeyboard(o) {
				return p.shortHelp([]string{"train"})
			}
			return p.train(ctx, o)
		},
	}
}

// trainFlags are the flags that only train takes.
func trainFlags() []flagDef {
	return []flagDef{
		{name: "seed", arg: "N", group: groupTrain, def: "1", common: true,
			usage: "Pick other lines and questions for the trees.",
			set:   func(o *options, v string) error { return whole(&o.seed, v, 0) }},
		{name: "cross-validate", arg: "FILE", group: groupTrain, common: true,
			usage: "Make no model, but clean each page with a model that has seen no page of its site, five in all, and write JSON records with id, text and scores for winnow eval --score.",
			set:   nonEmpty(func(o *options) *string { return &o.crossValidate })},
		{name: "without", arg: "GROUP", group: groupTrain, words: clean.FeatureGroups,
			usage: "Leave a group of features out, to see what it is worth: line, verdict, around, place, page, score or topic.",
			set:   func(o *options, v string) error { o.without = v; return nil }},
	}
}

// A trainBatch is some records and the pages made of them.
type trainBatch struct {
	*evalBatch
	learned []learned
}

// learned is a labelled page and what a model learns from.
type learned struct {
	page  *eval.Page
	pages train.Pages
	err   error
}

func (p *program) train(ctx context.Context, o *options) error {
	name := o.output
	if o.crossValidate != "" {
		if o.was("output") {
			return usagef("leave one of them out", "--cross-validate makes no model for --output")
		}
		name = o.crossValidate
	}
	if name == "-" && isTerminal(p.stdout) {
		return usagef("name a file with -o", "a model is nothing for a terminal")
	}
	plan, err := makePlan(o, p.stdin, p.stdout)
	if err != nil {
		return err
	}
	for _, j := range plan.jobs {
		if name != "-" && targetOf(name, nil, "").is(targetOf(j.input, p.stdin, "standard input")) {
			return usagef("write elsewhere", "the output is the input %s", quote(j.input))
		}
	}
	p.sayMissing(plan)
	pages, trainer, err := p.readLabelled(ctx, o, plan)
	if err != nil {
		return err
	}
	out, err := corpus.Create(name, p.stdout, corpus.WriteOptions{})
	if err != nil {
		return err
	}
	defer out.Abort() // nothing, once it is closed
	trainer.Seed, trainer.Without = uint64(o.seed), o.without
	if o.crossValidate != "" {
		err = p.crossValidate(ctx, o, trainer, pages, out)
	} else {
		err = p.makeModel(o, trainer, out)
	}
	if err != nil {
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	return p.damagedStatus()
}

// readLabelled reads all pages and prepares them, in order.
func (p *program) readLabelled(ctx context.Context, o *options, plan *plan) ([]*eval.Page, *train.Trainer, error) {
	cleaner, err := train.Rules()
	if err != nil {
		return nil, nil, err
	}
	e := &evaluator{p: p, ctx: ctx, stdin: newCancelReader(ctx, p.stdin)}
	for _, j := range plan.jobs {
		e.inputs = append(e.inputs, j.input)
	}
	var pages []*eval.Page
	trainer := &train.Trainer{}
	produce := func(put func(*trainBatch) bool) {
		e.read(func(b *evalBatch) bool { return put(&trainBatch{evalBatch: b}) })
	}
	worker := func() func(*trainBatch) {
		var memory clean.Page
		return func(b *trainBatch) {
			for i := range b.in.Docs {
				if d := &b.in.Docs[i]; !d.Blank && d.Part == corpus.Whole && ctx.Err() == nil {
					b.learned = append(b.learned, learn(cleaner, &memory, d, &b.in.Arena))
				}
			}
		}
	}
	settle := func(b *trainBatch) {
		for _, l := range b.learned {
			if l.err != nil {
				e.sayDamage(l.err)
				continue
			}
			pages = append(pages, l.page)
			trainer.Add(l.pages)
		}
		if b.err != nil {
			e.sayDamage(b.err)
		}
	}
	err = pipeline.Ordered(ctx, runtime.GOMAXPROCS(0), produce, worker, settle)
	return pages, trainer, err
}

// notLearned is what is done about a record that is no labelled page.
const notLearned = "not learned from"

func learn(c *clean.Cleaner, memory *clean.Page, d *corpus.Document, arena *corpus.Arena) learned {
	if err := d.Parse(arena); err != nil {
		return learned{err: err}
	}
	page, err := eval.Decode(d.Raw)
	if err != nil {
		return learned{err: damaged(d, err.Error(), notLearned)}
	}
	page.Raw = string(d.Text)
	if page.Set == "" {
		page.Set = setName(d.File)
	}
	for _, name := range []string{page.Domain, page.ID} {
		if page.Site == "" {
			page.Site = name
		}
	}
	l := &train.Labelled{Site: page.Site, Set: page.Set, URL: page.URL, Raw: page.Raw, With: page.With, Without: page.Without}
	for _, main := range page.Labels {
		l.Labels = append(l.Labels, oneIf(main))
	}
	pages, err := train.Prepare(c, memory, l)
	if err != nil {
		return learned{err: damaged(d, err.Error(), notLearned)}
	}
	return learned{page: page, pages: pages}
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// makeModel trains and writes the model.
func (p *program) makeModel(o *options, t *train.Trainer, out io.Writer) error {
	p.showTraining(o, t, "")
	m, err := t.Train(train.All)
	if err != nil {
		return usagef("", "%v", err)
	}
	_, err = out.Write(m.AppendBinary(nil))
	return err
}

// crossValidate cleans each page with a model that has not seen its site.
func (p *program) crossValidate(ctx context.Context, o *options, t *train.Trainer, pages []*eval.Page, out io.Writer) error {
	cleaners := make([]*clean.Cleaner, train.Folds)
	for fold := range cleaners {
		p.showTraining(o, t, fmt.Sprintf("%d/%d ", fold+1, train.Folds))
		m, err := t.Train(fold)
		if err != nil {
			return usagef("", "%v", err)
		}
		if cleaners[fold], err = clean.New(clean.Options{Model: m}); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
	var memory clean.Page
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for _, page := range pages {
		cleaners[train.Fold(page.Site)].Clean(&memory, []byte(page.Raw))
		record := struct {
			ID   string `json:"id"`
			Text string `json:"text"`
		}{page.ID, string(memory.AppendText(nil))}
		if err := lines.Encode(record); err != nil {
			return err
		}
	}
	return nil
}

// showTraining lets the trainer say how far it is.
func (p *program) showTraining(o *options, t *train.Trainer, prefix string) {
	if p.showsProgress(o) {
		t.Progress = func(trees, all int) { p.say.show(fmt.Sprintf("%s%d of %d trees", prefix, trees, all)) }
	}
}
