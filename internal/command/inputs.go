package command

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"winnow/internal/corpus"
)

// A job is one input and where its text goes.
type job struct {
	input  string // as it is named in messages; "-" is standard input
	output string // "-" is standard output
}

// A plan is what the names on a command line come to, looked up but not opened.
type plan struct {
	jobs  []job
	joint bool // all jobs write to one output
	// rewritten are the places of the files that --in-place has a job for: each
	// is worked once, however many names lead to it.
	rewritten map[string]bool
	// linked are the names of those that have several (hard links): the first is
	// rewritten, and is another file then.
	linked map[fileID]string
	// missing are what could not be read, or will not be, to be named as damage.
	missing []missing
}

type missing struct {
	name string
	err  error
}

// makePlan walks the folders among the inputs and finds an output for each
// file. It refuses, before anything is written, what would overwrite an input
// or write two files to one place.
func makePlan(o *options, stdin, stdout any) (*plan, error) {
	p := &plan{joint: !o.inPlace && !isFolder(o.output), rewritten: map[string]bool{}, linked: map[fileID]string{}}
	files := o.files
	if len(files) == 0 {
		files = []string{"-"}
	}
	for _, name := range files {
		if err := p.add(o, name); err != nil {
			return nil, err
		}
	}
	if err := p.check(o); err != nil {
		return nil, err
	}
	if err := cmp.Or(isNoFolder("audit", o.audit), isNoFolder("near-report", o.nearReport), isNoFolder("html", o.html)); err != nil {
		return nil, err
	}
	if err := cmp.Or(canWrite("--audit ", o.audit), canWrite("--near-report ", o.nearReport)); err != nil {
		return nil, err
	}
	if err := p.checkFiles(o, stdin, stdout); err != nil {
		return nil, err
	}
	if o.inPlace && isFilled(o.audit) {
		return nil, usagef("give the audit another name", "--audit %s is there: with --in-place it may be all that is left of what went before", quote(o.audit))
	}
	return p, nil
}

// canWrite refuses a file whose name asks for a compression that nothing is written
// in. The flag is for the message.
func canWrite(flag, name string) error {
	if packing := strings.ToLower(filepath.Ext(name)); slices.Contains(notWritten(), packing) {
		return usagef("end the name in .gz or .zst", "%s%s: %s cannot be written", flag, name, packing)
	}
	return nil
}

// isFilled says whether a file is there, and not empty.
func isFilled(name string) bool {
	info, err := os.Stat(name)
	return name != "-" && err == nil && info.Mode().IsRegular() && info.Size() > 0
}

// isFolder says whether an output names a folder: by its slash, or because it
// is one.
func isFolder(output string) bool {
	if strings.HasSuffix(output, string(filepath.Separator)) {
		return true
	}
	info, err := os.Stat(output)
	return output != "-" && err == nil && info.IsDir()
}

// add adds a file, or the files of a folder.
func (p *plan) add(o *options, name string) error {
	info, err := os.Stat(name)
	if name == "-" || err != nil || !info.IsDir() {
		// What cannot be looked at is named when its turn to be read comes.
		return p.addFile(o, name, filepath.Base(name))
	}
	root := name
	if !os.IsPathSeparator(root[len(root)-1]) {
		root += string(filepath.Separator) // a link to a folder is followed if it is named
	}
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			p.missing = append(p.missing, missing{path, plainError(err)})
			return nil
		case path != root && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case entry.Type()&fs.ModeSymlink != 0:
			if _, err := os.Stat(path); err != nil { // it leads nowhere
				p.missing = append(p.missing, missing{path, plainError(err)})
				return nil
			}
		}
		if entry.IsDir() || !isFile(path, entry) {
			return nil
		}
		relative, err := filepath.Rel(name, path)
		if err != nil {
			return err
		}
		return p.addFile(o, path, relative)
	})
}

// isFile says whether an entry of a folder is a file, or a link to one. What
// waits for somebody to write, such as a named pipe, is not.
func isFile(path string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// addFile adds one file. Relative is its path within the folder that was
// named, and so within the folder that is written.
func (p *plan) addFile(o *options, name, relative string) error {
	j := job{input: name, output: o.output}
	switch {
	case o.inPlace && corpus.IsStream(name):
		return usagef("write with --output", "--in-place cannot rewrite %s: it is no file", name)
	case o.inPlace:
		// The file itself is replaced, not the link that leads to it.
		j.output = name
		if file, err := filepath.EvalSymlinks(name); err == nil {
			j.output = file
		}
		at := place(name)
		if p.rewritten[at] {
			return nil
		}
		p.rewritten[at] = true
		if id, ok := linkID(name); ok {
			if first := p.linked[id]; first != "" {
				p.missing = append(p.missing, missing{name, fmt.Errorf("is another name of %s (a hard link; left as it was)", first)})
				return nil
			}
			p.linked[id] = name
		}
	case p.joint:
	case name == "-":
		return usagef("name a file with --output", "standard input has no name for a file in %s", o.output)
	default:
		// bzip2 can be read but not written: such a file comes out plain.
		j.output = filepath.Join(o.output, corpus.Rename(strings.TrimSuffix(relative, ".bz2"), o.to))
	}
	p.jobs = append(p.jobs, j)
	return nil
}

// check refuses outputs that would destroy something.
func (p *plan) check(o *options) error {
	inputs := p.inputs()
	outputs := map[string]string{}
	for _, j := range p.jobs {
		other, taken := outputs[place(j.output)]
		if taken && p.joint {
			break
		}
		if taken {
			return usagef("name the folder that holds both", "%s and %s would both be written to %s", other, j.input, j.output)
		}
		outputs[place(j.output)] = j.input
		if err := canWrite("", j.output); err != nil {
			return err
		}
		if input := inputs[place(j.output)]; input != "" && !o.inPlace && j.output != "-" {
			return usagef("write elsewhere, or rewrite it with --in-place", "--output %s is the input %s", j.output, input)
		}
	}
	return nil
}

// notWritten are the suffixes of compressions that nothing is written in.
func notWritten() []string { return []string{".bz2", ".xz", ".lz4", ".lzma", ".br", ".z"} }

// inputs are the jobs' inputs by their place.
func (p *plan) inputs() map[string]string {
	inputs := map[string]string{}
	for _, j := range p.jobs {
		if j.input != "-" {
			inputs[place(j.input)] = j.input
		}
	}
	return inputs
}

// place is the name of a file without detours: two names of one file have one
// place. Hard links have two: a file is replaced by renaming, which leaves the
// other link alone.
func place(name string) string {
	if resolved, err := filepath.EvalSymlinks(name); err == nil {
		name = resolved
	} else if folder, err := filepath.EvalSymlinks(filepath.Dir(name)); err == nil {
		name = filepath.Join(folder, filepath.Base(name)) // of a file to come
	}
	if absolute, err := filepath.Abs(name); err == nil {
		name = absolute
	}
	return name
}

// misspelt explains a first word that is neither a file nor quite a
// subcommand. A word that looks like a path is left to be a missing file.
func misspelt(bare string, commands []subcommand) error {
	if bare == "" || bare == "-" || strings.ContainsAny(bare, "./*?") {
		return nil
	}
	if _, err := os.Lstat(bare); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	known := visible(commands)
	if nearest(bare, known) == "" {
		return nil
	}
	return unknown("command or file", bare, slices.Clone(known))
}
