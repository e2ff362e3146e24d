package clean

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// The lines are the blocks that Clean makes, with the same damage.
func FuzzMendedLines(f *testing.F) {
	for _, s := range []string{"", "a\nb\n\n\nc", "été\n«\u00a0x »", "a  b", " a", "a \n", "a\r\nb", "\r\r", "&amp;", "&", "\xff", "\x00", "Ã©", "e\u0301", "x\n\n", "\u200b\na", "é\n\xe9", "\xa4\xa4\n\xa4\xe5"} {
		f.Add([]byte(s))
	}
	var bare []*Cleaner
	for _, o := range []NormalizeOptions{{}, {NFKC: true, ASCIIDashes: true}, {Encoding: "windows-1252"}} {
		c, err := New(Options{NoRules: true, NormalizeOptions: o})
		if err != nil {
			f.Fatal(err)
		}
		if c.HasRules() {
			f.Fatal("a cleaner without rules has some")
		}
		bare = append(bare, c)
	}
	type line struct {
		Start, End, Line int
		Text             string
		BlankBefore      bool
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, c := range bare {
			var p, q Page
			var lines []line
			for _, assume := range []bool{true, false} {
				lines = lines[:0]
				m := c.MendedLines(&q, text, assume)
				for m.Next() {
					if s := m.Text(); len(s) > 0 {
						lines = append(lines, line{m.Start, m.End, m.Line, string(s), m.BlankBefore})
					}
				}
				if !m.Misread {
					break
				}
				if utf8.Valid(text) || !assume {
					t.Fatal("misread")
				}
			}
			c.Clean(&p, text)
			if len(lines) != len(p.Blocks) {
				t.Fatalf("%d lines, %d blocks", len(lines), len(p.Blocks))
			}
			for i, l := range lines {
				b := &p.Blocks[i]
				want := line{b.Start, b.End, b.Line, string(b.Text), b.BlankBefore}
				if diff := cmp.Diff(want, l); diff != "" {
					t.Error(diff)
				}
			}
			if diff := cmp.Diff(p.Damage, q.Damage); diff != "" {
				t.Error(diff)
			}
		}
	})
}

func TestHasRules(t *testing.T) {
	c, err := New(Options{})
	if err != nil || !c.HasRules() {
		t.Error("the default cleaner has no rules", err)
	}
}

// What passes without a closer look is UTF-8: nobody else looks.
func TestScanStopsAtInvalid(t *testing.T) {
	plain := plainClasses()
	passed := 0
	check := func(s []byte) {
		if n, _ := plain.scan(s, 0, 0, 0); n < len(s) {
			return
		}
		if passed++; !utf8.Valid(s) {
			t.Fatalf("%q passes", s)
		}
	}
	edges := []byte{'a', 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xFF}
	for a := range 256 {
		for b := range 256 {
			check([]byte{byte(a), byte(b)})
			for _, c := range edges {
				check([]byte{byte(a), byte(b), c})
				for _, d := range edges {
					check([]byte{byte(a), byte(b), c, d})
				}
			}
		}
	}
	if passed < 10_000 {
		t.Errorf("only %d pass", passed)
	}
}
