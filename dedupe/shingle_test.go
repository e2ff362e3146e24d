package dedupe

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// plainTokens is nextToken, written down without haste.
func plainTokens(text []byte) []string {
	var tokens []string
	word := ""
	end := func() {
		if word != "" {
			tokens = append(tokens, word)
		}
		word = ""
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		piece := string(text[i : i+n])
		i += n
		switch {
		case piece == " ":
			end()
		case r != utf8.RuneError && isSpaceless(r):
			end()
			tokens = append(tokens, piece)
		default:
			word += piece
		}
	}
	end()
	return tokens
}

func tokensOf(p []byte) (tokens []string) {
	for from, to := nextToken(p, 0); from < to; from, to = nextToken(p, to) {
		tokens = append(tokens, string(p[from:to]))
	}
	return tokens
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{
		"", " ", "a", "one two three four", "l été à la campagne", "ελλάδα και россия",
		"東京 2024年", "ประเทศไทย", "a東b京 c", "verylongwordwithoutend東", "\xe3\x81", "ｆｕｌｌ ﬁ", "\x00 \xff\xe0",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		want := plainTokens(text)
		if got := tokensOf(text); !slices.Equal(got, want) {
			t.Errorf("tokens of %q: %q, want %q", text, got, want)
		}
		hashes := appendTokens(nil, text)
		if len(hashes) != len(want) {
			t.Fatalf("%d hashes of %d tokens", len(hashes), len(want))
		}
		for i, token := range want {
			// Where a token stands must not show in its hash.
			if h := tokenHash([]byte(token), 0, len(token)); h != hashes[i] {
				t.Errorf("%q has two hashes", token)
			}
		}
	})
}

// Runs of the same tokens have the same hash, others another one.
func TestShingles(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("a b c d e f g h")
	for n := 1; n <= 6; n++ {
		byText := map[string]uint64{}
		byHash := map[uint64]string{}
		for range 300 {
			text := make([]string, 1+r.IntN(30))
			for i := range text {
				text[i] = words[r.IntN(len(words))]
			}
			got := appendShingles(nil, appendTokens(nil, []byte(strings.Join(text, " "))), n)
			if want := max(1, len(text)-n+1); len(got) != want {
				t.Fatalf("%d shingles of %d in %d words", len(got), n, len(text))
			}
			for i, h := range got {
				s := strings.Join(text[i:min(len(text), i+n)], " ")
				if other, ok := byText[s]; ok && other != h {
					t.Fatalf("%q has two hashes", s)
				}
				if other, ok := byHash[h]; ok && other != s {
					t.Fatalf("%q and %q have one hash", s, other)
				}
				byText[s], byHash[h] = h, s
			}
		}
	}
	if s := appendShingles(nil, nil, 5); len(s) != 0 {
		t.Errorf("nothing has the shingles %v", s)
	}
}

// Minima of two sets agree as often as the sets' similarity says, whatever
// their sizes: small sets need many rounds.
func TestMinimaEstimateSimilarity(t *testing.T) {
	o := NearOptions{Threshold: 0.9}
	r := rand.New(rand.NewPCG(9, 9))
	for _, size := range []int{4, 20, 100, 1000} {
		for _, similarity := range []float64{0.2, 0.5, 0.9} {
			trials := fewer(200, 50)
			agreed, all := 0, 0
			truth := 0.0
			for range trials {
				common := int(math.Round(float64(size) * similarity))
				apart := size - common
				var a, b []uint64
				for range common {
					x := r.Uint64()
					a, b = append(a, x), append(b, x)
				}
				for i := range apart {
					if i%2 == 0 {
						a = append(a, r.Uint64())
					} else {
						b = append(b, r.Uint64())
					}
				}
				truth += float64(common) / float64(size) / float64(trials)
				x, y := NewSketcher(o), NewSketcher(o)
				x.shingle, y.shingle = a, b
				if len(a) == 0 || len(b) == 0 {
					continue
				}
				x.sketch()
				y.sketch()
				for i := range x.minima {
					if x.minima[i] == y.minima[i] {
						agreed++
					}
					all++
				}
			}
			// One pair's share of agreeing minima deviates by no more than
			// that of independent ones, and here some small sets are uneven.
			if got := float64(agreed) / float64(all); math.Abs(got-truth) > float64(fewer(2, 4))/100 {
				t.Errorf("%d shingles, similarity %.3f: %.3f of the minima agree", size, truth, got)
			}
		}
	}
}
