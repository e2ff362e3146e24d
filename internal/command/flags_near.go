package command

import (
	"fmt"
	"strconv"

	"winnow/dedupe"
	"winnow/internal/pipeline"
)

func nearFlags() []flagDef {
	return []flagDef{
		{name: "near", arg: "SIMILARITY", group: groupNear,
			usage: "Remove what is almost the same too: a text that shares so many of its shingles with an earlier one, from 0.1 to 1. 0.8 is usual.",
			set:   setNear},
		{name: "near-report", arg: "FILE", group: groupNear,
			usage: "Remove no copies, and write down what --near finds: a JSON line for each cluster of texts.",
			set:   nonEmpty(func(o *options) *string { return &o.nearReport })},
		{name: "shingle", arg: "WORDS", group: groupNear, def: "5",
			usage: "The length of a shingle for --near: so many words in a row, or characters in scripts without spaces.",
			set:   func(o *options, v string) error { return whole(&o.shingle, v, 1) }},
		{name: "templates", arg: "FILE", group: groupNear, alone: learnFirst,
			usage: "Remove the lines that recur on the pages of a site, first copy included: its template. Without =FILE they are learned first, for which the input is read twice; FILE is what winnow learn wrote.",
			set:   nonEmpty(func(o *options) *string { return &o.templates })},
		{name: "spans", arg: "WORDS", group: groupNear,
			usage: "Remove runs of so many words or more that stood earlier in the run, inside longer texts too: the whole sentences in them. 8 or more; 50 is usual.",
			set:   func(o *options, v string) error { return whole(&o.spans, v, dedupe.MinRepeat) }},
	}
}

func setNear(o *options, v string) (err error) {
	o.near, err = strconv.ParseFloat(v, 64)
	if err != nil || !(o.near >= dedupe.MinThreshold && o.near <= 1) {
		return fmt.Errorf("not a number from %v to 1", dedupe.MinThreshold)
	}
	return nil
}

// nearTextBytes is how much of the texts that --near compares with stays in
// memory; the rest is in a temporary file.
const nearTextBytes = 64 << 20

// nearOptions returns which texts are taken for almost the same.
func (o *options) nearOptions() pipeline.Near {
	return pipeline.Near{
		Enabled:     o.near > 0,
		NearOptions: dedupe.NearOptions{Threshold: o.near, Words: o.shingle, TextBytes: nearTextBytes},
	}
}

// spanOptions returns which repeated runs of words are removed.
func (o *options) spanOptions() pipeline.Spans {
	return pipeline.Spans{
		Enabled:       o.spans > 0,
		RepeatOptions: dedupe.RepeatOptions{Words: o.spans, TextBytes: nearTextBytes},
	}
}

// checkNear finds what contradicts --near and --spans.
func (o *options) checkNear() error {
	switch {
	case o.spans > 0 && (o.scope != "run" || o.keep != "first"):
		return usagef("leave --scope and --keep out", "--spans looks in the whole run and keeps the first copy")
	case o.spans > 0 && o.unit == "line":
		return usagef("leave --unit out", "--spans removes sentences, and a sentence is less than a line")
	case o.spans > 0 && o.nearReport != "":
		return usagef("leave one of them out", "--near-report removes nothing, and --spans does")
	case o.near == 0 && (o.nearReport != "" || o.was("shingle")):
		return usagef("say how similar with --near, as in --near 0.8", "--near-report and --shingle belong to --near")
	case o.near > 0 && o.scope != "run":
		return usagef("leave --scope out", "--near looks in the whole run")
	case o.near > 0 && o.keep != "first":
		return usagef("leave --keep out", "--near keeps the first text")
	case o.nearReport == "-" && (!o.inPlace && o.output == "-" || o.audit == "-"):
		return usagef("name a file with --near-report", "nothing else can share standard output with --near-report")
	}
	return nil
}
