package corpus

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// TestConformance: JSON that must be accepted is, JSON that must be rejected
// is, and all of it passes unchanged.
func TestConformance(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(sharedPath(t, "conformance", "json"), "test_*", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	count := map[byte]int{}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		s := scanner{src: raw, fields: &fields{text: "a"}}
		bad := s.record()
		refused := bad != nil && bad.syntax
		kind := byte('y') // those of test_transform are all valid
		if filepath.Base(filepath.Dir(name)) == "test_parsing" {
			kind = filepath.Base(name)[0]
		}
		count[kind]++
		if kind == 'y' && refused && utf8.Valid(raw) || kind == 'n' && !refused {
			t.Errorf("%s: refused is %v: %v", filepath.Base(name), refused, bad)
		}
		got := fromString(t, string(raw), Options{From: "jsonl", Field: "a"}).unchanged("")
		if want := strings.TrimPrefix(string(raw), "\ufeff"); kind != 'i' && got != want && got != want+"\n" { // i: some are UTF-16
			t.Errorf("%s: %q came out as %q", filepath.Base(name), want, got)
		}
	}
	t.Logf("accepted %d, rejected %d, free %d", count['y'], count['n'], count['i'])
}

// TestSharedRecords: real JSON Lines pass unchanged, and agree with
// encoding/json about the text.
func TestSharedRecords(t *testing.T) {
	var files []string
	for _, glob := range []string{"formats/*/*.json*", "data/*.jsonl.zst"} {
		found, _ := filepath.Glob(filepath.Join(sharedPath(t), glob))
		files = append(files, found...)
	}
	if testing.Short() {
		files = files[:min(5, len(files))]
	}
	for _, name := range files {
		field := "text"
		if strings.Contains(name, "/data/") {
			field = "raw"
		}
		r, err := Open(name, nil, Options{From: "jsonl", Field: field})
		if err != nil {
			t.Fatal(err)
		}
		c := collect(t, r)
		for _, err := range c.errs {
			t.Error(err)
		}
		for _, d := range c.docs {
			if got := string(d.AppendRecord(nil, d.Text)); got != string(d.Raw)+"\n" {
				t.Fatalf("%s: record %d changed", name, d.Record)
			}
			if d.Verbatim() {
				continue
			}
			var want map[string]any
			if err := json.Unmarshal(d.Raw, &want); err != nil {
				t.Fatalf("%s: record %d: %v", name, d.Record, err)
			}
			if want[field] != string(d.Text) {
				t.Fatalf("%s: record %d: text differs", name, d.Record)
			}
			// Written anew, it must still say the same.
			again := styleOf(d.Raw[d.lit:d.end]).appendEscaped(nil, d.Text)
			if string(again) != string(d.Raw[d.lit:d.end]) {
				t.Logf("%s: record %d is escaped in another style", filepath.Base(name), d.Record)
			}
		}
	}
}

