package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/corpus"
)

// The oracle finds copies without any hash: it compares the folded texts
// themselves, of documents that are made so simple that cutting them is not in
// doubt: words, sentences that end with a full stop, lines.

// An oracleDocument is what one record says.
type oracleDocument struct {
	site  string
	lines [][]string // of sentences
}

// oracleDocuments makes n documents whose sentences, lines and texts recur, as
// they are and with other cases, accents, digits and punctuation.
func oracleDocuments(n int) []oracleDocument {
	rng := rand.New(rand.NewPCG(7, uint64(n)))
	nouns := strings.Fields("harbour bridge café ferry école market winter Müller reader letter train 12 303 city")
	sentence := func() string {
		var words []string
		for range 2 + rng.IntN(2) {
			words = append(words, nouns[rng.IntN(len(nouns))])
		}
		s := strings.Join(words, []string{" ", ", ", " "}[rng.IntN(3)])
		r, size := utf8.DecodeRuneInString(s)
		return string(unicode.ToUpper(r)) + s[size:] + "ab."
	}
	var documents []oracleDocument
	for i := range n {
		d := oracleDocument{site: fmt.Sprintf("site%d.example", rng.IntN(n/8+1))}
		if i > 0 && rng.IntN(6) == 0 {
			d.lines = documents[rng.IntN(i)].lines
		} else {
			for range 1 + rng.IntN(2) {
				var line []string
				for range 1 + rng.IntN(2) {
					line = append(line, sentence())
				}
				d.lines = append(d.lines, line)
			}
		}
		documents = append(documents, d)
	}
	return documents
}

// text is the document's text, with the sentences that stay.
func (d *oracleDocument) text(stays func(line, sentence int) bool) string {
	var lines []string
	for l, line := range d.lines {
		var kept []string
		for s, sentence := range line {
			if stays(l, s) {
				kept = append(kept, sentence)
			}
		}
		if len(kept) > 0 {
			lines = append(lines, strings.Join(kept, " "))
		}
	}
	return strings.Join(lines, "\n")
}

func oracleInput(documents []oracleDocument) string {
	var b strings.Builder
	for i := range documents {
		d := &documents[i]
		fmt.Fprintf(&b, `{"url":"http://%s/%d","text":%s}`+"\n", d.site, i, jsonString(d.text(func(int, int) bool { return true })))
	}
	return b.String()
}

func jsonString(s string) string { return `"` + strings.ReplaceAll(s, "\n", `\n`) + `"` }

