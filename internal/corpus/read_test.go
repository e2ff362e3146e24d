package corpus

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// inputs are streams of every shape that the readers meet.
func inputs() map[string]string {
	long := strings.Repeat("a line of some forty bytes, as pages have\n", 300)
	return map[string]string{
		"empty":           "",
		"one line end":    "\n",
		"no line end":     "last line",
		"three lines":     "one\ntwo\r\n\nthree\n",
		"blank lines":     "\n\n  \n\r\n",
		"paragraphs":      strings.Replace(long, "pages have\n", "pages have\n\n", 90),
		"no newline":      strings.Repeat("word ", 2000),
		"no space":        strings.Repeat("漢字é😀", 900),
		"invalid bytes":   strings.Repeat("\x80\xff", 3000),
		"records":         strings.Repeat(`{"id":7,"text":"caf\u00e9 \ud83d\ude00","url":"http://example.org/\u00e9"}`+"\n", 200),
		"records crlf":    strings.Repeat(`{"text":"x","n":1.0}`+"\r\n\r\n", 50) + `{"text":"end"}`,
		"one long":        `{"text":"a"}` + "\n" + `{"text":"` + strings.Repeat("b", 5000) + "\"}\r\n" + `{"text":"c"}`,
		"damaged":         "{\"text\":\"a\"}\n{\"text\":\n[1]\n{}\n{\"text\":3}\n{\"text\":\"b\"}\n",
		"utf-8 mark":      "\xef\xbb\xbf{\"text\":\"a\"}\n",
		"utf-16":          "\xff\xfe{\x00\"\x00t\x00e\x00x\x00t\x00\"\x00:\x00\"\x00\x3d\xd8\x00\xde\"\x00}\x00\n\x00\x00",
		"utf-16 big":      "\xfe\xff\x00a\x00\n\xd8\x3d\xde\x00\xdc\x00\xdc\x00\x00b",
		"carriage return": strings.Repeat("old\r", 1000),
	}
}

// TestChunking holds every reader against itself: neither the sizes of the
// source's reads nor the size of a batch may show in the documents.
func TestChunking(t *testing.T) {
	for name, in := range inputs() {
		for _, format := range []string{"auto", "text", "lines", "jsonl"} {
			for _, limit := range []int64{0, 64, 700} {
				o := Options{From: format, MaxDocument: limit, IDField: "id", URLField: "url"}
				want := fromString(t, in, o)
				for _, size := range readSizes {
					for _, batch := range []int{0, 16, 100} {
						o.BatchBytes = batch
						got := collect(t, from(t, size.wrap(strings.NewReader(in)), o))
						if !sameDocs(got.docs, want.docs) {
							t.Fatalf("%s as %s, limit %d, reads %s, batch %d: got %q, want %q",
								name, format, limit, size.name, batch, got.texts(), want.texts())
						}
						if d := cmp.Diff(fmt.Sprint(want.errs, want.parsed), fmt.Sprint(got.errs, got.parsed)); d != "" {
							t.Fatalf("%s as %s: errors (-want +got):\n%s", name, format, d)
						}
					}
				}
			}
		}
	}
}

// TestNothingLost joins what came out: without cleaning it is the input, but
// for the line ends that each format makes regular.
func TestNothingLost(t *testing.T) {
	for name, in := range inputs() {
		if strings.HasPrefix(name, "utf-") {
			continue
		}
		for _, limit := range []int64{0, 64, 700} {
			got := fromString(t, in, Options{From: "jsonl", MaxDocument: limit}).unchanged("")
			want := in
			if in != "" && !strings.HasSuffix(in, "\n") {
				want += "\n"
			}
			if name == "carriage return" {
				want = strings.TrimSuffix(in, "\r") + "\r\n"
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s as jsonl, limit %d (-want +got):\n%s", name, limit, d)
			}
			text := strings.Join(fromString(t, in, Options{From: "text", MaxDocument: limit}).texts(), "")
			if text != in {
				t.Errorf("%s as text, limit %d: got %q", name, limit, text)
			}
		}
	}
}

