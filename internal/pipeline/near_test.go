package pipeline

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"winnow/dedupe"
	"winnow/internal/corpus"
)

// editions is JSON Lines of documents of which many are editions of earlier
// ones.
func editions(n int) []byte {
	r := rand.New(rand.NewPCG(4, 2))
	var texts [][]string
	var out bytes.Buffer
	for i := range n {
		var words []string
		if i > 0 && r.IntN(3) > 0 {
			words = append(words, texts[r.IntN(i)]...)
			for range r.IntN(6) {
				words[r.IntN(len(words))] = fmt.Sprint("edit", r.IntN(1000))
			}
		} else {
			for range 20 + r.IntN(200) {
				words = append(words, fmt.Sprint("word", r.IntN(5000)))
			}
		}
		texts = append(texts, words)
		text := strings.Join(words[:len(words)/2], " ") + `.\n` + strings.Join(words[len(words)/2:], " ")
		fmt.Fprintf(&out, "{\"id\": %d, \"text\": \"%s.\"}\n", i, text)
	}
	return out.Bytes()
}

// Output, audit and clusters are the same bytes for any number of workers and
// any size of batches, and for texts in memory or in a file.
func TestNearIsDeterministic(t *testing.T) {
	documents, least := 600, 50
	if testing.Short() {
		documents, least = 150, 10
	}
	in := editions(documents)
	for _, unit := range []Unit{UnitDocument, UnitParagraph, UnitSentence} {
		var first string
		for i, c := range []struct {
			workers, batch int
			held           int64
		}{{1, 1 << 20, 1 << 30}, {2, 1 << 10, 0}, {3, 100, 0}, {8, 4 << 10, 1 << 30}} {
			out := runNear(t, in, unit, c.workers, c.batch, c.held)
			if i == 0 {
				first = out
			}
			if out != first {
				t.Errorf("unit %v: %+v gives other bytes", unit, c)
			}
		}
		if n := strings.Count(first, `"near-duplicate"`); n < least {
			t.Errorf("unit %v: only %d removals", unit, n)
		}
	}
}

// runNear returns output, audit and summary of a run, and the clusters that
// another reports.
func runNear(t *testing.T, in []byte, unit Unit, workers, batch int, held int64) string {
	t.Helper()
	var all strings.Builder
	for _, reports := range []bool{false, true} {
		var out, audit, clusters bytes.Buffer
		c := Config{
			Inputs: []string{"-"}, Stdin: bytes.NewReader(in), Read: corpus.Options{From: "jsonl", BatchBytes: batch},
			Joint: true, Output: func(string) (Output, error) { return memoryOutput{&out}, nil },
			Audit: &audit, Dedupe: Dedupe{Enabled: true, MinWords: 8, Unit: unit}, Workers: workers,
			Near: Near{Enabled: true, NearOptions: dedupe.NearOptions{Threshold: 0.7, TextBytes: held}},
		}
		if reports {
			c.Near.Report = &clusters
		}
		sum, err := Run(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		if reports && (clusters.Len() == 0 || sum.Duplicates.Blocks > 0 || !bytes.Equal(out.Bytes(), in)) {
			t.Errorf("a report removed something, or reported nothing")
		}
		fmt.Fprintf(&all, "%s%s%s%+v\n", out.Bytes(), audit.Bytes(), clusters.Bytes(), sum.Removed)
	}
	return all.String()
}

type memoryOutput struct{ *bytes.Buffer }

func (memoryOutput) Finish() error { return nil }
func (memoryOutput) Close() error  { return nil }
func (memoryOutput) Abort() error  { return nil }

// A document that is worked in windows is not compared as a whole.
func TestNearLeavesWindowsAlone(t *testing.T) {
	line := strings.Repeat("the ferry leaves the old quay at seven ", 400)
	in := line + "\n" + line + "\n"
	var out bytes.Buffer
	_, err := Run(t.Context(), Config{
		Inputs: []string{"-"}, Stdin: strings.NewReader(in), Read: corpus.Options{From: "lines", MaxDocument: 4 << 10},
		Joint: true, Output: func(string) (Output, error) { return memoryOutput{&out}, nil },
		Dedupe: Dedupe{Enabled: true, Unit: UnitDocument}, Near: Near{Enabled: true, NearOptions: dedupe.NearOptions{Threshold: 0.5}},
	})
	if err != nil || strings.Count(out.String(), "\n") != 2 {
		t.Errorf("%d lines came out, and %v", strings.Count(out.String(), "\n"), err)
	}
}
