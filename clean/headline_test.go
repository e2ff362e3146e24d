package clean

import (
	"strings"
	"testing"
)

// TestHeadline: of the lines above the text the one that says most of the title
// stays, if that is half of it, though it has no word in common with the text; the
// name of the site is none, wherever it stands. If there is no such line, the one
// right above the text stays.
func TestHeadline(t *testing.T) {
	model := &Model{Second: Forest{Trees: []Tree{
		{Splits: []Split{{Feature: lineCount, Border: 12}}, Leaves: []int16{-200, 600}},
	}}}
	model.First = model.Second
	c := newCleaner(t, Options{Model: model, Only: []string{ModelRule, "share"}})
	const (
		title  = "I never wanted to be a carpenter | The Harbour Gazette"
		before = "The Harbour Gazette | I never wanted to be a carpenter"
		above  = "A week in May"
	)
	for _, test := range []struct{ name, title, line, want string }{
		{"more of it than others", "Why I never really wanted to become a carpenter | Ledger",
			"Wanted: become a carpenter\n\nWhy I never really wanted to become a carpenter\n\nBecome a carpenter, wanted", "Why I never really wanted to become a carpenter"},
		{"all but the name of the site", title, "I never wanted to be a carpenter", "I never wanted to be a carpenter"},
		{"the name of the site", title, "The Harbour Gazette", above},
		{"a part", title, "to be a carpenter", above},
		{"all", title, title, title},
		{"another word", title, "Ferries", above},
		{"the name of the site stands first", before, "I never wanted to be a carpenter", "I never wanted to be a carpenter"},
		{"the name of the site that stands first", before, "The Harbour Gazette", above},
		{"other words than the text's", "Nobody asked twice | The Gazette", "Nobody asked twice", "Nobody asked twice"},
	} {
		var p Page
		c.Clean(&p, []byte(test.title+"\n\nThe Gazette\n\n"+test.line+"\n\nShare on Facebook\n\n"+above+"\n\n"+strings.Join(harbour, "\n\n")))
		if got, want := string(p.AppendText(nil)), test.want+"\n\n"+strings.Join(harbour, "\n\n"); got != want {
			t.Errorf("%s: %q", test.name, got)
		}
	}
}

// TestHeadlineRemoved: a line that a section took comes back if it says the title
// of the page; if it is no more than right above the text, it does not.
func TestHeadlineRemoved(t *testing.T) {
	c := newCleaner(t, Options{Model: doubtfulSigns(), Only: []string{ModelRule, "related"}})
	other := strings.ReplaceAll(strings.Repeat(strings.Join(harbour, "\n\n")+"\n\n", 2), " the ", " === ")
	text := strings.Join(harbour, " ") + "\n\n" + strings.Join(harbour, " ")
	for _, test := range []struct {
		title string
		stays bool
	}{{"Slow boats, empty piers | Gazette", true}, {"Boats of the world", false}} {
		var p Page
		c.Clean(&p, []byte(test.title+"\n\n"+other+"Related articles\n\nSlow boats, empty piers\n\nRead this\n\n"+text))
		if got := string(p.AppendText(nil)); strings.Contains(got, "piers\n\n"+harbour[0]) != test.stays || strings.Contains(got, "Related") || strings.Contains(got, "Read this") {
			t.Errorf("%q: %q", test.title, got)
		}
	}
}
