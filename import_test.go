package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A room is what a package may import: others of this module, and packages of
// other modules (a path, or a beginning that ends in a slash).
type room struct{ ours, theirs []string }

// house is the plan of the imports. A new arrow is a decision: draw it here,
// with its reason in the commit.
func house() map[string]room {
	return map[string]room{
		"winnow":        {ours: []string{"winnow/internal/command"}},
		"winnow/clean":  {theirs: []string{"golang.org/x/text/", "github.com/segmentio/asm/utf8", "golang.org/x/sys/cpu"}},
		"winnow/dedupe": {theirs: []string{"github.com/cespare/xxhash/v2", "github.com/minio/highwayhash", "golang.org/x/sys/cpu"}},
		"winnow/internal/command": {
			ours:   []string{"winnow/internal/pipeline", "winnow/internal/corpus", "winnow/internal/report", "winnow/internal/eval", "winnow/internal/seen", "winnow/internal/train", "winnow/clean", "winnow/dedupe"},
			theirs: []string{"github.com/urfave/cli/v2"},
		},
		"winnow/internal/pipeline": {ours: []string{"winnow/internal/corpus", "winnow/internal/report", "winnow/internal/seen", "winnow/internal/spill", "winnow/clean", "winnow/dedupe"}},
		"winnow/internal/corpus":   {theirs: []string{"github.com/klauspost/compress/", "golang.org/x/text/"}},
		"winnow/internal/report":   {},
		"winnow/internal/train":    {ours: []string{"winnow/clean"}},
		"winnow/internal/eval":     {theirs: []string{"golang.org/x/text/"}},
		"winnow/internal/spill":    {},
		"winnow/internal/seen": {
			ours:   []string{"winnow/internal/spill", "winnow/dedupe"},
			theirs: []string{"github.com/cockroachdb/pebble/v2", "github.com/cockroachdb/pebble/v2/", "github.com/cespare/xxhash/v2"},
		},
	}
}

// testOnly is what tests may import beside what their package may.
var testOnly = []string{"golang.org/x/text/", "github.com/google/go-cmp/cmp", "github.com/google/go-cmp/cmp/", "github.com/rogpeppe/go-internal/testscript",
	"github.com/cockroachdb/pebble/v2/vfs", "github.com/cockroachdb/pebble/v2/vfs/errorfs"}

// TestImports reads the imports of every file and fails on an arrow that is
// not in the plan.
func TestImports(t *testing.T) {
	plan := house()
	found := map[string]bool{}
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata"):
			return filepath.SkipDir
		case entry.IsDir() || filepath.Ext(name) != ".go":
			return nil
		}
		pkg := path.Join("winnow", filepath.ToSlash(filepath.Dir(name)))
		found[pkg] = true
		checkImports(t, plan, pkg, name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range plan {
		if !found[pkg] {
			t.Errorf("%s is in the plan but not in the house", pkg)
		}
	}
}

func checkImports(t *testing.T, plan map[string]room, pkg, name string) {
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	r, ok := plan[pkg]
	bench := strings.HasPrefix(pkg, "winnow/bench") // measures every room; nothing imports it
	if !ok && !bench {
		t.Errorf("%s: the package %s is not in the plan", name, pkg)
		return
	}
	for _, i := range f.Imports {
		what, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !r.allows(pkg, what, strings.HasSuffix(name, "_test.go"), bench) {
			t.Errorf("%s: %s may not import %s", name, pkg, what)
		}
	}
}

func (r room) allows(pkg, what string, test, bench bool) bool {
	first, _, _ := strings.Cut(what, "/")
	switch {
	case what == pkg: // an external test of the package itself
		return test
	case first == "winnow":
		return bench || slices.Contains(r.ours, what)
	case !strings.Contains(first, "."): // the standard library
		return true
	}
	return among(r.theirs, what) || test && among(testOnly, what)
}

func among(list []string, what string) bool {
	return slices.ContainsFunc(list, func(allowed string) bool {
		return what == allowed || strings.HasSuffix(allowed, "/") && strings.HasPrefix(what, allowed)
	})
}

// TestPlanRefuses sees to it that the check above can fail.
func TestPlanRefuses(t *testing.T) {
	plan := house()
	for _, c := range []struct {
		pkg, what string
		test      bool
		want      bool
	}{
		{"winnow/clean", "golang.org/x/text/unicode/norm", false, true},
		{"winnow/clean", "golang.org/x/textual", false, false},
		{"winnow/clean", "winnow/dedupe", false, false},
		{"winnow/dedupe", "winnow/clean", false, false},
		{"winnow/internal/pipeline", "github.com/urfave/cli/v2", false, false},
		{"winnow/internal/report", "winnow/internal/corpus", false, false},
		{"winnow/internal/corpus", "winnow/internal/pipeline", true, false},
		{"winnow/internal/eval", "winnow/clean", false, false},
		{"winnow/internal/pipeline", "winnow/internal/eval", false, false},
		{"winnow", "winnow/clean", false, false},
		{"winnow/clean", "github.com/google/go-cmp/cmp", false, false},
		{"winnow/clean", "github.com/google/go-cmp/cmp", true, true},
		{"winnow/dedupe", "golang.org/x/text/unicode/norm", false, false},
		{"winnow/clean", "winnow/clean", true, true},
		{"winnow/clean", "bytes", false, true},
	} {
		if got := plan[c.pkg].allows(c.pkg, c.what, c.test, false); got != c.want {
			t.Errorf("%s importing %s (test: %v): %v, want %v", c.pkg, c.what, c.test, got, c.want)
		}
	}
}
