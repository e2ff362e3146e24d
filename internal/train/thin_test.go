package train

import (
	"fmt"
	"strings"
	"testing"

	"winnow/clean"
)

// TestThin: of each page less furniture is left than stood there, some pages
// have lost all of it, next to no main text is missing, and lines keep their
// labels.
func TestThin(t *testing.T) {
	c, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	tr := &Trainer{Seed: 1}
	const pages, furniture, main = 60, 8, 5
	for n := range pages {
		l := &Labelled{Site: fmt.Sprint("site", n), Set: "made"}
		var raw strings.Builder
		add := func(line string, label bool) {
			raw.WriteString(line + "\n")
			l.Labels = append(l.Labels, label)
		}
		add("Share on Facebook", false) // a rule removes it
		for i := range furniture {
			add(fmt.Sprintf("A teaser of page %d that has the length of a sentence, %d", n, i), false)
		}
		for i := range main {
			add(fmt.Sprintf("This main line of page %d goes on for as long as it takes to look like a paragraph, %d.", n, i), true)
		}
		l.Raw = raw.String()
		p, err := Prepare(c, new(clean.Page), l)
		if err != nil {
			t.Fatal(err)
		}
		tr.Add(p)
	}
	before := tr.Len()
	if err := tr.Thin(t.Context()); err != nil {
		t.Fatal(err)
	}
	thinned := tr.pages[before:]
	if len(thinned) != thinnings*pages {
		t.Fatalf("%d pages are thinned of %d", len(thinned), pages)
	}
	left, bare, text := 0, 0, 0
	for _, p := range thinned {
		here := 0
		for i, line := range p.lines {
			isMain := strings.Contains(string(line), "main")
			if isMain != (p.labels[i] == 1) {
				t.Errorf("%q has label %v", line, p.labels[i])
			}
			if isMain {
				text++
			} else {
				here++
			}
		}
		left += here
		if here == 0 {
			bare++
		}
	}
	if bare == 0 || left == 0 || left > thinnings*pages*furniture*9/10 {
		t.Errorf("%d lines of furniture are left of %d; %d pages have none", left, thinnings*pages*furniture, bare)
	}
	if text < thinnings*pages*main*9/10 {
		t.Errorf("%d lines of main text are left of %d", text, thinnings*pages*main)
	}
}
