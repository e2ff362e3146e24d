package eval

import (
	"bufio"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"math"
)

//go:embed page.html
var pageSource string

// pageLines and pageLine bound what the page shows of one document: lines, and
// characters of a line.
const (
	pageLines = 400
	pageLine  = 300
)

// WriteHTML writes the report as a page that needs nothing but itself. What
// comes from documents goes through escape, so that nothing in it is invisible
// or turns the writing around, and is then quoted for HTML. The error is that
// of w.
func (r *Report) WriteHTML(w io.Writer, escape func(string) string) error {
	page, err := template.New("page").Funcs(template.FuncMap{
		"show":    func(s string) string { return escape(cut(s, pageLine)) },
		"name":    func(s string) string { return escape(rowName(s)) },
		"figure":  figure,
		"percent": func(x float64) string { return fmt.Sprintf("%.2f", 100*x) },
		"known":   func(x float64) bool { return !math.IsNaN(x) },
		"groups":  shown,
		"up":      func(x float64) string { return fmt.Sprintf("%.2f", 100-100*x) },
	}).Parse(pageSource)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	if err := page.Execute(b, r); err != nil {
		return err
	}
	return b.Flush()
}

// Headlines are the F1 that stands for the row, with its precision and recall,
// and the shares of main text lost and of words removed wrongly.
func (r Row) Headlines() (h struct{ F, P, R, Lost, Wrong float64 }) {
	h.P, h.R, h.F = r.Figures[ShinP], r.Figures[ShinR], r.Figures[ShinF]
	if math.IsNaN(h.F) {
		h.P, h.R, h.F = r.Figures[SegP], r.Figures[SegR], r.Figures[SegF]
	}
	h.Lost, h.Wrong = r.Figures[LostShare], r.Figures[WrongShare]
	return h
}

// A pageRow is one block of a document on the page.
type pageRow struct {
	Line              int
	Class, Rule, Text string
}

// Lines are the document's blocks, as far as the page shows them. The class
// says what became of the block, and whether that was right where the truth is
// known.
func (c *Case) Lines() []pageRow {
	rows := make([]pageRow, 0, min(len(c.verdicts), pageLines))
	for i := range c.verdicts[:cap(rows)] {
		v := &c.verdicts[i]
		class := "kept"
		if v.removed() {
			class = "removed"
		}
		if v.wrong() {
			class += " wrong"
		}
		rows = append(rows, pageRow{v.line, class, ruleOf(v), squeeze(v.text)})
	}
	return rows
}

// More is how many blocks of the document the page does not show.
func (c *Case) More() int { return max(0, len(c.verdicts)-pageLines) }
