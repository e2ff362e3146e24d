package pipeline

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
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
			for range 1 + rng.IntN(3) {
				var line []string
				for range 1 + rng.IntN(3) {
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
// compared, in memory or on the disk, with any number of workers.
func TestOracle(t *testing.T) {
	n := 50_000
	if testing.Short() {
		n = 2000
	}
	documents := oracleDocuments(n)
	text := oracleInput(documents)
	workers := 0
	combinations(func(name string, o Dedupe) {
		want := oracle(documents, o)
		if o.Keep == KeepFirst && o.Scope == ScopeRun && want == text {
			t.Errorf("%s: nothing recurs", name)
		}
		audit := ""
		for _, memory := range []int64{0, 1 << 17} {
			workers = workers%8 + 1
			c := oracleConfig(o, text)
			c.Workers, c.Dedupe.MaxMemory = workers, memory
			c.TempDir = t.TempDir()
			e := run(t, c)
			if e.err != nil || e.out != want {
				t.Errorf("%s, memory %d, %d workers: %v; %s", name, memory, workers, e.err, firstDifference(e.out, want))
			}
			if memory == 0 {
				audit = e.audit
			} else if e.audit != audit {
				t.Errorf("%s: the audit differs: %s", name, firstDifference(e.audit, audit))
			}
			if left, _ := filepath.Glob(c.TempDir + "/*"); len(left) > 0 {
				t.Errorf("%s: left behind: %v", name, left)
			}
		}
	})
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
