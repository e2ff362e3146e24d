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

// TestHeadlineWithoutTitle: where no line says a title, the headline is told by what
// it shares with the text, who wrote it below, the blank lines around it, and its
// length; and where too little speaks for a line, there is none.
func TestHeadlineWithoutTitle(t *testing.T) {
	model := &Model{Second: Forest{Trees: []Tree{
		{Splits: []Split{{Feature: lineCount, Border: 17}}, Leaves: []int16{-300, 600}},
	}}}
	model.First = model.Second
	c := newCleaner(t, Options{Model: model, Only: []string{ModelRule, "byline", "share"}})
	const menu = "The Gazette\nShare on Facebook\nTide tables of today\n"
	days := strings.Repeat("Tuesday\nWednesday\n", 5)
	for _, test := range []struct{ name, above, want string }{
		{"words of the text", menu + "Nobody on the ferry knows\nPictures of the day\n", "Nobody on the ferry knows"},
		{"few of them", menu + "Nobody buys pictures there anymore\n", ""},
		{"its author below", menu + "A week in May\nBy Ann Holt\nPictures of the day\n", "A week in May"},
		{"its author not so near below", menu + "A week in May\nTuesday and Wednesday\nThursday\nFriday\nBy Ann Holt\n", ""},
		{"far above the text", menu + "A week in May\nBy Ann Holt\n" + days, ""},
		{"blank lines around it", menu + "\nA week in May\n\nPictures of the day\nPictures of the week\n", "A week in May"},
		{"a sentence", menu + days + "It is a long way.\nBy Ann Holt\n", ""},
		{"a question", menu + days + "Why is it so far?\nBy Ann Holt\n", "Why is it so far?"},
		{"three words", menu + days + "Mondays in May\nBy Ann Holt\n", ""},
		{"sixteen words", menu + days + "A week in May and two of June and three of July and a long day\nBy Ann Holt\n", ""},
		{"the first line", "A week in May\nBy Ann Holt\nShare on Facebook\n", ""},
		{"nothing", menu + "Pictures of the day\nPictures of the week\n", ""},
	} {
		var p Page
		c.Clean(&p, []byte(test.above+strings.Join(harbour, "\n")))
		want := strings.Join(harbour, "\n")
		if test.want != "" {
			want = test.want + "\n" + want
		}
		if got := strings.ReplaceAll(string(p.AppendText(nil)), "\n\n", "\n"); got != want {
			t.Errorf("%s: %q", test.name, got)
		}
	}
}
