package command

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"

	"winnow/internal/seen"
)

func seenCommand() subcommand {
	check := subcommand{
		name: "check", args: "DIR",
		usage: "Read the whole index and look at the files that were written.",
		about: "Every record and every checksum of the index is checked; damage ends with status 2. " +
			"Files that are gone, or are not what was written, are named, and end with status 3: " +
			"winnow seen rebuild has the index forget what they no longer hold.",
		run: func(p *program, _ context.Context, o *options) error { return p.seenCheck(o) },
	}
	stats := subcommand{
		name: "stats", args: "DIR", flags: []string{"json"},
		usage: "Count what the index holds, and say how it was made.",
		run:   func(p *program, _ context.Context, o *options) error { return p.seenStats(o) },
	}
	rebuild := subcommand{
		name: "rebuild", args: "DIR", flags: flagNames([]string{"json"}, groupInput),
		usage: "Forget what stands nowhere any longer, and write the index anew.",
		about: "Looks at the files that were written. Of one that is gone everything is forgotten; one that has changed is read, and what it does not hold is forgotten. " +
			"Paragraphs that went to standard output stay: nobody knows where they are. " +
			"--from, --field and the like say how the files are read.",
		run: func(p *program, ctx context.Context, o *options) error { return p.seenRebuild(ctx, o) },
	}
	forget := subcommand{
		name: "forget", args: "DIR FILE...", flags: []string{"json"},
		usage: "Forget documents: what only they had is new again.",
		about: "FILE is an input as it was named to winnow, - for standard input, or a folder for all inputs in it. FILE:N is its record N. The files need not exist any longer.",
		run:   func(p *program, _ context.Context, o *options) error { return p.seenForget(o) },
	}
	verbs := []subcommand{check, stats, rebuild, forget}
	return subcommand{
		name: "seen", args: "DIR", usage: "Look after the index of earlier runs (--seen).",
		verbs: verbs,
		run: func(p *program, ctx context.Context, o *options) error {
			if len(o.files) > 0 {
				return unknown("verb of winnow seen:", o.files[0], visible(verbs))
			}
			return usagef("write winnow seen stats DIR", "winnow seen needs a verb")
		},
	}
}

// index opens the index that a verb is about.
func (p *program) index(o *options, verb string, readOnly bool) (*seen.Index, error) {
	if len(o.files) == 0 || verb != "forget" && len(o.files) > 1 {
		return nil, usagef("write winnow seen "+verb+" DIR", "winnow seen %s needs one folder", verb)
	}
	return seen.Open(o.files[0], seen.Options{ReadOnly: readOnly})
}

func (p *program) seenCheck(o *options) error {
	index, err := p.index(o, "check", true)
	if err != nil {
		return err
	}
	return closeIndex(index, p.check(index))
}

func (p *program) check(index *seen.Index) error {
	if err := index.Verify(); err != nil {
		return err
	}
	s, err := index.Stats()
	if err != nil {
		return err
	}
	n := [3]int64{}
	err = index.EachOutput(func(out seen.Output) error {
		_, state, err := index.State(out)
		if err != nil {
			p.say.damage("unreadable output", out.Place+": "+plainError(err).Error()+" (not looked at)")
			return nil
		}
		n[state]++
		switch state {
		case seen.Gone:
			p.say.damage("output gone", out.Place+": is gone (its paragraphs are still remembered)")
		case seen.Changed:
			p.say.damage("output changed", out.Place+": is not what was written (its paragraphs are still remembered)")
		}
		return nil
	})
	if err != nil {
		return err
	}
	p.say.end()
	err = p.print(fmt.Sprintf("the index is sound: %s of %s; outputs: %d as written, %d changed, %d gone\n",
		many(s.Paragraphs, "paragraph"), many(s.Documents, "document"), n[seen.Unchanged], n[seen.Changed], n[seen.Gone]))
	if err != nil {
		return err
	}
	return p.damagedStatus()
}

func (p *program) seenStats(o *options) error {
	index, err := p.index(o, "stats", true)
	if err != nil {
		return err
	}
	s, err := index.Stats()
	if err = closeIndex(index, err); err != nil {
		return err
	}
	if o.json {
		return p.printJSON(s)
	}
	return p.printTable([][2]string{
		{"paragraphs", number(s.Paragraphs)}, {"documents", number(s.Documents)}, {"inputs", number(s.Sources)},
		{"outputs", number(s.Outputs)}, {"commits", number(s.Commits)}, {"bytes", number(s.Bytes)},
		{"version", strconv.Itoa(s.Version)}, {"store format", strconv.FormatUint(s.Format, 10)},
		{"--unit", s.Unit}, {"--match", s.Match}, {"--min-words", strconv.Itoa(s.MinWords)}, {"rules", s.Rules},
	})
}

func many(n int64, what string) string {
	if n != 1 {
		what += "s"
	}
	return number(n) + " " + what
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

func (p *program) printTable(rows [][2]string) error {
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\n", r[0], escape(r[1]))
	}
	w.Flush() // into memory
	return p.print(b.String())
}

func (p *program) printJSON(v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return p.print(string(b) + "\n")
}

func (p *program) seenForget(o *options) error {
	if len(o.files) < 2 {
		return usagef("write winnow seen forget DIR FILE...", "winnow seen forget needs a folder and the documents to forget")
	}
	index, err := p.index(o, "forget", false)
	if err != nil {
		return err
	}
	var docs []forgettable
	for _, name := range o.files[1:] {
		docs = append(docs, newForgettable(name))
	}
	f, err := index.Forget(func(source string, record int64) bool {
		forget := false
		for i := range docs {
			if docs[i].is(source, record) {
				docs[i].found, forget = true, true
			}
		}
		return forget
	})
	if err = closeIndex(index, err); err != nil {
		return err
	}
	for _, d := range docs {
		if !d.found {
			p.say.damage("unknown document", d.name+": is not in the index (nothing to forget)")
		}
	}
	if err := p.printForgotten(o, f); err != nil {
		return err
	}
	return p.damagedStatus()
}

func (p *program) printForgotten(o *options, f seen.Forgotten) error {
	if o.json {
		return p.printJSON(f)
	}
	return p.print(fmt.Sprintf("forgotten: %s, %s\n", many(f.Documents, "document"), many(f.Paragraphs, "paragraph")))
}

// A forgettable is a document, or many, that is to be forgotten.
type forgettable struct {
	name     string
	place    string // of the file or folder
	numbered string // of the file, if name ends in a record's number
	record   int64
	found    bool
}

func newForgettable(name string) forgettable {
	f := forgettable{name: name, place: sourceOf(name)}
	if i := strings.LastIndexByte(name, ':'); i > 0 {
		if n, err := strconv.ParseInt(name[i+1:], 10, 64); err == nil {
			f.numbered, f.record = sourceOf(name[:i]), n
		}
	}
	return f
}

// sourceOf is what the index knows an input by.
func sourceOf(name string) string {
	if name == "-" {
		return name
	}
	return place(name)
}

func (f *forgettable) is(source string, record int64) bool {
	return source == f.place || isWithin(f.place, source) ||
		f.record > 0 && source == f.numbered && record == f.record
}
