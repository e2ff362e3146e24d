package command

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"winnow/clean"
	"winnow/internal/pipeline"
	"winnow/internal/seen"
)

func earlierFlags() []flagDef {
	return []flagDef{
		{name: "seen", arg: "DIR", group: groupEarlier,
			usage: "Leave out what earlier runs kept too, and remember what this one keeps. The first run makes the folder. A document that is cleaned again comes out as it did before: it is known by its file and its number there, or by what --id-field says.",
			set:   nonEmpty(func(o *options) *string { return &o.seen })},
	}
}

// openIndex opens the index of earlier runs, if there is to be one.
func (p *program) openIndex(o *options, plan *plan, c *pipeline.Config, rules bool) error {
	if o.seen == "" {
		return nil
	}
	switch {
	case o.scope != "run":
		return usagef("leave one of them out", "--seen compares with all that went before, --scope %s does not", o.scope)
	case o.near > 0, o.nearReport != "", o.templates != "", o.spans > 0:
		return usagef("look for what is almost the same in a run of its own", "--seen excludes --near, --near-report, --templates and --spans")
	case o.bloom > 0:
		return usagef("leave one of them out", "--seen is exact, --bloom is not")
	case o.keep != "first":
		return usagef("leave one of them out", "--seen keeps what came first, --keep %s does not", o.keep)
	case o.inPlace && o.from == "lines":
		// A document is known by its number, and lines that go have none next time.
		return usagef("write with --output", "--seen with --in-place and --from lines would not know the lines again")
	}
	if err := o.keepIndexApart(plan); err != nil {
		return err
	}
	making, err := o.making(c.Dedupe, rules)
	if err != nil {
		return err
	}
	index, err := seen.Open(o.seen, seen.Options{Making: making, Create: true, Lookup: true, MaxMemory: o.maxMemory})
	if err != nil {
		return err
	}
	c.Earlier.Index = index
	for _, j := range plan.jobs {
		at := j.input
		if at != "-" {
			at = place(j.input)
		}
		c.Earlier.Places = append(c.Earlier.Places, at)
	}
	return nil
}

// keepIndexApart refuses inputs and outputs that would be files of the index:
// those there are, and those that a walk over a folder would meet next time.
func (o *options) keepIndexApart(plan *plan) error {
	index := place(o.seen)
	for _, j := range plan.jobs {
		for _, name := range []string{j.input, j.output} {
			if name != "-" && isWithin(index, place(name)) {
				return usagef("keep the index elsewhere", "%s would be a file of the index %s", name, o.seen)
			}
		}
	}
	for _, name := range o.files {
		within, err := filepath.Rel(place(name), index)
		hidden := strings.HasPrefix(within, ".") || strings.Contains(within, string(filepath.Separator)+".")
		if err == nil && !hidden && name != "-" {
			return usagef("keep it elsewhere, or give it a name that begins with a dot", "the index %s is in the folder %s", o.seen, name)
		}
	}
	return nil
}

// isWithin reports whether a file is in a folder, by their places.
func isWithin(folder, file string) bool {
	return strings.HasPrefix(file, folder+string(filepath.Separator))
}

// making says how the keys of this run are made.
func (o *options) making(d pipeline.Dedupe, rules bool) (*seen.Making, error) {
	hash, err := o.rulesHash(rules)
	return &seen.Making{Unit: o.unit, Match: d.Match.String(), MinWords: d.MinWords, MinChars: d.LeastChars(), Rules: hash}, err
}

// rulesHash is a hash of everything that makes a paragraph what it is before it
// is compared: the rules with their phrases, the model, and what is mended.
func (o *options) rulesHash(rules bool) (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "nfkc %t quotes %t dashes %t ellipsis %t encoding %q rules %t\n",
		o.nfkc, o.asciiQuotes, o.asciiDashes, o.asciiDot, o.encoding, rules)
	if rules {
		packs, err := clean.Packs()
		if err != nil {
			return "", err
		}
		own, err := readPacks(o.rules)
		if err != nil {
			return "", err
		}
		model, err := readModel(o.model)
		if err != nil {
			return "", err
		}
		if model == nil {
			model = clean.DefaultModel()
		}
		fmt.Fprintf(h, "disable %q only %q level %q\n", sorted(o.disable), sorted(o.only), o.level)
		h.Write(model.AppendBinary(nil))
		for _, r := range clean.Rules() {
			fmt.Fprintf(h, "rule %q %q\n", r.Name, r.Doc)
		}
		for _, pack := range append(packs, own...) {
			writePack(h, pack)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}

// writePack writes what a pack does; its name, its examples and its comments do
// nothing.
func writePack(w io.Writer, pack clean.Pack) {
	for _, e := range pack.Entries {
		if e.Kind == clean.Phrase || e.Kind == clean.Words {
			fmt.Fprintf(w, "%q %d %q\n", e.Rule, e.Kind, e.Text)
		}
	}
}

func sorted(names []string) []string {
	names = slices.Clone(names)
	slices.Sort(names)
	return slices.Compact(names)
}

// closeIndex ends the use of the index. What a run learnt was committed by it.
func closeIndex(index *seen.Index, err error) error {
	if index == nil {
		return err
	}
	return also(err, index.Close())
}

// syncStream makes last what was written to a stream that leads to a file. The
// index must not know of text that the machine may still lose.
func syncStream(stream any) error {
	f, ok := stream.(*os.File)
	if !ok {
		return nil
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return err
	}
	return f.Sync()
}