func TestRecordsAndPlaces(t *testing.T) {
	in := "\xef\xbb\xbf{\"text\":\"a\"}\n\n{\"text\":\"b\"}\r\n{\"text\":\"c\"}"
	c := fromString(t, in, Options{})
	type place struct {
		Record, Offset int64
		Line           int
		Blank          bool
		Text           string
	}
	var got []place
	for _, d := range c.docs {
		got = append(got, place{d.Record, d.Offset, d.Line, d.Blank, string(d.Text)})
	}
	want := []place{
		{1, 3, 0, false, "a"}, {1, 16, 1, true, ""}, {2, 17, 2, false, "b"}, {3, 31, 3, false, "c"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	for _, d := range c.docs {
		if d.Blank {
			continue
		}
		if start, end := d.Span(0, 1); in[start:end] != string(d.Text) {
			t.Errorf("record %d: span %d, %d", d.Record, start, end)
		}
	}
}

func TestSniff(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", "text"},
		{"\n \n", "text"},
		{"a page\n{\"text\":\"x\"}\n", "text"},
		{"{\"text\":\"x\"}\n", "jsonl"},
		{"\n\r\n  {\"text\":\"x\"}", "jsonl"},
		{"{\"text\":\"x\"} and so on\n", "jsonl"},
		{"{\"id\":0,\"text\":\"cut off\n{\"id\":1,\"text\":\"x\"}\n", "jsonl"},
		{"{ \"id\"", "jsonl"},
		{" {} \r\n{\"text\":\"x\"}\n", "jsonl"},
		{"{}", "jsonl"},
		{"{} is the empty set\n", "text"},
		{"{", "text"},
		{"{" + strings.Repeat(" ", 9000) + "\"text\":\"x\"}\n", "jsonl"},
		{"{\"content\":\"another field\"}\n", "jsonl"},
		{"{\"text\":\"" + strings.Repeat("long ", 100_000) + "\"}\n", "jsonl"},
		{"{curly, but not JSON}\n", "text"},
	} {
		if got := from(t, iotest.HalfReader(strings.NewReader(test.in)), Options{}).Format(); got != test.want {
			t.Errorf("%.40q: %s, want %s", test.in, got, test.want)
		}
	}
	for _, in := range []string{"{\n \"text\": \"pretty\"\n}\n", "[{\"text\":\"x\"}]", " [\n\t{}]"} {
		if _, err := OpenStream("-", strings.NewReader(in), Options{}); !errors.Is(err, errJSON) {
			t.Errorf("%q: error %v, want %v", in, err, errJSON)
		}
		if got := from(t, strings.NewReader(in), Options{From: "text"}).Format(); got != "text" {
			t.Errorf("%q: %s, want text", in, got)
		}
	}
	for _, in := range []string{"[Laughter] {", "[1] \"So\", he said", "{\n}", "[[{\"a\"}]]"} {
		if got := from(t, strings.NewReader(in), Options{}).Format(); got != "text" {
			t.Errorf("%q: %s, want text", in, got)
		}
	}
	for name, want := range map[string]format{
		"a.txt": formatText, "a.JSONL": formatJSONL, "a.ndjson.zst": formatJSONL, "a.txt.gz": formatText,
		"a.json": formatAuto, "a.jsonl.bak": formatAuto, "-": formatAuto,
	} {
		if got := formatOf(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestRename(t *testing.T) {
	for _, test := range []struct{ name, to, want string }{
		{"a.txt", "", "a.txt"},
		{"a.jsonl", "auto", "a.jsonl"},
		{"a.txt", "jsonl", "a.jsonl"},
		{"d/a.TEXT.gz", "jsonl", "d/a.jsonl.gz"},
		{"a.ndjson", "jsonl", "a.ndjson"},
		{"a.ndjson.zst", "text", "a.txt.zst"},
		{"a.jsonl", "lines", "a.txt"},
		{"a.text", "lines", "a.text"},
		{"a.md", "text", "a.md"},
		{"a.md.gz", "jsonl", "a.md.jsonl.gz"},
		{"page", "jsonl", "page.jsonl"},
	} {
		if got := Rename(test.name, test.to); got != test.want {
			t.Errorf("%s to %s: %s, want %s", test.name, test.to, got, test.want)
		}
	}
}

// That no file can be opened any more is no fault of the next input.
func TestTooManyOpenFiles(t *testing.T) {
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &old); err != nil {
		t.Skip(err)
	}
	name := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(name, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	low := old
	low.Cur = 0
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &low); err != nil {
		t.Skip(err)
	}
	_, err := Open(name, nil, Options{})
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &old); err != nil {
		t.Fatal(err)
	}
	var damage *InputError
	if !errors.Is(err, syscall.EMFILE) || errors.As(err, &damage) {
		t.Errorf("got %v", err)
	}
}

// A batch of tiny records is small in memory too.
func TestManyTinyRecords(t *testing.T) {
	for _, format := range []string{"lines", "jsonl"} {
		r := from(t, strings.NewReader(strings.Repeat("{}\n", 100_000)), Options{From: format})
		var b Batch
		n := 0
		for r.Read(&b) == nil {
			if len(b.Docs) > maxRecords || b.Lines() < len(b.Docs) {
				t.Fatalf("%s: %d documents in a batch, %d lines", format, len(b.Docs), b.Lines())
			}
			n += len(b.Docs)
		}
		if n != 100_000 {
			t.Errorf("%s: %d records", format, n)
		}
	}
}

func TestOpenErrors(t *testing.T) {
	for _, test := range []struct {
		name, in string
		o        Options
		want     string
	}{
		{"nowhere/a.txt", "", Options{}, "nowhere/a.txt: no such file or directory (skipped)"},
		{".", "", Options{}, ".: is a folder (skipped)"},
		{"-", "\xfd7zXZ\x00", Options{}, "-: is packed with xz, which cannot be read (skipped)"},
		{"-", "", Options{From: "wet"}, `unknown format "wet"`},
		{"-", "", Options{Encoding: "klingon"}, `unknown encoding "klingon"`},
	} {
		_, err := Open(test.name, strings.NewReader(test.in), test.o)
		if err == nil || err.Error() != test.want {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
}

func TestReadError(t *testing.T) {
	in := iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader("ab")))
	c := collect(t, from(t, in, Options{From: "text"}))
	if d := cmp.Diff([]string{"a"}, c.texts()); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	want := "-: record 1: byte 1: cannot be read: timeout (read up to there)"
	if len(c.errs) != 1 || c.errs[0].Error() != want || !c.errs[0].Fatal {
		t.Errorf("got %v, want %s", c.errs, want)
	}
}

// TestOverlong: a JSON record above the limit passes, and is named.
func TestOverlong(t *testing.T) {
	in := inputs()["one long"]
	c := fromString(t, in, Options{From: "jsonl", MaxDocument: 1000})
	want := "-: record 2: byte 13: the record is longer than 1000 bytes (copied unchanged)"
	if len(c.errs) != 1 || c.errs[0].Error() != want || c.errs[0].Fatal {
		t.Errorf("got %v, want %s", c.errs, want)
	}
	var parts []Part
	for _, d := range c.docs {
		parts = append(parts, d.Part)
		if d.Verbatim() != (d.Part != Whole) {
			t.Errorf("part %d: Verbatim is %v", d.Part, d.Verbatim())
		}
	}
	if d := cmp.Diff([]Part{Whole, First, Middle, Middle, Middle, Middle, Last, Whole}, parts); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if last := c.docs[len(c.docs)-1]; last.Record != 3 || last.Line != 2 || string(last.Text) != "c" {
		t.Errorf("after the long record: %+v", last)
	}
}
