package command

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// mean returns the options that a command line means.
func mean(t *testing.T, typed ...string) (*options, error) {
	t.Helper()
	p := &program{stdout: io.Discard, stderr: io.Discard, say: newMessages(io.Discard), table: flagTable(), commands: commandTable()}
	l, err := permute(typed, p.table, p.commands)
	if err != nil {
		return nil, err
	}
	var got *options
	c := *p.resolve(l)
	c.flags = nil
	for _, d := range p.table {
		c.flags = append(c.flags, d.name)
	}
	c.run = func(_ *program, _ context.Context, o *options) error { got = o; return nil }
	return got, p.parse(t.Context(), l, &c)
}

// meant is mean for a run that must succeed. The options are there only once
// the run is over.
func meant(t *testing.T, typed ...string) *options {
	t.Helper()
	p := &program{stdout: io.Discard, stderr: io.Discard, say: newMessages(io.Discard), table: flagTable(), commands: commandTable()}
	l, err := permute(typed, p.table, p.commands)
	if err != nil {
		t.Fatal(err)
	}
	var got *options
	c := filterCommand()
	c.flags = flagNames(nil, groups()...)
	c.run = func(_ *program, _ context.Context, o *options) error { got = o; return nil }
	if err := p.parse(t.Context(), l, &c); err != nil {
		t.Fatalf("%q: %v", typed, err)
	}
	return got
}

// Every flag has a line here: what is typed, and the field of the options that
// comes of it.
func TestFlags(t *testing.T) {
	for _, c := range []struct {
		typed string
		got   func(o *options) any
		unset any
		set   any
	}{
		{"--from jsonl", func(o *options) any { return o.from }, "auto", "jsonl"},
		{"--field body", func(o *options) any { return o.field }, "text", "body"},
		{"--id-field id", func(o *options) any { return o.idField }, "", "id"},
		{"--url-field url", func(o *options) any { return o.urlField }, "", "url"},
		{"--encoding cp1252", func(o *options) any { return o.encoding }, "", "cp1252"},
		{"--max-document 1MiB", func(o *options) any { return o.maxDocument }, int64(64 << 20), int64(1 << 20)},
		{"--output a,b", func(o *options) any { return o.output }, "-", "a,b"},
		{"--in-place f", func(o *options) any { return o.inPlace }, false, true},
		{"--to lines", func(o *options) any { return o.to }, "auto", "lines"},
		{"--disable a,b --disable c", func(o *options) any { return o.disable }, []string(nil), []string{"a", "b", "c"}},
		{"--only a", func(o *options) any { return o.only }, []string(nil), []string{"a"}},
		{"--rules a,b --rules c", func(o *options) any { return o.rules }, []string(nil), []string{"a,b", "c"}},
		{"--nfkc", func(o *options) any { return o.nfkc }, false, true},
		{"--ascii-quotes", func(o *options) any { return o.asciiQuotes }, false, true},
		{"--ascii-dashes", func(o *options) any { return o.asciiDashes }, false, true},
		{"--ascii-ellipsis", func(o *options) any { return o.asciiDot }, false, true},
		{"--scope document", func(o *options) any { return o.scope }, "run", "document"},
		{"--unit sentence", func(o *options) any { return o.unit }, "paragraph", "sentence"},
		{"--site-field s", func(o *options) any { return o.siteField }, "", "s"},
		{"--keep none", func(o *options) any { return o.keep }, "first", "none"},
		{"--max-memory 2MB", func(o *options) any { return o.maxMemory }, int64(0), int64(2e6)},
		{"--min-words 0", func(o *options) any { return o.minWords }, 8, 0},
		{"--match loose", func(o *options) any { return o.match }, "folded", "loose"},
		{"--bloom 0.1%", func(o *options) any { return o.bloom }, 0.0, 0.001},
		{"--templates", func(o *options) any { return o.templates }, "", "learn"},
		{"--templates=f", func(o *options) any { return o.templates }, "", "f"},
		{"--spans 50", func(o *options) any { return o.spans }, 0, 50},
		{"--near 0.8", func(o *options) any { return o.near }, 0.0, 0.8},
		{"--near 0.8 --near-report f", func(o *options) any { return o.nearReport }, "", "f"},
		{"--near 0.8 --shingle 3", func(o *options) any { return o.shingle }, 5, 3},
		{"--drop d", func(o *options) any { return o.drop }, "", "d"},
		{"--no-rules", func(o *options) any { return o.noRules }, false, true},
		{"--shard 7", func(o *options) any { return o.shard }, 0, 7},
		{"--secret s", func(o *options) any { return o.secret }, "", "s"},
		{"--seen d", func(o *options) any { return o.seen }, "", "d"},
		{"--audit a", func(o *options) any { return o.audit }, "", "a"},
		{"--summary", func(o *options) any { return o.summary }, "auto", "text"},
		{"--summary json", func(o *options) any { return o.summary }, "auto", "json"},
		{"--max-removed 40%", func(o *options) any { return o.maxRemoved }, -1.0, 0.4},
		{"--color never", func(o *options) any { return o.color }, "auto", "never"},
		{"--level gentle", func(o *options) any { return o.level }, "normal", "gentle"},
		{"--model a", func(o *options) any { return o.model }, "", "a"},
		{"--weights", func(o *options) any { return o.weights }, false, true},
		{"--without topic", func(o *options) any { return o.without }, "", "topic"},
		{"--seed 7", func(o *options) any { return o.seed }, 1, 7},
		{"--cross-validate a", func(o *options) any { return o.crossValidate }, "", "a"},
		{"--by page_type", func(o *options) any { return o.by }, "lang", "page_type"},
		{"--worst 0", func(o *options) any { return o.worst }, 10, 0},
		{"--score a", func(o *options) any { return o.score }, "", "a"},
		{"--json", func(o *options) any { return o.json }, false, true},
		{"--html a", func(o *options) any { return o.html }, "", "a"},
		{"-j 3", func(o *options) any { return o.jobs == 3 }, false, true},
		{"--progress off", func(o *options) any { return o.progress }, "auto", "off"},
		{"-q", func(o *options) any { return o.quiet }, false, true},
	} {
		if got := c.got(meant(t)); !cmp.Equal(got, c.unset) && c.typed != "-j 3" {
			t.Errorf("without %s: %v, want %v", c.typed, got, c.unset)
		}
		if got := c.got(meant(t, strings.Fields(c.typed)...)); !cmp.Equal(got, c.set) {
			t.Errorf("with %s: %v, want %v", c.typed, got, c.set)
		}
	}
}

