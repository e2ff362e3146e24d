package clean

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Lines for the examples of packs to stand among.
const (
	someTitle = "Le nouveau marché couvert ouvrira ses portes au printemps"
	someProse = "La municipalité a confirmé jeudi que les travaux du marché couvert seraient achevés avant la fin de l'hiver, et que les cent vingt étals seraient attribués par tirage au sort entre les commerçants du quartier.\n" +
		"Les riverains, qui réclamaient depuis dix ans un abri contre la pluie et la chaleur, ont accueilli la nouvelle avec soulagement, même si plusieurs regrettent que les arbres de la place aient été abattus sans consultation.\n" +
		"Le chantier a coûté moins que prévu, assure l'architecte, parce que la charpente de l'ancienne halle a pu être démontée, nettoyée et remontée pièce par pièce par une équipe de compagnons venus de toute la région.\n"
)

// exampleContext puts the example of a rule where it can be judged, and
// returns the page and the example's line.
func exampleContext(r *Rule, text string) (page string, line int) {
	switch {
	case r.outside:
		return text + "\n\n" + someTitle + "\n\n" + someProse, 1
	case r.Kind == Section:
		return someTitle + "\n\n" + someProse + "\n" + text + "\n", 7
	}
	return someProse + text + "\n" + someProse, 4
}

func TestPackExamples(t *testing.T) {
	c := newCleaner(t, Options{})
	packs, err := Packs()
	if err != nil {
		t.Fatal(err)
	}
	var p Page
	for _, pack := range packs {
		hits, misses := map[string]int{}, map[string]int{}
		rules := map[string]bool{}
		for _, e := range pack.Entries {
			id, _ := c.ruleNamed(e.Rule)
			switch e.Kind {
			case Phrase:
				rules[e.Rule] = true
			case Hit:
				hits[e.Rule]++
				page, line := exampleContext(&c.rules[id], e.Text)
				c.Clean(&p, []byte(page))
				if got := ruleOfLine(&p, line); got == Kept {
					t.Errorf("%s:%d: [%s] does not remove %q", pack.Name, e.Line, e.Rule, e.Text)
				} else if !p.phraseOf(line, id) {
					t.Errorf("%s:%d: no phrase of [%s] is %q (removed by %s)", pack.Name, e.Line, e.Rule, e.Text, c.rules[got].Name)
				}
			case Miss:
				misses[e.Rule]++
				page, line := exampleContext(&Rule{Kind: Line}, e.Text)
				c.Clean(&p, []byte(page))
				if got := ruleOfLine(&p, line); got != Kept {
					t.Errorf("%s:%d: %s removes %q, which must stay", pack.Name, e.Line, c.rules[got].Name, e.Text)
				}
				for _, h := range p.hits {
					if p.Blocks[h.block].Line == line {
						t.Errorf("%s:%d: a phrase of %s is %q, which must stay", pack.Name, e.Line, c.rules[firstOf(h.rules, c.enabled)].Name, e.Text)
					}
				}
			}
		}
		for rule := range rules {
			if hits[rule] == 0 || misses[rule] == 0 {
				t.Errorf("%s: [%s] needs an example that hits and one that does not", pack.Name, rule)
			}
		}
	}
}

func ruleOfLine(p *Page, line int) RuleID {
	for i := range p.Blocks {
		if p.Blocks[i].Line == line {
			return p.Blocks[i].Rule
		}
	}
	return Elsewhere
}

// phraseOf says whether the line is a phrase of the rule.
func (p *Page) phraseOf(line int, id RuleID) bool {
	for _, h := range p.hits {
		if p.Blocks[h.block].Line == line && h.rules.has(id) {
			return true
		}
	}
	return false
}

// The shipped packs are read without a check.
func TestShippedPacks(t *testing.T) {
	names, err := filepath.Glob("packs/*.txt")
	if err != nil || len(names) < 7 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParsePack(name, data); err != nil {
			t.Error(err)
		}
	}
}

func TestPackErrors(t *testing.T) {
	for _, c := range []struct{ pack, want string }{
		{"share this\n", "p:1:1: a phrase before the first [rule]"},
		{"[share\n", "p:1:1: a heading must look like [rule]"},
		{"[Share it]\n", `p:1:2: rule names are lower-case letters, digits and hyphens, not "Share it"`},
		{"[share]\n  partager (sur|avec\n", "p:2:12: a ( without its )"},
		{"[share]\nà b)\n", "p:2:4: a ) without its ("},
		{"[share]\na | b\n", "p:2:3: a | outside of ( )"},
		{"[share]\n# note\nété {day}\n", `p:3:5: unknown class "{day}"; known are {n} {date} {name} * ** and a colon`},
		{"[share]\n* **\n", "p:2:1: a phrase must begin or end with a word, a number or a date, whatever alternatives are taken"},
		{"[share]\nok \xff\n", "p:2:1: not UTF-8"},
		{"[first-person]\nje j’ai moi\n", `p:2:4: "j’ai" is no plain word: letters, or one character of a script without spaces`},
		{"[third-person]\nhe 123\n", `p:2:4: "123" is no plain word: letters, or one character of a script without spaces`},
		{"[first-plural]\n\n我 我们\n", `p:3:3: "我们" is no plain word: letters, or one character of a script without spaces`},
		{"[second-person]\n  *\n", `p:2:3: "*" is no plain word: letters, or one character of a script without spaces`},
		{"[second-person]\n。\n", `p:2:1: "。" is no plain word: letters, or one character of a script without spaces`},
		{"[first-person]\nя मैं Ich われ\n", `p:2:11: "われ" is no plain word: letters, or one character of a script without spaces`},
	} {
		_, err := ParsePack("p", []byte(c.pack))
		if err == nil || err.Error() != c.want {
			t.Errorf("%q: %v, want %s", c.pack, err, c.want)
		}
	}
}

