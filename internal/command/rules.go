package command

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"winnow/clean"
)

func rulesCommand() subcommand {
	list := subcommand{
		name: "list", flags: []string{"rules"},
		usage: "List the rules: name, kind, what it does.",
		run:   func(p *program, _ context.Context, o *options) error { return p.rulesList(o) },
	}
	show := subcommand{
		name: "show", args: "NAME", flags: []string{"rules"},
		usage: "Explain one rule with its examples.",
		run:   func(p *program, _ context.Context, o *options) error { return p.rulesShow(o) },
	}
	test := subcommand{
		name: "test", args: "FILE...",
		usage: "Run the examples of a pack of your own.",
		about: "A line that begins with + must be removed by the rule it stands under, one that begins with - by no rule. " +
			"Each example that fails is named with its file and line, and the exit status is 1.",
		run: func(p *program, _ context.Context, o *options) error { return p.rulesTest(o) },
	}
	return subcommand{
		name: "rules", usage: "List and explain the rules; test a pack of your own.",
		verbs: []subcommand{list, show, test}, flags: list.flags,
		run: func(p *program, ctx context.Context, o *options) error {
			if len(o.files) > 0 {
				return unknown("verb of winnow rules:", o.files[0], []string{"list", "show", "test"})
			}
			return list.run(p, ctx, o)
		},
	}
}

func (p *program) rulesList(o *options) error {
	if len(o.files) > 0 {
		return usagef("write winnow rules show "+o.files[0], "winnow rules list takes no names")
	}
	rules, err := rulesWith(o)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, r := range rules[1:] {
		fmt.Fprintf(&b, "%-18s %-8s %s\n", r.Name, r.Kind, r.Doc)
	}
	return p.print(b.String())
}

// rulesWith returns the list of rules, with those that the packs named by
// --rules define. Only for these a cleaner has to be made, which takes time.
func rulesWith(o *options) ([]clean.Rule, error) {
	if len(o.rules) == 0 {
		return clean.Rules(), nil
	}
	c, err := newCleaner(o, true)
	if err != nil {
		return nil, err
	}
	return c.Rules(), nil
}

func (p *program) rulesShow(o *options) error {
	if len(o.files) != 1 {
		return usagef("write winnow rules show NAME", "rules show needs the name of one rule")
	}
	rules, err := rulesWith(o)
	if err != nil {
		return err
	}
	packs, err := clean.Packs()
	if err != nil {
		return err
	}
	own, err := readPacks(o.rules)
	if err != nil {
		return err
	}
	for _, r := range rules[1:] {
		if r.Name == o.files[0] {
			return p.print(ruleText(&r, append(packs, own...)))
		}
	}
	return unknown("rule", o.files[0], ruleNames(rules))
}

// ruleText is all there is to know about a rule.
func ruleText(r *clean.Rule, packs []clean.Pack) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n\n%s\n", r.Name, r.Kind, fill(r.Doc, 0, helpWidth))
	for _, e := range r.Hits {
		fmt.Fprintf(&b, "\nBefore:\n%sAfter:\n%s", indent(e.Before), indent(e.After))
	}
	phrases, hits, misses := packEntries(r.Name, packs)
	if len(hits) > 0 {
		b.WriteString("\nRemoves, for example:\n" + indent(strings.Join(hits, "\n")))
	}
	if misses = append(slices.Clone(r.Misses), misses...); len(misses) > 0 {
		b.WriteString("\nLeaves alone:\n" + indent(strings.Join(misses, "\n")))
	}
	if len(phrases) > 0 {
		b.WriteString("\nPhrases:\n")
		for _, pack := range slices.Sorted(maps.Keys(phrases)) {
			fmt.Fprintf(&b, "    %-4s %d\n", escape(pack), phrases[pack])
		}
	}
	return b.String()
}

// examplesShown is how many lines of each pack stand for the rest.
const examplesShown = 3

// packEntries counts the phrases of a rule in each pack, and picks examples.
func packEntries(rule string, packs []clean.Pack) (phrases map[string]int, hits, misses []string) {
	phrases = map[string]int{}
	for _, pack := range packs {
		nHits, nMisses := 0, 0
		for _, e := range pack.Entries {
			switch {
			case e.Rule != rule:
			case e.Kind == clean.Phrase:
				phrases[pack.Name]++
			case e.Kind == clean.Hit && nHits < examplesShown:
				hits = append(hits, e.Text)
				nHits++
			case e.Kind == clean.Miss && nMisses < examplesShown:
				misses = append(misses, e.Text)
				nMisses++
			}
		}
	}
	return phrases, hits, misses
}

// indent sets text off by four spaces and makes it safe to look at.
func indent(text string) string {
	var b strings.Builder
	for l := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		b.WriteString(strings.TrimRight("    "+escape(l), " ") + "\n")
	}
	return b.String()
}
