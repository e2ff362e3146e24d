package command

import (
	"io/fs"
	"os"
	"slices"
)

// A target is a file that a run reads or writes, known by more than its name.
type target struct {
	name  string // for messages
	place string // "" for a stream
	info  fs.FileInfo
}

// targetOf looks a name up; "-" is the stream, whose name for messages follows.
func targetOf(name string, stream any, called string) target {
	if name != "-" {
		info, _ := os.Stat(name) // nil for a file to come
		return target{name, place(name), info}
	}
	t := target{name: called}
	if f, ok := stream.(*os.File); ok {
		t.info, _ = f.Stat()
	}
	return t
}

// is reports whether two targets are one file, or one pipe. Devices may be
// written to by many, and a socket is read and written.
func (t target) is(other target) bool {
	switch {
	case t.info != nil && t.info.Mode()&(fs.ModeDevice|fs.ModeSocket) != 0:
		return false
	case t.info != nil && other.info != nil:
		return os.SameFile(t.info, other.info)
	}
	return t.place != "" && t.place == other.place
}

// isStream reports whether the target is standard input or output.
func (t target) isStream() bool { return t.place == "" }

// checkFiles refuses an audit in the place of an input or of the text, and
// streams that would feed on themselves, as in winnow FILE >> FILE.
func (p *plan) checkFiles(o *options, stdin, stdout any) error {
	var audit target
	if o.audit != "" {
		audit = targetOf(o.audit, stdout, "standard output")
	}
	for i, j := range p.jobs {
		if o.audit == "" && j.input != "-" && j.output != "-" {
			continue // check has compared the names
		}
		in, out := targetOf(j.input, stdin, "standard input"), targetOf(j.output, stdout, "standard output")
		switch {
		case o.audit != "" && audit.is(in):
			return usagef("write elsewhere", "--audit %s is the input %s", o.audit, in.name)
		case o.audit != "" && (i == 0 || !p.joint) && audit.is(out):
			return usagef("give the audit a file of its own", "--audit %s is the output %s", o.audit, out.name)
		case (in.isStream() || out.isStream()) && out.is(in):
			if out.isStream() {
				return usagef("write elsewhere, or rewrite it with --in-place", "standard output is the input %s", in.name)
			}
			return usagef("write elsewhere, or rewrite it with --in-place", "--output %s is the input %s", out.name, in.name)
		}
	}
	return nil
}

// isNoInput refuses a file that a flag has written in the place of an input.
func (p *plan) isNoInput(flag, name string, stdin any) error {
	if name == "-" {
		return nil
	}
	out := targetOf(name, nil, "")
	for _, j := range p.jobs {
		if in := targetOf(j.input, stdin, "standard input"); out.is(in) {
			return usagef("write elsewhere", "--%s %s is the input %s", flag, name, in.name)
		}
	}
	return nil
}

// checkFlags refuses a file that a flag has written in the place of one that
// another flag has read or written. What is written in the place of an input is
// found by check, checkFiles and isNoInput.
func (o *options) checkFlags(p *plan, stdout any) error {
	type flagged struct {
		flag string
		target
	}
	var read, written []flagged
	add := func(to *[]flagged, flag, name string) {
		if name != "" {
			*to = append(*to, flagged{flag, targetOf(name, stdout, "standard output")})
		}
	}
	if p.joint && o.output != "-" {
		add(&written, "--output", o.output)
	}
	add(&written, "--audit", o.audit)
	add(&written, "--near-report", o.nearReport)
	if len(written) == 0 {
		return nil
	}
	for _, name := range o.rules {
		add(&read, "--rules", name)
	}
	add(&read, "--model", o.model)
	add(&read, "--drop", o.drop)
	add(&read, "--secret", o.secret)
	if o.templates != learnFirst {
		add(&read, "--templates", o.templates)
	}
	for i, w := range written {
		for _, other := range slices.Concat(read, written[:i]) {
			if w.is(other.target) {
				return usagef("give each a file of its own", "%s %s is %s %s", w.flag, w.name, other.flag, other.name)
			}
		}
	}
	return nil
}

// isNoFolder refuses a folder where a flag has a file written.
func isNoFolder(flag, name string) error {
	if name != "" && isFolder(name) {
		return usagef("name a file", "--%s %s is a folder", flag, name)
	}
	return nil
}
