package corpus

import (
	"bytes"
	"encoding/binary"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// encode16 is s in UTF-16, with a byte order mark.
func encode16(s string, order binary.AppendByteOrder) string {
	out := order.AppendUint16(nil, 0xfeff)
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return string(out)
}

func TestTranscode(t *testing.T) {
	page := "Élan, 漢字 et 😀\nune ligne\n"
	little := encode16(page, binary.LittleEndian)
	big := encode16(page, binary.BigEndian)
	for _, test := range []struct{ name, in, encoding, want, said string }{
		{"mark, little", little, "", page, "utf-16le"},
		{"mark, big", big, "", page, "utf-16be"},
		{"mark against name", big, "utf-16le", page, "utf-16be"},
		{"name", little[2:], "UTF-16", page, "utf-16le"},
		{"name, big", big[2:], "utf-16be", page, "utf-16be"},
		{"packed", gz(little), "", page, "utf-16le"},
		{"lone units", "\xff\xfe\x00\xdc\x00\xdca\x00\x3d\xd8", "", "\uFFFD\uFFFDa\uFFFD", "utf-16le"},
		{"odd", "\xff\xfea\x00b", "", "a\uFFFD", "utf-16le"},
		{"utf-32", "\xff\xfe\x00\x00a\x00\x00\x00\x00\xf6\x01\x00", "", "a😀", "utf-32le"},
		{"utf-32 big", "\x00\x00\x00a", "utf-32be", "a", "utf-32be"},
		{"iso-2022-jp", "\x1b$B4A;z\x1b(B\n", "ISO-2022-JP", "漢字\n", "iso-2022-jp"},
		{"utf-8 mark", "\xef\xbb\xbfa", "utf-16le", "a", ""},
		{"not our work", "caf\xe9", "windows-1252", "caf\xe9", ""},
		{"mark alone", "\xff\xfe", "", "", ""},
	} {
		for _, size := range readSizes {
			r := from(t, size.wrap(strings.NewReader(test.in)), Options{From: "text", Encoding: test.encoding})
			c := collect(t, r)
			if got := strings.Join(c.texts(), ""); got != test.want || len(c.errs) > 0 {
				t.Errorf("%s, reads %s: %q, %v; want %q", test.name, size.name, got, c.errs, test.want)
			}
			for _, d := range c.docs {
				if d.Encoding != test.said {
					t.Errorf("%s: said %q, want %q", test.name, d.Encoding, test.said)
				}
			}
		}
	}
}

// TestUndecoded: what is no character is counted in the window or record that has
// it, and its place is known, however long the text and its windows are.
func TestUndecoded(t *testing.T) {
	const page = "one two three four\nfive six seven eight\n"
	in := encode16(strings.Repeat(page, 3), binary.LittleEndian)
	bad := []int{2 + 2*5, 2 + 2*(len(page)+7), 2 + 2*(2*len(page)+30)} // in bytes of the input
	for _, at := range bad {
		in = in[:at] + "\x00\xd8" + in[at+2:]
	}
	for _, format := range []string{"text", "lines", "jsonl"} {
		for _, longest := range []int64{4, 7, 16, 33, 1 << 20} {
			for _, size := range readSizes {
				c := collect(t, from(t, size.wrap(strings.NewReader(in)), Options{From: format, MaxDocument: longest}))
				n, seen := 0, []int{}
				for _, d := range c.docs {
					if n += d.Undecoded; d.Undecoded > 0 {
						seen = append(seen, int(d.FirstUndecoded))
					}
					if bytes.Contains(d.Raw, []byte(string(notUTF16))) || bytes.Contains(d.Text, []byte(string(notUTF16))) {
						t.Errorf("%s, at most %d: %q %q", format, longest, d.Raw, d.Text)
					}
				}
				want := bad
				if format == "text" && longest == 1<<20 {
					want = bad[:1]
				}
				if n != 2*len(bad) || !slices.Equal(seen, want) {
					t.Errorf("%s, at most %d, reads %s: %d bytes, first at %d; want %d and %d", format, longest, size.name, n, seen, 2*len(bad), want)
				}
			}
		}
	}
}

// TestWideSpans: a span of the text leads to the units it came from.
func TestWideSpans(t *testing.T) {
	page := "Élan 漢 😀\nb\n"
	record := `{"id":"漢","text":"é\u00e9\ud83d\ude00\n😀漢"}` + "\n"
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		for _, o := range []Options{{From: "text"}, {From: "lines"}, {From: "text", MaxDocument: 8}, {From: "lines", MaxDocument: 8}, {From: "jsonl"}} {
			text := page
			if o.From == "jsonl" {
				text = record + record
			}
			in := encode16(text, order)
			for _, d := range fromString(t, in, o).docs {
				d := d
				for i := 0; i < len(d.Text); {
					_, n := utf8.DecodeRune(d.Text[i:])
					start, end := d.Span(i, i+n)
					var units []uint16
					for ; start < end; start += 2 {
						units = append(units, order.(binary.ByteOrder).Uint16([]byte(in[start:])))
					}
					got, _ := appendUnescaped(nil, []byte(string(utf16.Decode(units))))
					if string(got) != string(d.Text[i:i+n]) {
						t.Fatalf("%s: %q at %d is %q", o.From, d.Text[i:i+n], i, got)
					}
					i += n
				}
			}
		}
	}
}

func TestTranscodeBooks(t *testing.T) {
	dir := sharedPath(t, "conformance", "encoding", "golang-text", "encoding", "testdata")
	for _, test := range []struct{ name, encoding, want string }{
		{"candide-utf-16le.txt", "utf-16le", "candide-utf-8.txt"},
		{"candide-utf-32be.txt", "utf-32be", "candide-utf-8.txt"},
		{"rashomon-iso-2022-jp.txt", "iso-2022-jp", "rashomon-utf-8.txt"},
	} {
		r, err := Open(dir+"/"+test.name, nil, Options{Encoding: test.encoding})
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(dir + "/" + test.want)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(collect(t, r).texts(), ""); got != string(want) {
			t.Errorf("%s is not %s", test.name, test.want)
		}
	}
}
