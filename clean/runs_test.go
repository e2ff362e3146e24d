package clean

import (
	"strings"
	"testing"
)

// TestRuns: of a page with much doubt, what stands together with a sure line stays,
// and nothing beyond a line that a rule has removed or that is surely furniture; of
// an article with little doubt, as much goes as ever.
func TestRuns(t *testing.T) {
	facts := strings.Repeat("Mondays at seven\n\n", 20) // 60 words
	for _, test := range []struct {
		name  string
		model *Model
		page  string
		stays bool
	}{
		{"a programme", byWords(-600, -300, 600), harbour[0] + "\n\n" + facts, true},
		{"strict", byWords(-600, -300, 600), harbour[0] + "\n\n" + facts, false},
		{"beyond a button", byWords(-600, -300, 600), harbour[0] + "\n\nShare on Twitter\n\n" + facts, false},
		{"beyond furniture", byWords(-600, -300, 600), harbour[0] + "\n\nOld quay\n\n" + facts, false},
		{"surely furniture", byWords(-600, -340, 600), harbour[0] + "\n\n" + facts, false},
		{"little doubt", byWords(-600, -300, 600), strings.Repeat(harbour[0]+"\n\n", 8) + facts, false},
		{"no sure line", byWords(-600, -300, 600), facts, false},
	} {
		o := Options{Model: test.model, Only: []string{ModelRule, "share"}}
		if test.name == "strict" {
			o.Level = Strict
		}
		c := newCleaner(t, o)
		var p Page
		// The article is there so that the model is asked.
		c.Clean(&p, []byte("Share on Facebook\n\n"+test.page+"\n\nShare on Facebook\n\n"+strings.Join(harbour, " ")))
		got := strings.Count(string(p.AppendText(nil)), "Mondays at seven\n")
		if want := 20 * one(test.stays); got != want {
			t.Errorf("%s: %d lines stay, want %d", test.name, got, want)
		}
	}
}
