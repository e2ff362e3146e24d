package clean

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// AppendLines has the blocks that Clean makes, and the same damage.
func FuzzAppendLines(f *testing.F) {
	for _, s := range []string{"", "a\nb\n\n\nc", "été\n«\u00a0x »", "a  b", " a", "a \n", "a\r\nb", "\r\r", "&amp;", "&", "\xff", "\x00", "Ã©", "e\u0301", "x\n\n", "\u200b\na"} {
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
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, c := range bare {
			var p, q Page
			lines := c.AppendLines(nil, &q, text)
			c.Clean(&p, text)
			if len(lines) != len(p.Blocks) {
				t.Fatalf("%d lines, %d blocks", len(lines), len(p.Blocks))
			}
			for i, l := range lines {
				b := &p.Blocks[i]
				want := MendedLine{b.Start, b.End, b.Line, b.Text, b.BlankBefore}
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
