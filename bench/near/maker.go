package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// What the documents look like. Three in five are the only edition of their
// story; of the others there are up to dozens, a word to a third of which were
// changed.
const (
	vocabulary  = 50000
	stories     = 0.6 // for each document
	furnished   = 0.4 // share of the editions with a header and a footer
	sites       = 50
	meanWords   = 300
	spread      = 0.7  // of the logarithm of the number of words
	leastChange = -8.5 // logarithm of the share of words that are changed
	mostChange  = -1.2
)

// A maker makes editions of stories: lower-case words, a sentence a line. What
// it makes depends on the seed alone.
type maker struct {
	seed    uint64
	docs    int
	words   []string
	headers [][]string // two for each site
}

func newMaker(seed uint64, docs int) *maker {
	m := &maker{seed: seed, docs: docs}
	r := m.random(0)
	syllables := []string{"ba", "ter", "mon", "li", "sa", "ven", "co", "ri", "ta", "nel", "ou", "gra", "pi", "des", "la", "fro", "me", "qui", "no", "ses"}
	for len(m.words) < vocabulary {
		word := ""
		for range 1 + r.IntN(4) {
			word += syllables[r.IntN(len(syllables))]
		}
		m.words = append(m.words, fmt.Sprint(word, string(rune('a'+len(m.words)%26))))
	}
	for range 2 * sites {
		m.headers = append(m.headers, m.sentence(r, 10+r.IntN(30)))
	}
	return m
}

// random returns the source of one story, edition or the like.
func (m *maker) random(stream uint64) *rand.Rand { return rand.New(rand.NewPCG(m.seed, stream)) }

// word draws a word: few are frequent, most are rare (Zipf).
func (m *maker) word(r *rand.Rand) string {
	return m.words[int(math.Pow(vocabulary, r.Float64()))-1]
}

func (m *maker) sentence(r *rand.Rand, n int) []string {
	s := make([]string, n)
	for i := range s {
		s[i] = m.word(r)
	}
	return s
}

func (m *maker) story(number uint64) [][]string {
	r := m.random(1<<32 + number)
	var story [][]string
	left := int(meanWords * math.Exp(spread*r.NormFloat64()))
	for left = max(left, 20); left > 0; {
		s := m.sentence(r, min(left, 6+r.IntN(25)))
		story = append(story, s)
		left -= len(s)
	}
	return story
}

// appendDocument appends the document of that number.
func (m *maker) appendDocument(dst []byte, number int) []byte {
	r := m.random(1<<40 + uint64(number))
	// Squared, so that some stories have many editions.
	x := r.Float64()
	text := m.story(uint64(x * x * stories * float64(m.docs)))
	change := math.Exp(leastChange + (mostChange-leastChange)*r.Float64())
	for i, s := range text {
		s = slices.Clone(s)
		for j := range s {
			if r.Float64() < change {
				s[j] = m.word(r)
			}
		}
		text[i] = s
	}
	for range r.IntN(3) {
		i, j := r.IntN(len(text)), r.IntN(len(text))
		text[i], text[j] = text[j], text[i]
	}
	if r.Float64() < furnished {
		site := r.IntN(sites)
		text = slices.Concat(m.headers[2*site:2*site+1], text, m.headers[2*site+1:2*site+2])
	}
	for i, s := range text {
		if i > 0 {
			dst = append(dst, '\n')
		}
		for j, word := range s {
			if j > 0 {
				dst = append(dst, ' ')
			}
			dst = append(dst, word...)
		}
	}
	return dst
}
