package train

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"winnow/clean"
)

// TestMix puts an article between the furniture of others: each line keeps its
// label, and none comes from another fold or language.
func TestMix(t *testing.T) {
	c, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	tr := &Trainer{Seed: 1}
	const sites = 60
	for n := range sites {
		l := &Labelled{Site: fmt.Sprint("site", n), Set: "made", Lang: []string{"en", "fr"}[n%2]}
		tag := fmt.Sprintf("%s-%d-%d", l.Lang, Fold(l.Site), n)
		l.Raw = fmt.Sprintf("\nabove %[1]s\n\nfirst main %[1]s\nadvert in %[1]s\nlast main %[1]s\n\nbelow %[1]s\nbelow %[1]s\n", tag)
		l.Labels = []bool{false, true, false, true, false, false}
		if n == sites-1 {
			l.Type = "forum"
		}
		p, err := Prepare(c, new(clean.Page), l)
		if err != nil {
			t.Fatal(err)
		}
		tr.Add(p)
	}
	before := tr.Len()
	if err := tr.Mix(context.Background()); err != nil {
		t.Fatal(err)
	}
	mixed := tr.pages[before:]
	if len(mixed) < articleMixes*sites/2 || len(mixed) >= articleMixes*sites {
		t.Errorf("%d pages are mixed of %d", len(mixed), sites)
	}
	for _, p := range mixed {
		text := string(bytes.Join(p.lines, []byte("\n")))
		var sources []string
		for i, line := range p.lines {
			words := strings.Fields(string(line))
			sources = append(sources, words[len(words)-1])
			if main := strings.Contains(string(line), "main"); main != (p.labels[i] == 1) {
				t.Errorf("%q has label %v", line, p.labels[i])
			}
		}
		if len(sources) != 6 || sources[0] == sources[1] || sources[1] != sources[3] || sources[3] == sources[4] {
			t.Errorf("this is no mixture of three pages:\n%s", text)
		}
		kind := func(s string) string { return s[:strings.LastIndexByte(s, '-')] }
		if k := kind(sources[0]); slices.ContainsFunc(sources, func(s string) bool { return kind(s) != k }) {
			t.Errorf("languages or folds are mixed:\n%s", text)
		}
		if strings.Contains(text, fmt.Sprint("-", sites-1)) {
			t.Errorf("a forum is mixed:\n%s", text)
		}
	}
}

// TestMixBare puts bare texts between the furniture of articles of their fold:
// of their language, or of any if there is none.
func TestMixBare(t *testing.T) {
	c, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	tr := &Trainer{Seed: 1}
	add := func(l *Labelled) {
		t.Helper()
		p, err := Prepare(c, new(clean.Page), l)
		if err != nil {
			t.Fatal(err)
		}
		tr.Add(p)
	}
	for n := range 60 {
		l := &Labelled{Site: fmt.Sprint("site", n), Set: "made", Lang: []string{"en", "fr"}[n%2]}
		tag := fmt.Sprintf("%s-%d", l.Lang, Fold(l.Site))
		l.Raw, l.Labels = fmt.Sprintf("above %[1]s\narticle\nbelow %[1]s", tag), []bool{false, true, false}
		add(l)
	}
	const texts = 20
	for n := range texts {
		l := &Labelled{Site: fmt.Sprint("text", n), Set: "texts", Lang: []string{"fr", "it"}[n%2], Type: "verse"}
		l.Raw, l.Labels = fmt.Sprintf("verse %s-%d\nverse\n\nverse", l.Lang, Fold(l.Site)), []bool{true, true, true}
		add(l)
	}
	before := tr.Len()
	if err := tr.Mix(context.Background()); err != nil {
		t.Fatal(err)
	}
	bare := 0
	for _, p := range tr.pages[before:] {
		text := string(bytes.Join(p.lines, []byte("\n")))
		if !strings.Contains(text, "verse") {
			continue
		}
		bare++
		var above, own, below, lang string
		var fold [3]int
		if _, err := fmt.Sscanf(strings.NewReplacer("-", " ", "\nverse\nverse", "").Replace(text), "above %s %d\nverse %s %d\nbelow %s %d", &above, &fold[0], &own, &fold[1], &below, &fold[2]); err != nil {
			t.Fatalf("%v: this is no text between furniture:\n%s", err, text)
		}
		if lang = own; lang == "it" {
			lang = above
		}
		if fold[0] != fold[1] || fold[1] != fold[2] || own == "fr" && (above != lang || below != lang) {
			t.Errorf("languages or folds are mixed:\n%s", text)
		}
		if !slices.Equal(p.labels, []float64{0, 1, 1, 1, 0}) {
			t.Errorf("the labels are %v of\n%s", p.labels, text)
		}
	}
	if bare != texts*bareMixes {
		t.Errorf("%d pages are made of %d texts", bare, texts)
	}
}
