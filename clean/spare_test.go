package clean

import (
	"slices"
	"strings"
	"testing"
)

// shortLinesGo is a model that keeps lines of more than six words, and is not
// quite sure of the others.
func shortLinesGo() *Model {
	tree := Tree{Splits: []Split{{Feature: lineCount, Border: 6}}, Leaves: []int16{-200, 600}}
	return &Model{Second: Forest{Trees: []Tree{tree}}}
}

var harbour = []string{
	"The ferry left the old quay an hour late on Monday, and nobody on board could say why it had waited.",
	"It is the third time this month, said a passenger who waited in the rain, and it will not be the last.",
	"The council wants to hear from the company that runs it, whose office was closed for the whole of the day.",
}

// TestSpare has lines that the model would remove, and must not.
func TestSpare(t *testing.T) {
	for _, test := range []struct {
		name    string
		lines   []string
		removed []string
	}{
		{"the rest of a sentence", []string{"La ministre a reçu hier au port les représentants des pêcheurs et du conseil d", "’Etat."}, nil},
		{"the end of a list", []string{"1. The quay is shut for all ships until the end of May.", "2. Ask the office.", "3. Bring a light."}, nil},
		{"a list with a heading", []string{"When it is dark on the quay, and the office is shut", "- Ring the bell", "- Wait"}, nil},
		{"another number", []string{"1. The quay is shut for all ships until the end of May.", "2024: a list"}, []string{"2024: a list"}},
		{"a list of its own", []string{"1. Ask the office", "2. Bring a light"}, []string{"1. Ask the office", "2. Bring a light"}},
	} {
		c, err := New(Options{Model: shortLinesGo(), Only: []string{ModelRule, "share"}})
		if err != nil {
			t.Fatal(err)
		}
		var p Page
		c.Clean(&p, []byte(strings.Join(append(slices.Clone(harbour), test.lines...), "\n\n")+"\n\nShare on Facebook"))
		var removed []string
		for i := range p.Blocks {
			if b := &p.Blocks[i]; b.Rule != Kept && c.Rules()[b.Rule].Name == ModelRule {
				removed = append(removed, string(p.Blocks[i].Text))
			}
		}
		if !slices.Equal(removed, test.removed) {
			t.Errorf("%s: removed %q, want %q", test.name, removed, test.removed)
		}
	}
}

// TestCaution: of a page that loses much prose, less goes.
func TestCaution(t *testing.T) {
	// Each comma makes a line a little less likely.
	model := &Model{Second: Forest{Bias: 500, Trees: []Tree{
		{Splits: []Split{{Feature: lineCommas, Border: 2}}, Leaves: []int16{0, -600}},
	}}}
	c, err := New(Options{Model: model, Only: []string{ModelRule, "share"}})
	if err != nil {
		t.Fatal(err)
	}
	listed := "Ships, boats, ferries, rafts and all that floats went past the old quay that morning without a sound"
	for _, test := range []struct{ lines, kept int }{{1, 0}, {90, 90}} {
		var p Page
		c.Clean(&p, []byte("Share on Facebook\n\n"+strings.Join(harbour, "\n\n")+strings.Repeat("\n\n"+listed, test.lines)))
		kept := 0
		for i := range p.Blocks {
			if string(p.Blocks[i].Text) == listed && p.Blocks[i].Rule == Kept {
				kept++
			}
		}
		if kept != test.kept {
			t.Errorf("of %d doubtful paragraphs %d are kept, want %d", test.lines, kept, test.kept)
		}
	}
}

