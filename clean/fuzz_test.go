package clean

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"
)

// FuzzClean holds what is true of any text: blocks in order, inside of the
// text and not empty; output in UTF-8; the same result from a page that was
// used before.
func FuzzClean(f *testing.F) {
	c, err := New(Options{})
	if err != nil {
		f.Fatal(err)
	}
	for _, r := range Rules() {
		for _, e := range r.Hits {
			f.Add([]byte(e.Before))
		}
		for _, miss := range r.Misses {
			f.Add([]byte(miss))
		}
	}
	pages, _ := filepath.Glob("../testdata/pages/*.txt")
	for _, name := range pages {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("a\rb\r\n\xff\xfe\n©\n ,\n’x"))
	var used Page
	f.Fuzz(func(t *testing.T, text []byte) {
		var p Page
		c.Clean(&p, text)
		end, line := 0, 0
		for i := range p.Blocks {
			b := &p.Blocks[i]
			if b.Start < end || b.End <= b.Start || b.End > len(text) || b.Line <= line || len(b.Text) == 0 {
				t.Fatalf("block %d: %+v after offset %d, line %d", i, b, end, line)
			}
			if int(b.Rule) >= len(c.Rules()) {
				t.Fatalf("block %d has rule %d", i, b.Rule)
			}
			end, line = b.End, b.Line
		}
		out := p.AppendText(nil)
		if !utf8.Valid(out) {
			t.Fatalf("the output is not UTF-8: %q", out)
		}
		c.Clean(&used, text)
		if again := used.AppendText(nil); string(again) != string(out) {
			t.Fatalf("a used page gives\n%q\na new one\n%q", again, out)
		}
	})
}
