package eval

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func same(s string) string { return s }

// A page of four lines, of which the tool removed the wrong ones, with a hint
// of why.
func badlyCleaned() (*Page, *Output) {
	p := &Page{File: "a.jsonl", Record: 3, ID: "x1", Set: "small", Lang: "en",
		Raw:    "Menu of the house\n\nThe quay is closed today, the mayor said.\nIt opens tomorrow.\nShare \x1b[31m<b>this</b>\n",
		Gold:   "The quay is closed today, the mayor said.\nIt opens tomorrow.",
		Labels: []bool{false, true, true, false}}
	o := &Output{Text: "It opens tomorrow.\nShare \x1b[31m<b>this</b>", Blocks: []Block{
		{Start: 0, End: 17, Rule: "menu"},
		{Start: 19, End: 60, Rule: "paywall"},
		{Start: 61, End: 79},
		{Start: 80, End: 102},
	}}
	return p, o
}

func reportOf(worst int) *Report {
	s := NewScorer()
	s.Details = worst > 0
	r := New("lang", worst)
	r.Add(s.Score(badlyCleaned()))
	r.Finish()
	return r
}

func TestLost(t *testing.T) {
	p, o := badlyCleaned()
	d := NewScorer().Score(p, o)
	if want := (lost{main: 11, removed: 12, mainRemoved: 8}); d.lost != want {
		t.Errorf("%+v", d.lost)
	}
	r := reportOf(0)
	if got := r.Sets[0].Figures; !near(got[LostShare], 8.0/11, 1e-9) || !near(got[WrongShare], 8.0/12, 1e-9) {
		t.Errorf("lost %v, wrong %v", got[LostShare], got[WrongShare])
	}
	if r.Worst != nil {
		t.Error("nobody asked for the worst documents")
	}
}

// Without labels the lines of the gold are the truth, if they are lines of the
// page.
func TestLostWithoutLabels(t *testing.T) {
	p, o := badlyCleaned()
	p.Labels = nil
	if d := NewScorer().Score(p, o); d.lost != (lost{11, 12, 8}) || d.hasLines {
		t.Errorf("%+v, lines %v", d.lost, d.hasLines)
	}
	p.Gold = strings.ReplaceAll(p.Gold, "\n", " ")
	if d := NewScorer().Score(p, o); d.lost != (lost{}) {
		t.Errorf("the gold has other lines: %+v", d.lost)
	}
}