// TestSpareBeside: what stands together stays together.
func TestSpareBeside(t *testing.T) {
	c, err := New(Options{Model: shortLinesGo(), Only: []string{ModelRule, "share"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ between, want string }{{"\n", "So much for Monday"}, {"\n\n", ""}} {
		var p Page
		c.Clean(&p, []byte("Share on Facebook\n\n"+strings.Join(harbour, "\n")+test.between+"So much for Monday"))
		if got := string(p.AppendText(nil)); !strings.HasSuffix(got, test.want) || strings.Contains(got, "So much") != (test.want != "") {
			t.Errorf("with %q between: %q", test.between, got)
		}
	}
}

// TestSpareClean: of a text in which no rule finds anything, little that the
// model alone would remove stays; much goes.
func TestSpareClean(t *testing.T) {
	c, err := New(Options{Model: shortLinesGo(), Only: []string{ModelRule, "share"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name  string
		lines []string
		stays bool
	}{
		{"little", []string{"To our readers"}, true},
		{"much", slices.Repeat([]string{"Quay", "To our readers", "The boats of May"}, 3), false},
		{"a rule finds something", []string{"To our readers", "Share on Facebook"}, false},
	} {
		var p Page
		c.Clean(&p, []byte(strings.Join(append(slices.Clone(harbour), test.lines...), "\n\n")))
		if got := string(p.AppendText(nil)); strings.Contains(got, "To our readers") != test.stays {
			t.Errorf("%s: %q", test.name, got)
		}
	}
}

// TestThreadsAreSpared: where people speak in turn, the model has no say, unless
// an article stands above.
func TestThreadsAreSpared(t *testing.T) {
	c, err := New(Options{Model: shortLinesGo(), Only: []string{ModelRule, "share"}})
	if err != nil {
		t.Fatal(err)
	}
	turns := func(speakers ...string) string {
		var s strings.Builder
		for i, name := range speakers {
			s.WriteString(name + " wrote:\n\n" + harbour[i%3] + " " + harbour[(i+1)%3] + "\n\nThank you.\n\n")
		}
		return "Share on Facebook\n\n" + s.String()
	}
	article := strings.Join(harbour, "\n\n") + "\n\n"
	for _, test := range []struct {
		name, text string
		stays      bool
	}{
		{"a thread", turns("Ann", "Ben", "Ann", "Cleo"), true},
		{"three turns", turns("Ann", "Ben", "Ann"), false},
		{"always the same", turns("Ann", "Ann", "Ann", "Ann", "Ann"), false},
		{"comments on an article", article + turns("Ann", "Ben", "Ann", "Cleo"), false},
	} {
		var p Page
		c.Clean(&p, []byte(test.text))
		if got := string(p.AppendText(nil)); strings.Contains(got, "Thank you.") != test.stays {
			t.Errorf("%s: %q", test.name, got)
		}
	}
}

// TestNoArticle: without an article, the model has no say, unless the rules say
// that it is a page.
func TestNoArticle(t *testing.T) {
	c, err := New(Options{Model: shortLinesGo(), Only: []string{ModelRule, "share"}})
	if err != nil {
		t.Fatal(err)
	}
	letter := harbour[0] + "\n\n" + strings.Repeat("Quay shut\n\n", 40)
	for _, test := range []struct {
		buttons int
		stays   bool
	}{{0, true}, {9, true}, {11, false}} {
		var p Page
		c.Clean(&p, []byte(strings.Repeat("Share on Facebook\n\n", test.buttons)+letter))
		if got := string(p.AppendText(nil)); strings.Contains(got, "Quay shut") != test.stays {
			t.Errorf("with %d buttons: %q", test.buttons, got)
		}
	}
}

// TestUnsurePage: of a page of which the model is sure of nothing, what scores
// nearly as much as the best stays.
func TestUnsurePage(t *testing.T) {
	for _, test := range []struct {
		bias  int32
		stays bool
	}{{900, false}, {300, true}, {-300, true}} {
		// A line with a number in it scores 300 less.
		model := &Model{Second: Forest{Bias: test.bias, Trees: []Tree{
			{Splits: []Split{{Feature: lineDigits, Border: 0}}, Leaves: []int16{0, -300 - int16(max(test.bias-300, 0))}},
		}}}
		c, err := New(Options{Model: model, Only: []string{ModelRule, "share"}})
		if err != nil {
			t.Fatal(err)
		}
		numbered := "Of the 36 ferries that were to leave the quay on Tuesday, 12 did, and nobody on board could say why"
		var p Page
		c.Clean(&p, []byte("Share on Facebook\n\n"+strings.Join(harbour, "\n\n")+"\n\n"+numbered+"\n\nShare on Twitter\n\n"+numbered))
		got := string(p.AppendText(nil))
		if !strings.Contains(got, harbour[0]) || strings.Contains(got, numbered) != test.stays {
			t.Errorf("with a best score of %d: %q", test.bias, got)
		}
	}
}

// TestSpareGap: between sure lines, what the model rather keeps stays.
func TestSpareGap(t *testing.T) {
	// Lines of two words score -30, lines of more than six 600, others -600.
	model := &Model{Second: Forest{Bias: -600, Trees: []Tree{
		{Splits: []Split{{Feature: lineCount, Border: 6}}, Leaves: []int16{0, 1200}},
		{Splits: []Split{{Feature: lineCount, Border: 2}}, Leaves: []int16{570, 0}},
	}}}
	c, err := New(Options{Model: model, Only: []string{ModelRule, "share"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, gap string
		below     bool // sure lines stand below it, too
		want      int
	}{
		{"a gap", "Old quay\n\nNew quay", true, 2},
		{"with a button", "Old quay\n\nShare on Facebook\n\nNew quay", true, 2},
		{"with furniture", "Old quay\n\nAll of the quays\n\nNew quay", true, 0},
		{"too long", strings.Repeat("Old quay\n\n", 7), true, 0},
		{"the end", "Old quay\n\nNew quay", false, 0},
	} {
		text := "Share on Facebook\n\n" + strings.Join(harbour, "\n\n") + "\n\n" + test.gap
		if test.below {
			text += "\n\n" + harbour[0]
		}
		var p Page
		c.Clean(&p, []byte(text))
		if got := string(p.AppendText(nil)); strings.Count(got, " quay\n\n") != test.want {
			t.Errorf("%s: %q", test.name, got)
		}
	}
}

// TestHeadline: of the lines above the text, the one that is in the title of the
// page stays, though it has no word in common with the text.
func TestHeadline(t *testing.T) {
	model := shortLinesGo()
	model.First = model.Second
	c, err := New(Options{Model: model, Only: []string{ModelRule, "share"}})
	if err != nil {
		t.Fatal(err)
	}
	var p Page
	c.Clean(&p, []byte("Nobody asked twice | The Gazette\n\nThe Gazette\n\nNobody asked twice\n\nShare on Facebook\n\nA week in May\n\n"+strings.Join(harbour, "\n\n")))
	if got, want := string(p.AppendText(nil)), "Nobody asked twice\n\n"+strings.Join(harbour, "\n\n"); got != want {
		t.Errorf("%q", got)
	}
}

// TestSpareInGap: the paragraph below the headline and the sentences of a list
// stay when the article goes on after them; other lines that score as little,
// and such lines elsewhere, do not.
func TestSpareInGap(t *testing.T) {
	// Lines with signs are doubtful, all others as in shortLinesGo.
	model := &Model{Second: Forest{Trees: []Tree{
		{Splits: []Split{{Feature: lineCount, Border: 6}}, Leaves: []int16{-400, 600}},
		{Splits: []Split{{Feature: lineSymbols, Border: 0}}, Leaves: []int16{0, -780}},
	}}}
	c, err := New(Options{Model: model, Only: []string{ModelRule, "share"}})
	if err != nil {
		t.Fatal(err)
	}
	const title = "Ferry left the old quay an hour late on Monday"
	lead := "Every morning the boats wait === for the tide, and the people wait for the boats, in all weathers"
	items := []string{"- The quay is shut = for all ships until May.", "- The office is open = on Mondays and Fridays."}
	for _, test := range []struct {
		name  string
		lines []string
		kept  []string
		gone  []string
	}{
		{"a lead", slices.Concat([]string{title, lead}, harbour), []string{lead}, nil},
		{"a lead without an article below", append(slices.Clone(harbour), title, lead), nil, []string{lead}},
		{"a list", slices.Concat(harbour[:2], items, harbour[2:]), items, nil},
		{"sentences at the end", slices.Concat(harbour, items), items, nil},
		{"no sentence at the end", append(slices.Clone(harbour), "The office = is open on all days"), nil, []string{"open on all days"}},
		{"no list", slices.Concat(harbour[:2], []string{"The quay is shut = for all ships in May", "The office = is open on all of these days"}, harbour[2:]), nil,
			[]string{"for all ships in May", "on all of these days"}},
	} {
		var p Page
		c.Clean(&p, []byte("Share on Facebook\n\n"+strings.Join(test.lines, "\n\n")))
		got := string(p.AppendText(nil))
		for _, s := range test.kept {
			if !strings.Contains(got, s) {
				t.Errorf("%s: %q is gone", test.name, s)
			}
		}
		for _, s := range test.gone {
			if strings.Contains(got, s) {
				t.Errorf("%s: %q is kept", test.name, s)
			}
		}
	}
}

// TestIsThread: who speaks in turn makes a thread; a menu or a list of facts,
// whose lines end with colons too, does not.
func TestIsThread(t *testing.T) {
	c, err := New(Options{Disable: []string{ModelRule}})
	if err != nil {
		t.Fatal(err)
	}
	const said = "I would ask at the old quay first, they know.\n"
	for _, test := range []struct {
		name, page string
		want       bool
	}{
		{"people", "ann wrote:\n" + said + "ben wrote:\n" + said + "cat wrote:\n" + said + "ann wrote:\n" + said, true},
		{"a menu", "Ferry options:\nDay\nNight\nQuay options:\nOld\nNew\nBridge options:\nOpen\nHarbour options:\nAll\n", false},
		{"facts", "Total memory:\n" + said + "Total size:\n" + said + "Total torque:\n" + said + "Total engine:\n" + said, false},
	} {
		var p Page
		c.Clean(&p, []byte(test.page))
		if got := p.isThread(); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

// TestIsTitle: the name of the site is in the title, too, and is none.
func TestIsTitle(t *testing.T) {
	const title = "I never wanted to be a carpenter | The Harbour Gazette"
	for line, want := range map[string]bool{
		"I never wanted to be a carpenter": true, "The Harbour Gazette": false, "to be a carpenter": false, title: true, "Ferries": false,
	} {
		if got := isTitle([]byte(line), []byte(title)); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}
