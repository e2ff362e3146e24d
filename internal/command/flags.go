package command

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"winnow/internal/pipeline"
)

// A flagDef is one flag: the one definition that the parser, both helps, the
// man page and the completions are made from, and what a typed value means.
type flagDef struct {
	name, short string
	arg         string   // what its value is called in the help; "" makes a switch
	group       string   // the heading it stands under
	usage       string   // one sentence or two
	def         string   // the value when the flag is not typed
	words       []string // the words to choose from, if the value is one of a few
	alone       string   // what the flag means without a value; then only one of words is taken as one
	many        bool     // may stand more than once
	common      bool     // is part of the short help
	set         func(o *options, value string) error
}

// The headings of the help, in order.
const (
	groupInput      = "Input"
	groupOutput     = "Output"
	groupCleaning   = "Cleaning"
	groupDuplicates = "Duplicates"
	groupStages     = "Stages"
	groupNear       = "Almost the same"
	groupEarlier    = "Earlier runs"
	groupReport     = "What was removed"
	groupEval       = "Scores"
	groupTrain      = "Training"
	groupRun        = "The run"
)

func groups() []string {
	return []string{groupInput, groupOutput, groupCleaning, groupDuplicates, groupNear, groupEarlier, groupStages, groupReport, groupEval, groupTrain, groupRun}
}

// flagTable lists every flag of every command. A new flag is one entry here,
// its name in the commands that take it, and its line in flags_test.go.
func flagTable() []flagDef {
	return slices.Concat(inputFlags(), outputFlags(), cleaningFlags(), duplicateFlags(), nearFlags(), earlierFlags(), stageFlags(), reportFlags(), evalFlags(), trainFlags(), runFlags())
}

func inputFlags() []flagDef {
	return []flagDef{
		{name: "from", arg: "FORMAT", group: groupInput, def: "auto", common: true,
			words: []string{"auto", "text", "lines", "jsonl"},
			usage: "What the input is: text (a file is a document), lines (a line is a document) or jsonl (JSON Lines). auto goes by the name, then by the first line.",
			set:   func(o *options, v string) error { o.from = v; return nil }},
		{name: "field", arg: "KEY", group: groupInput, def: "text", common: true,
			usage: "The key of a JSON record that holds the text.",
			set:   nonEmpty(func(o *options) *string { return &o.field })},
		{name: "id-field", arg: "KEY", group: groupInput,
			usage: "The key of a JSON record that identifies it in the audit.",
			set:   nonEmpty(func(o *options) *string { return &o.idField })},
		{name: "url-field", arg: "KEY", group: groupInput,
			usage: "The key of a JSON record that holds its address, for the audit.",
			set:   nonEmpty(func(o *options) *string { return &o.urlField })},
		{name: "encoding", arg: "NAME", group: groupInput,
			usage: "The encoding of the input, by its name on the web: windows-1252, windows-1256, shift_jis. Without it UTF-8, and a guess for lines that are not. Of a JSON record only the text is decoded, the rest keeps its bytes.",
			set:   nonEmpty(func(o *options) *string { return &o.encoding })},
		{name: "max-document", arg: "SIZE", group: groupInput, def: "64MiB",
			usage: "Above this size, or above a million lines, a text is worked in windows. Bytes, or KB, KiB, MB, MiB, GB, GiB.",
			set:   setMaxDocument},
	}
}

func outputFlags() []flagDef {
	return []flagDef{
		{name: "output", short: "o", arg: "FILE|DIR/", group: groupOutput, def: "-", common: true,
			usage: "Where the text goes: a file for all of it (.gz and .zst compress), or a folder that gets a file for each input. A file appears only when it is complete.",
			set:   nonEmpty(func(o *options) *string { return &o.output })},
		{name: "in-place", group: groupOutput, common: true,
			usage: "Rewrite each file. A file is replaced only when its new text is complete; it keeps its mode and, where the system allows it, its owner. Files with bytes that would be lost are left as they were.",
			set:   turn(func(o *options) *bool { return &o.inPlace })},
		{name: "to", arg: "FORMAT", group: groupOutput, def: "auto",
			words: []string{"auto", "text", "lines", "jsonl"},
			usage: "What the output is. auto is what the input was. In a folder a file gets the suffix of its new format. In lines a document that became empty has none.",
			set:   func(o *options, v string) error { o.to = v; return nil }},
	}
}

