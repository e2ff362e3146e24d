package corpus

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestWindows(t *testing.T) {
	for _, test := range []struct {
		name, in string
		limit    int64
		want     []string
		cont     []bool
	}{
		{"fits", "0123456789", 10, []string{"0123456789"}, []bool{false}},
		{"one more", "0123456789\n", 10, []string{"0123456789", "\n"}, []bool{false, true}},
		{"line ends", "ab\ncd\nefghij\nkl\n", 8, []string{"ab\ncd\n", "efghij\n", "kl\n"}, []bool{false, false, false}},
		{"blank line", "abcdefghi\n\ng\nhij\n", 12, []string{"abcdefghi\n\n", "g\nhij\n"}, []bool{false, false}},
		{"blank line crlf", "abcdefghijk\r\n\r\ng\r\nhij\n", 16, []string{"abcdefghijk\r\n\r\n", "g\r\nhij\n"}, []bool{false, false}},
		{"early blank line", "ab\n\nc\ndefg\nhij\n", 10, []string{"ab\n\nc\n", "defg\nhij\n"}, []bool{false, false}},
		{"space", "abcdefg hijkl mn", 10, []string{"abcdefg ", "hijkl mn"}, []bool{false, true}},
		{"early space", "abc efghijklmn", 10, []string{"abc efghij", "klmn"}, []bool{false, true}},
		{"character", "漢字漢字漢字", 10, []string{"漢字漢", "字漢字"}, []bool{false, true}},
		{"cr lf", "123456789\r\nab", 10, []string{"123456789", "\r\nab"}, []bool{false, true}},
		{"no character", "\x80\x80\x80\x80\x80", 4, []string{"\x80\x80\x80\x80", "\x80"}, []bool{false, true}},
	} {
		c := fromString(t, test.in, Options{From: "text", MaxDocument: test.limit})
		var cont []bool
		at, lines := 0, 0
		for i, d := range c.docs {
			cont = append(cont, d.Continues)
			if start, end := d.Span(0, len(d.Text)); test.in[start:end] != string(d.Text) || d.Base != int64(at) {
				t.Errorf("%s: window %d: span %d, %d", test.name, i, start, end)
			}
			if d.Line != lines || d.Record != 1 || d.Offset != 0 {
				t.Errorf("%s: window %d: line %d, record %d, offset %d", test.name, i, d.Line, d.Record, d.Offset)
			}
			at += len(d.Text)
			lines += bytes.Count(d.Text, []byte("\n"))
		}
		if d := cmp.Diff(test.want, c.texts()); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, d)
		}
		if d := cmp.Diff(test.cont, cont); d != "" {
			t.Errorf("%s: Continues (-want +got):\n%s", test.name, d)
		}
	}
}

// TestManyLines: a text of many short lines is worked in windows, for what is
// known of each line takes more memory than the line.
func TestManyLines(t *testing.T) {
	for _, end := range []string{"\n", "\r", "\r\n"} {
		for _, more := range []int{0, 1} {
			in := strings.Repeat("a"+end, maxLines+more)
			c := fromString(t, in, Options{From: "text"})
			if got := strings.Join(c.texts(), ""); got != in {
				t.Errorf("%q, %d more: the text is not whole", end, more)
			}
			checkParts(t, c.docs)
			if whole := len(c.docs) == 1; whole != (more == 0) {
				t.Errorf("%q, %d more: %d windows", end, more, len(c.docs))
			}
			for i, d := range c.docs {
				if n := strings.Count(string(d.Text), end); more > 0 && n > windowLines {
					t.Errorf("%q: %d lines in window %d", end, n, i)
				}
				if d.Continues && end != "\r" {
					t.Errorf("%q: window %d begins inside a line", end, i)
				}
			}
		}
	}
	in := strings.Repeat("a\n", maxLines+1)
	small := collect(t, from(t, iotest.HalfReader(strings.NewReader(in)), Options{From: "text"}))
	if !sameDocs(small.docs, fromString(t, in, Options{From: "text"}).docs) {
		t.Error("the size of reads shows")
	}
}

// checkParts: First, Middle and Last come in order.
func checkParts(t *testing.T, docs []Document) {
	t.Helper()
	before := Last
	for i, d := range docs {
		ok := d.Part == Whole || d.Part == First
		if before == First || before == Middle {
			ok = d.Part == Middle || d.Part == Last
		}
		if !ok {
			t.Fatalf("document %d: part %d after %d", i, d.Part, before)
		}
		if before = d.Part; before == Whole {
			before = Last
		}
	}
	if before != Last {
		t.Fatalf("the last part is %d", before)
	}
}

func FuzzTextWindows(f *testing.F) {
	for _, in := range inputs() {
		f.Add(in, 100, true)
		f.Add(in, 7, false)
	}
	f.Fuzz(func(t *testing.T, in string, limit int, lines bool) {
		o := Options{From: "text", MaxDocument: int64(max(1, limit))}
		if lines {
			o.From = "lines"
		}
		r, err := Open("-", strings.NewReader(in), o)
		if err != nil || r.packed != "" || r.encoding != "" {
			return
		}
		start := int(r.pos)
		whole := collect(t, r)
		small := collect(t, from(t, iotest.OneByteReader(strings.NewReader(in)), o))
		if !sameDocs(whole.docs, small.docs) {
			t.Fatal("the size of reads shows")
		}
		checkParts(t, whole.docs)
		in = in[start:]
		valid := utf8.ValidString(in)
		got := strings.Join(whole.texts(), "")
		if lines {
			in, got = withoutEnds(in), withoutEnds(got)
		}
		if got != in {
			t.Fatalf("%q came out as %q", in, got)
		}
		for i, d := range whole.docs {
			if a, b := d.Span(0, len(d.Text)); a < int64(start) || b-int64(start) > int64(len(in)) && !lines {
				t.Fatalf("document %d: span %d, %d", i, a, b)
			}
			if d.Continues && valid && !utf8.Valid(d.Text) {
				t.Fatalf("document %d: a character was cut: %q", i, d.Text)
			}
		}
	})
}

func withoutEnds(s string) string { return strings.NewReplacer("\n", "", "\r", "").Replace(s) }

func TestLastBlank(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		w := make([]byte, random.IntN(20))
		for i := range w {
			w[i] = "\n\n\rx"[random.IntN(4)]
		}
		if random.IntN(4) == 0 { // on the border of two pieces
			w = append(w, bytes.Repeat([]byte("x"), 4096-random.IntN(20))...)
		}
		want := -1
		for _, blank := range []string{"\n\n", "\n\r\n"} {
			if i := bytes.LastIndex(w, []byte(blank)); i >= 0 {
				want = max(want, i+len(blank))
			}
		}
		if got := lastBlank(w); got != want {
			t.Fatalf("lastBlank(%q) = %d, want %d", w, got, want)
		}
	}
}
