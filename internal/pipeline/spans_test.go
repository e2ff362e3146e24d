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

// planted is JSON Lines of documents with passages of earlier ones: whole
// sentences of them, and what must be left of each document.
func planted(n, words int) (in, want []byte) {
	r := rand.New(rand.NewPCG(5, 50))
	sentence := func() string {
		s := make([]string, 6+r.IntN(20))
		for i := range s {
			s[i] = fmt.Sprint("word", r.IntN(1<<20))
		}
		return "W" + strings.Join(s, " ")[1:] + "."
	}
	var stock [][]string // runs of new sentences
	var a, b bytes.Buffer
	for i := range n {
		var text, left []string
		var new [][]string
		for range 2 + r.IntN(3) {
			var fresh []string
			for range 1 + r.IntN(8) {
				fresh = append(fresh, sentence())
			}
			text, left, new = append(text, fresh...), append(left, fresh...), append(new, fresh)
			if i == 0 {
				continue
			}
			old := stock[r.IntN(len(stock))]
			from := r.IntN(len(old))
			passage := old[from:min(len(old), from+1+r.IntN(8))]
			text = append(text, passage...)
			if len(strings.Fields(strings.Join(passage, " "))) < words {
				left = append(left, passage...)
			}
		}
		stock = append(stock, new...)
		fmt.Fprintf(&a, "{\"id\": %d, \"text\": \"%s\"}\n", i, strings.Join(text, " "))
		fmt.Fprintf(&b, "{\"id\": %d, \"text\": \"%s\"}\n", i, strings.Join(left, " "))
	}
	return a.Bytes(), b.Bytes()
}

// Passages that are long enough go, shorter ones stay, for any number of
// workers, any size of batches, and texts in memory or in a file.
func TestSpansPlanted(t *testing.T) {
	const words = 50
	in, want := planted(400, words)
	for _, c := range []struct {
		workers, batch int
		held           int64
	}{{1, 1 << 20, 1 << 30}, {2, 1 << 10, 0}, {8, 100, 0}} {
		var out, audit bytes.Buffer
		sum, err := Run(t.Context(), Config{
			Inputs: []string{"-"}, Stdin: bytes.NewReader(in), Read: corpus.Options{From: "jsonl", BatchBytes: c.batch},
			Joint: true, Output: func(string) (Output, error) { return memoryOutput{&out}, nil },
			Audit: &audit, Dedupe: Dedupe{Enabled: true, MinWords: 8}, Workers: c.workers,
			Spans: Spans{Enabled: true, RepeatOptions: dedupe.RepeatOptions{Words: words, TextBytes: c.held}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(out.Bytes(), want) {
			got, lines := strings.Split(out.String(), "\n"), strings.Split(string(want), "\n")
			for i := range lines {
				if got[i] != lines[i] {
					t.Fatalf("%+v:\n%s\nwant\n%s", c, got[i], lines[i])
				}
			}
		}
		removed := strings.Count(audit.String(), `"rule":"repeated-span"`)
		if len(sum.Removed) != 1 || int64(removed) != sum.Removed[0].Blocks || removed < 500 {
			t.Errorf("%d removals in the audit, and %+v", removed, sum.Removed)
		}
	}
}
