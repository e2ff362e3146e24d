package clean

import (
	"bytes"
	"testing"
)

// BenchmarkNew is what every start of the program pays.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkClean(b *testing.B) {
	text := bytes.Join(exampleLines(b), []byte("\n"))
	c, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	var p Page
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		c.Clean(&p, text)
	}
}
