package command

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"winnow/dedupe"
	"winnow/internal/corpus"
	"winnow/internal/pipeline"
)

// comparing are the flags that say what is compared: keys and rewrite must be
// given the same ones.
func comparing() []string { return []string{"unit", "scope", "site-field", "min-words", "match"} }

func keysCommand() subcommand {
	return subcommand{
		name: "keys", args: "[FILE|DIR|-]...",
		usage: "Print key and position of each text that is compared.",
		about: "The first of three stages that find copies with a sorting program, or an engine, in between:\n\n" +
			"winnow keys corpus.jsonl | LC_ALL=C sort | winnow first | LC_ALL=C sort > drop\n\n" +
			"winnow rewrite --drop drop corpus.jsonl\n\n" +
			"That prints what winnow corpus.jsonl does. A line is the key, 32 hexadecimal digits, a tab and the position: " +
			"part, document and number of the text, in decimal digits, and eight hexadecimal digits by which the text is known again. " +
			"Parts of a corpus are worked apart with --shard and one --secret.",
		flags: slices.Concat(flagNames(comparing(), groupInput, groupCleaning, groupRun), []string{"output", "no-rules", "shard", "secret"}),
		run:   func(p *program, ctx context.Context, o *options) error { return p.keys(ctx, o) },
	}
}

func firstCommand() subcommand {
	return subcommand{
		name: "first", args: "[FILE]",
		usage: "Print the positions that go, of sorted keys.",
		about: "It reads the sorted lines of winnow keys from standard input, or a file, and holds two lines, however long the input is.",
		flags: []string{"keep", "output", "quiet"},
		run:   func(p *program, ctx context.Context, o *options) error { return p.first(ctx, o) },
	}
}

func rewriteCommand() subcommand {
	return subcommand{
		name: "rewrite", args: "[FILE|DIR|-]...",
		usage: "Clean, and remove the texts that --drop lists.",
		about: "The list is what winnow first prints, sorted (LC_ALL=C sort). The documents and the flags have to be those that winnow keys was given: " +
			"a text that is not the one on the list ends the run with status 2, and no file is written.",
		flags: slices.Concat(flagNames(comparing(), groupInput, groupOutput, groupCleaning, groupRun),
			[]string{"audit", "summary", "max-removed", "no-rules", "shard", "drop"}),
		run: func(p *program, ctx context.Context, o *options) error { return p.rewrite(ctx, o) },
	}
}

// keys is a run that writes no text, and a line for each unit.
func (p *program) keys(ctx context.Context, o *options) (err error) {
	hasher, err := readSecret(o.secret)
	if err != nil {
		return err
	}
	if hasher == nil {
		hasher = dedupe.NewHasher()
	}
	return p.toOutput(o, func(w io.Writer) error {
		return p.filter(ctx, o, halves{clean: !o.noRules, dedupe: true, path: []string{"keys"}, silent: true,
			prepare: func(c *pipeline.Config) error {
				c.Dedupe.Hasher = hasher
				c.Dedupe.Method = pipeline.NewKeyWriter(c, o.shard, w)
				return nil
			}})
	})
}

// first reads one input and writes the positions.
func (p *program) first(ctx context.Context, o *options) error {
	if p.waitsForKeyboard(o) {
		return p.shortHelp([]string{"first"})
	}
	if len(o.files) > 1 {
		return usagef("merge them with LC_ALL=C sort -m", "winnow first takes one file")
	}
	in, name := p.input(ctx), "-"
	if len(o.files) == 1 && o.files[0] != "-" {
		f, err := os.Open(o.files[0])
		if err != nil {
			return err
		}
		defer f.Close() // it was only read from
		in, name = f, o.files[0]
	}
	if source := targetOf(name, p.stdin, "standard input"); source.is(targetOf(o.output, p.stdout, "standard output")) {
		return usagef("write elsewhere", "--output %s is the input %s", o.output, source.name)
	}
	lines, free, err := corpus.Unpack(in)
	if err != nil {
		return inFile(name, err)
	}
	defer free()
	return p.toOutput(o, func(w io.Writer) error {
		if err := pipeline.WriteDrops(lines, w, o.keeps()); err != nil {
			return inFile(name, err)
		}
		return nil
	})
}

// rewrite is a run whose copies are listed.
func (p *program) rewrite(ctx context.Context, o *options) error {
	if o.drop == "" {
		return usagef("write --drop FILE", "winnow rewrite needs the list of what goes")
	}
	f, err := os.Open(o.drop)
	if err != nil {
		return usagef("", "--drop %s: %v", quote(o.drop), plainError(err))
	}
	defer f.Close() // it was only read from
	lines, free, err := corpus.Unpack(f)
	if err != nil {
		return inFile(o.drop, err)
	}
	defer free()
	list, err := pipeline.NewDropList(lines, o.shard)
	if err != nil {
		return inFile(o.drop, err)
	}
	return p.filter(ctx, o, halves{clean: !o.noRules, dedupe: true, path: []string{"rewrite"},
		prepare: func(c *pipeline.Config) error {
			c.Dedupe.Method = listed{list, o.drop}
			return nil
		}})
}

// listed is a list whose errors name its file.
type listed struct {
	*pipeline.DropList
	name string
}

func (l listed) Find(c pipeline.Candidate) (pipeline.Found, error) {
	f, err := l.DropList.Find(c)
	if err != nil {
		err = inFile(l.name, err)
	}
	return f, err
}

func (l listed) End() error {
	if err := l.DropList.End(); err != nil {
		return inFile(l.name, err)
	}
	return nil
}

// inFile puts the name of a file before an error of its lines.
func inFile(name string, err error) error {
	if strings.HasPrefix(err.Error(), "line ") {
		return errors.New(name + ": " + err.Error())
	}
	return err
}

// toOutput gives write the output of lines, which appears when it is complete.
func (p *program) toOutput(o *options, write func(io.Writer) error) error {
	if err := isNoFolder("output", o.output); err != nil {
		return err
	}
	w, err := corpus.Create(o.output, p.stdout, corpus.WriteOptions{})
	if err != nil {
		return err
	}
	err = write(w)
	var status *statusError
	if err == nil || errors.As(err, &status) { // damage of the input is said, and the rest complete
		if closed := w.Close(); closed != nil {
			return closed
		}
		return err
	}
	return also(err, w.Abort())
}

var errSecret = errors.New("must hold 64 hexadecimal digits, as head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \\n' makes them")

// readSecret makes the hasher of a secret that parts of a corpus share; nil
// stands for a secret of this run alone.
func readSecret(name string) (*dedupe.Hasher, error) {
	if name == "" {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, usagef("", "--secret %s: %v", quote(name), plainError(err))
	}
	var secret [32]byte
	text := strings.TrimSpace(string(data))
	if n, err := hex.Decode(secret[:], []byte(text[:min(len(text), 64)])); err != nil || n != len(secret) || len(text) != 64 {
		return nil, usagef("", "--secret %s: %v", quote(name), errSecret)
	}
	return dedupe.NewHasherWithSecret(secret), nil
}
