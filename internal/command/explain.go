package command

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/corpus"
	"winnow/internal/pipeline"
)

func explainCommand() subcommand {
	return subcommand{
		name: "explain", args: "[FILE|DIR|-]...",
		usage: "Show every line, and what removes it.",
		about: "Each line has its verdict, its number and its text. A tilde marks a line that was mended, " +
			"a plus sign one that is joined to the kept line before it. A duplicate names the line of the copy that stays, " +
			"after its file and record if those are others. A line that the line model removed has the probability that it is main text; --weights shows what that rests on. With --unit sentence each sentence has a line.",
		flags: flagNames([]string{"color", "weights"}, groupInput, groupCleaning, groupDuplicates),
		run: func(p *program, ctx context.Context, o *options) error {
			if p.waitsForKeyboard(o) {
				return p.shortHelp([]string{"explain"})
			}
			return p.explain(ctx, o)
		},
	}
}

// An explainer shows pages line by line.
type explainer struct {
	p       *program
	o       *options
	open    func(name string) (*corpus.Reader, error)
	cleaner *clean.Cleaner
	page    clean.Page
	compare *pipeline.Comparer
	found   []pipeline.Paragraph // of the text at hand
	method  *pipeline.Decision
	units   int // of the document at hand, compared so far
	out     *bufio.Writer
	color   bool
	headers bool // documents have a line of their own that names them
	base    int  // lines of the file before the text at hand
	origins []origin
}

// An origin is where a document comes from, by the document's ordinal.
type origin struct {
	file   string
	record int64
	only   bool // the file has no other record
}

func (p *program) explain(ctx context.Context, o *options) error {
	o.output = "-"
	plan, err := makePlan(o, p.stdin, p.stdout)
	if err != nil {
		return err
	}
	cleaner, err := newCleaner(o, true)
	if err != nil {
		return err
	}
	config, err := p.config(ctx, o, plan, cleaner, halves{clean: true, dedupe: true})
	if err != nil {
		return err
	}
	config.Warn, config.Progress = nil, nil // damage is said as the text is shown
	method, err := pipeline.Decide(ctx, config)
	if err != nil {
		return err
	}
	defer method.Close() // nothing of it is kept
	e := &explainer{p: p, o: o, open: config.Open, cleaner: cleaner, method: method,
		compare: pipeline.NewComparer(config.Dedupe, dedupe.NewHasher()),
		out:     bufio.NewWriter(p.stdout), color: colored(o.color, p.stdout), headers: len(plan.jobs) > 1}
	p.sayMissing(plan, o)
	for _, j := range plan.jobs {
		if err := e.file(ctx, j.input); err != nil {
			return err
		}
	}
	if err := e.out.Flush(); err != nil {
		return err
	}
	return p.damagedStatus()
}

// file explains the documents of one input. Damage is said and passed over;
// the error is of writing, or of a cancelled run.
func (e *explainer) file(ctx context.Context, name string) error {
	r, err := e.open(name)
	if err != nil {
		return e.inputDamage(ctx, err)
	}
	defer r.Close()
	headers := e.headers || r.Format() != "text"
	var batch corpus.Batch
	for {
		err := r.Read(&batch)
		for i := range batch.Docs {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err := e.document(&batch.Docs[i], &batch.Arena, headers); err != nil {
				return err
			}
		}
		var damage *corpus.InputError
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &damage):
			if err := e.inputDamage(ctx, err); err != nil {
				return err
			}
			if damage.Fatal {
				return nil
			}
		case err != nil:
			return err
		}
	}
}

// inputDamage says damage of the input. An input that a signal cut off is not
// damaged: the error is the signal.
func (e *explainer) inputDamage(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return e.p.inputDamage(err)
}

// document shows one document, or a window of one.
func (e *explainer) document(d *corpus.Document, arena *corpus.Arena, headers bool) error {
	if d.Blank {
		return nil
	}
	if err := d.Parse(arena); err != nil {
		if err := e.p.inputDamage(err); err != nil {
			return err
		}
	}
	if headers && (d.Part == corpus.Whole || d.Part == corpus.First) {
		e.header(d)
	}
	if d.Verbatim() {
		return nil
	}
	e.cleaner.Clean(&e.page, d.Text)
	if d.Part == corpus.Whole || d.Part == corpus.First {
		e.origins = append(e.origins, origin{d.File, d.Record, d.Format() == "text"})
		e.units = 0
		if err := e.method.Begin(e.ordinal(), d); err != nil {
			return err
		}
	}
	if e.base = d.Line; d.Format() == "jsonl" {
		e.base = 0 // lines are those of the text in the record
	}
	next := 1
	e.found = e.compare.AppendParagraphs(e.found[:0], d, &e.page)
	blocks := e.page.Blocks
	found, first := e.found, "" // first is of the unit at hand
	for i := range blocks {
		if len(found) > 0 && i == found[0].To {
			found, first = found[1:], ""
		}
		if len(found) > 0 && i == found[0].From {
			var err error
			if first, err = e.first(found[0].Key, blocks[i].Line); err != nil {
				return err
			}
		}
		e.blanks(next, blocks[i].Line)
		e.block(d, &blocks[i], first)
		if e.o.weights && blocks[i].Judged {
			e.weights(i)
		}
		next = blocks[i].Line + 1
	}
	e.blanks(next, next+linesAfter(d.Text, blocks))
	return e.wrote()
}