func TestParse(t *testing.T) {
	o := Options{From: "jsonl", IDField: "id", URLField: "url"}
	for _, test := range []struct{ raw, text, id, url, err string }{
		{raw: `{"text":"a"}`, text: "a"},
		{raw: ` { "id" : 12.50 , "text" : "a" , "url" : "u" } `, text: "a", id: "12.50", url: "u"},
		{raw: `{"id":"\u00e9","text":"a\n\"b\"\\\/\b\f\r\t","url":null}`, text: "a\n\"b\"\\/\b\f\r\t", id: "é"},
		{raw: `{"text":"first","id":1,"text":"second","id":2}`, text: "second", id: "2"},
		{raw: `{"text":"first","te\u0078t":3}`, err: `record 1: byte 28: the field "text" is not a string`},
		{raw: `{"te\u0078t":"escaped key"}`, text: "escaped key"},
		{raw: `{"a":{"text":"inner"},"b":[{"text":1}],"text":"outer"}`, text: "outer"},
		{raw: `{"text":"\ud83d\ude00 \ud83d \ude00"}`, text: "😀 \uFFFD \uFFFD"},
		{raw: `{"text":"","n":-0.0e-0}`},
		{raw: `{"text":3}`, err: `record 1: byte 8: the field "text" is not a string`},
		{raw: `{"text":null}`, err: `record 1: byte 8: the field "text" is not a string`},
		{raw: `{"Text":"a"}`, err: `record 1: byte 0: the record has no field "text"`},
		{raw: `[{"text":"a"}]`, err: "record 1: byte 0: the record is not a JSON object"},
		{raw: `{"text":"a"`, err: "record 1: byte 11: the record is not valid JSON: a comma or the end of the object is missing"},
		{raw: `{"text":"a"} x`, err: "record 1: byte 13: the record is not valid JSON: something follows the value"},
		{raw: `{"text":"a` + "\x01" + `"}`, err: "record 1: byte 10: the record is not valid JSON: a control character in a string"},
		{raw: `{"text":"\x"}`, err: "record 1: byte 9: the record is not valid JSON: an unknown escape in a string"},
		{raw: `{"text":"a","n":01}`, err: "record 1: byte 17: the record is not valid JSON: a comma or the end of the object is missing"},
		{raw: `{"text":` + strings.Repeat("[", 5000), err: "record 1: byte 1032: the record is not valid JSON: it nests too deep"},
	} {
		c := fromString(t, test.raw, o)
		d := c.docs[0]
		if string(d.Text) != test.text || string(d.ID) != test.id || string(d.URL) != test.url {
			t.Errorf("%s: text %q, id %q, url %q", test.raw, d.Text, d.ID, d.URL)
		}
		if test.err == "" && len(c.parsed) > 0 || test.err != "" &&
			(len(c.parsed) != 1 || c.parsed[0].Error() != "-: "+test.err+" (copied unchanged)" || c.parsed[0].Fatal) {
			t.Errorf("%s: got %v, want %q", test.raw, c.parsed, test.err)
		}
		if d.Verbatim() != (test.err != "") {
			t.Errorf("%s: Verbatim is %v", test.raw, d.Verbatim())
		}
		if got := string(d.AppendRecord(nil, d.Text)); got != test.raw+"\n" {
			t.Errorf("%s: came out as %s", test.raw, got)
		}
	}
	c := fromString(t, `{"text":"\ud83d \ude00\ud83d\ude00"}`, o)
	if n := c.docs[0].LoneSurrogates; n != 2 {
		t.Errorf("%d lone surrogates, want 2", n)
	}
	if at := c.docs[0].FirstLone(); at != 9 {
		t.Errorf("the first lone surrogate is at %d, want 9", at)
	}
	c = fromString(t, `{"id":1,"text":"\\ud83d \ud83d\ude00 \udc00"}`, o)
	if at := c.docs[0].FirstLone(); at != 37 {
		t.Errorf("the first lone surrogate is at %d, want 37", at)
	}
}

func TestAppendRecord(t *testing.T) {
	for _, test := range []struct{ raw, text, want string }{
		{`{"n":1.50,"text":"a","n":2}`, "b", `{"n":1.50,"text":"b","n":2}`},
		{`{"text":"é\/"}`, "é/\u2028\x7f", `{"text":"é\/` + "\u2028\x7f" + `"}`},
		{`{"text":"\u00e9"}`, "é😀\"\\\n", `{"text":"\u00e9\ud83d\ude00\"\\\n"}`},
		{`{"text":"\u00E9"}`, "é😀\x01", `{"text":"\u00E9\uD83D\uDE00\u0001"}`},
		{`{"text":"\u000a"}`, "é\t\b\f\r\x1f", `{"text":"é\t\b\f\r\u001f"}`},
		{`{"text":"é\u00e9"}`, "é", `{"text":"é"}`},
		{`{"text":"gone", "k": [ ] }`, "", `{"text":"", "k": [ ] }`},
		{`{"te\u0078t":"a"}` + "\r", "b", `{"te\u0078t":"b"}` + "\r"},
		{`{"text":4}`, "b", `{"text":4}`},
	} {
		d := fromString(t, test.raw, Options{From: "jsonl"}).docs[0]
		if got := string(d.AppendRecord([]byte("> "), []byte(test.text))); got != "> "+test.want+"\n" {
			t.Errorf("%s with %q: got %s, want %s", test.raw, test.text, got, test.want)
		}
	}
}

