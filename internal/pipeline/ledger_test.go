package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"

	"winnow/dedupe"
	"winnow/internal/corpus"
	"winnow/internal/seen"
)

// With an index, output and audit are the same for any number of workers, with
// the keys in memory and behind the filter; and a second run writes the same.
func TestSeenOrder(t *testing.T) {
	var before, now strings.Builder
	for i := range 300 {
		fmt.Fprintf(&before, "the ferry number %d left the old quay\n", i*3)
		fmt.Fprintf(&now, "the ferry number %d left the old quay\n", i*i%500)
	}
	var want, wantAudit string
	for workers := 1; workers <= 8; workers++ {
		for _, memory := range []int64{0, 1} {
			fs := vfs.NewMem()
			if out, _ := runSeen(t, fs, before.String(), "/before", 1, 0); strings.Count(out, "\n") != 300 {
				t.Fatalf("the first run wrote %q", out)
			}
			out, audit := runSeen(t, fs, now.String(), "/now", workers, memory)
			if again, _ := runSeen(t, fs, now.String(), "/now", workers, memory); again != out {
				t.Fatalf("%d workers, memory %d: another output the second time", workers, memory)
			}
			if want == "" {
				want, wantAudit = out, audit
				if n := strings.Count(out, "\n"); n == 0 || n >= 167 || !strings.Contains(audit, `"/before"`) || !strings.Contains(audit, `"-"`) {
					t.Fatalf("%d lines and the audit %q do not test much", n, audit)
				}
			}
			if out != want || audit != wantAudit {
				t.Fatalf("%d workers, memory %d: another output or audit", workers, memory)
			}
		}
	}
}

// runSeen runs a text through an index and returns what was written.
func runSeen(t *testing.T, fs vfs.FS, text, place string, workers int, memory int64) (out, audit string) {
	t.Helper()
	index, err := seen.Open("/index", seen.Options{Making: &seen.Making{}, Create: true, Lookup: true, MaxMemory: memory, FS: fs})
	if err != nil {
		t.Fatal(err)
	}
	var removals bytes.Buffer
	c := Config{
		Inputs: []string{"-"}, Stdin: strings.NewReader(text), Read: corpus.Options{From: "lines", BatchBytes: 200},
		Clean: testCleaner(t), Dedupe: Dedupe{Enabled: true, Match: dedupe.Folded, MinWords: 4},
		Earlier: Earlier{Index: index, Places: []string{place}}, Audit: &removals, Workers: workers,
	}
	written := joint(&c)
	if _, err := Run(context.Background(), c); err != nil {
		t.Fatal(err)
	}
	if err := index.Close(); err != nil {
		t.Fatal(err)
	}
	return written.String(), removals.String()
}

// What cannot be asked of an index is refused.
func TestSeenRefuses(t *testing.T) {
	index, err := seen.Open("/index", seen.Options{Making: &seen.Making{}, Create: true, Lookup: true, FS: vfs.NewMem()})
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	for name, d := range map[string]Dedupe{
		"off": {}, "scope": {Enabled: true, Scope: ScopeDocument}, "keep": {Enabled: true, Keep: KeepLast}, "bloom": {Enabled: true, Bloom: 0.01},
	} {
		if _, err := Run(context.Background(), Config{Dedupe: d, Earlier: Earlier{Index: index}}); err == nil {
			t.Errorf("%s: not refused", name)
		}
	}
}