func TestFlagsRefuse(t *testing.T) {
	for typed, want := range map[string]string{
		"--from jsonlines":         "unknown value of --from: jsonlines (did you mean jsonl?)",
		"--from cvs":               "unknown value of --from: cvs (known: auto, text, lines, jsonl)",
		"--scope page":             "unknown value of --scope: page (known: document, site, run)",
		"--unit word":              "unknown value of --unit: word (known: paragraph, line, sentence, document)",
		"--keep both":              "unknown value of --keep: both (known: first, last, none)",
		"--max-memory 1KB":         "--max-memory 1KB: must be 1MiB or more",
		"--summary=xml":            "unknown value of --summary: xml (known: text, json)",
		"--field=":                 "--field '': needs a value that is not empty",
		"--jobs 0":                 "--jobs 0: not a whole number from 1",
		"--min-words -1":           "--min-words -1: not a whole number from 0",
		"--max-document 1":         "--max-document 1: must be 4KiB or more",
		"--max-removed 2":          "--max-removed 2: " + errShare.Error(),
		"--by country":             "unknown value of --by: country (known: lang, page_type, domain, site, dataset)",
		"--worst -1":               "--worst -1: not a whole number from 0",
		"--bloom 0":                "--bloom 0: must be above 0, and 0.5 at most",
		"--shard 10000":            "--shard 10000: not a whole number from 0 to 9999",
		"--disable ,":              "--disable ,: needs a value that is not empty",
		"--in-place":               "--in-place cannot rewrite standard input (name the files to rewrite)",
		"--in-place -":             "--in-place cannot rewrite standard input (name the files to rewrite)",
		"--in-place -o x f":        "--in-place and --output exclude each other (leave one of them out)",
		"--in-place --to text f":   "--in-place cannot change the format (write with --output and give the file its new name)",
		"-q --summary":             "--quiet and --summary exclude each other (leave one of them out)",
		"--audit - f":              "text and audit cannot share standard output (name a file with --output or --audit)",
		"- -":                      "standard input can be read only once (give - once)",
		"--near 8":                 "--near 8: not a number from 0.1 to 1",
		"--spans 7":                "--spans 7: not a whole number from 8",
		"--spans 50 --keep none":   "--spans looks in the whole run and keeps the first copy (leave --scope and --keep out)",
		"--spans 50 --unit line":   "--spans removes sentences, and a sentence is less than a line (leave --unit out)",
		"--near NaN":               "--near NaN: not a number from 0.1 to 1",
		"--shingle 3":              "--near-report and --shingle belong to --near (say how similar with --near, as in --near 0.8)",
		"--near-report f":          "--near-report and --shingle belong to --near (say how similar with --near, as in --near 0.8)",
		"--near 0.8 --shingle 0":   "--shingle 0: not a whole number from 1",
		"--near 1 --scope site":    "--near looks in the whole run (leave --scope out)",
		"--near 1 --keep last":     "--near keeps the first text (leave --keep out)",
		"--near 1 --near-report -": "nothing else can share standard output with --near-report (name a file with --near-report)",
	} {
		_, err := mean(t, strings.Fields(typed)...)
		var usage *usageError
		if !errors.As(err, &usage) || err.Error() != want {
			t.Errorf("%s: %v, want %s", typed, err, want)
		}
	}
}

