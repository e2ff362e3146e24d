package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestRemovalAppendTo(t *testing.T) {
	for _, tt := range []struct {
		r    Removal
		want string
	}{
		{Removal{File: "a.txt", Record: 1, Rule: "share", Start: 10, End: 20, Line: 3, Text: []byte("Share \"this\"\t\x01")},
			`{"file":"a.txt","record":1,"rule":"share","start":10,"end":20,"line":3,"text":"Share \"this\"\t\u0001"}`},
		{Removal{File: "-", Record: 2, ID: []byte("x\\y"), Encoding: "utf-16le", Rule: Duplicate, Text: []byte("é\xff\u2028"), Kept: Kept{"b", 7, 9}},
			`{"file":"-","record":2,"id":"x\\y","encoding":"utf-16le","rule":"duplicate","start":0,"end":0,"line":0,"text":"é` + "\ufffd" + `\u2028","kept":{"file":"b","record":7,"line":9}}`},
	} {
		got := string(tt.r.AppendTo(nil))
		if diff := cmp.Diff(tt.want+"\n", got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestRemovalAppendToDoesNotAllocate(t *testing.T) {
	r := Removal{File: "a.jsonl", Record: 1, ID: []byte("id"), Rule: "share", Text: []byte("Teilen\x01é\xff\u2029"), Kept: Kept{"b", 1, 2}}
	buf := make([]byte, 0, 1<<10)
	if n := testing.AllocsPerRun(100, func() { buf = r.AppendTo(buf[:0]) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzRemovalAppendTo(f *testing.F) {
	f.Add("a.txt", []byte("text \xff\u2028\"\\\x00"))
	f.Fuzz(func(t *testing.T, file string, text []byte) {
		r := Removal{File: file, ID: text, Rule: "r", Text: text}
		line := r.AppendTo(nil)
		if !utf8.Valid(line) || bytes.Count(line, []byte("\n")) != 1 {
			t.Fatalf("not one line of UTF-8: %q", line)
		}
		var got struct{ File, ID, Text string }
		if err := json.Unmarshal(line, &got); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		// A conversion through runes replaces each invalid byte by U+FFFD.
		if want := string([]rune(string(text))); got.Text != want || got.ID != want {
			t.Fatalf("%q comes back as %q", want, got.Text)
		}
		if want := string([]rune(file)); got.File != want {
			t.Fatalf("%q comes back as %q", want, got.File)
		}
	})
}

var errDisk = errors.New("disk full")

// failing takes n writes and fails from then on.
type failing struct {
	n     int
	short bool
	bytes.Buffer
}

func (w *failing) Write(p []byte) (int, error) {
	if w.n--; w.n < 0 {
		if w.short {
			return len(p) / 2, nil
		}
		return 0, errDisk
	}
	return w.Buffer.Write(p)
}

func TestAuditKeepsTheFirstError(t *testing.T) {
	r := Removal{File: "a", Rule: "r", Text: bytes.Repeat([]byte("x"), 1000)}
	for n := range 4 {
		w := &failing{n: n}
		a := NewAudit(w)
		for range 5 * auditBuffer / 2000 {
			a.Add(&r)
		}
		err := a.Flush()
		if n < 3 && !errors.Is(err, errDisk) || n == 3 && err != nil {
			t.Errorf("%d writes: Flush returns %v", n, err)
		}
	}
	a := NewAudit(&failing{short: true})
	a.AddLines([]byte("{}\n"))
	if a.Flush() == nil {
		t.Error("a short write was not noticed")
	}
}

func TestAuditWritesEverything(t *testing.T) {
	var one, lines bytes.Buffer
	a, b := NewAudit(&one), NewAudit(&lines)
	var want int
	for i := range 5000 {
		r := Removal{File: "a", Record: int64(i), Rule: "r", Text: []byte("some text that was removed")}
		a.Add(&r)
		b.AddLines(r.AppendTo(nil))
		want++
	}
	if err := errors.Join(a.Flush(), b.Flush()); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.Bytes(), lines.Bytes()) || strings.Count(one.String(), "\n") != want {
		t.Errorf("%d lines, want %d", strings.Count(one.String(), "\n"), want)
	}
}

func BenchmarkRemovalAppendTo(b *testing.B) {
	r := Removal{File: "a.jsonl", Record: 1, ID: []byte("id"), Rule: "share", Text: []byte("Partagez cet article « à vos amis » sur tous les réseaux")}
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = r.AppendTo(buf[:0])
	}
}