func cleaningFlags() []flagDef {
	return []flagDef{
		{name: "disable", arg: "RULE", group: groupCleaning, many: true, common: true,
			usage: "Switch a rule off; several with commas. See winnow rules.",
			set:   func(o *options, v string) error { return names(&o.disable, v) }},
		{name: "only", arg: "RULE", group: groupCleaning, many: true,
			usage: "Switch all rules off but this one; several with commas.",
			set:   func(o *options, v string) error { return names(&o.only, v) }},
		{name: "rules", arg: "FILE", group: groupCleaning, many: true, common: true,
			usage: "Add the phrases of a pack of your own. Test it with winnow rules test FILE.",
			set: func(o *options, v string) error {
				o.rules = append(o.rules, v)
				return refuseEmpty(v)
			}},
		{name: "level", arg: "gentle|normal|strict", group: groupCleaning, def: "normal", words: []string{"gentle", "normal", "strict"}, common: true,
			usage: "How sure the line model has to be before it removes a line; docs/model.md has the figures of each level.",
			set:   func(o *options, v string) error { o.level = v; return nil }},
		{name: "model", arg: "FILE", group: groupCleaning,
			usage: "Judge lines with a model of your own, made by winnow train.",
			set:   nonEmpty(func(o *options) *string { return &o.model })},
		{name: "nfkc", group: groupCleaning,
			usage: "Replace compatibility characters too, such as ligatures and superscripts, by what they stand for (NFKC instead of NFC).",
			set:   turn(func(o *options) *bool { return &o.nfkc })},
		{name: "ascii-quotes", group: groupCleaning,
			usage: "Make quotation marks and apostrophes straight. They are left as written otherwise.",
			set:   turn(func(o *options) *bool { return &o.asciiQuotes })},
		{name: "ascii-dashes", group: groupCleaning,
			usage: "Make dashes hyphens.",
			set:   turn(func(o *options) *bool { return &o.asciiDashes })},
		{name: "ascii-ellipsis", group: groupCleaning,
			usage: "Make an ellipsis three dots.",
			set:   turn(func(o *options) *bool { return &o.asciiDot })},
	}
}

func duplicateFlags() []flagDef {
	return []flagDef{
		{name: "unit", arg: "UNIT", group: groupDuplicates, def: "paragraph", words: []string{"paragraph", "line", "sentence", "document"},
			usage: "What is compared and removed: paragraph, line, sentence (it is cut out of its paragraph) or document (its text becomes empty).",
			set:   func(o *options, v string) error { o.unit = v; return nil }},
		{name: "scope", arg: "SCOPE", group: groupDuplicates, def: "run", words: []string{"document", "site", "run"}, common: true,
			usage: "Where a text may stand once: in each document, on each site, or in the whole run (document, site, run). The site is the host of the address (--url-field, else the key url), else the folder of the file.",
			set:   func(o *options, v string) error { o.scope = v; return nil }},
		{name: "site-field", arg: "KEY", group: groupDuplicates,
			usage: "The key of a JSON record that names its site, for --scope site.",
			set:   nonEmpty(func(o *options) *string { return &o.siteField })},
		{name: "keep", arg: "first|last|none", group: groupDuplicates, def: "first", words: []string{"first", "last", "none"},
			usage: "Which copy stays. none removes all copies of what recurs, such as templates. last and none read the input twice; winnow first does not.",
			set:   func(o *options, v string) error { o.keep = v; return nil }},
		{name: "min-words", arg: "N", group: groupDuplicates, def: "8",
			usage: "Leave shorter texts alone: refrains, dialogue and headings repeat with good reason. Where no spaces part words, three characters count as one.",
			set:   func(o *options, v string) error { return whole(&o.minWords, v, 0) }},
		{name: "match", arg: "exact|folded|loose", group: groupDuplicates, def: "folded", words: []string{"exact", "folded", "loose"},
			usage: "What may differ between copies: nothing (exact); case, punctuation and spaces (folded); accents and digits too (loose).",
			set:   func(o *options, v string) error { o.match = v; return nil }},
		{name: "max-memory", arg: "SIZE", group: groupDuplicates,
			usage: "What the search for copies may hold in memory: with more to remember it sorts on the disk (in TMPDIR) and reads the input twice. The output is the same. Without it the keys of a run stay in memory, 24 bytes each (28 where documents are more than some ten million).",
			set:   setMaxMemory},
		{name: "bloom", arg: "RATE", group: groupDuplicates,
			usage: "Search approximately, in fixed memory (--max-memory, else 256MiB): of the texts that are new, about this share may be lost, as in 0.001. The summary says what it came to.",
			set:   setBloom},
	}
}

