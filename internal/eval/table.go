package eval

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// WriteText writes the report for people to read, in tables of plain text.
// What comes from documents goes through escape, which has to make it fit for
// a terminal. The error is that of w.
func (r *Report) WriteText(w io.Writer, escape func(string) string) error {
	t := &text{w: bufio.NewWriter(w), escape: escape}
	for i, rows := range r.Tables() {
		if i > 0 {
			t.printf("\n")
		}
		t.table(rows)
	}
	if r.Documents == 0 {
		t.printf("No document was scored.\n")
	}
	if r.Missing > 0 {
		t.printf("\nWithout an output, and scored as empty: %d of %d documents\n", r.Missing, r.Documents)
	}
	if r.Calibration != nil {
		t.calibration(r.Calibration)
	}
	if len(r.Worst) > 0 {
		t.printf("\nWorst documents\n")
	}
	for i := range r.Worst {
		t.worst(i+1, &r.Worst[i])
	}
	return t.w.Flush()
}

// text is what a report is written to; the bufio.Writer keeps the first error.
type text struct {
	w      *bufio.Writer
	escape func(string) string
}

func (t *text) printf(format string, args ...any) { fmt.Fprintf(t.w, format, args...) }

// maxName is how much of a name the first column shows.
const maxName = 24

func (t *text) table(r rowTable) {
	head, rows := r.Head, r.Rows
	groups := shown(rows)
	width := utf8.RuneCountInString(head)
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = cut(t.escape(rowName(r.Name)), maxName)
		width = max(width, utf8.RuneCountInString(names[i]))
	}
	var over, under strings.Builder
	fmt.Fprintf(&over, "%-*s %5s", width, "", "")
	fmt.Fprintf(&under, "%-*s %5s", width, head, "docs")
	for _, g := range groups {
		fmt.Fprintf(&over, "   %-*s", 5*len(g.columns)-1, g.name)
		under.WriteString("  ")
		for _, l := range g.letters {
			fmt.Fprintf(&under, " %4s", l)
		}
	}
	t.printf("%s\n%s\n", strings.TrimRight(over.String(), " "), &under)
	for i, r := range rows {
		t.printf("%-*s %5d", width, names[i], r.Documents)
		for _, g := range groups {
			t.printf("  ")
			for _, c := range g.columns {
				t.printf(" %4s", figure(r.Figures[c]))
			}
		}
		t.printf("\n")
	}
}

func (t *text) calibration(c *Calibration) {
	t.printf("\nCalibration: %d blocks, Brier score %.3f, expected calibration error %.3f\n", c.Blocks, c.Brier, c.Error)
	t.printf("score       blocks  mean  main\n")
	for _, b := range c.Bins {
		score, main := "-", "-"
		if b.Blocks > 0 {
			score, main = figure(b.Score), figure(b.Main)
		}
		t.printf("%.1f to %.1f  %7d  %4s  %4s\n", b.From, b.To, b.Blocks, score, main)
	}
}

func (t *text) worst(n int, c *Case) {
	t.printf("\n%d. %s %s  F %s, P %s, R %s\n", n, t.escape(rowName(c.Set)), t.escape(c.ID), figure(c.F1), figure(c.Precision), figure(c.Recall))
	t.printf("   %s: record %d", t.escape(c.File), c.Record)
	if c.URL != "" {
		t.printf(", %s", t.escape(c.URL))
	}
	t.printf("\n")
	t.flaws("removed, though main text", c.RemovedWords, c.Removed)
	t.flaws("kept, though not main text", c.KeptWords, c.Kept)
}

// maxFlaw is how much of a line is shown, in characters.
const maxFlaw = 90

func (t *text) flaws(what string, words int, flaws []Flaw) {
	if len(flaws) == 0 {
		return
	}
	t.printf("   %s: %d words\n", what, words)
	for _, f := range flaws {
		t.printf("     ")
		if f.Line > 0 {
			t.printf("line %d ", f.Line)
		}
		if f.Rule != "" {
			t.printf("(%s) ", t.escape(f.Rule))
		}
		t.printf("%s\n", t.escape(cut(f.Text, maxFlaw)))
	}
}
