package pipeline

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// pagesOf is pages of one site, each with the text of its number.
func pagesOf(pages int, text func(page int) string) string {
	var out strings.Builder
	for i := range pages {
		record, err := json.Marshal(map[string]string{"url": "https://paper.example/" + fmt.Sprint(i), "text": text(i)})
		if err != nil {
			panic(err) // strings can be marshalled
		}
		fmt.Fprintf(&out, "%s\n", record)
	}
	return out.String()
}

// article is five paragraphs that only the page has.
func article(page int) string {
	name := string(rune('A' + page))
	var p []string
	for _, s := range []string{
		"The council of %s voted on Monday to rebuild the old quay, after three winters in which the sea had taken part of it away.",
		"“We could not wait any longer,” said the mayor of %s, who has lived beside the harbour since she was a child, and whose father mended nets there.",
		"The work will cost four million, half of it paid by the region, and the engineers of %s hope to be done before the herring come back in autumn.",
		"Fishermen are less sure. Two boats already left %s for the bigger port in the north, and nobody expects them to return when the stones are dry.",
		"Until then the ferry will call at the new pier of %s, a mile to the west, where a bus waits for the passengers of every crossing.",
	} {
		p = append(p, fmt.Sprintf(s, name))
	}
	return strings.Join(p, "\n")
}

func headline(page int) string { return fmt.Sprintf("Harbour of %c to be rebuilt at last", 'A'+page) }

// numbered is n short lines of a menu.
func numbered(what string, n int) string {
	var lines []string
	for i := range n {
		lines = append(lines, fmt.Sprintf("%s %c", what, 'a'+i))
	}
	return strings.Join(lines, "\n")
}

func removeTemplates(t *testing.T, in string) []string {
	t.Helper()
	texts, _ := withTemplates(t, in, func(c *Config) { c.Dedupe.Enabled = false })
	return texts
}

// All pages list the headlines of all pages. Below the text that is a template;
// above it, each page has another.
func TestTemplatesKeepHeadlines(t *testing.T) {
	const pages = 6
	var list []string
	for i := range pages {
		list = append(list, headline(i))
	}
	in := pagesOf(pages, func(page int) string {
		return "Home\n" + headline(page) + "\n" + article(page) + "\nMore news\n" + strings.Join(list, "\n")
	})
	for i, got := range removeTemplates(t, in) {
		if want := headline(i) + "\n" + article(i); got != want {
			t.Errorf("page %d: %q", i, got)
		}
	}
}

// What stands beside lines that only the page has stays, even if all pages have
// it: headings in the text. So do lines of few pages that are near the text.
func TestTemplatesKeepAwayFromText(t *testing.T) {
	const pages = 12
	in := pagesOf(pages, func(page int) string {
		p := strings.Split(article(page), "\n")
		rubric := ""
		if page%3 == 0 {
			rubric = "\nFrom our correspondent"
		}
		return numbered("Menu", 4) + rubric + "\n" + headline(page) + "\n" + p[0] + "\nWhat it costs\nAnd who pays\n" + strings.Join(p[1:], "\n") + "\nImprint"
	})
	for i, got := range removeTemplates(t, in) {
		if !strings.Contains(got, "\nWhat it costs\nAnd who pays\n") || strings.Contains(got, "Menu") || strings.Contains(got, "Imprint") {
			t.Errorf("page %d: %q", i, got)
		}
		if i%3 == 0 && !strings.HasPrefix(got, "From our correspondent") {
			t.Errorf("page %d lost what stands over its headline: %q", i, got)
		}
	}
}

// A line of all pages that is a date, or below the text has a number in it, may
// be of the page, as when it was posted: it stays near the text. Others go, and
// so do such lines far from it, and a date with a name above it.
func TestTemplatesKeepDatesNearText(t *testing.T) {
	in := pagesOf(8, func(page int) string {
		return fmt.Sprintf("Harbour Gazette, May %d\n", page+1) + numbered("Menu", 4) + "\n" + headline(page) + fmt.Sprintf("\nSaturday, November %d, 2012\n", page+1) + article(page) +
			fmt.Sprintf("\nPosted at %d:15\n", page+1) + numbered("Section", nearDate) + fmt.Sprintf("\nReaders online: %d\nImprint", 100*page)
	})
	for i, got := range removeTemplates(t, in) {
		if want := fmt.Sprintf("%s\nSaturday, November %d, 2012\n%s\nPosted at %d:15", headline(i), i+1, article(i), i+1); got != want {
			t.Errorf("page %d: %q", i, got)
		}
	}
}

const notice = "This site and all of its pages are offered by Harbour Media Limited, who collect what is needed for the delivery of subscriptions and pass it on to partners as described in the terms of use."

// A notice that the line model does not take for text goes if it is far below
// the text, and stays near it.
func TestTemplatesOfProse(t *testing.T) {
	for _, between := range []int{nearProse - 2, nearProse} {
		in := pagesOf(8, func(page int) string {
			return headline(page) + "\n" + article(page) + "\nRelated posts\n" + numbered("Section", between-1) + "\n" + notice +
				"\n" + numbered("Partner", 5) + "\nCopyright 2024 Harbour Media\nPrivacy policy\nContact us"
		})
		for i, got := range removeTemplates(t, in) {
			if want := between < nearProse; strings.Contains(got, notice) != want {
				t.Errorf("page %d, %d lines between: the notice stays: %v, want %v", i, between, !want, want)
			}
			if !strings.Contains(got, article(i)) || strings.Contains(got, "Partner") {
				t.Errorf("page %d: %q", i, got)
			}
		}
	}
}

// Of stories that the model is not sure of, the best paragraph stands for the
// rest: something has to be the text.
func TestTemplatesKeepUnsureStories(t *testing.T) {
	story := func(page int) string {
		var p []string
		for i := range 8 {
			p = append(p, fmt.Sprintf("Section %c of the terms of club %c applies to all of our customers, to subscribers and to partners in every country where we deliver.",
				'a'+i, 'a'+page), "Section x", "Menu y", "Read more")
		}
		return "Skip to content\nLog in\n" + numbered("Menu", 20) + "\nRelated posts\n" + numbered("Section", 20) + "\n" + strings.Join(p, "\n") +
			"\n" + numbered("Partner", 20) + "\nCopyright 2024 Harbour Media\nPrivacy policy\nContact us"
	}
	in := pagesOf(16, func(page int) string { return story(page % 4) })
	for i, got := range removeTemplates(t, in) {
		if n := strings.Count(got, fmt.Sprintf("club %c", 'a'+i%4)); n != 8 {
			t.Errorf("page %d has %d of its 8 paragraphs left", i, n)
		}
	}
}
