package command

import "slices"

// options is what a command line means, checked: words are among those known,
// sizes are numbers. Nothing has been opened yet.
type options struct {
	files []string // inputs as named; empty stands for standard input

	output  string // "-" is standard output
	inPlace bool
	to      string

	from, field, idField, urlField string
	encoding                       string
	maxDocument                    int64

	disable, only, rules               []string
	nfkc                               bool
	asciiQuotes, asciiDashes, asciiDot bool

	unit, scope, siteField, keep, match string
	minWords                            int
	maxMemory                           int64
	bloom                               float64 // 0: exact

	noRules      bool
	shard        int
	secret, drop string

	near       float64 // 0: what is only almost the same stays
	nearReport string
	shingle    int
	templates  string // a file, or learnFirst; "": none are removed
	spans      int    // 0: none are looked for

	seen string // folder of the index of earlier runs; "" for none

	audit      string
	summary    string // "auto" is text on a terminal; else text, json or none
	quiet      bool
	maxRemoved float64 // negative: no fuse
	jobs       int
	progress   string
	color      string

	level, model string
	weights      bool

	crossValidate string // of train
	without       string
	seed          int

	by, score, html string // of eval
	worst           int
	json            bool

	typed []string // names of the flags that stood on the command line
}

// was says whether the flag called name was typed.
func (o *options) was(name string) bool { return slices.Contains(o.typed, name) }

// check finds flags that contradict each other or the inputs.
func (o *options) check() error {
	stdin := len(o.files) == 0 || slices.Contains(o.files, "-")
	switch {
	case o.inPlace && o.was("output"):
		return usagef("leave one of them out", "--in-place and --output exclude each other")
	case o.inPlace && stdin:
		return usagef("name the files to rewrite", "--in-place cannot rewrite standard input")
	case o.inPlace && o.was("to"):
		return usagef("write with --output and give the file its new name", "--in-place cannot change the format")
	case o.quiet && o.was("summary"):
		return usagef("leave one of them out", "--quiet and --summary exclude each other")
	case o.bloom > 0 && o.keep != "first":
		return usagef("only first copies can be kept with it", "--bloom and --keep %s exclude each other", o.keep)
	case o.bloom > 0 && o.scope == "document":
		return usagef("a document fits into memory", "--bloom and --scope document exclude each other")
	case o.audit == "-" && !o.inPlace && o.output == "-":
		return usagef("name a file with --output or --audit", "text and audit cannot share standard output")
	case count(o.files, "-") > 1:
		return usagef("give - once", "standard input can be read only once")
	}
	return o.checkNear()
}

func count(words []string, word string) (n int) {
	for _, w := range words {
		if w == word {
			n++
		}
	}
	return n
}
