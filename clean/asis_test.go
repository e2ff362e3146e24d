package clean

import (
	"bytes"
	"testing"
)

// AppendLines has the blocks that Clean makes, whenever it says so.
func FuzzAppendLines(f *testing.F) {
	for _, s := range []string{"", "a\nb\n\n\nc", "été\n«\u00a0x »", "a  b", " a", "a \n", "a\r\nb", "&amp;", "&", "\xff", "\x00", "Ã©", "e\u0301", "x\n\n", "\u200b"} {
		f.Add([]byte(s))
	}
	bare, err := New(Options{NoRules: true})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		lines, ok := bare.AppendLines(nil, text)
		if !ok {
			return
		}
		var p Page
		bare.Clean(&p, text)
		if len(lines) != len(p.Blocks) {
			t.Fatalf("%d lines, %d blocks", len(lines), len(p.Blocks))
		}
		for i, l := range lines {
			b := &p.Blocks[i]
			if b.Rule != Kept || l.Start != b.Start || l.End != b.End || l.Number != b.Line || !bytes.Equal(b.Text, text[l.Start:l.End]) {
				t.Errorf("line %+v, block %+v", l, b)
			}
		}
	})
}

func TestAppendLinesIsNotForAll(t *testing.T) {
	for _, o := range []Options{{}, {NoRules: true, NormalizeOptions: NormalizeOptions{NFKC: true}}, {NoRules: true, NormalizeOptions: NormalizeOptions{ASCIIDashes: true}},
		{NoRules: true, NormalizeOptions: NormalizeOptions{Encoding: "windows-1252"}}} {
		c, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := c.AppendLines(nil, []byte("a line")); ok {
			t.Errorf("%+v: lines stay as they are", o)
		}
	}
}
