package corpus

import (
	"strings"
	"testing"
)

func TestEncoder(t *testing.T) {
	records := `{"text":"a\nb","n":1}` + "\n\n" + `{"text":""}` + "\n" + `{"no":"text"}` + "\n" + `{"text":"c"}` + "\n"
	for _, test := range []struct {
		name, in, from, to string
		limit              int64
		want               string
	}{
		{"same", records, "jsonl", "", 0, records},
		{"named", records, "jsonl", "jsonl", 0, records},
		{"records to text", records, "jsonl", "text", 0, "a\nb\n\nc\n"},
		{"records to lines", records, "jsonl", "lines", 0, "a b\nc\n"},
		{"text", "a\n\nb\n\n\n", "text", "", 0, "a\n\nb\n"},
		{"text without end", "a", "text", "", 0, "a\n"},
		{"text to record", "a \"b\"\n\xff\n", "text", "jsonl", 0, `{"id": "-", "text": "a \"b\"\n` + "\uFFFD" + `"}` + "\n"},
		{"text to line", "a\n\nb\n", "text", "lines", 0, "a b\n"},
		{"lines", "a\r\n\n b\n", "lines", "", 0, "a\n\n b\n"},
		{"lines to text", "a\n\nb\n", "lines", "text", 0, "a\n\nb\n"},
		{"lines to records", "a\nb", "lines", "jsonl", 0, `{"id": "-:1", "text": "a"}` + "\n" + `{"id": "-:2", "text": "b"}` + "\n"},
		{"windows", "one two\nthree four five six\nseven\n", "text", "", 10, "one two\nthree four five six\nseven\n"},
		{"windows to record", "one\nthree four five\n", "text", "jsonl", 10, `{"id": "-", "text": "one\nthree four five"}` + "\n"},
		{"windows to line", "one\nthree four five\n", "text", "lines", 10, "one three four five\n"},
		{"long line", "one two three four five\nx\n", "lines", "", 10, "one two three four five\nx\n"},
		{"no space", "漢字漢字漢字\n", "text", "", 7, "漢字漢字漢字\n"},
	} {
		c := fromString(t, test.in, Options{From: test.from, MaxDocument: test.limit})
		e := NewEncoder(test.to)
		var got, trimmed []byte
		for i := range c.docs {
			got = e.Append(got, &c.docs[i], c.docs[i].Text)
		}
		if string(got) != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
		// A cleaner takes the space off the ends of a window.
		if test.from != "text" && test.limit == 0 {
			continue
		}
		e = NewEncoder(test.to)
		for i := range c.docs {
			trimmed = e.Append(trimmed, &c.docs[i], []byte(strings.TrimSpace(string(c.docs[i].Text))))
		}
		if test.name != "text to record" && string(trimmed) != test.want {
			t.Errorf("%s, trimmed: got %q, want %q", test.name, trimmed, test.want)
		}
	}
}

// TestEncoderRemoved: what became empty leaves no trace between the others.
func TestEncoderRemoved(t *testing.T) {
	text := fromString(t, "aaaa bbbb cccc dddd eeee\nffff\n", Options{From: "text", MaxDocument: 10})
	for remove, want := range map[string]string{
		"bbbb": "aaaa cccc dddd eeee\nffff\n",
		"aaaa": "bbbb cccc dddd eeee\nffff\n",
		"ffff": "aaaa bbbb cccc dddd eeee\n",
		"none": "aaaa bbbb cccc dddd eeee\nffff\n",
	} {
		e := NewEncoder("text")
		var got []byte
		for i := range text.docs {
			d := &text.docs[i]
			keep := strings.TrimSpace(strings.ReplaceAll(string(d.Text), remove, ""))
			keep = strings.Join(strings.Fields(strings.ReplaceAll(keep, "\n", " \x00 ")), " ")
			got = e.Append(got, d, []byte(strings.ReplaceAll(strings.ReplaceAll(keep, " \x00 ", "\n"), "\x00 ", "")))
		}
		if string(got) != want {
			t.Errorf("without %s: got %q, want %q", remove, got, want)
		}
	}
	lines := fromString(t, "a\n\nb\n", Options{From: "lines"})
	e := NewEncoder("")
	var got []byte
	for i := range lines.docs {
		got = e.Append(got, &lines.docs[i], []byte(strings.ReplaceAll(string(lines.docs[i].Text), "a", "")))
	}
	if string(got) != "\nb\n" {
		t.Errorf("lines: got %q", got)
	}
}

func TestAppendText(t *testing.T) {
	var out []byte
	for i, text := range []string{"a\n", "", "b", "\n\n", "c\n\n"} {
		out = AppendText(out, []byte(text), i == 0)
	}
	if string(out) != "a\n\nb\n\nc\n" {
		t.Errorf("got %q", out)
	}
}
