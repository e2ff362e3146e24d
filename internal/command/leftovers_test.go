package command

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Temporary files of killed runs are named, once for each folder; those of
// today and other hidden files are not, and none is touched.
func TestSayLeftovers(t *testing.T) {
	t.Chdir(t.TempDir())
	old := time.Now().Add(-2 * leftoverAge)
	files := map[string]bool{ // whether it is old
		"out/.winnow-00112233445566aa.tmp":   true,
		"out/.winnow-00112233445566bb.tmp":   true,
		"out/.winnow-00112233445566cc.tmp":   false,
		"out/.winnow-notes.tmp":              true,
		"out/a/.winnow-0011223344556677.tmp": true,
		"more/.winnow-00112233445566dd.tmp":  false,
	}
	for name, isOld := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("text"), 0o666); err != nil {
			t.Fatal(err)
		}
		if isOld {
			if err := os.Chtimes(name, old, old); err != nil {
				t.Fatal(err)
			}
		}
	}
	var said bytes.Buffer
	p := &program{say: newMessages(&said)}
	plan := &plan{jobs: []job{{"1", "out/1"}, {"2", "out/2"}, {"3", "out/a/3"}, {"4", "none/4"}, {"-", "-"}}}
	p.sayLeftovers(plan, &options{audit: "more/audit"})
	const want = "winnow: out/.winnow-00112233445566aa.tmp and 1 more: are left of runs that were killed, unless one is at work here (left alone)\n" +
		"winnow: out/a/.winnow-0011223344556677.tmp: is left of a run that was killed, unless one is at work here (left alone)\n"
	if said.String() != want {
		t.Errorf("said %q, want %q", said.String(), want)
	}
	for name := range files {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
}
