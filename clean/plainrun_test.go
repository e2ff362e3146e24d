package clean

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// What plainRun passes over is what a look at each character passes over: every
// character of two bytes, before and after every other, and anything at all at
// random. It has to pass over enough to be worth having.
func TestPlainRun(t *testing.T) {
	if !hasAVX2 {
		t.Skip("this processor has no AVX2")
	}
	tables, classes := plainTables(), plainClasses()
	isPlain := func(line []byte) bool {
		n, _ := classes.scan(line, 0, 0, 0)
		return n == len(line) && len(trimSpace(line)) == len(line)
	}
	text := bytes.Repeat([]byte("\nLe port."), 12)
	check := func(from int) (passed bool) {
		t.Helper()
		end := tables.plainRun(text, from)
		if end < from || end > len(text) {
			t.Fatalf("%q from %d on: %d", text, from, end)
		}
		for lines := text[from:end]; ; {
			line, rest, ok := bytes.Cut(lines, []byte("\n"))
			if !ok {
				break // it may go on
			}
			if !isPlain(line) {
				t.Fatalf("%q from %d on: %q passes", text, from, line)
			}
			lines = rest
		}
		return end == len(text)
	}
	const at = 50 // near the end of a block, wherever the lines begin
	passed, plain := 0, 0
	for a := rune(0); a < 0x800; a++ {
		for b := rune(0); b < 0x800; b++ {
			if testing.Short() && (a+b)%7 != 0 {
				continue
			}
			n := at + utf8.EncodeRune(text[at:], a)
			n += utf8.EncodeRune(text[n:], b)
			copy(text[n:at+4], "xx")
			all := check(10)
			if a == 'a' && b > 0x80 && isPlain(text[at-2:at+4]) {
				plain++
				if all {
					passed++
				}
			}
		}
	}
	if passed*3 < plain*2 {
		t.Errorf("of %d plain characters of two bytes only %d pass", plain, passed)
	}

	// Characters that are cut off, wherever a block ends.
	for _, cut := range []string{"\xe2", "\xe2\x80", "\xc3", "\xd0", "\xe2\x80\x99\xe2\x80", "é\xe2", "\x99", "\x80\x99"} {
		for _, after := range []string{"b", "\n", " ", "é", "’"} {
			for i := 10; i < 80; i++ {
				text = append(append(append(append(append(text[:0], "ab\n"...), bytes.Repeat([]byte("a"), i)...), cut...), after...), bytes.Repeat([]byte("b"), 40)...)
				text = append(text, "\nThe end of it, which is long enough for one more block.\n"...)
				check(3)
			}
		}
	}
	// A space behind a lone carriage return.
	text = append(text[:0], "ab\nand\r so on, as far as a block goes and some words more\nand on\n"...)
	if end := tables.plainRun(text, 7); end != 7 {
		t.Errorf("a line behind a carriage return is plain up to %d", end)
	}
	text = bytes.Repeat([]byte("\nLe port."), 12)

	// All characters from U+2000 to U+2FFF after and before others.
	const signs = "–—‘’“”„…"
	for r := rune(0x2000); r < 0x3000; r++ {
		for _, pair := range []string{"a%sb", "é%sb", "a%sé", "ш%s", " %sЛ", "%s ", "%s\n", "a %s b", "%[1]s%[1]s", "’%s", "%s’"} {
			s := fmt.Sprintf(pair, string(r))
			n := at + copy(text[at:], s)
			copy(text[n:at+9], "xxxxxxxxx")
			all := check(10)
			if strings.ContainsRune(signs, r) && pair == "a%sb" && !all {
				t.Errorf("%q does not pass", s)
			}
		}
	}

	random := rand.New(rand.NewPCG(1, 5))
	for range 200_000 {
		text = text[:40+random.IntN(60)]
		for i := range text {
			switch random.UintN(12) {
			case 0:
				text[i] = byte(random.UintN(256))
			case 1:
				text[i] = '\n'
			case 2:
				text[i] = "\xc3\xa9\xd9\x84\xe2\x80\x99 &\r\t"[random.IntN(11)]
			case 3:
				copy(text[i:], "’–“…„")
			default:
				text[i] = "abc éàñäлشد"[random.IntN(18)]
			}
		}
		from := 2 + random.IntN(8)
		text[from-1] = '\n'
		check(from)
	}
}