// checkSpans: the bytes of the input at the Span of each character of the
// text, unescaped, are that character.
func checkSpans(t *testing.T, in string, d *Document) {
	t.Helper()
	for i := 0; i < len(d.Text); {
		_, n := utf8.DecodeRune(d.Text[i:])
		start, end := d.Span(i, i+n)
		if start < 0 || end > int64(len(in)) || start >= end {
			t.Fatalf("%q: span %d, %d of text %d", in, start, end, i)
		}
		text, _ := appendUnescaped(nil, []byte(in[start:end]))
		if string(text) != string(d.Text[i:i+n]) {
			t.Fatalf("%q: span %d, %d is %q, want %q", in, start, end, text, d.Text[i:i+n])
		}
		i += n
	}
	if start, end := d.Span(0, len(d.Text)); start != d.Offset+int64(d.lit) || end != d.Offset+int64(d.end) {
		t.Fatalf("%q: all is %d, %d", in, start, end)
	}
}

func TestSpanWidens(t *testing.T) {
	in := `{"text":"a\u00e9b"}`
	d := fromString(t, in, Options{From: "jsonl"}).docs[0]
	checkSpans(t, in, &d)
	if start, end := d.Span(2, 2); in[start:end] != `\u00e9` {
		t.Errorf("a span inside an escape is %q", in[start:end])
	}
}

// FuzzParse holds the scanner against encoding/json. That one is laxer in
// nothing and differs only where a key is not UTF-8.
func FuzzParse(f *testing.F) {
	for _, in := range inputs() {
		f.Add(in, "new text")
	}
	f.Add(`{"te\u0078t":"\ud83d\ude00\ud83d","n":[1,{"a":-0.5e+7}]}`, "é\x00")
	f.Add(`{"text":"\u00E9\/","text":2}`, "\xff")
	f.Fuzz(func(t *testing.T, raw, text string) {
		if strings.Contains(raw, "\n") || strings.HasPrefix(raw, "\xef\xbb\xbf") || strings.HasPrefix(raw, "\xff\xfe") || strings.HasPrefix(raw, "\xfe\xff") {
			return
		}
		if len(raw) > 2 && raw[0] < ' ' { // may look packed
			return
		}
		r, err := Open("-", strings.NewReader(raw), Options{From: "jsonl"})
		var damage *InputError
		if errors.As(err, &damage) {
			return // packed in a way that is refused
		}
		if r.packed != "" || r.encoding != "" {
			return
		}
		c := collect(t, r)
		if len(c.docs) == 0 {
			return
		}
		d := &c.docs[0]
		if got := strings.TrimSuffix(string(d.AppendRecord(nil, d.Text)), "\n"); got != raw {
			t.Fatalf("%q came out as %q", raw, got)
		}
		refused := len(c.parsed) > 0 && strings.Contains(c.parsed[0].What, "not valid JSON")
		deep := refused && strings.Contains(c.parsed[0].What, "deep")
		if valid := json.Valid([]byte(raw)); valid == refused && !deep && !d.Blank {
			t.Fatalf("%q: refused is %v", raw, refused)
		}
		if d.Verbatim() {
			return
		}
		checkSpans(t, raw, d)
		changed := fromString(t, string(d.AppendRecord(nil, []byte(text))), Options{From: "jsonl"})
		want := text
		if styleOf(d.Raw[d.lit:d.end]).ascii {
			want = toValid(text)
		}
		if d := cmp.Diff([]string{want}, changed.texts()); d != "" && text != string(c.docs[0].Text) {
			t.Fatalf("%q with %q (-want +got):\n%s", raw, text, d)
		}
	})
}

// toValid puts U+FFFD for every byte that is not UTF-8.
func toValid(s string) string { return string([]rune(s)) }
