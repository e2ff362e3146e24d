package command

import (
	"io/fs"
	"os"
	"slices"
	"syscall"
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

// A fileID is a file by its device and number.
type fileID struct{ device, number uint64 }

// linkID returns the fileID of a file that has several names; ok is false for all
// others.
func linkID(name string) (id fileID, ok bool) {
	info, err := os.Stat(name)
	if err != nil {
		return id, false
	}
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok || s.Nlink < 2 {
		return id, false
	}
	return fileID{uint64(s.Dev), s.Ino}, true
}

// isStream reports whether the target is standard input or output.
func (t target) isStream() bool { return t.place == "" }

// A flagged is a file that a flag names.
type flagged struct {
	flag string
	target
}

// named returns the files beside inputs and texts that flags have read and written.
func (o *options) named(stdout any) (read, written []flagged) {
	add := func(to *[]flagged, flag string, names ...string) {
		for _, name := range names {
			if name != "" {
				*to = append(*to, flagged{flag, targetOf(name, stdout, "standard output")})
			}
		}
	}
	add(&read, "--rules", o.rules...)
	add(&read, "--model", o.model)
	add(&read, "--drop", o.drop)
	add(&read, "--secret", o.secret)
	if o.templates != learnFirst {
		add(&read, "--templates", o.templates)
	}
	add(&written, "--audit", o.audit)
	add(&written, "--near-report", o.nearReport)
	return read, written
}

// checkFiles refuses a file that is written in the place of one that is read or
// written for something else, and streams that would feed on themselves, as in
// winnow FILE >> FILE.
func (p *plan) checkFiles(o *options, stdin, stdout any) error {
	read, written := o.named(stdout)
	for i, w := range written {
		for _, other := range slices.Concat(read, written[:i]) {
			if w.is(other.target) {
				return usagef("give each a file of its own", "%s %s is %s %s", w.flag, w.name, other.flag, other.name)
			}
		}
	}
	all := slices.Concat(read, written)
	for i, j := range p.jobs {
		own := i == 0 || !p.joint // the output is not that of the job before
		if len(written) == 0 && (len(read) == 0 || !own) && j.input != "-" && j.output != "-" {
			continue // check has compared the names
		}
		in, out := targetOf(j.input, stdin, "standard input"), targetOf(j.output, stdout, "standard output")
		for _, w := range written {
			if w.is(in) {
				return usagef("write elsewhere", "%s %s is the input %s", w.flag, w.name, in.name)
			}
		}
		for _, f := range all {
			if own && f.is(out) {
				return usagef("give each a file of its own", "%s %s is the output %s", f.flag, f.name, out.name)
			}
		}
		if (in.isStream() || out.isStream()) && out.is(in) {
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

// isNoFolder refuses a folder where a flag has a file written.
func isNoFolder(flag, name string) error {
	if name != "" && isFolder(name) {
		return usagef("name a file", "--%s %s is a folder", flag, name)
	}
	return nil
}
