package command

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is typed of the flags for what is almost the same, and the field of the
// options that comes of it.
func TestNearFlags(t *testing.T) {
	for _, c := range []struct {
		typed string
		got   func(o *options) any
		unset any
		set   any
	}{
		{"--templates", func(o *options) any { return o.templates }, "", "learn"},
		{"--templates=f", func(o *options) any { return o.templates }, "", "f"},
		{"--spans 50", func(o *options) any { return o.spans }, 0, 50},
		{"--near 0.8", func(o *options) any { return o.near }, 0.0, 0.8},
		{"--near 0.8 --near-report f", func(o *options) any { return o.nearReport }, "", "f"},
		{"--near 0.8 --shingle 3", func(o *options) any { return o.shingle }, 5, 3},
	} {
		if got := c.got(meant(t)); !cmp.Equal(got, c.unset) {
			t.Errorf("without %s: %v, want %v", c.typed, got, c.unset)
		}
		if got := c.got(meant(t, strings.Fields(c.typed)...)); !cmp.Equal(got, c.set) {
			t.Errorf("with %s: %v, want %v", c.typed, got, c.set)
		}
	}
}

func TestNearFlagsRefuse(t *testing.T) {
	for typed, want := range map[string]string{
		"--near 8":                 "--near 8: not a number from 0.1 to 1",
		"--spans 7":                "--spans 7: not a whole number from 8",
		"--spans 50 --keep none":   "--spans looks in the whole run and keeps the first copy (leave --scope and --keep out)",
		"--spans 50 --unit line":   "--spans removes sentences, and a sentence is less than a line (leave --unit out)",
		"--near NaN":               "--near NaN: not a number from 0.1 to 1",
		"--shingle 3":              "--near-report and --shingle belong to --near (say how similar with --near, as in --near 0.8)",
		"--near-report f":          "--near-report and --shingle belong to --near (say how similar with --near, as in --near 0.8)",
		"--near 0.8 --shingle 0":   "--shingle 0: not a whole number from 1",
		"--near 1 --scope site":    "--near looks in the whole run (leave --scope out)",
		"--near 1 --keep last":     "--near keeps the first text (leave --keep out)",
		"--near 1 --near-report -": "nothing else can share standard output with --near-report (name a file with --near-report)",
	} {
		_, err := mean(t, strings.Fields(typed)...)
		var usage *usageError
		if !errors.As(err, &usage) || err.Error() != want {
			t.Errorf("%s: %v, want %s", typed, err, want)
		}
	}
}
