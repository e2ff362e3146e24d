package pipeline

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// A filter that is too small loses text, and says so: as much as it lost.
func TestBloom(t *testing.T) {
	var b strings.Builder
	const lines = 20_000
	for i := range lines {
		fmt.Fprintf(&b, "This is line number %d.\n", i)
	}
	d := Dedupe{Enabled: true, Bloom: 0.01, MaxMemory: 20 << 10} // 8 bits for each of the lines
	e := run(t, stdin(Config{Clean: bareCleaner(), Dedupe: d}, b.String()))
	if e.err != nil {
		t.Fatal(e.err)
	}
	lost := float64(e.sum.Duplicates.Blocks) / lines
	f := e.sum.Bloom
	if f == nil || f.Rate < 0.01 || len(e.sum.Warnings) != 1 || f.Bytes != d.MaxMemory {
		t.Fatalf("%+v, warnings %q", f, e.sum.Warnings)
	}
	if lost <= 0 || lost > f.Rate {
		t.Errorf("%.4f of the lines were lost, at most %.4f are said to be", lost, f.Rate)
	}
	d.MaxMemory = 100 << 10
	if e := run(t, stdin(Config{Clean: bareCleaner(), Dedupe: d}, b.String())); e.sum.Bloom.Rate > 0.01 || len(e.sum.Warnings) > 0 {
		t.Errorf("%+v, warnings %q", e.sum.Bloom, e.sum.Warnings)
	}
	d.Keep = KeepLast
	if _, err := Run(context.Background(), stdin(Config{Dedupe: d}, "")); err == nil {
		t.Error("no error for the last copy")
	}
}