func TestWorst(t *testing.T) {
	w := reportOf(5).Worst
	if len(w) != 1 {
		t.Fatalf("%d documents", len(w))
	}
	w[0].verdicts = nil
	want := Case{Set: "small", ID: "x1", File: "a.jsonl", Record: 3, Lang: "en", Measure: "shin",
		Removed:      []Flaw{{3, "paywall", 8, "The quay is closed today, the mayor said."}},
		Kept:         []Flaw{{5, "", 5, "Share \x1b[31m<b>this</b>"}},
		RemovedWords: 8, KeptWords: 5}
	if diff := cmp.Diff(want, w[0], cmp.AllowUnexported(Case{}), cmp.Comparer(func(a, b float64) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}

// The worst documents come first, whatever the order in which they came.
func TestWorstAreTheWorst(t *testing.T) {
	all := scored(t, "lang", 1000).Worst
	for i := 1; i < len(all); i++ {
		a, b := &all[i-1], &all[i]
		if a.F1 > b.F1 || a.F1 == b.F1 && a.wrongWords() < b.wrongWords() {
			t.Errorf("%s before %s", a.ID, b.ID)
		}
	}
	few := scored(t, "lang", 4).Worst
	if len(all) != 16 || len(few) != 4 {
		t.Fatalf("%d of %d documents", len(few), len(all))
	}
	for i := range few {
		if few[i].ID != all[i].ID {
			t.Errorf("%s, want %s", few[i].ID, all[i].ID)
		}
	}
}

func TestSegmentFlaws(t *testing.T) {
	for _, c := range scored(t, "lang", 1000).Worst {
		if c.ID != "de-segments" {
			continue
		}
		want := []Flaw{{Line: 4, Words: 3, Text: "Termine im Herbst"}}
		if diff := cmp.Diff(want, c.Removed); diff != "" || !c.Segments {
			t.Error(diff)
		}
		if diff := cmp.Diff([]Flaw{{Words: 1, Text: "Impressum"}}, c.Kept); diff != "" {
			t.Error(diff)
		}
		return
	}
	t.Error("not among the worst")
}

// The mean of the sets counts each set once, column by column.
func TestMean(t *testing.T) {
	r := scored(t, "lang", 0)
	sum, n := 0.0, 0.0
	for _, s := range r.Sets {
		if x := s.Figures[ShinF]; !math.IsNaN(x) {
			sum, n = sum+x, n+1
		}
	}
	if len(r.Sets) != 4 || n != 4 || !near(r.Mean.Figures[ShinF], sum/n, 1e-12) || r.Mean.Documents != 21 {
		t.Errorf("%d sets, mean %+v", len(r.Sets), r.Mean)
	}
	if x := r.Mean.Figures[SegF]; x != 0.5 {
		t.Errorf("one set has segments, and the mean of them is %v", x)
	}
}

func TestWriteJSON(t *testing.T) {
	var b bytes.Buffer
	r := scored(t, "lang", 2)
	if err := r.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Docs, Missing int
		Sets, Groups  []map[string]any
		Mean          map[string]any
		Worst         []Case
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Docs != 21 || got.Missing != 1 || len(got.Sets) != 4 || len(got.Groups) != 10 || len(got.Worst) != 2 {
		t.Errorf("%s", b.String())
	}
	if got.Mean["shinF"] != r.Mean.Figures[ShinF] {
		t.Errorf("mean %v", got.Mean)
	}
	if _, ok := got.Sets[0]["segF"]; ok {
		t.Error("a figure that the set does not have")
	}
}

// Nothing in a document reaches a terminal or a page as it is.
func TestForeignTextIsEscaped(t *testing.T) {
	escape := func(s string) string { return strings.ReplaceAll(s, "\x1b", `\x1b`) }
	var text, page bytes.Buffer
	r := reportOf(1)
	r.Calibration = &Calibration{Blocks: 1, Bins: []Bin{{From: 0.9, To: 1, Blocks: 1, Score: 0.95, Main: 1}}}
	if err := errors.Join(r.WriteText(&text, escape), r.WriteHTML(&page, escape)); err != nil {
		t.Fatal(err)
	}
	for _, b := range []*bytes.Buffer{&text, &page} {
		if s := b.String(); strings.Contains(s, "\x1b") || !strings.Contains(s, `\x1b[31m`) {
			t.Errorf("not escaped:\n%s", s)
		}
	}
	s := page.String()
	for _, want := range []string{
		`Share \x1b[31m&lt;b&gt;this&lt;/b&gt;`,
		`class="kept wrong"`, `class="removed wrong"`, `class="removed"`, `class="kept"`,
		`<span class="by">paywall</span>`, `<circle cx="95.00" cy="0.00"`, `style="width:72.73%"`,
	} {
		if !strings.Contains(s, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, no := range []string{"<b>this", "ZgotmplZ", "<script", "http:", "https:", "@import", "url("} {
		if strings.Contains(s, no) {
			t.Errorf("the page has %s", no)
		}
	}
}

func TestWriteText(t *testing.T) {
	var b bytes.Buffer
	if err := reportOf(1).WriteText(&b, same); err != nil {
		t.Fatal(err)
	}
	want := `              words            in order         shingles         lines                 main text
set    docs      P    R    F      P    R    F      P    R    F      P    R    F    A   lost wrong
small     1   .375 .273 .316   .375 .273 .316   .000 .000 .000   .500 .500 .500 .350   .727 .667

             words            in order         shingles         lines                 main text
lang  docs      P    R    F      P    R    F      P    R    F      P    R    F    A   lost wrong
en       1   .375 .273 .316   .375 .273 .316   .000 .000 .000   .500 .500 .500 .350   .727 .667

Worst documents

1. small x1  F .000, P .000, R .000
   a.jsonl: record 3
   removed, though main text: 8 words
     line 3 (paywall) The quay is closed today, the mayor said.
   kept, though not main text: 5 words
     line 5 Share ` + "\x1b" + `[31m<b>this</b>
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

// A full disk is an error of every form.
func TestWriteErrors(t *testing.T) {
	r := reportOf(1)
	for name, err := range map[string]error{
		"text": r.WriteText(full{}, same), "json": r.WriteJSON(full{}), "html": r.WriteHTML(full{}, same),
	} {
		if !errors.Is(err, errFull) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

var errFull = errors.New("no space left")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }
