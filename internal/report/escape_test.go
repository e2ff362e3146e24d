package report

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestEscape(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", ""},
		{"plain text", "plain text"},
		{"L’été à Évreux — مرحبا 日本 می‌خواهم 👩‍👧", "L’été à Évreux — مرحبا 日本 می‌خواهم 👩‍👧"},
		{"\x1b[31mred\x07\x7f", `\x1b[31mred\x07\x7f`},
		{"a\tb\nc\rd\x00", `a\tb\nc\rd\x00`},
		{"\u0085\u009b31m", `\u{85}\u{9b}31m`},
		{"abc\u202egpj.exe\u2066", `abc\u{202e}gpj.exe\u{2066}`},
		{"\u200b\u200f\u2028\ufeff\U000e0041", `\u{200b}\u{200f}\u{2028}\u{feff}\u{e0041}`},
		{"\xff\xc3(\xe2\x82", `\xff\xc3(\xe2\x82`},
		{"\ufffd", "\ufffd"},
	} {
		if got := string(Escape(tt.in)); got != tt.want {
			t.Errorf("Escape(%q) = %q, want %q", tt.in, got, tt.want)
		}
		if got := string(Escape([]byte(tt.in))); got != tt.want {
			t.Errorf("Escape(%q as bytes) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzEscape(f *testing.F) {
	f.Add([]byte("\x1b]0;title\x07\u202e\xff"))
	f.Fuzz(func(t *testing.T, s []byte) {
		got := Escape(s)
		if !utf8.Valid(got) {
			t.Fatalf("Escape(%q) = %q is not UTF-8", s, got)
		}
		for _, r := range string(got) {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Fatalf("Escape(%q) = %q holds %U", s, got, r)
			}
		}
	})
}