func TestPhrases(t *testing.T) {
	book := newPhraseBook()
	book.addWords(listDateWords, "janvier lundi à h")
	book.addWords(listParticles, "de el ben")
	for i, phrase := range []string{
		1:  "partager (sur|par) (facebook|mail|)",
		2:  "{n} (commentaire|commentaires)",
		3:  "publié le {date}",
		4:  "par {name}",
		5:  "par {name} {date}",
		6:  "à lire : *",
		7:  "* lire la suite",
		8:  "{date}",
		9:  "nous utilisons des cookies **",
		10: "* : le direct",
	} {
		if phrase != "" {
			book.add(phrase, RuleID(i))
		}
	}
	book.seal()
	m := newPhraseMatcher(book)
	for _, c := range []struct {
		line string
		want RuleID
	}{
		{"Partager sur Facebook", 1},
		{"PARTAGER PAR…", 1},
		{"Partager sur Facebook des photos", 0},
		{"12 commentaires", 2},
		{"douze commentaires", 0},
		{"Publié le lundi 3 janvier 2022 à 10h30", 3},
		{"Publié le lundi", 0},
		{"Publié le 3 mai", 0},
		{"Par Nadia Ben Salem", 4},
		{"Par ailleurs", 0},
		{"Par Nadia de la Tour", 0}, // la is not a particle here
		{"Par Nadia el Tour, le", 0},
		{"Par Nadia Tour | 3 janvier 2022", 5},
		{"À lire : le port rouvre", 6},
		{"À lire le port rouvre", 0},
		{"Le port rouvre demain matin… Lire la suite →", 7},
		{"un deux trois quatre cinq six sept huit neuf lire la suite", 0},
		{"3 janvier 2022", 8},
		{"janvier", 0},
		{"Nous utilisons des cookies pour mesurer l'audience de ce site et pour vous proposer des contenus adaptés.", 9},
		{"Séance : le direct", 10},
		{"Séance le direct", 0},
		{"", 0},
		{"…", 0},
	} {
		found := m.rules([]byte(c.line), 0)
		var want ruleSet
		if c.want != 0 {
			want.add(c.want)
		}
		if found != want {
			t.Errorf("%q: rules %b, want %b", c.line, found, want)
		}
	}
}

func TestBarredLines(t *testing.T) {
	c := newCleaner(t, Options{})
	var p Page
	for line, want := range map[string]string{
		"Publié le 12 mars 2024 • Temps de lecture : 2 min": "dateline",
		"Share | Print | 12 comments":                       "share",
		"Share | the bread":                                 "kept",
		"Print":                                             "print",
		"| Print |":                                         "print",
		"Share|the bread":                                   "kept",
	} {
		c.Clean(&p, []byte(someProse+line+"\n"+someProse))
		if got := c.rules[ruleOfLine(&p, 4)].Name; got != want {
			t.Errorf("%q: %s, want %s", line, got, want)
		}
	}
}

func TestRuleExamples(t *testing.T) {
	c := newCleaner(t, Options{})
	var p Page
	for id, r := range c.Rules() {
		if r.Doc == "" || r.Doc[len(r.Doc)-1] != '.' || strings.Count(r.Doc, ". ") > 0 {
			t.Errorf("%s: the doc must be one sentence: %q", r.Name, r.Doc)
		}
		for _, e := range r.Hits {
			c.Clean(&p, []byte(e.Before))
			if got := string(p.AppendText(nil)); got != e.After {
				t.Errorf("%s: %q becomes\n%q, want\n%q", r.Name, e.Before, got, e.After)
			}
			named := false
			for i := range p.Blocks {
				named = named || p.Blocks[i].Rule == RuleID(id) || r.Kind == Join && p.Blocks[i].Glued
			}
			if !named && r.Kind != Rewrite {
				t.Errorf("%s: its example is changed by another rule", r.Name)
			}
		}
		for _, miss := range r.Misses {
			c.Clean(&p, []byte(miss))
			if got := string(p.AppendText(nil)); got != miss {
				t.Errorf("%s: %q must stay as it is, becomes %q", r.Name, miss, got)
			}
		}
	}
}
