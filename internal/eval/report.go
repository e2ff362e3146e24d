package eval

import (
	"cmp"
	"slices"
)

// Keys are what documents can be grouped by.
func Keys() []string { return []string{"lang", "page_type", "domain", "site", "dataset"} }

// key is the value of a page for one of Keys.
func (p *Page) key(name string) string {
	switch name {
	case "page_type":
		return p.Type
	case "domain":
		return p.Domain
	case "site":
		return p.Site
	case "dataset":
		return p.Set
	}
	return p.Lang
}

// A Report is all that is said of a run. Make it with New, Add the documents in
// their order, and Finish it.
type Report struct {
	// Documents counts those that were scored; Missing those of them without an
	// output, which were scored as if it were empty.
	Documents, Missing int
	// Sets are in the order in which they were seen. Mean is that of the sets,
	// each as much as the other.
	Sets []Row
	Mean Row
	// Groups are the documents of all sets by their Key, the largest first.
	Key    string
	Groups []Row
	// Calibration is nil if there are no scores.
	Calibration *Calibration
	// Worst are the documents with the lowest F1.
	Worst []Case

	sets, groups tallies
	scores       scores
	worst        worst
}

// New makes a Report that groups documents by key and shows the worst n.
func New(key string, n int) *Report {
	return &Report{Key: key, worst: worst{n: n}}
}

// Add counts a document.
func (r *Report) Add(d *Document) {
	r.Documents++
	r.sets.of(d.Page.Set).add(d)
	r.groups.of(d.Page.key(r.Key)).add(d)
	for _, m := range d.marks {
		r.scores.add(m)
	}
	r.worst.add(d)
}

// Finish computes the figures from what was counted.
func (r *Report) Finish() {
	r.Sets, r.Groups = r.sets.rows(), r.groups.rows()
	r.Mean = meanRow(r.Sets)
	slices.SortStableFunc(r.Groups, func(a, b Row) int {
		return cmp.Or(b.Documents-a.Documents, cmp.Compare(a.Name, b.Name))
	})
	r.Calibration = r.scores.calibration()
	r.Worst = r.worst.cases
}

// tallies are those of groups, in the order in which they were seen.
type tallies struct {
	names []string
	by    map[string]*tally
}

func (t *tallies) of(name string) *tally {
	if t.by == nil {
		t.by = map[string]*tally{}
	}
	one := t.by[name]
	if one == nil {
		one = &tally{}
		t.by[name] = one
		t.names = append(t.names, name)
	}
	return one
}

func (t *tallies) rows() []Row {
	var rows []Row
	for _, name := range t.names {
		rows = append(rows, t.by[name].row(name))
	}
	return rows
}
