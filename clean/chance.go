package clean

import "bytes"

// Some lines are a phrase by chance: text has the same words, and how the line is
// written or where it stands tells that it is no furniture.

// withoutChance returns those of rules that b is a phrase of and not by chance. b
// comes after the last block so far.
func (p *Page) withoutChance(rules ruleSet, b *Block) ruleSet {
	switch {
	case rules.empty(): // most
		return rules
	case p.isRest(b), isCall(b.Text):
		return ruleSet{}
	case isChapter(b.Text):
		return rules.without(p.cleaner.links)
	}
	return rules
}

// isRest says whether b is the rest of a sentence whose lines were broken at a fixed
// width: it ends with a full stop, right below a line that may be wrapped and is no
// phrase. The last word of a paragraph ("support.") is no button.
func (p *Page) isRest(b *Block) bool {
	above := len(p.Blocks) - 1
	if above < 0 || b.BlankBefore || b.Text[len(b.Text)-1] != '.' || b.Has(EndsEllipsis) || !b.Has(StartsLower) && wordCount(b) > restCapitals {
		return false
	}
	return mayWrap(&p.Blocks[above]) && (len(p.hits) == 0 || int(p.hits[len(p.hits)-1].block) != above)
}

// restCapitals is the longest rest that may begin with a capital letter.
const restCapitals = 2

// isCall says whether a line ends as a call in a program does ("close()"): buttons
// do not, though the word is the same.
func isCall(line []byte) bool {
	name, call := bytes.CutSuffix(line, []byte("()"))
	return call && len(name) > 0 && name[len(name)-1] != ' '
}

// isChapter says whether a line is a heading in Markdown, which many scrapers
// write. Menus are lists there: "## Documentation" is a chapter and no link.
func isChapter(line []byte) bool {
	marks := len(line) - len(bytes.TrimLeft(line, "#"))
	return marks >= 1 && marks <= 6 && marks < len(line) && line[marks] == ' '
}
