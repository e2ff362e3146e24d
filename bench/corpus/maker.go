package main

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What the corpus looks like, taken from some 6,000 scraped pages: 42 bytes a
// line, a quarter of the lines blank, one paragraph in four seen before.
const (
	meanLine      = 41   // bytes, line end included
	longWords     = 8    // words from which a line is a paragraph
	repeated      = 0.22 // share of the paragraphs that are copied; chance makes some more
	borrowed      = 0.5  // share of the paragraphs that come from another page
	changed       = 0.35 // share of the words that are exchanged
	shortestWord  = 4    // letters; shorter words hold a sentence together
	remembered    = 1 << 15
	blankInMenus  = 0.3
	streamOfMaker = 0x77696e6e6f77 // any constant: the second half of the seed
)

// A language is what the pages of one language are made of.
type language struct {
	paragraphs, furniture [][]byte // lines, long and short
	words                 []string // in lower case, for exchanging
}

// A page is a page to vary.
type page struct {
	lang  *language
	lines [][]byte
}

// readPages reads the pages of a folder: LANG-NAME.txt without the .gold.txt.
func readPages(folder fs.FS) ([]page, error) {
	names, err := fs.Glob(folder, "*.txt") // sorted: the order is part of the seed
	if err != nil {
		return nil, err
	}
	languages := map[string]*language{}
	var pages []page
	for _, name := range names {
		// One line in five hundred of scraped pages has broken characters; two
		// pages in eighteen would be fifty times too many.
		if strings.HasSuffix(name, ".gold.txt") || strings.HasSuffix(name, "-broken-characters.txt") {
			continue
		}
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		code, _, _ := strings.Cut(name, "-")
		if languages[code] == nil {
			languages[code] = &language{}
		}
		p := page{lang: languages[code], lines: bytes.Split(bytes.TrimRight(text, "\n"), []byte("\n"))}
		p.lang.learn(p.lines)
		pages = append(pages, p)
	}
	for code, l := range languages {
		if len(l.paragraphs) == 0 || len(l.furniture) == 0 || len(l.words) == 0 {
			return nil, errors.New("the pages in " + code + " have no paragraphs or no short lines")
		}
	}
	if len(pages) == 0 {
		return nil, errors.New("no pages: is this the folder of the project?")
	}
	return pages, nil
}

func (l *language) learn(lines [][]byte) {
	for _, line := range lines {
		words := bytes.Fields(line)
		switch {
		case len(words) >= longWords:
			l.paragraphs = append(l.paragraphs, line)
		case len(words) > 0:
			l.furniture = append(l.furniture, line)
		}
		for _, w := range strings.FieldsFunc(string(line), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if utf8.RuneCountInString(w) >= shortestWord {
				l.words = append(l.words, strings.ToLower(w))
			}
		}
	}
}

// A maker makes pages. Its output depends on the pages and the seed alone.
type maker struct {
	pages        []page
	random       *rand.Rand
	seen         map[*language][][]byte // paragraphs made before, at most remembered a language
	bytes, lines int                    // made so far
}

func newMaker(pages []page, seed uint64) *maker {
	return &maker{pages: pages, random: rand.New(rand.NewPCG(seed, streamOfMaker)), seen: map[*language][][]byte{}}
}

// appendPage appends a variation of a page chosen at random: menus first, as
// many short lines as bring the mean length of all lines to meanLine, then its
// own lines.
func (m *maker) appendPage(dst []byte) []byte {
	p := m.pages[m.random.IntN(len(m.pages))]
	start := len(dst)
	lines := m.lines
	for m.bytes+len(dst)-start > meanLine*lines {
		if m.random.Float64() >= blankInMenus {
			dst = m.appendVaried(dst, pick(m.random, p.lang.furniture), p.lang)
		}
		dst = append(dst, '\n')
		lines++
	}
	for _, line := range p.lines {
		if len(bytes.Fields(line)) >= longWords {
			dst = m.appendParagraph(dst, line, p.lang)
		} else {
			dst = m.appendVaried(dst, line, p.lang)
		}
		dst = append(dst, '\n')
		lines++
	}
	m.bytes += len(dst) - start
	m.lines = lines
	return dst
}

// appendParagraph appends a copy of an earlier paragraph or a new one, made
// from line or from any paragraph of the language.
func (m *maker) appendParagraph(dst, line []byte, lang *language) []byte {
	seen := m.seen[lang]
	if len(seen) > 0 && m.random.Float64() < repeated {
		return append(dst, pick(m.random, seen)...)
	}
	if m.random.Float64() < borrowed {
		line = pick(m.random, lang.paragraphs)
	}
	start := len(dst)
	dst = m.appendVaried(dst, line, lang)
	made := bytes.Clone(dst[start:])
	if len(seen) < remembered {
		m.seen[lang] = append(seen, made)
	} else {
		seen[m.random.IntN(len(seen))] = made
	}
	return dst
}

// appendVaried appends line with other digits and some other words; everything
// that is neither stays, invalid bytes too.
func (m *maker) appendVaried(dst, line []byte, lang *language) []byte {
	for len(line) > 0 {
		r, n := utf8.DecodeRune(line)
		switch {
		case '0' <= r && r <= '9':
			dst = append(dst, '0'+byte(m.random.IntN(10)))
		case unicode.IsLetter(r):
			n = len(line) - len(bytes.TrimLeftFunc(line, unicode.IsLetter))
			dst = m.appendWord(dst, line[:n], lang)
		default:
			dst = append(dst, line[:n]...)
		}
		line = line[n:]
	}
	return dst
}

func (m *maker) appendWord(dst, word []byte, lang *language) []byte {
	if utf8.RuneCount(word) < shortestWord || m.random.Float64() >= changed {
		return append(dst, word...)
	}
	other := pick(m.random, lang.words)
	if first, _ := utf8.DecodeRune(word); unicode.IsUpper(first) {
		r, n := utf8.DecodeRuneInString(other)
		dst = utf8.AppendRune(dst, unicode.ToUpper(r))
		other = other[n:]
	}
	return append(dst, other...)
}

func pick[T any](random *rand.Rand, from []T) T { return from[random.IntN(len(from))] }
