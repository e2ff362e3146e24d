package command

import (
	"context"
	"errors"
	"io"

	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/corpus"
	"winnow/internal/pipeline"
	"winnow/internal/seen"
)

func (p *program) seenRebuild(ctx context.Context, o *options) error {
	index, err := p.index(o, "rebuild", false)
	if err != nil {
		return err
	}
	f, err := p.rebuild(ctx, o, index)
	if err = closeIndex(index, err); err != nil {
		return err
	}
	if err := p.printForgotten(o, f); err != nil {
		return err
	}
	return p.damagedStatus()
}

func (p *program) rebuild(ctx context.Context, o *options, index *seen.Index) (seen.Forgotten, error) {
	r, err := p.newRereader(ctx, o, index)
	if err != nil {
		return seen.Forgotten{}, err
	}
	return index.Rebuild(r.read)
}

// A rereader finds the paragraphs of texts that were cleaned before.
type rereader struct {
	p       *program
	ctx     context.Context
	options corpus.Options
	cleaner *clean.Cleaner
	compare *pipeline.Comparer
	page    clean.Page
	found   []pipeline.Paragraph
}

func (p *program) newRereader(ctx context.Context, o *options, index *seen.Index) (*rereader, error) {
	h := index.Header()
	match, err := dedupe.ParseMatch(h.Match)
	if err != nil {
		return nil, err
	}
	cleaner, err := clean.New(clean.Options{NoRules: true})
	if err != nil {
		return nil, err
	}
	made := *o
	made.unit, made.minWords = h.Unit, h.MinWords
	d := made.dedupe(match)
	d.MinChars = h.MinChars
	return &rereader{p: p, ctx: ctx, options: o.corpus(), cleaner: cleaner, compare: pipeline.NewComparer(d, index.Hasher())}, nil
}

// read returns the paragraphs of an output as it is now. Damage is said; what
// can be read counts.
func (r *rereader) read(out seen.Output) (seen.KeySet, error) {
	keys := seen.KeySet{}
	in, err := corpus.Open(out.Place, nil, r.options)
	if err != nil {
		return keys, r.p.inputDamage(err)
	}
	defer in.Close() // it was only read from
	var batch corpus.Batch
	for {
		err := in.Read(&batch)
		for i := range batch.Docs {
			r.add(keys, &batch.Docs[i], &batch.Arena)
		}
		switch {
		case r.ctx.Err() != nil:
			return keys, context.Cause(r.ctx)
		case err == io.EOF:
			return keys, nil
		case err == nil:
			continue
		}
		var damage *corpus.InputError
		ends := errors.As(err, &damage) && damage.Fatal
		if err := r.p.inputDamage(err); err != nil || ends {
			return keys, err
		}
	}
}

func (r *rereader) add(keys seen.KeySet, d *corpus.Document, arena *corpus.Arena) {
	if err := d.Parse(arena); err != nil || d.Verbatim() {
		return // it has no text that could have been compared
	}
	r.cleaner.Clean(&r.page, d.Text)
	r.found = r.compare.AppendParagraphs(r.found[:0], d, &r.page)
	for _, p := range r.found {
		keys[p.Key] = true
	}
}
