package dedupe

import (
	"bytes"
	"testing"
)

// BenchmarkSketch is the bound of the search for what is almost the same; one
// text has a thousand words, another ten.
func BenchmarkSketch(b *testing.B) {
	long := bytes.Join(edited(200, 2), []byte(" "))
	for name, text := range map[string][]byte{"long": long[:bytes.LastIndexByte(long[:6000], ' ')], "short": long[:60]} {
		b.Run(name, func(b *testing.B) {
			s := NewSketcher(NearOptions{Threshold: 0.8})
			var sketch []uint32
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				sketch = s.Append(sketch[:0], text)
			}
		})
	}
}

func BenchmarkNear(b *testing.B) {
	texts := edited(2000, 2)
	o := NearOptions{Threshold: 0.8, TextBytes: 1 << 30}
	s := NewSketcher(o)
	var sketches [][]uint32
	for _, text := range texts {
		sketches = append(sketches, s.Append(nil, text))
	}
	for b.Loop() {
		near, err := NewNear(o)
		if err != nil {
			b.Fatal(err)
		}
		for i, text := range texts {
			if _, _, err := near.Add(text, sketches[i], NewPlace(int64(i), 1)); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkRepeats is the search for runs of 50 words, fingerprints included.
func BenchmarkRepeats(b *testing.B) {
	texts := edited(2000, 2)
	size := 0
	for _, text := range texts {
		size += len(text)
	}
	b.SetBytes(int64(size))
	printer := NewPrinter(50)
	var prints []Print
	var found []Repeat
	for b.Loop() {
		r, err := NewRepeats(RepeatOptions{Words: 50, TextBytes: 1 << 30})
		if err != nil {
			b.Fatal(err)
		}
		for i, text := range texts {
			prints = printer.Append(prints[:0], text)
			found, err = r.Find(found[:0], text, []Part{{0, NewPlace(int64(i), 1)}}, prints)
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
