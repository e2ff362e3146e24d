package clean

import (
	"strings"
	"testing"
)

// wrap breaks text into lines of so many words.
func wrap(text string, words int) string {
	var lines []string
	for w := strings.Fields(text); len(w) > 0; {
		n := min(words, len(w))
		lines, w = append(lines, strings.Join(w[:n], " ")), w[n:]
	}
	return strings.Join(lines, "\n")
}

// TestResumeWrapped: below what could be the heading of a section the article goes
// on with lines that were broken at a fixed width, as with a line to a paragraph.
func TestResumeWrapped(t *testing.T) {
	c := newCleaner(t, Options{Disable: []string{ModelRule}})
	for _, width := range []int{8, 12, 1000} {
		var below []string
		for paragraph := range strings.SplitSeq(captionArticle, "\n") {
			below = append(below, wrap(strings.ReplaceAll(paragraph, " the ", " that "), width))
		}
		var p Page
		c.Clean(&p, []byte(captionArticle+"\n\nComments:\nHe is fond of bad puns.\n\n"+strings.Join(below, "\n\n")))
		if got := string(p.AppendText(nil)); !strings.HasSuffix(got, strings.Join(below, "\n\n")) {
			t.Errorf("lines of %d words: %q", width, got)
		}
		c.Clean(&p, []byte(captionArticle+"\n\nComments:\n\n"+strings.Repeat(wrap("nice one that was, and not the last", width)+"\n\nann, 3 days ago\n\n", 20)))
		if got := string(p.AppendText(nil)); got != captionArticle {
			t.Errorf("comments in lines of %d words: %q", width, got)
		}
	}
}

// TestLongTextIsNoMenu: two buttons are evidence of furniture among twenty lines, and
// of nothing in a text of hundreds.
func TestLongTextIsNoMenu(t *testing.T) {
	c := newCleaner(t, Options{Disable: []string{ModelRule}})
	verse := "Nothing came in from the sea\nA boat went out in the rain\n\n"
	for _, verses := range []int{8, 100} {
		page := captionArticle + "\n\nShare\n\nPrint\n\n" + strings.TrimSpace(strings.Repeat(verse, verses))
		var p Page
		c.Clean(&p, []byte(page))
		if got, want := strings.Count(string(p.AppendText(nil)), "Nothing came"), verses; verses == 8 && got > 0 || verses == 100 && got < want {
			t.Errorf("%d of %d verses stay", got, want)
		}
	}
}
