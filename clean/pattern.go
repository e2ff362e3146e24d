package clean

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Edges of the trie other than words.
type edge uint8

const (
	edgeNumber edge = iota
	edgeDate
	edgeName
	edgeStar
	edgeLongStar
	edgeColon
	edgeCount
)

var edgeNames = map[string]edge{
	"{n}": edgeNumber, "{date}": edgeDate, "{name}": edgeName, "*": edgeStar, "**": edgeLongStar, ":": edgeColon,
}

// phraseToken is a token of a pattern: a word or a class.
type phraseToken struct {
	word bool
	hash uint32
	edge edge
}

// phraseElement is a piece of a pattern: a group of alternatives, or plain
// tokens, which are a group of one.
type phraseElement struct {
	text    string
	choices [][]phraseToken
}

// compilePhrase cuts a pattern that checkPhrase has passed into elements.
func compilePhrase(text string) []phraseElement {
	var elements []phraseElement
	for text != "" {
		piece := text
		if text[0] == '(' {
			piece = text[:strings.IndexByte(text, ')')+1]
		} else if at := strings.IndexByte(text, '('); at >= 0 {
			piece = text[:at]
		}
		text = text[len(piece):]
		e := phraseElement{text: piece, choices: make([][]phraseToken, 0, 1+strings.Count(piece, "|"))}
		var tokens []phraseToken // of all choices, one after the other
		for choice := range strings.SplitSeq(strings.Trim(piece, "()"), "|") {
			from := len(tokens)
			tokens = appendPhraseTokens(tokens, choice)
			e.choices = append(e.choices, tokens[from:len(tokens):len(tokens)])
		}
		elements = append(elements, e)
	}
	return elements
}

// firstTokens returns the tokens that a pattern may begin with; empty says
// that it may also be empty.
func firstTokens(pattern []phraseElement) (first []phraseToken, empty bool) {
	for _, e := range pattern {
		empty = false
		for _, choice := range e.choices {
			if n := slices.IndexFunc(choice, isToken); n >= 0 {
				first = append(first, choice[n])
			} else {
				empty = true
			}
		}
		if !empty {
			return first, false
		}
	}
	return first, true
}

// isToken says whether t takes up a token, as a colon does not.
func isToken(t phraseToken) bool { return t.word || t.edge != edgeColon }

// areFixed says whether all tokens are words, numbers or dates, by which a
// line can be told from others at a glance.
func areFixed(tokens []phraseToken) bool {
	return !slices.ContainsFunc(tokens, func(t phraseToken) bool {
		return !t.word && t.edge != edgeNumber && t.edge != edgeDate
	})
}

func appendPhraseTokens(dst []phraseToken, text string) []phraseToken {
	var scratch [8]token
	for field := range strings.FieldsSeq(text) {
		if field[0] == '{' || field[0] == '*' || field[0] == ':' {
			if e, ok := edgeNames[field]; ok {
				dst = append(dst, phraseToken{edge: e})
				continue
			}
		}
		word, colon := strings.CutSuffix(field, ":")
		tokens, _ := appendTokens(scratch[:0], []byte(word), maxPhraseTokens)
		for _, t := range tokens {
			dst = append(dst, phraseToken{word: true, hash: t.hash})
		}
		if colon {
			dst = append(dst, phraseToken{edge: edgeColon})
		}
	}
	return dst
}

// checkPhrase says what is wrong with a pattern, and at which character; what
// is empty if nothing is.
func checkPhrase(text string) (at int, what string) {
	depth := 0
	for i, r := range text {
		switch {
		case r == '(' && depth > 0:
			return utf8.RuneCountInString(text[:i]), "alternatives cannot stand inside alternatives"
		case r == '(':
			depth++
		case r == ')' && depth == 0:
			return utf8.RuneCountInString(text[:i]), "a ) without its ("
		case r == ')':
			depth--
		case r == '|' && depth == 0:
			return utf8.RuneCountInString(text[:i]), "a | outside of ( )"
		}
	}
	if depth > 0 {
		return utf8.RuneCountInString(text[:strings.LastIndexByte(text, '(')]), "a ( without its )"
	}
	for _, field := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '(' || r == ')' || r == '|' }) {
		if _, known := edgeNames[field]; !known && strings.ContainsAny(field, "{}*") {
			at := utf8.RuneCountInString(text[:strings.Index(text, field)])
			return at, fmt.Sprintf("unknown class %q; known are {n} {date} {name} * ** and a colon", field)
		}
	}
	pattern := compilePhrase(text)
	first, empty := firstTokens(pattern)
	last, _ := firstTokens(reversed(pattern))
	if empty || !areFixed(first) && !areFixed(last) {
		return 0, "a phrase must begin or end with a word, a number or a date, whatever alternatives are taken"
	}
	return 0, ""
}

// withoutEmpty returns the pattern without the empty alternative of its first
// element, and whether there was one. A root that is left without a token
// would be left that way for every line.
func withoutEmpty(pattern []phraseElement) (rest []phraseElement, optional bool) {
	e := pattern[0]
	choices := slices.DeleteFunc(slices.Clone(e.choices), func(c []phraseToken) bool { return len(c) == 0 })
	if len(choices) == len(e.choices) {
		return pattern, false
	}
	e.choices, e.text = choices, e.text+"+"
	return append([]phraseElement{e}, pattern[1:]...), true
}

// reversed returns the pattern back to front.
func reversed(pattern []phraseElement) []phraseElement {
	r := make([]phraseElement, 0, len(pattern))
	for _, e := range slices.Backward(pattern) {
		back := phraseElement{text: e.text}
		for _, choice := range e.choices {
			choice = slices.Clone(choice)
			slices.Reverse(choice)
			back.choices = append(back.choices, choice)
		}
		r = append(r, back)
	}
	return r
}
