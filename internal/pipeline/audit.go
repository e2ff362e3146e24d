package pipeline

import (
	"winnow/clean"
	"winnow/internal/corpus"
	"winnow/internal/report"
)

// An auditor makes the audit's lines of a document. It does not change.
type auditor struct{ rules []string }

func newAuditor(c *Config) auditor {
	var a auditor
	for _, r := range c.Clean.Rules() {
		a.rules = append(a.rules, r.Name)
	}
	return a
}

// append appends a line for each block that a rule removed.
func (a auditor) append(dst []byte, format string, d *corpus.Document, blocks []clean.Block) []byte {
	for i := range blocks {
		if b := &blocks[i]; b.Rule != clean.Kept {
			r := a.removal(format, d, b)
			dst = r.AppendTo(dst)
		}
	}
	return dst
}

// removal describes one block.
func (a auditor) removal(format string, d *corpus.Document, b *clean.Block) report.Removal {
	rule := report.Duplicate
	switch b.Rule {
	case clean.Elsewhere:
	case templateRule:
		rule = report.Template
	default:
		rule = a.rules[b.Rule]
	}
	r := report.Removal{
		File: d.File, Record: d.Record, ID: d.ID, URL: d.URL, Encoding: d.Encoding,
		Rule: rule, Line: lineOf(format, d, b), Text: b.Text,
	}
	if r.Scored = b.Judged; b.Judged {
		r.Score = b.Probability()
	}
	r.Start, r.End = d.Span(b.Start, b.End)
	return r
}

// lineOf is the line in which a block stands: of the file, but of the text in
// a JSON record.
func lineOf(format string, d *corpus.Document, b *clean.Block) int {
	if format == "jsonl" {
		return b.Line
	}
	return d.Line + b.Line
}
