package eval

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"
)

// The sample and what a tool made of it: lines that come twice, letters with
// final forms, compatibility characters, scripts without spaces, marks, odd
// white space, records without one thing or another. The figures expected are
// those of the judge of the labelled sets:
//
//	python3 ../shared/score.py testdata/labelled.jsonl testdata/outputs.jsonl --by lang --json > testdata/expected.json
func sample(t testing.TB) (pages []*Page, outputs map[string]*Output) {
	t.Helper()
	outputs = map[string]*Output{}
	for _, line := range records(t, "testdata/labelled.jsonl") {
		p, err := Decode(line)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, p)
	}
	for _, line := range records(t, "testdata/outputs.jsonl") {
		var o struct{ ID, Text string }
		if err := json.Unmarshal(line, &o); err != nil {
			t.Fatal(err)
		}
		outputs[o.ID] = &Output{Text: o.Text}
	}
	return pages, outputs
}

func records(t testing.TB, name string) [][]byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Split(bytes.TrimSpace(data), []byte("\n"))
}

// scored makes the report of the sample.
func scored(t testing.TB, key string, worst int) *Report {
	t.Helper()
	pages, outputs := sample(t)
	s := NewScorer()
	s.Details = worst > 0
	r := New(key, worst)
	for _, p := range pages {
		o := outputs[p.ID]
		if o == nil {
			o = &Output{}
			r.Missing++
		}
		r.Add(s.Score(p, o))
	}
	r.Finish()
	return r
}

func TestAgreesWithJudge(t *testing.T) {
	var want map[string]map[string]float64
	data, err := os.ReadFile("testdata/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	byLang := scored(t, "lang", 0)
	pages, outputs := sample(t)
	var all tally
	for _, p := range pages {
		o := outputs[p.ID]
		if o == nil {
			o = &Output{}
		}
		all.add(NewScorer().Score(p, o))
	}
	rows := append(slices.Clone(byLang.Groups), all.row("ALL"))
	if len(rows) != len(want) {
		t.Fatalf("%d groups, want %d", len(rows), len(want))
	}
	compared := 0
	for _, r := range rows {
		if n := want[r.Name]["docs"]; int(n) != r.Documents {
			t.Errorf("%s: %d documents, want %v", r.Name, r.Documents, n)
		}
		for c, name := range columnNames[:LostShare] {
			expected, ok := want[r.Name][name]
			if ok == math.IsNaN(r.Figures[c]) || ok && math.Abs(expected-r.Figures[c]) > 1e-12 {
				t.Errorf("%s %s: %v, want %v", r.Name, name, r.Figures[c], expected)
			}
			compared++
		}
	}
	if compared < 180 {
		t.Errorf("only %d figures were compared", compared)
	}
}