// stageFlags are those of keys, first and rewrite.
func stageFlags() []flagDef {
	return []flagDef{
		{name: "drop", arg: "FILE", group: groupStages, common: true,
			usage: "The sorted positions of what goes, as winnow first prints them.",
			set:   nonEmpty(func(o *options) *string { return &o.drop })},
		{name: "no-rules", group: groupStages, common: true,
			usage: "Apply no rules, as winnow dedupe does.",
			set:   turn(func(o *options) *bool { return &o.noRules })},
		{name: "shard", arg: "N", group: groupStages, def: "0",
			usage: "The number of this part of the corpus, 0 to 9999. Of copies in several parts the one in the lowest comes first.",
			set:   setShard},
		{name: "secret", arg: "FILE", group: groupStages,
			usage: "A file with 64 hexadecimal digits: keys of several parts can be compared if they are made with one secret. Without it each run has its own.",
			set:   nonEmpty(func(o *options) *string { return &o.secret })},
	}
}

func reportFlags() []flagDef {
	return []flagDef{
		{name: "audit", arg: "FILE", group: groupReport, common: true,
			usage: "Write down what was removed: a JSON line for each removal, with file, record, rule, place and text. It is on the disk before a file is replaced.",
			set:   nonEmpty(func(o *options) *string { return &o.audit })},
		{name: "summary", arg: "text|json", group: groupReport, def: "auto", words: []string{"text", "json"}, alone: "text", common: true,
			usage: "Say at the end what was read and what was removed, on standard error. On a terminal that is done anyway.",
			set:   func(o *options, v string) error { o.summary = v; return nil }},
		{name: "max-removed", arg: "SHARE", group: groupReport,
			usage: "The fuse: end with status 3 if more than this share of the text was removed. 0.4 or 40%.",
			set:   setMaxRemoved},
		{name: "weights", group: groupReport,
			usage: "Under each line that the line model has judged, show the probability that it is main text and the features that weigh most, in logits.",
			set:   turn(func(o *options) *bool { return &o.weights })},
		{name: "color", arg: "WHEN", group: groupReport, def: "auto", words: []string{"auto", "always", "never"},
			usage: "Colours in explain. auto is on a terminal, unless NO_COLOR is set.",
			set:   func(o *options, v string) error { o.color = v; return nil }},
	}
}

func runFlags() []flagDef {
	return []flagDef{
		{name: "jobs", short: "j", arg: "N", group: groupRun, common: true,
			usage: "How many processors to use; all of them by default. The output is the same for any number.",
			set:   func(o *options, v string) error { return whole(&o.jobs, v, 1) }},
		{name: "progress", arg: "auto|on|off", group: groupRun, def: "auto", words: []string{"auto", "on", "off"},
			usage: "A line on standard error that says how far the run is. auto is on a terminal.",
			set:   func(o *options, v string) error { o.progress = v; return nil }},
		{name: "quiet", short: "q", group: groupRun, common: true,
			usage: "Say nothing but errors.",
			set:   turn(func(o *options) *bool { return &o.quiet })},
	}
}