// Flags that change nothing are named, and no others.
func TestIdleFlags(t *testing.T) {
	const unused = " has no effect: the rule model is not used"
	for typed, want := range map[string][]string{
		"":                                           nil,
		"--level strict --model m --weights":         nil,
		"--level strict --disable share,model":       {"--level" + unused},
		"--model m --only share":                     {"--model" + unused},
		"--model m --only share,model":               nil,
		"--weights --disable model":                  {"--weights" + unused},
		"--level strict --disable model --templates": nil,
		"--only share --disable share --level strict": {"--level" + unused,
			"--only has no effect: --disable takes back all that it names, and no rule is used"},
		"--only share,login --disable share": nil,
		"--site-field s":                     {"--site-field has no effect: sites matter to --scope site and --templates"},
		"--site-field s --scope site":        nil,
		"--site-field s --templates":         nil,
	} {
		if got := meant(t, strings.Fields(typed)...).idle("clean"); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", typed, got, want)
		}
	}
	if got := meant(t, "--site-field", "s").idle("learn"); got != nil {
		t.Errorf("learn: %q", got)
	}
}

// A file may be called as a flag or as a command is.
func TestFilesThatLookLikeMore(t *testing.T) {
	for _, name := range []string{"output", "o", "help", "h", "clean", "--odd", "-", "winnow "} {
		o := meant(t, "-o", "x", "--", name)
		if !slices.Equal(o.files, []string{name}) {
			t.Errorf("%q came out as %q", name, o.files)
		}
	}
}

func TestEveryFlagIsUsed(t *testing.T) {
	used := map[string]bool{}
	var walk func([]subcommand)
	walk = func(commands []subcommand) {
		for _, c := range commands {
			for _, f := range c.flags {
				used[f] = true
			}
			walk(c.verbs)
		}
	}
	walk(append(commandTable(), filterCommand()))
	names, shorts := map[string]bool{}, map[string]bool{}
	for _, d := range flagTable() {
		if !used[d.name] {
			t.Errorf("--%s belongs to no command", d.name)
		}
		if names[d.name] || d.short != "" && shorts[d.short] {
			t.Errorf("--%s is defined twice", d.name)
		}
		names[d.name], shorts[d.short] = true, true
		if !slices.Contains(groups(), d.group) {
			t.Errorf("--%s stands under no heading of the help", d.name)
		}
	}
	for f := range used {
		if !names[f] {
			t.Errorf("a command takes --%s, which is not defined", f)
		}
	}
}
