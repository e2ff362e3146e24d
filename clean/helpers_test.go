package clean

import "testing"

// newCleaner is New for options that are right.
func newCleaner(t *testing.T, o Options) *Cleaner {
	t.Helper()
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// columnsOf returns the features of the lines of page, on which rules alone spoke.
func columnsOf(t *testing.T, page string) Columns {
	t.Helper()
	var p Page
	newCleaner(t, Options{Disable: []string{ModelRule}}).Clean(&p, []byte(page))
	return p.Columns()
}

// harbour is prose, of about twenty words a line.
var harbour = []string{
	"The ferry left the old quay an hour late on Monday, and nobody on board could say why it had waited.",
	"It is the third time this month, said a passenger who waited in the rain, and it will not be the last.",
	"The council wants to hear from the company that runs it, whose office was closed for the whole of the day.",
}

// shortLinesGo is a model that keeps lines of more than six words, and is not
// quite sure of the others.
func shortLinesGo() *Model {
	tree := Tree{Splits: []Split{{Feature: lineCount, Border: 6}}, Leaves: []int16{-200, 600}}
	return &Model{Second: Forest{Trees: []Tree{tree}}}
}

// byWords is a model that gives lines of one and two words, of up to six and of
// more these scores.
func byWords(few, some, many int16) *Model {
	return &Model{Second: Forest{Bias: int32(some), Trees: []Tree{
		{Splits: []Split{{Feature: lineCount, Border: 6}}, Leaves: []int16{0, many - some}},
		{Splits: []Split{{Feature: lineCount, Border: 2}}, Leaves: []int16{few - some, 0}},
	}}}
}

// doubtfulSigns is a model that keeps lines of more than six words, but those that
// have signs in them.
func doubtfulSigns() *Model {
	forest := Forest{Trees: []Tree{
		{Splits: []Split{{Feature: lineCount, Border: 6}}, Leaves: []int16{-400, 600}},
		{Splits: []Split{{Feature: lineSymbols, Border: 0}}, Leaves: []int16{0, -780}},
	}}
	return &Model{First: forest, Second: forest}
}
