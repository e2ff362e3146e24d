package command

import (
	"fmt"

	"winnow/clean"
)

// rulesTest runs the examples of the packs named, each against the rules that
// its own pack uses.
func (p *program) rulesTest(o *options) error {
	if len(o.files) == 0 {
		return usagef("write winnow rules test FILE", "rules test needs the file of a pack")
	}
	packs, err := readPacks(o.files)
	if err != nil {
		return err
	}
	examples, failures := 0, 0
	for _, pack := range packs {
		n, failed, err := testPack(pack)
		if err != nil {
			return cleanerError(packs, err)
		}
		for _, f := range failed {
			p.say.line(f)
		}
		examples += n
		failures += len(failed)
	}
	if err := p.print(fmt.Sprintf("%d examples, %d failed\n", examples, failures)); err != nil {
		return err
	}
	if failures > 0 {
		return &statusError{status: statusUsage}
	}
	return nil
}

// testPack runs the examples of one pack, against the rules that it has
// phrases for and no others. Each failure is FILE:LINE: what.
func testPack(pack clean.Pack) (examples int, failures []string, err error) {
	only := ruleNames(make([]clean.Rule, 1), pack)
	c, err := clean.New(clean.Options{Packs: []clean.Pack{pack}, Only: only})
	if err != nil {
		return 0, nil, err
	}
	for _, e := range pack.Entries {
		if e.Kind != clean.Hit && e.Kind != clean.Miss {
			continue
		}
		examples++
		if what := exampleFails(c, e); what != "" {
			failures = append(failures, fmt.Sprintf("%s:%d: %s: %s", pack.Name, e.Line, what, e.Text))
		}
	}
	return examples, failures, nil
}

// exampleFails says what is wrong with an example, "" if nothing is.
func exampleFails(c *clean.Cleaner, e clean.Entry) string {
	rule := removedBy(c, e)
	switch {
	case e.Kind == clean.Miss && rule != "":
		return "the rule " + rule + " removes it"
	case e.Kind == clean.Hit && rule == "":
		return "the rule " + e.Rule + " does not remove it"
	case e.Kind == clean.Hit && rule != e.Rule:
		return "the rule " + rule + " removes it before " + e.Rule + " can"
	}
	return ""
}

// prose stands around an example, for rules look at what surrounds a line.
const prose = "The ferry had been late all week, and by Thursday the people on the quay had stopped looking at the clock; " +
	"they talked about the harvest instead, and about the winter before, when the ice had kept the island to itself for nine days.\n" +
	"When the boat came round the point at last, nobody cheered. A boy counted the cars as they rolled off, and an old man " +
	"who had waited since the morning took his bag and walked on board without a word, as if he had never doubted it.\n"

// removedBy puts an example on a page, where it belongs there, and returns the
// name of the rule that removes it, or "". What must stay stands in the middle
// of the text, headings of sections behind it, and the rest before it: some
// rules do not hold inside the text.
func removedBy(c *clean.Cleaner, e clean.Entry) string {
	text, line := e.Text+"\n\n"+prose, 1
	switch {
	case e.Kind == clean.Miss:
		text, line = prose+e.Text+"\n"+prose, 3
	case kindOfRule(c, e.Rule) == clean.Section:
		text, line = prose+e.Text+"\n", 3
	}
	var page clean.Page
	c.Clean(&page, []byte(text))
	for _, b := range page.Blocks {
		if b.Line == line && b.Rule != clean.Kept {
			return c.Rules()[b.Rule].Name
		}
	}
	return ""
}

func kindOfRule(c *clean.Cleaner, name string) clean.Kind {
	for _, r := range c.Rules() {
		if r.Name == name {
			return r.Kind
		}
	}
	return clean.Line
}
