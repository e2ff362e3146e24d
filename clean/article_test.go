package clean

import (
	"strings"
	"testing"
)

// TestIsArticle: a page of which the model is surest of short lines is no article,
// and there doubtful lines stay, unless they are surely furniture; at strict they go
// as on any page.
func TestIsArticle(t *testing.T) {
	const lines, doubtful = 20, "Mondays seven\n\n"
	programme := strings.Repeat("The hall by the quay\n\n", 18) // 90 words
	for _, test := range []struct {
		name  string
		page  string
		model *Model
		level Level
		stays bool
	}{
		{"a programme", programme, byWords(-200, 600, 600), Normal, true},
		{"strict", programme, byWords(-200, 600, 600), Strict, false},
		{"surely furniture", programme, byWords(-400, 600, 600), Normal, false},
		{"an article", strings.Join(harbour, "\n\n"), byWords(-200, 600, 600), Normal, false},
		{"short lines in doubt", programme, byWords(-200, 150, 600), Normal, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := newCleaner(t, Options{Model: test.model, Only: []string{ModelRule, "share"}, Level: test.level})
			var p Page
			// The last lines are there so that the model is asked.
			c.Clean(&p, []byte("Share on Facebook\n\n"+test.page+"\n\nShare on Facebook\n\n"+strings.Repeat(doubtful, lines)+strings.Join(harbour, "\n\n")))
			if got, want := strings.Count(string(p.AppendText(nil)), doubtful), lines*one(test.stays); got != want {
				t.Errorf("%d lines stay, want %d", got, want)
			}
		})
	}
}
