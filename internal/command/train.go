package command

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"

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
			"pages of one site together, and url tells the headline, which is kept even where labels leave it out. " +
			"Articles (page_type is article or missing) are learned between the furniture of other pages of their lang, too, and " +
			"all pages as other cleaners leave them. The " +
			"same pages in the same order and the same seed make the same model. It takes some minutes for a few " +
			"thousand pages, and about 40 times the size of their text in memory.",
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
			usage: "Make no model, but clean each page with a model that has seen no page of its site, five in all, and write JSON records with id and text for winnow eval --score.",
			set:   nonEmpty(func(o *options) *string { return &o.crossValidate })},
		{name: "without", arg: "GROUP", group: groupTrain, words: clean.FeatureGroups,
			usage: "Leave a group of features out, to see what it is worth: " + strings.Join(clean.FeatureGroups, ", ") + ".",
			set:   func(o *options, v string) error { o.without = v; return nil }},
	}
}

// A trainBatch is some records and the pages made of them.
type trainBatch struct {
	*labelledBatch
	learned []learned
}

// learned is a labelled page and what a model learns from.
type learned struct {
	page  *eval.Page
	pages train.Pages
	err   error
}

func (p *program) train(ctx context.Context, o *options) error {
	flag, name := "output", o.output
	if o.crossValidate != "" {
		if o.was("output") {
			return usagef("leave one of them out", "--cross-validate makes no model for --output")
		}
		flag, name = "cross-validate", o.crossValidate
	}
	if name == "-" && isTerminal(p.stdout) {
		return usagef("name a file with -o", "a model is nothing for a terminal")
	}
	plan, err := makePlan(o, p.stdin, p.stdout)
	if err != nil {
		return err
	}
	if err := cmp.Or(isNoFolder(flag, name), plan.isNoInput(flag, name, p.stdin)); err != nil {
		return err
	}
	p.sayMissing(plan, o)
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
	if err := trainer.Mix(ctx); err != nil {
		return err
	}
	if err := trainer.Thin(ctx); err != nil {
		return err
	}
	if o.crossValidate != "" {
		err = p.crossValidate(ctx, o, trainer, pages, out)
	} else {
		err = p.makeModel(ctx, o, trainer, out)
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
	in := p.labelledInputs(ctx, plan, "not learned from")
	var pages []*eval.Page
	trainer := &train.Trainer{}
	produce := func(put func(*trainBatch) bool) {
		in.read(func(b *labelledBatch) bool { return put(&trainBatch{labelledBatch: b}) })
	}
	worker := func() func(*trainBatch) {
		var memory clean.Page
		return func(b *trainBatch) {
			in.each(b.labelledBatch, func(d *corpus.Document) {
				b.learned = append(b.learned, in.learn(cleaner, &memory, d, &b.in.Arena))
			})
		}
	}
	settle := func(b *trainBatch) {
		for _, l := range b.learned {
			if l.err != nil {
				in.sayDamage(l.err)
				continue
			}
			pages = append(pages, l.page)
			trainer.Add(l.pages)
		}
		if b.err != nil {
			in.sayDamage(b.err)
		}
	}
	err = pipeline.Ordered(ctx, runtime.GOMAXPROCS(0), produce, worker, settle)
	return pages, trainer, err
}

// learn makes what a model learns from of a record.
func (l *labelledInputs) learn(c *clean.Cleaner, memory *clean.Page, d *corpus.Document, arena *corpus.Arena) learned {
	page, err := l.page(d, arena)
	if err != nil {
		return learned{err: err}
	}
	for _, name := range []string{page.Domain, page.ID} {
		if page.Site == "" {
			page.Site = name
		}
	}
	pages, err := train.Prepare(c, memory, &train.Labelled{
		Site: page.Site, Set: page.Set, URL: page.URL, Raw: page.Raw, Labels: page.Labels, With: page.With, Without: page.Without,
		Lang: page.Lang, Type: page.Type,
	})
	if err != nil {
		return learned{err: damaged(d, err.Error(), l.done)}
	}
	return learned{page: page, pages: pages}
}

// makeModel trains and writes the model.
func (p *program) makeModel(ctx context.Context, o *options, t *train.Trainer, out io.Writer) error {
	p.showTraining(o, t, "")
	m, err := t.Train(ctx, train.All)
	if err != nil {
		return trainError(err)
	}
	_, err = out.Write(m.AppendBinary(nil))
	return err
}

// crossValidate cleans each page with a model that has not seen its site.
func (p *program) crossValidate(ctx context.Context, o *options, t *train.Trainer, pages []*eval.Page, out io.Writer) error {
	cleaners := make([]*clean.Cleaner, train.Folds)
	for fold := range cleaners {
		p.showTraining(o, t, fmt.Sprintf("%d/%d ", fold+1, train.Folds))
		m, err := t.Train(ctx, fold)
		if err != nil {
			return trainError(err)
		}
		if cleaners[fold], err = clean.New(clean.Options{Model: m}); err != nil {
			return err
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

// trainError is a mistake in usage if there is nothing to learn from.
func trainError(err error) error {
	if errors.Is(err, train.ErrNothing) {
		return usagef("", "%v", err)
	}
	return err
}

// showTraining lets the trainer say how far it is.
func (p *program) showTraining(o *options, t *train.Trainer, prefix string) {
	if p.showsProgress(o) {
		t.Progress = func(trees, all int) { p.say.show(fmt.Sprintf("%s%d of %d trees", prefix, trees, all)) }
	}
}