// mean checks one typed value against the definition and stores what it means.
func (d *flagDef) mean(o *options, value string) error {
	if d.words != nil && value != d.def && !slices.Contains(d.words, value) {
		return unknown("value of --"+d.name+":", value, d.words)
	}
	if err := d.set(o, value); err != nil {
		return usagef("", "--%s %s: %v", d.name, quote(value), err)
	}
	return nil
}

// cli makes the flag that urfave/cli parses; what is typed ends up in o.
func (d *flagDef) cli(o *options) cli.Flag {
	var aliases []string
	if d.short != "" {
		aliases = []string{d.short}
	}
	record := func(values ...string) error {
		o.typed = append(o.typed, d.name)
		for _, v := range values {
			if err := d.mean(o, v); err != nil {
				return err
			}
		}
		return nil
	}
	switch {
	case d.arg == "":
		return &cli.BoolFlag{Name: d.name, Aliases: aliases, Usage: d.usage, Category: d.group,
			Action: func(*cli.Context, bool) error { return record("") }}
	case d.many:
		return &cli.StringSliceFlag{Name: d.name, Aliases: aliases, Usage: d.usage, Category: d.group,
			Action: func(_ *cli.Context, values []string) error { return record(values...) }}
	}
	return &cli.StringFlag{Name: d.name, Aliases: aliases, Usage: d.usage, Category: d.group, DefaultText: d.def,
		Action: func(_ *cli.Context, value string) error { return record(value) }}
}

// newOptions returns what an empty command line means.
func newOptions(table []flagDef) (*options, error) {
	o := &options{maxRemoved: -1, jobs: runtime.GOMAXPROCS(0)}
	for i := range table {
		if table[i].def == "" {
			continue
		}
		if err := table[i].mean(o, table[i].def); err != nil {
			return nil, err
		}
	}
	return o, nil
}

var errEmpty = errors.New("needs a value that is not empty")

func refuseEmpty(v string) error {
	if v == "" {
		return errEmpty
	}
	return nil
}

func nonEmpty(field func(*options) *string) func(*options, string) error {
	return func(o *options, v string) error {
		*field(o) = v
		return refuseEmpty(v)
	}
}

func turn(field func(*options) *bool) func(*options, string) error {
	return func(o *options, _ string) error {
		*field(o) = true
		return nil
	}
}

// names appends a list with commas.
func names(list *[]string, v string) error {
	for name := range strings.SplitSeq(v, ",") {
		if name = strings.TrimSpace(name); name != "" {
			*list = append(*list, name)
		}
	}
	return refuseEmpty(strings.Trim(v, ", "))
}

func whole(n *int, v string, least int) error {
	i, err := strconv.Atoi(v)
	if err != nil || i < least {
		return fmt.Errorf("not a whole number from %d", least)
	}
	*n = i
	return nil
}

// leastDocument keeps the windows of a long document longer than any line a
// rule has to see whole.
const leastDocument = 4 << 10

func setMaxDocument(o *options, v string) (err error) {
	o.maxDocument, err = parseSize(v)
	if err == nil && o.maxDocument < leastDocument {
		return errors.New("must be 4KiB or more")
	}
	return err
}

// leastMemory keeps the buffers of the sorting larger than what they cost.
const leastMemory = 1 << 20

func setMaxMemory(o *options, v string) (err error) {
	o.maxMemory, err = parseSize(v)
	if err == nil && o.maxMemory < leastMemory {
		return errors.New("must be 1MiB or more")
	}
	return err
}

func setBloom(o *options, v string) (err error) {
	o.bloom, err = parseShare(v)
	if err == nil && (o.bloom == 0 || o.bloom > 0.5) {
		return errors.New("must be above 0, and 0.5 at most")
	}
	return err
}

func setShard(o *options, v string) error {
	if err := whole(&o.shard, v, 0); err != nil || o.shard > pipeline.MaxShard {
		return fmt.Errorf("not a whole number from 0 to %d", pipeline.MaxShard)
	}
	return nil
}

func setMaxRemoved(o *options, v string) (err error) {
	o.maxRemoved, err = parseShare(v)
	return err
}
