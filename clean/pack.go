package clean

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Pack is a list of phrases, most often those of one language, as read from
// a file of clean/packs or from a user. docs/packs.md describes the format.
type Pack struct {
	Name    string // language or file name
	Entries []Entry
}

// An Entry is one line of a pack: a phrase, or an example.
type Entry struct {
	Rule string // name of the rule that the phrase belongs to
	Kind EntryKind
	Text string
	Line int // in the pack, from 1
}

// EntryKind tells phrases from examples and word lists.
type EntryKind uint8

const (
	Phrase EntryKind = iota // a pattern for a whole line
	Hit                     // an example that the rule must remove
	Miss                    // an example that no rule may remove
	Words                   // words of a list: [date-words], [home-words], [name-particles]
)

// A PackError says where a pack is wrong. Line and Column count from 1;
// Column counts characters.
type PackError struct {
	Pack         string
	Line, Column int
	What         string
}

func (e *PackError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Pack, e.Line, e.Column, e.What)
}

//go:embed packs/*.txt
var packFiles embed.FS

// Packs returns the packs that winnow ships with, in the order of their names.
func Packs() ([]Pack, error) {
	names, err := fs.Glob(packFiles, "packs/*.txt")
	if err != nil {
		return nil, err
	}
	var packs []Pack
	for _, name := range names {
		data, err := packFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		// The phrases are checked by a test: checking them takes as long as
		// all that a run has to do with them.
		p, err := parsePack(strings.TrimSuffix(strings.TrimPrefix(name, "packs/"), ".txt"), data, false)
		if err != nil {
			return nil, err
		}
		packs = append(packs, p)
	}
	return packs, nil
}

// The word lists that a pack may hold beside phrases.
const (
	listDateWords = "date-words"
	listHomeWords = "home-words"
	listParticles = "name-particles"
)

func isWordList(name string) bool {
	return name == listDateWords || name == listHomeWords || name == listParticles || slices.Contains(personLists[:], name)
}

// ParsePack reads a pack. The error is a *PackError. Whether the names of
// rules exist is for New to say: a user's pack may define its own.
func ParsePack(name string, data []byte) (Pack, error) {
	return parsePack(name, data, true)
}

func parsePack(name string, data []byte, check bool) (Pack, error) {
	p := Pack{Name: name}
	rule := ""
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	for n, line := range strings.Split(string(data), "\n") {
		line = strings.TrimRight(line, "\r \t")
		text := strings.TrimLeft(line, " \t")
		fail := func(at int, what string, args ...any) error {
			column := utf8.RuneCountInString(line[:len(line)-len(text)]) + 1
			return &PackError{name, n + 1, column + at, fmt.Sprintf(what, args...)}
		}
		switch {
		case !utf8.ValidString(text):
			return p, fail(0, "not UTF-8")
		case text == "" || text[0] == '#':
			continue
		case text[0] == '[':
			end := strings.IndexByte(text, ']')
			if end < 0 || strings.TrimSpace(text[end+1:]) != "" {
				return p, fail(0, "a heading must look like [rule]")
			}
			rule = strings.TrimSpace(text[1:end])
			if !validRuleName(rule) {
				return p, fail(1, "rule names are lower-case letters, digits and hyphens, not %q", rule)
			}
			if check && slices.Contains(reservedNames, rule) {
				return p, fail(1, "no rule can be named %s: reports say so of other lines", rule)
			}
			continue
		case rule == "":
			return p, fail(0, "a phrase before the first [rule]")
		case check && slices.Contains(personLists[:], rule):
			if at, word := oddPersonWord(text); at >= 0 {
				return p, fail(at, "%q is no plain word: letters, or one character of a script without spaces", word)
			}
		}
		e := Entry{Rule: rule, Text: text, Line: n + 1}
		switch {
		case isWordList(rule):
			e.Kind = Words
		case strings.HasPrefix(text, "+ "):
			e.Kind, e.Text = Hit, strings.TrimSpace(text[2:])
		case strings.HasPrefix(text, "- "):
			e.Kind, e.Text = Miss, strings.TrimSpace(text[2:])
		case text[0] == '+', text[0] == '-':
			return p, fail(1, "an example is %c, a space and its text", text[0])
		case check:
			if at, what := checkPhrase(text); what != "" {
				return p, fail(at, "%s", what)
			}
		}
		p.Entries = append(p.Entries, e)
	}
	return p, nil
}

// reservedNames are what reports call lines that no rule has removed, or something
// else than a rule (package report).
var reservedNames = []string{"kept", "blank", "duplicate", "near-duplicate", "repeated-span", "template"}

func validRuleName(s string) bool {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-') {
			return false
		}
	}
	return s != ""
}
