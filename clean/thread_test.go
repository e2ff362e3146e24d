package clean

import (
	"strings"
	"testing"
)

// Lines of a page around someProse, and comments that read like an article.
const (
	someMenu = "Home\nNews\nSport\nContact\nNewsletter\nLog in\n\n"
	someTalk = "My grandmother sold eggs under the old roof for thirty years, and nobody ever asked her whether the trees should stay or go, so spare me the tears about a few planes.\n\n" +
		"What matters is whether the rents of the stalls will rise, because the last time the city built something new the small traders were the first who could not pay.\n\n"
)

// comments returns n comments framed by names, dates and buttons.
func comments(n int) string {
	return strings.Repeat("Heron\n12 March 2024 at 9:05\n\n"+someTalk+"Reply\n\n", n)
}

func TestThreads(t *testing.T) {
	article := someTitle + "\n\n" + someProse
	for _, c := range []struct{ name, page, below string }{
		{"comments to the end of the page", someMenu + article + "\n14 comments\n\n" + comments(3) + "Imprint\n", ""},
		{"no page with furniture", article + "\n14 comments\n\n" + comments(5), "My grandmother"},
		{"two comments are no thread", someMenu + article + "\n14 comments\n\n" + comments(1) + someTalk, "My grandmother"},
		{"posts with a button each", someMenu + article + strings.Repeat("\nAdd a comment\n\n"+comments(1), 4), "My grandmother"},
		{"nothing frames them", someMenu + article + "\nDiscussion\n\n" + someTalk + someTalk, "My grandmother"},
		{"an article below the latest comments on others", someMenu + someProse + "\nComments\n\n" + comments(2) + "Share\n\n" +
			strings.Repeat("The dredger will work at night only, said the master of the port, so that the ferries keep their hours and the fishermen their berths, and the mud will go out to sea beyond the lighthouse where the current carries it away.\n\n", 4), "The dredger"},
	} {
		got := cleanWith(t, Options{Disable: []string{ModelRule}}, c.page)
		if !strings.Contains(got, "cent vingt étals") {
			t.Errorf("%s: the article is lost:\n%s", c.name, got)
		}
		if c.below == "" && strings.Contains(got, "grandmother") || !strings.Contains(got, c.below) {
			t.Errorf("%s: got\n%s", c.name, got)
		}
		if again := cleanWith(t, Options{Disable: []string{ModelRule}}, got); again != got {
			t.Errorf("%s: cleaned again:\n%s\nwas\n%s", c.name, again, got)
		}
	}
}

// TestThreadOfDump: where many pages stand one below another, the end of the text is
// not the end of the page, and comments take no article below them along.
func TestThreadOfDump(t *testing.T) {
	c := newCleaner(t, Options{})
	const next = "Ferries at night\n\nThe dredger will work at night only, said the master of the port, so that the ferries keep their hours and the fishermen their berths, and the mud will go out to sea.\n"
	page := someMenu + someTitle + "\n\n" + someProse + "\n14 comments\n\n" + comments(3) + "Imprint\n\n" + next
	lines := strings.Repeat("Ann, Ben, Cleo\n", maxModelLines)
	for _, test := range []struct {
		name, text string
		clean      func(*Page, []byte)
		stays      bool
	}{
		{"a page", page, c.Clean, false},
		{"a part of a text", page, c.CleanPart, true},
		{"more lines than a page has", page + lines, c.Clean, true},
	} {
		var p Page
		test.clean(&p, []byte(test.text))
		got := string(p.AppendText(nil))
		if strings.Contains(got, "grandmother") || strings.Contains(got, "The dredger") != test.stays {
			t.Errorf("%s:\n%s", test.name, got[:min(len(got), 2000)])
		}
		for i := range p.Blocks {
			if p.Blocks[i].Judged && test.stays {
				t.Fatalf("%s: the model has judged %q", test.name, p.Blocks[i].Text)
			}
		}
	}
}

// cleanWith returns what a Cleaner made with o leaves of page.
func cleanWith(t *testing.T, o Options, page string) string {
	t.Helper()
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	var p Page
	c.Clean(&p, []byte(page))
	return string(p.AppendText(nil))
}

// The label of an advertisement between two paragraphs is none of a card's.
func TestArticleResumesAroundAdvertisements(t *testing.T) {
	page := someTitle + "\n\n" + someProse + "\nRelated articles\nA bridge for the ferrymen\nRain on the ropewalk\n\n" +
		strings.ReplaceAll(strings.TrimSpace(someTalk), "\n\n", "\n\nAdvertisement\n\n")
	got := cleanWith(t, Options{Disable: []string{ModelRule}}, page)
	if !strings.Contains(got, "My grandmother") || !strings.Contains(got, "What matters") || strings.Contains(got, "ferrymen") {
		t.Errorf("got\n%s", got)
	}
}