// oracleFold is the fold that the key stands for, rune by rune.
func oracleFold(s string, m dedupe.Match) string {
	if m == dedupe.Exact {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case m == dedupe.Loose && unicode.IsDigit(r):
			r = ' '
		case m == dedupe.Loose && strings.ContainsRune("éÉ", r):
			r = 'e'
		case m == dedupe.Loose && r == 'ü':
			r = 'u'
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			r = ' '
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// oracle says what is written.
func oracle(documents []oracleDocument, o Dedupe) string {
	type unit struct{ document, line, sentence int }
	copies := map[string][]unit{}
	each := func(f func(u unit, text string)) {
		for i := range documents {
			d := &documents[i]
			if o.Unit == UnitDocument {
				f(unit{i, 0, 0}, d.text(func(int, int) bool { return true }))
				continue
			}
			for l, line := range d.lines {
				if o.Unit != UnitSentence {
					f(unit{i, l, 0}, strings.Join(line, " "))
					continue
				}
				for s, sentence := range line {
					f(unit{i, l, s}, sentence)
				}
			}
		}
	}
	key := func(u unit, text string) string {
		text = oracleFold(text, o.Match)
		switch o.Scope {
		case ScopeDocument:
			text = fmt.Sprint(u.document, " ", text)
		case ScopeSite:
			text = documents[u.document].site + " " + text
		}
		return text
	}
	each(func(u unit, text string) { copies[key(u, text)] = append(copies[key(u, text)], u) })
	gone := map[unit]bool{}
	each(func(u unit, text string) {
		all := copies[key(u, text)]
		switch {
		case len(strings.Fields(text)) < o.MinWords:
		case o.Keep == KeepFirst:
			gone[u] = u != all[0]
		case o.Keep == KeepLast:
			gone[u] = u != all[len(all)-1]
		case o.Keep == KeepNone:
			gone[u] = len(all) > 1
		}
	})
	var b strings.Builder
	for i := range documents {
		d := &documents[i]
		text := d.text(func(line, sentence int) bool {
			u := unit{i, line, sentence}
			switch o.Unit {
			case UnitDocument:
				u = unit{i, 0, 0}
			case UnitParagraph, UnitLine:
				u.sentence = 0
			}
			return !gone[u]
		})
		fmt.Fprintf(&b, `{"url":"http://%s/%d","text":%s}`+"\n", d.site, i, jsonString(text))
	}
	return b.String()
}

// combinations are all ways to compare.
func combinations(f func(name string, o Dedupe)) {
	for unit := UnitParagraph; unit <= UnitDocument; unit++ {
		for scope := ScopeRun; scope <= ScopeSite; scope++ {
			for keep := KeepFirst; keep <= KeepNone; keep++ {
				for match := dedupe.Folded; match <= dedupe.Loose; match++ {
					name := fmt.Sprintf("unit %d, scope %d, keep %d, %v", unit, scope, keep, match)
					f(name, Dedupe{Enabled: true, Unit: unit, Scope: scope, Keep: keep, Match: match})
				}
			}
		}
	}
}

// bareCleaner applies no rules.
var bareCleaner = sync.OnceValue(func() *clean.Cleaner {
	c, err := clean.New(clean.Options{NoRules: true})
	if err != nil {
		panic(err)
	}
	return c
})

func oracleConfig(o Dedupe, text string) Config {
	c := stdin(Config{Dedupe: o, Clean: bareCleaner()}, text)
	c.Read = corpus.Options{From: "jsonl", URLField: "url"}
	return c
}

// What a run writes is what comparing the texts themselves gives, whatever is
// compared: in memory, on the disk, and in three stages, with any number of
// workers.
func TestOracle(t *testing.T) {
	workers := 0
	// A third of the ways, for the time that all take: any two of unit, scope,
	// keep and match meet.
	third := func(o Dedupe) bool { return (int(o.Unit)+int(o.Scope)+int(o.Keep)+int(o.Match))%3 == 0 }
	if testing.Short() {
		testOracle(t, 1000, &workers, third)
		return
	}
	t.Run("all ways", func(t *testing.T) { testOracle(t, 2000, &workers, func(Dedupe) bool { return true }) })
	t.Run("50,000 documents", func(t *testing.T) { testOracle(t, 50_000, &workers, third) })
}

func testOracle(t *testing.T, n int, workers *int, chosen func(Dedupe) bool) {
	documents := oracleDocuments(n)
	text := oracleInput(documents)
	combinations(func(name string, o Dedupe) {
		if !chosen(o) {
			return
		}
		want := oracle(documents, o)
		if o.Keep == KeepFirst && o.Scope == ScopeRun && want == text {
			t.Errorf("%s: nothing recurs", name)
		}
		check := func(mode string, c Config) end {
			*workers = *workers%8 + 1
			c.Workers, c.TempDir = *workers, t.TempDir()
			e := run(t, c)
			if e.err != nil || e.out != want {
				t.Errorf("%s, %s, %d workers: %v; %s", name, mode, *workers, e.err, firstDifference(e.out, want))
			}
			if left, _ := filepath.Glob(c.TempDir + "/*"); len(left) > 0 {
				t.Errorf("%s, %s: left behind: %v", name, mode, left)
			}
			return e
		}
		e := check("in memory", oracleConfig(o, text))
		// The texts are folded in the same way wherever the keys go: so each
		// combination of the rest goes to the disk twice, and in stages twice.
		if o.Match != dedupe.Exact {
			check("in stages", stages(t, o, text))
		}
		if o.Match != dedupe.Loose {
			o.MaxMemory = 1 << 13
			if audit := check("on the disk", oracleConfig(o, text)).audit; audit != e.audit {
				t.Errorf("%s: the audit differs: %s", name, firstDifference(audit, e.audit))
			}
		}
	})
}

// stages returns the last of the three stages; its list is what the first two
// make.
func stages(t *testing.T, o Dedupe, text string) Config {
	t.Helper()
	c := oracleConfig(o, text)
	c.Workers = 3
	var keys, drops bytes.Buffer
	c.Dedupe.Hasher = dedupe.NewHasher()
	c.Dedupe.Method = NewKeyWriter(&c, 5, &keys)
	if _, err := Run(context.Background(), c); err != nil {
		t.Fatal(err)
	}
	sorted := sortedLines(keys.String())
	if err := WriteDrops(strings.NewReader(sorted), &drops, o.Keep); err != nil {
		t.Fatal(err)
	}
	list, err := NewDropList(strings.NewReader(sortedLines(drops.String())), 5)
	if err != nil {
		t.Fatal(err)
	}
	c = oracleConfig(o, text)
	c.Dedupe.Method, c.Audit = list, io.Discard
	return c
}

func sortedLines(s string) string {
	lines := strings.SplitAfter(s, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// firstDifference shows the first lines that differ.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d is\n%s\nwant\n%s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}
