package clean

import (
	"bytes"
	"unicode/utf8"
)

// Some lines are a phrase by chance: text has the same words, and how the line is
// written or where it stands tells that it is no furniture.

// withoutChance returns those of rules that b is a phrase of and not by chance. b
// comes after the last block so far.
func (p *Page) withoutChance(rules ruleSet, b *Block) ruleSet {
	switch {
	case p.isRest(b), isCall(b.Text), isSpeech(b):
		return ruleSet{}
	case isChapter(b.Text):
		return rules.without(p.cleaner.links)
	}
	if isExclamation(b) {
		rules = rules.without(p.cleaner.names)
		if wordCount(b) == 1 { // "Help!"
			rules = rules.without(p.cleaner.links)
		}
	}
	if isAnswer(b) {
		rules = rules.without(p.cleaner.answers)
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

// isSpeech says whether a line is what somebody says: a sentence within quotation
// marks ("“Try again.”") or behind the dash of dialogue ("— I agree."). The words
// may be those of a button, which has neither.
func isSpeech(b *Block) bool {
	if !b.Has(EndsSentence) || wordCount(b) > speechWords {
		return false
	}
	switch first, _ := utf8.DecodeRune(b.Text); first {
	case '—', '–', '―':
		return true
	case '"', '“', '„', '«', '»', '「', '『':
		last, _ := utf8.DecodeLastRune(b.Text)
		switch last {
		case '"', '“', '”', '«', '»', '」', '』':
			return len(b.Text) > utf8.RuneLen(last)
		}
	}
	return false
}

// speechWords is the longest speech that is looked for: longer lines are no button's.
const speechWords = 12

// isExclamation says whether a line ends as no name does: with a mark that asks or
// calls, or the full stop of Chinese, in which any words are names ("记者：为什么？").
func isExclamation(b *Block) bool {
	if !b.Has(EndsSentence) {
		return false
	}
	switch last, _ := utf8.DecodeLastRune(b.Text); last {
	case '!', '?', '！', '？', '؟', '。':
		return true
	}
	return false
}

// isAnswer says whether a line is a few words with a full stop or an exclamation
// mark, as answers are ("I agree.") and most buttons are not.
func isAnswer(b *Block) bool {
	if !b.Has(EndsSentence) || wordCount(b) > answerWords {
		return false
	}
	switch last, _ := utf8.DecodeLastRune(b.Text); last {
	case '.', '!', '。', '！':
		return true
	}
	return false
}

// answerWords is the longest answer that is taken for one.
const answerWords = 3
