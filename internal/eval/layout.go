package eval

import (
	"fmt"
	"math"
)

// A rowTable is one table of rows under the word for what they are.
type rowTable struct {
	Head string
	Rows []Row
}

// Tables are the tables of the report: of the sets, with their mean if there
// are several, and of the groups, unless these are the sets.
func (r *Report) Tables() []rowTable {
	sets := r.Sets
	if len(sets) > 1 {
		sets = append(sets[:len(sets):len(sets)], r.Mean)
	}
	if len(sets) == 0 {
		return nil
	}
	tables := []rowTable{{"set", sets}}
	if r.Key != "dataset" && len(r.Groups) > 0 {
		tables = append(tables, rowTable{r.Key, r.Groups})
	}
	return tables
}

// A group of columns has one heading over them.
type group struct {
	name    string
	letters []string
	columns []Column
}

func tableGroups() []group {
	return []group{
		{"words", []string{"P", "R", "F"}, []Column{BagP, BagR, BagF}},
		{"in order", []string{"P", "R", "F"}, []Column{LcsP, LcsR, LcsF}},
		{"shingles", []string{"P", "R", "F"}, []Column{ShinP, ShinR, ShinF}},
		{"lines", []string{"P", "R", "F", "A"}, []Column{LineP, LineR, LineF, LineA}},
		{"segments", []string{"P", "R", "F", "A"}, []Column{SegP, SegR, SegF, SegA}},
		{"main text", []string{"lost", "wrong"}, []Column{LostShare, WrongShare}},
	}
}

// shown are the groups for which any row has a figure.
func shown(rows []Row) []group {
	var groups []group
	for _, g := range tableGroups() {
		if g.any(rows) {
			groups = append(groups, g)
		}
	}
	return groups
}

func (g group) any(rows []Row) bool {
	for _, r := range rows {
		for _, c := range g.columns {
			if !math.IsNaN(r.Figures[c]) {
				return true
			}
		}
	}
	return false
}

// figure is a figure as the tables show it: three digits, 1.00 for one.
func figure(x float64) string {
	if math.IsNaN(x) {
		return "-"
	}
	s := fmt.Sprintf("%.3f", x)
	if s[0] == '0' {
		return s[1:]
	}
	return s[:4]
}

// rowName is what a row is called: documents without a value for the key are a
// group as well.
func rowName(name string) string {
	if name == "" {
		return "(none)"
	}
	return name
}

// Heading is what stands over the group's columns.
func (g group) Heading() string { return g.name }

// Letters are the names of the columns.
func (g group) Letters() []string { return g.letters }

// Width is the number of the columns.
func (g group) Width() int { return len(g.columns) }

// Cells are the row's figures in the group.
func (g group) Cells(r Row) []float64 {
	cells := make([]float64, len(g.columns))
	for i, c := range g.columns {
		cells[i] = r.Figures[c]
	}
	return cells
}

// cut shortens a text to n characters.
func cut(text string, n int) string {
	for i := range text {
		if n--; n < 0 {
			return text[:i] + "…"
		}
	}
	return text
}
