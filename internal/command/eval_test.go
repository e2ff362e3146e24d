package command

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"winnow/clean"
	"winnow/internal/corpus"
)

var allSets = flag.Bool("all-sets", false, "have the judge score all labelled sets, which takes minutes")

const (
	judge    = "../../../shared/score.py"
	labelled = "../../../shared/data"
)

// winnow runs a command line that must succeed.
func winnow(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, complaints bytes.Buffer
	if status := Main(append([]string{"winnow"}, args...), strings.NewReader(""), &out, &complaints); status != 0 {
		t.Fatalf("winnow %q: status %d: %s", args, status, &complaints)
	}
	return out.Bytes()
}

// figures are those of all documents of a set, by column.
type figures map[string]any

// TestEvalAgreesWithJudge has the judge of the labelled sets score what the
// rules make of some of them, and compares each figure.
func TestEvalAgreesWithJudge(t *testing.T) {
	if testing.Short() {
		t.Skip("the judge takes its time")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 here")
	}
	if _, err := os.Stat(judge); err != nil {
		t.Skipf("no judge: %v", err)
	}
	for _, set := range judgedSets(t) {
		t.Run(strings.TrimSuffix(filepath.Base(set), ".jsonl.zst"), func(t *testing.T) {
			outputs := filepath.Join(t.TempDir(), "outputs.jsonl")
			cleanedTexts(t, set, outputs)
			var want map[string]figures
			verdict, err := exec.Command(python, judge, set, outputs, "--json").Output()
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(verdict, &want); err != nil {
				t.Fatal(err)
			}
			compareFigures(t, "cleaned", want["ALL"], winnow(t, "eval", "--json", set))
			compareFigures(t, "scored", want["ALL"], winnow(t, "eval", "--json", "--score", outputs, set))
		})
	}
}

func judgedSets(t *testing.T) []string {
	var sets []string
	for _, name := range []string{"presse", "chinese", "trafilatura"} {
		sets = append(sets, filepath.Join(labelled, name+".jsonl.zst"))
	}
	if *allSets {
		sets, _ = filepath.Glob(filepath.Join(labelled, "*.jsonl.zst"))
	}
	for _, s := range sets {
		if _, err := os.Stat(s); err != nil {
			t.Skipf("no labelled sets: %v", err)
		}
	}
	return sets
}

// cleanedTexts writes what the judge wants, {"id","text"}, made by the cleaner
// itself and not by the code under test.
func cleanedTexts(t *testing.T, set, outputs string) {
	t.Helper()
	cleaner, err := clean.New(clean.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := corpus.Open(set, nil, corpus.Options{Field: "raw", IDField: "id"})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var b corpus.Batch
	var page clean.Page
	var out bytes.Buffer
	write := json.NewEncoder(&out)
	for r.Read(&b) == nil {
		for i := range b.Docs {
			d := &b.Docs[i]
			if err := d.Parse(&b.Arena); err != nil {
				t.Fatal(err)
			}
			cleaner.Clean(&page, d.Text)
			record := map[string]string{"id": string(d.ID), "text": string(page.AppendText(nil))}
			if err := write.Encode(record); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.WriteFile(outputs, out.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

// compareFigures wants every figure of the judge, and no other but our own two.
func compareFigures(t *testing.T, what string, want figures, report []byte) {
	t.Helper()
	var r struct{ Sets []figures }
	if err := json.Unmarshal(report, &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Sets) != 1 {
		t.Fatalf("%s: %d sets", what, len(r.Sets))
	}
	got := r.Sets[0]
	for name, w := range want {
		g, ok := got[name].(float64)
		if !ok || math.Abs(g-w.(float64)) > 1e-9 {
			t.Errorf("%s: %s is %v, the judge says %v", what, name, got[name], w)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok && name != "name" && name != "lost" && name != "wrong" {
			t.Errorf("%s: the judge has no %s", what, name)
		}
	}
	if len(want) < 4 {
		t.Errorf("%s: the judge gave only %v", what, want)
	}
}

// Figures and worst documents are the same for any number of workers.
func TestEvalIsTheSameForAnyJobs(t *testing.T) {
	name := filepath.Join(t.TempDir(), "labelled.jsonl")
	var b strings.Builder
	for i := range 3000 { // several batches
		text := fmt.Sprintf("Paragraph %d of this page says what people came to read, and %d more words.", i, i%7)
		fmt.Fprintf(&b, `{"id":%d,"dataset":"set%d","lang":"l%d","raw":"Share on Facebook\n%s\n%s","gold":"%s"}`+"\n",
			i, i%3, i%5, text, strings.Repeat("x y ", i%11), text)
	}
	if err := os.WriteFile(name, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	want := winnow(t, "eval", "-j", "1", "--json", name)
	for _, jobs := range []string{"2", "7"} {
		if got := winnow(t, "eval", "-j", jobs, "--json", name); !bytes.Equal(got, want) {
			t.Errorf("-j %s gives other figures", jobs)
		}
	}
}
