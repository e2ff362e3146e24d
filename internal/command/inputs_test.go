package command

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree makes files in a new folder and works there.
func tree(t *testing.T, names ...string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for _, name := range names {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("text\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// planned is a plan as one string, input>output.
func planned(o *options) (string, error) {
	p, err := makePlan(o, nil, nil)
	if err != nil {
		return "", err
	}
	var words []string
	for _, j := range p.jobs {
		words = append(words, j.input+">"+j.output)
	}
	return strings.Join(words, " "), nil
}

func TestPlan(t *testing.T) {
	tree(t, "in/b.txt", "in/a.txt", "in/sub/c.txt.bz2", "in/.hidden", "in/.git/x", "d.txt", "there/x")
	if err := os.Symlink("../d.txt", "in/link.txt"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		o    options
		want string
	}{
		{options{output: "-"}, "->-"},
		{options{output: "-", files: []string{"d.txt", "-", "none"}}, "d.txt>- ->- none>-"},
		{options{output: "o", files: []string{"in"}}, "in/a.txt>o in/b.txt>o in/link.txt>o in/sub/c.txt.bz2>o"},
		{options{output: "o/", files: []string{"in", "d.txt"}}, "in/a.txt>o/a.txt in/b.txt>o/b.txt in/link.txt>o/link.txt in/sub/c.txt.bz2>o/sub/c.txt d.txt>o/d.txt"},
		{options{output: "there", files: []string{"in/a.txt"}}, "in/a.txt>there/a.txt"},
		{options{output: "-", inPlace: true, files: []string{"in/a.txt", "in/link.txt"}}, "in/a.txt>in/a.txt in/link.txt>d.txt"},
		{options{output: "-", inPlace: true, files: []string{"in/a.txt", "in/link.txt", "d.txt", "in/../in/a.txt"}}, "in/a.txt>in/a.txt in/link.txt>d.txt"},
		{options{output: "o/", to: "jsonl", files: []string{"in", "d.txt"}}, "in/a.txt>o/a.jsonl in/b.txt>o/b.jsonl in/link.txt>o/link.jsonl in/sub/c.txt.bz2>o/sub/c.jsonl d.txt>o/d.jsonl"},
	} {
		got, err := planned(&c.o)
		if err != nil || got != c.want {
			t.Errorf("%v: %s, %v\nwant %s", c.o.files, cmp.Diff(c.want, got), err, c.want)
		}
	}
}

func TestPlanRefuses(t *testing.T) {
	tree(t, "a.txt", "b.bz2", "x/a.txt", "y/a.txt")
	if err := errors.Join(os.Symlink("a.txt", "link"), os.Symlink("x", "folder"), os.Link("a.txt", "hard")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		o    options
		want string
	}{
		{options{output: "a.txt", files: []string{"a.txt"}}, "is the input a.txt"},
		{options{output: "link", files: []string{"a.txt"}}, "is the input a.txt"},
		{options{output: "a.txt", files: []string{"b", "link"}}, "is the input link"},
		{options{output: "./", files: []string{"a.txt"}}, "--in-place"},
		{options{output: "o/", files: []string{"x", "y"}}, "would both be written to o/a.txt"},
		{options{output: "o/", files: []string{"-"}}, "has no name"},
		{options{output: "o.bz2", files: []string{"a.txt"}}, ".bz2 cannot be written"},
		{options{output: "-", inPlace: true, files: []string{"b.bz2"}}, ".bz2 cannot be written"},
		{options{output: "o.txt", audit: "./o.txt", files: []string{"a.txt"}}, "--audit ./o.txt is the output o.txt"},
		{options{output: "folder/o.txt", audit: "x/o.txt", files: []string{"a.txt"}}, "--audit x/o.txt is the output"},
		{options{output: "o/", audit: "o/a.txt", files: []string{"a.txt"}}, "--audit o/a.txt is the output"},
		{options{output: "-", audit: "hard", files: []string{"a.txt"}}, "--audit hard is the input a.txt"},
		{options{output: "-", audit: "x/../a.txt", files: []string{"a.txt"}}, "--audit x/../a.txt is the input"},
		{options{output: "-", inPlace: true, audit: "a.txt", files: []string{"a.txt"}}, "--audit a.txt is the input"},
	} {
		got, err := planned(&c.o)
		var usage *usageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v -o %s: %s, %v, want %s", c.o.files, c.o.output, got, err, c.want)
		}
	}
}

func TestPlanRefusesToFeedOnItself(t *testing.T) {
	tree(t, "a.txt")
	f, err := os.OpenFile("a.txt", os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := makePlan(&options{output: "-", files: []string{"a.txt"}}, nil, f); err == nil {
		t.Error("winnow a.txt >> a.txt was not refused")
	}
	if _, err := makePlan(&options{output: "-"}, f, f); err == nil {
		t.Error("winnow < a.txt >> a.txt was not refused")
	}
	if _, err := makePlan(&options{output: "a.txt"}, f, nil); err == nil {
		t.Error("winnow -o a.txt < a.txt was not refused")
	}
	for _, files := range [][]string{nil, {"b.txt"}} {
		if _, err := makePlan(&options{output: "-", audit: "a.txt", files: files}, f, f); err == nil {
			t.Errorf("--audit in the place of a stream was not refused, files %v", files)
		}
	}
	if _, err := makePlan(&options{output: "/dev/null", audit: "/dev/null", files: []string{"a.txt"}}, nil, nil); err != nil {
		t.Error(err)
	}
}

func TestMisspelt(t *testing.T) {
	tree(t, "clena", "x")
	for bare, want := range map[string]string{
		"": "", "-": "", "clena": "", "./explian": "", "page.txt": "", "zebra": "",
		"explian": "did you mean explain?", "rule": "did you mean rules?",
	} {
		err := misspelt(bare, commandTable())
		if got := ""; err != nil && !strings.Contains(err.Error(), want) || err == nil && want != got {
			t.Errorf("misspelt(%q) = %v, want %q", bare, err, want)
		}
	}
}
