package clean

import (
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
