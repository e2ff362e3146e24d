package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"winnow/internal/command"
)

// page is a scraped page and what it has to become.
type page struct{ name, raw, gold string }

// pages returns the pages of testdata, and the shared ones if they are there.
func pages(t *testing.T) []page {
	t.Helper()
	var found []page
	add := func(raw, gold string) {
		r, err := os.ReadFile(raw)
		if err != nil {
			t.Fatal(err)
		}
		g, err := os.ReadFile(gold)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, page{filepath.Base(raw), string(r), string(g)})
	}
	golds, _ := filepath.Glob("testdata/pages/*.gold.txt")
	if len(golds) < 14 {
		t.Fatalf("only %d pages in testdata/pages", len(golds))
	}
	for _, g := range golds {
		add(strings.TrimSuffix(g, ".gold.txt")+".txt", g)
	}
	shared, _ := filepath.Glob("../shared/pages/raw/*.txt")
	if len(shared) == 0 {
		t.Log("no ../shared/pages: only the pages of testdata are tested")
	}
	for _, r := range shared {
		add(r, filepath.Join("../shared/pages/gold", filepath.Base(r)))
	}
	return found
}

// run runs the program on standard input.
func run(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if status := command.Main(append([]string{"winnow"}, args...), strings.NewReader(stdin), &out, &errs); status != 0 {
		t.Fatalf("winnow %v: status %d: %s", args, status, errs.String())
	}
	return out.String()
}

func TestPages(t *testing.T) {
	for _, p := range pages(t) {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			for _, jobs := range []string{"1", "8"} {
				if got := run(t, p.raw, "-j", jobs); got != p.gold {
					t.Errorf("-j %s gives\n%s\nwant\n%s", jobs, got, p.gold)
				}
			}
			if got := run(t, p.gold); got != p.gold {
				t.Errorf("the gold becomes\n%s", got)
			}
			record, err := json.Marshal(map[string]string{"text": p.raw})
			if err != nil {
				t.Fatal(err)
			}
			var got struct{ Text string }
			if err := json.Unmarshal([]byte(run(t, string(record)+"\n", "--from", "jsonl")), &got); err != nil {
				t.Fatal(err)
			}
			if strings.TrimSuffix(got.Text, "\n") != strings.TrimSuffix(p.gold, "\n") {
				t.Errorf("as a record: %q", got.Text)
			}
		})
	}
}
