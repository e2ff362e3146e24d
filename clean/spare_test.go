package clean

import (
	"slices"
	"strings"
	"testing"
)

// TestSpare has lines that the model would remove, and must not.
func TestSpare(t *testing.T) {
	for _, test := range []struct {
		name    string
		lines   []string
		removed []string
	}{
		{"the rest of a sentence", []string{"La ministre a reçu hier au port les représentants des pêcheurs et du conseil d", "’Etat."}, nil},
		{"the beginning of a sentence", []string{"On y va d", "’un quai d", "’Etat à l’autre, sans que personne à bord ne sache dire ce que l’on attend au juste."}, nil},
		{"the end of a list", []string{"1. The quay is shut for all ships until the end of May.", "2. Ask the office.", "3. Bring a light."}, nil},
		{"numbers apart", []string{"1. The quay is shut for all ships until the end of May.", "No boats", "2. Boats", "None", "3. Bees"}, []string{"No boats", "None"}},
		{"other numbers", []string{"1. The quay is shut for all ships until the end of May.", "No boats", "3. Boats", "2) Bees"}, []string{"No boats", "3. Boats", "2) Bees"}},
		{"a list with a heading", []string{"When it is dark on the quay, and the office is shut", "- Ring the bell", "- Wait"}, nil},
		{"another number", []string{"1. The quay is shut for all ships until the end of May.", "2024: a list"}, []string{"2024: a list"}},
		{"a list of its own", []string{"1. Ask the office", "2. Bring a light"}, []string{"1. Ask the office", "2. Bring a light"}},
	} {
		c := newCleaner(t, Options{Model: shortLinesGo(), Only: []string{ModelRule, "share"}})
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
	c := newCleaner(t, Options{Model: model, Only: []string{ModelRule, "share"}})
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
	c := newCleaner(t, Options{Model: shortLinesGo(), Only: []string{ModelRule, "share"}})
	for _, test := range []struct{ between, want string }{{"\n", "So much for Monday"}, {"\n\n", ""}} {
		var p Page
		c.Clean(&p, []byte("Share on Facebook\n\n"+strings.Join(harbour, "\n")+test.between+"So much for Monday"))
		if got := string(p.AppendText(nil)); !strings.HasSuffix(got, test.want) || strings.Contains(got, "So much") != (test.want != "") {
			t.Errorf("with %q between: %q", test.between, got)
		}
	}
}

// TestSpareClean: of a text in which no rule finds more than a date, little that the
// model alone would remove stays; much goes.
func TestSpareClean(t *testing.T) {
	c := newCleaner(t, Options{Model: byWords(-600, -600, 600), Only: []string{ModelRule, "share", "dateline"}})
	for _, test := range []struct {
		name  string
		lines []string
		stays bool
	}{
		{"little", []string{"To our readers"}, true},
		{"much", slices.Repeat([]string{"Quay", "To our readers", "The boats of May"}, 3), false},
		{"a rule finds the date", []string{"To our readers", "Published 3 March 2024"}, true},
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
	c := newCleaner(t, Options{Model: shortLinesGo(), Only: []string{ModelRule, "share"}})
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
	c := newCleaner(t, Options{Model: byWords(-600, -600, 600), Only: []string{ModelRule, "share"}})
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
		c := newCleaner(t, Options{Model: model, Only: []string{ModelRule, "share"}})
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
	for _, test := range []struct {
		name  string
		model *Model
		gap   string
		below bool // sure lines stand below it, too
		want  int
	}{
		{"a gap", byWords(-30, -600, 600), "Old quay\n\nNew quay", true, 2},
		{"with a button", byWords(-30, -600, 600), "Old quay\n\nShare on Facebook\n\nNew quay", true, 2},
		{"with furniture", byWords(-30, -600, 600), "Old quay\n\nAll of the quays\n\nNew quay", true, 0},
		{"as long as it may be", byWords(-30, -600, 600), strings.Repeat("Old quay\n\n", 5), true, 5},
		{"too long", byWords(-30, -600, 600), strings.Repeat("Old quay\n\n", 6), true, 0},
		{"the end", byWords(-30, -600, 600), "Old quay\n\nNew quay", false, 0},
		// What is surePart but would go for its score is in the gap itself.
		{"with a line that is nearly sure", byWords(-30, 150, 600), "Old quay\n\nNone but this quay\n\nNew quay", true, 3},
		// What is surePart and stays props up the next.
		{"lines below one that is nearly sure", byWords(-200, 150, 600), "None but this quay\n\nOld quay", false, 0},
		{"lines right below one that is nearly sure", byWords(-200, 150, 600), harbour[0] + "\nNone but this quay\nOld quay\n\nNew quay", false, 2},
	} {
		c := newCleaner(t, Options{Model: test.model, Only: []string{ModelRule, "share"}})
		text := "Share on Facebook\n\n" + strings.Join(harbour, "\n\n") + "\n\n" + test.gap
		if test.below {
			text += "\n\n" + harbour[0]
		}
		var p Page
		c.Clean(&p, []byte(text))
		kept := 0
		for i := range p.Blocks {
			kept += one(p.Blocks[i].Rule == Kept && strings.HasSuffix(string(p.Blocks[i].Text), " quay"))
		}
		if kept != test.want {
			t.Errorf("%s: %d lines of the gap stay, want %d: %q", test.name, kept, test.want, p.AppendText(nil))
		}
	}
}

// TestIsSure: a line is sure if it is kept and scores enough, or will be kept for
// its score, also over the rule that removed it.
func TestIsSure(t *testing.T) {
	for _, test := range []struct {
		name   string
		b      Block
		score  int32
		judged int
		want   bool
	}{
		{"to come", Block{}, 300, 0, true},
		{"to come, and to go", Block{}, 299, 0, false},
		{"to come back", Block{Rule: 1}, 501, 0, true},
		{"not to come back", Block{Rule: 1}, 500, 0, false},
		{"a phrase", Block{Rule: 1, phrase: true}, 600, 0, false},
		{"kept", Block{}, surePart, 1, true},
		{"kept for its neighbours", Block{}, surePart - 1, 1, false},
		{"gone", Block{Rule: 1}, 600, 1, false},
	} {
		p := Page{Blocks: []Block{test.b}, bench: &bench{scores: []int32{test.score}, sure: 300, back: 500, judged: test.judged}}
		if got := p.isSure(0); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

// TestIsBelow: below the headline stands what has no more than a line between,
// buttons and dates aside.
func TestIsBelow(t *testing.T) {
	phrase := Block{phrase: true}
	for _, test := range []struct {
		between []Block
		want    bool
	}{
		{nil, true}, {[]Block{{}}, true}, {[]Block{{}, {}}, false}, {[]Block{phrase, {}, phrase, phrase}, true}, {[]Block{phrase, {}, {}}, false},
	} {
		p := Page{Blocks: slices.Concat([]Block{{}, {}}, test.between, []Block{{}})}
		last := len(p.Blocks) - 1
		if got := p.isBelow(last, 1); got != test.want {
			t.Errorf("%d lines between: %v", len(test.between), got)
		}
		if p.isBelow(1, 1) || p.isBelow(0, 1) || p.isBelow(last, -1) {
			t.Error("the headline, a line above it or all of a page without one is below it")
		}
	}
}

// TestSpareInGap: the paragraph below the headline and the sentences of a list
// stay when the article goes on after them; other lines that score as little,
// and such lines elsewhere, do not.
func TestSpareInGap(t *testing.T) {
	model := doubtfulSigns()
	model.First = Forest{}
	c := newCleaner(t, Options{Model: model, Only: []string{ModelRule, "share"}})
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
	c := newCleaner(t, Options{Disable: []string{ModelRule}})
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
