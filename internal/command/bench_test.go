package command

import (
	"bytes"
	"flag"
	"os"
	"testing"
)

// What BenchmarkMain works on: bench/pgo.sh gives it a corpus.
var (
	benchText  = flag.String("bench-text", "../../testdata/pages", "a text, or a folder of texts, for BenchmarkMain")
	benchJSONL = flag.String("bench-jsonl", "", "JSON Lines for BenchmarkMain")
)

// BenchmarkMain is the whole program, on what it is mostly used for.
func BenchmarkMain(b *testing.B) {
	for _, job := range []struct {
		name, input string
		args        []string
	}{
		{"text", *benchText, []string{"--from", "text"}},
		{"jsonl", *benchJSONL, []string{"--from", "jsonl"}},
		{"lines", *benchText, []string{"dedupe", "--unit", "line", "--min-words", "0"}},
	} {
		b.Run(job.name, func(b *testing.B) {
			if job.input == "" {
				b.Skip("-bench-jsonl names no file")
			}
			null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
			if err != nil {
				b.Fatal(err)
			}
			defer null.Close()
			args := append(append([]string{"winnow"}, job.args...), "--quiet", "-j", "1", job.input)
			for b.Loop() {
				var messages bytes.Buffer
				if status := Main(args, bytes.NewReader(nil), null, &messages); status != 0 {
					b.Fatalf("status %d: %s", status, &messages)
				}
			}
		})
	}
}
