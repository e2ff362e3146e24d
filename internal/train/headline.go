package train

import (
	"strings"
	"unicode"
)

// slugWords returns the words of the path of a URL, in small letters.
func slugWords(url string) map[string]bool {
	if _, rest, ok := strings.Cut(url, "://"); ok {
		url = rest
	}
	_, path, _ := strings.Cut(url, "/")
	words := map[string]bool{}
	for _, w := range wordsOf(path) {
		words[w] = true
	}
	return words
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// Headlines have so many words, and share so many of them, in tenths, with the
// URL of the page.
const (
	headlineMin   = 4
	headlineMax   = 30
	headlineShare = 7
)

func isHeadline(line []byte, slug map[string]bool) bool {
	words := wordsOf(string(line))
	if len(words) < headlineMin || len(words) > headlineMax {
		return false
	}
	in := 0
	for _, w := range words {
		if slug[w] {
			in++
		}
	}
	return 10*in >= headlineShare*len(words)
}
