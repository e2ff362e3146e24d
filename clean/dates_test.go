package clean

import (
	"strings"
	"testing"
)

func TestChronicle(t *testing.T) {
	const days = 3
	entries := strings.Split(strings.TrimSpace(someProse), "\n")
	var diary strings.Builder
	for i := range days {
		diary.WriteString([]string{"12 March 2024", "Sunday 14 June 2020", "July 3, 2021"}[i] + "\n" + entries[i] + "\n")
	}
	if got := cleanWith(t, Options{}, diary.String()); got != strings.TrimSpace(diary.String()) {
		t.Errorf("the dates of a diary are lost:\n%s", got)
	}
	got := cleanWith(t, Options{}, someMenu+diary.String()+"Share\nPrint\nTerms of Use\n")
	if strings.Contains(got, "12 March") {
		t.Errorf("the dates of a page with furniture stay:\n%s", got)
	}
	got = cleanWith(t, Options{}, "12 March 2024\n"+someProse)
	if strings.Contains(got, "12 March") {
		t.Errorf("the date of an article stays:\n%s", got)
	}
}

// At the gentle level the date and the author over an article stay.
func TestGentleKeepsWhoAndWhen(t *testing.T) {
	page := someMenu + someTitle + "\nBy Harold Finch\n12 March 2024\n\n" + strings.Repeat(someProse, 2) + "Terms of Use\nBy Rosa Lindqvist\n"
	for level, want := range map[Level]bool{Normal: false, Gentle: true} {
		got := cleanWith(t, Options{Level: level}, page)
		if strings.Contains(got, "By Harold Finch\n12 March 2024") != want {
			t.Errorf("%s: %s", level, got)
		}
		if strings.Contains(got, "Lindqvist") || strings.Contains(got, "Newsletter") {
			t.Errorf("%s: furniture below or above the article stays: %s", level, got)
		}
	}
}
