package clean

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestLines(t *testing.T) {
	for text, want := range map[string]string{
		"":                     "",
		"a":                    "a",
		"a\n":                  "a",
		"a\r\nb\r\n":           "a|b",
		"a\rb\rc":              "a|b|c",
		"a\n\nb":               "a||b",
		"a\r\r\nb\n\rc":        "a||b||c",
		"\n":                   "",
		"\r\n\r\n":             "|",
		"one\ntwo\rthree\r\n4": "one|two|three|4",
	} {
		var got []string
		for l := newLines([]byte(text)); l.next < len(text); {
			start, end := l.line()
			got = append(got, text[start:end])
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%q: %q, want %q", text, s, want)
		}
	}
}

// Where the blocks of a text end does not matter, nor who looks for line ends.
func TestLinesOfBlocks(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		text := make([]byte, random.IntN(3*lineBlocks*blockBytes))
		ends := random.IntN(100)
		for i := range text {
			text[i] = "\x8a\x8d\v\f*-"[random.IntN(6)]
			if random.IntN(100) < ends {
				text[i] = "\r\n"[random.IntN(2)]
			}
		}
		var got []string
		for l := newLines(text); l.next < len(text); {
			start, end := l.line()
			got = append(got, string(text[start:end]))
		}
		unix := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(text))
		want := strings.Split(unix, "\n")
		if last := len(want) - 1; want[last] == "" {
			want = want[:last]
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q: %q, want %q", text, got, want)
		}
		var some, generic [lineBlocks]uint64
		text = text[:min(len(text), lineBlocks*blockBytes)]
		lineEndsOf(text, &some)
		if genericLineEnds(text, generic[:]); some != generic {
			t.Fatalf("%q: %x, in Go %x", text, some, generic)
		}
	}
}

// A text with carriage returns alone was once read again for every line.
func TestCarriageReturnsAlone(t *testing.T) {
	c := newCleaner(t, Options{})
	text := []byte(strings.Repeat("a line that ends with a carriage return\r", 200_000))
	done := make(chan struct{})
	go func() {
		var p Page
		c.Clean(&p, text)
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatal("8 MB of lines took more than a minute")
	}
}