// wrote returns what went wrong in writing; bufio keeps the first error.
func (e *explainer) wrote() error {
	_, err := e.out.Write(nil)
	return err
}

func (e *explainer) header(d *corpus.Document) {
	name := d.File
	if d.Raw != nil || d.Format() != "text" {
		name += fmt.Sprintf(": record %d", d.Record)
	}
	if d.ID != nil {
		name += ": " + string(d.ID)
	}
	if e.color {
		fmt.Fprintf(e.out, "\x1b[1m== %s\x1b[0m\n", escape(name))
	} else {
		fmt.Fprintf(e.out, "== %s\n", escape(name))
	}
}

// blanks shows the blank lines from number from to before number to.
func (e *explainer) blanks(from, to int) {
	for n := from; n < to; n++ {
		e.line("blank", e.base+n, ' ', nil, false)
	}
}

// block shows a block. First is what becomes of its unit, if that is a copy.
func (e *explainer) block(d *corpus.Document, b *clean.Block, first string) {
	mark := byte(' ')
	switch {
	case b.Glued:
		mark = '+'
	case !bytes.Equal(b.Text, bytes.TrimSpace(d.Text[b.Start:b.End])):
		mark = '~'
	}
	verdict, removed := "kept", true
	switch {
	case b.Rule != clean.Kept:
		verdict = e.cleaner.Rules()[b.Rule].Name
		if verdict == clean.ModelRule {
			verdict += fmt.Sprintf(" %.2f", b.Probability())
		}
	case first != "":
		verdict = first
	default:
		removed = false
	}
	e.line(verdict, e.base+b.Line, mark, b.Text, removed)
}

// weightsShown is how many features are worth reading of.
const weightsShown = 5

// weights shows what the line model found in block i: the probability that it
// is main text, and the features that weigh most, in logits.
func (e *explainer) weights(i int) {
	text := fmt.Appendf(nil, "%.3f", e.page.Blocks[i].Probability())
	for _, w := range e.page.Weights(i, weightsShown) {
		text = fmt.Appendf(text, " %s %+.1f", w.Feature, w.Logits())
	}
	fmt.Fprintf(e.out, "%28s %s\n", "", escape(string(text)))
}

// first says that the unit which begins in a line of the text at hand is a
// copy, and of what; "" if it stays.
func (e *explainer) first(key dedupe.Key, line int) (string, error) {
	at := dedupe.NewPlace(e.ordinal(), e.base+line)
	found, err := e.method.Find(pipeline.Candidate{Key: key, Place: at, Number: e.units})
	e.units++
	switch {
	case err != nil || !found.Copy:
		return "", err
	case !found.Known:
		return "duplicate", nil
	}
	return "duplicate of " + e.where(found), nil
}

// ordinal is the number of the document at hand, from 0.
func (e *explainer) ordinal() int64 { return int64(len(e.origins)) - 1 }

// where names a place as shortly as it can be told from here: LINE,
// RECORD:LINE, FILE:LINE or FILE:RECORD:LINE.
func (e *explainer) where(found pipeline.Found) string {
	at, here := found.Kept, e.origins[e.ordinal()]
	var from origin
	if at.Document() < int64(len(e.origins)) {
		from = e.origins[at.Document()]
	} else {
		kept, only := e.method.Resolve(found)
		from = origin{kept.File, kept.Record, only}
	}
	name := fmt.Sprint(at.Line())
	if !from.only && at.Document() != e.ordinal() {
		name = fmt.Sprintf("%d:%s", from.record, name)
	}
	if from.file != here.file {
		name = from.file + ":" + name
	}
	return name
}

// line shows one line in columns: verdict, number, mark, text.
func (e *explainer) line(verdict string, number int, mark byte, text []byte, removed bool) {
	rule, dim, plain := "", "", ""
	if e.color && removed {
		rule, dim, plain = "\x1b[31m", "\x1b[2m", "\x1b[0m"
	}
	columns := fmt.Sprintf("%s%-18s%s %s%6d %c %s", rule, escape(verdict), plain, dim, number, mark, escape(string(text)))
	e.out.Write(bytes.TrimRight([]byte(columns), " "))
	e.out.WriteString(plain + "\n")
}

// linesAfter counts the lines of text behind the last block.
func linesAfter(text []byte, blocks []clean.Block) int {
	if len(blocks) > 0 {
		text = text[blocks[len(blocks)-1].End:]
		if i := bytes.IndexByte(text, '\n'); i >= 0 {
			text = text[i+1:]
		} else {
			return 0
		}
	}
	n := bytes.Count(text, []byte("\n"))
	if len(text) > 0 && text[len(text)-1] != '\n' {
		n++
	}
	return n
}
