package clean

import (
	"bytes"
	"unicode/utf8"
)

// rejoin puts a kept paragraph that begins with what cannot begin one back to
// the kept paragraph before it: the scraper has cut it, most often where a
// link or a removed line stood. No other line that is kept may stand between.
func rejoin(p *Page, _ RuleID) {
	for i, has := range p.traits {
		if has&mayJoin == 0 {
			continue
		}
		if b := &p.Blocks[i]; b.Rule == Kept && p.continuesKept(i) {
			b.Glued = true
		}
	}
}

// continuesKept says whether block i continues the last kept block before it.
func (p *Page) continuesKept(i int) bool {
	if p.traits[i]&mayJoin == 0 {
		return false
	}
	for before := i - 1; before >= 0; before-- {
		if b := &p.Blocks[before]; b.Rule == Kept {
			return continues(b.Text, p.Blocks[i].Text)
		}
	}
	return false
}

// mayContinue looks at the first byte only: no paragraph of prose begins with
// one of these.
func mayContinue(text []byte) bool {
	switch text[0] {
	case ',', ';', '\'', "’"[0], "،"[0], "؛"[0], "、"[0], "，"[0]:
		return len(text) > 1
	}
	return false
}

// continues says whether text cannot begin a paragraph, so that it continues
// before.
func continues(before, text []byte) bool {
	if endMarks(before)&(EndsSentence|EndsEllipsis|EndsColon) != 0 {
		return false
	}
	r, size := utf8.DecodeRune(text)
	next, _ := utf8.DecodeRune(text[size:])
	switch r {
	case ',', ';', '،', '؛':
		return next == ' '
	case '、', '，', '；':
		return true
	case '\'', '’':
		return continuesElision(before, text[size:])
	}
	return false
}

// continuesElision says whether an apostrophe and rest complete the one or two
// letters that before ends with: "d" and "’Etat". A quotation that begins with
// an apostrophe follows a whole word.
func continuesElision(before, rest []byte) bool {
	r, _ := utf8.DecodeRune(rest)
	if foldRune(r) < foldLetters && foldRune(r) != foldPair {
		return false
	}
	start := len(before)
	for start > 0 {
		r, size := utf8.DecodeLastRune(before[:start])
		if foldRune(r) < foldLetters {
			break
		}
		start -= size
	}
	word := before[start:]
	// d', l', c', qu' and their like, and lorsqu', puisqu', quelqu', jusqu'.
	return len(word) == 1 || len(word) == 2 || bytes.HasSuffix(word, []byte("qu"))
}
