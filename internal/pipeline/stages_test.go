package pipeline

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"winnow/dedupe"
)

const testSum = 0x89abcdef

// keyLine is a line of a KeyWriter for a key of one digit.
func keyLine(key, document, number int) string {
	p, err := Position{1, int64(document), number, testSum}.AppendTo(nil)
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf("%032x\t%s\n", key, p)
}

func position(document, number int) string { return keyLine(0, document, number)[keyDigits+1:] }

func TestWriteDrops(t *testing.T) {
	sorted := keyLine(0, 3, 1) +
		keyLine(1, 1, 0) + keyLine(1, 1, 2) + keyLine(1, 1, 2) + keyLine(1, 4, 0) + // one line twice
		keyLine(2, 2, 0) + keyLine(2, 2, 0)
	for keep, want := range map[Keep]string{
		KeepFirst: position(1, 2) + position(4, 0),
		KeepLast:  position(1, 0) + position(1, 2),
		KeepNone:  position(1, 0) + position(1, 2) + position(4, 0),
	} {
		var out bytes.Buffer
		if err := WriteDrops(strings.NewReader(sorted), &out, keep); err != nil || out.String() != want {
			t.Errorf("keep %d: %v, %q, want %q", keep, err, out.String(), want)
		}
	}
	for in, want := range map[string]string{
		keyLine(2, 0, 0) + keyLine(1, 0, 0):     "line 2: byte 70: the lines are not sorted (use LC_ALL=C sort)",
		keyLine(1, 0, 1) + keyLine(1, 0, 0):     "line 2: byte 70: the lines are not sorted (use LC_ALL=C sort)",
		keyLine(1, 0, 0) + "x\n":                "line 2: byte 70: is no line of winnow keys",
		strings.TrimSpace(keyLine(1, 0, 0)):     "line 1: byte 0: is no line of winnow keys",
		strings.Repeat("0", 1<<17):              "line 1: byte 0: is no line of winnow keys",
		strings.ToUpper("z") + keyLine(1, 0, 0): "line 1: byte 0: is no line of winnow keys",
	} {
		if err := WriteDrops(strings.NewReader(in), new(bytes.Buffer), KeepFirst); err == nil || err.Error() != want {
			t.Errorf("%.80q: %v, want %s", in, err, want)
		}
	}
}

func TestDropList(t *testing.T) {
	for in, want := range map[string]string{
		position(1, 1) + position(1, 0): "line 2: byte 37: the positions are not sorted (use LC_ALL=C sort)",
		"0001-1-1\n":                    "line 1: byte 0: is no position as winnow keys writes them",
	} {
		list, err := NewDropList(strings.NewReader(in), 1)
		if err == nil {
			err = list.Begin(1, nil)
		}
		for n := 0; err == nil && n < 3; n++ {
			_, err = list.Find(Candidate{Number: n, Key: dedupe.Key{Lo: testSum}})
		}
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
	list, err := NewDropList(strings.NewReader(position(0, 1)+position(0, 1)+position(2, 0)), 1)
	if err != nil {
		t.Fatal(err)
	}
	var gone []string
	for document := range int64(2) {
		list.Begin(document, nil)
		for n := range 3 {
			f, err := list.Find(Candidate{Number: n, Key: dedupe.Key{Lo: testSum}})
			if err != nil {
				t.Fatal(err)
			}
			if f.Copy {
				gone = append(gone, fmt.Sprint(document, n))
			}
		}
	}
	if len(gone) != 1 || gone[0] != "0 1" {
		t.Errorf("gone: %q", gone)
	}
	if _, err := list.Find(Candidate{Number: 3}); err != nil {
		t.Errorf("a unit that stays is looked at: %v", err)
	}
	if err := list.End(); err == nil || !strings.HasPrefix(err.Error(), "line 3: document 2 has no unit 0") {
		t.Errorf("a position is left: %v", err)
	}
}

// A position does not take away another text than it was made of.
func TestDropListOfOtherDocuments(t *testing.T) {
	list, err := NewDropList(strings.NewReader(position(0, 1)), 1)
	if err != nil {
		t.Fatal(err)
	}
	list.Begin(0, nil)
	const want = "line 1: document 0 has another text as unit 1 (were the keys made of these documents, with the same flags?)"
	if f, err := list.Find(Candidate{Number: 0, Key: dedupe.Key{Lo: 1}}); err != nil || f.Copy {
		t.Errorf("%v, %v", f, err)
	}
	if f, err := list.Find(Candidate{Number: 1, Key: dedupe.Key{Lo: 1}}); f.Copy || err == nil || err.Error() != want {
		t.Errorf("%v, %v, want %s", f, err, want)
	}
}

// Whatever is read as a position is written as it was read, and sorts so.
func FuzzParsePosition(f *testing.F) {
	f.Add([]byte(strings.TrimSpace(position(7, 3))), []byte(strings.TrimSpace(position(6, 999999999))))
	f.Add([]byte("0001-00000000000+-000000000-00000000"), []byte("0001-000000000001-000000000-0000000A"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		p, err := ParsePosition(a)
		if err != nil {
			return
		}
		if s, err := p.AppendTo(nil); err != nil || !bytes.Equal(s, a) {
			t.Fatalf("%q is read as %v, written as %q, %v", a, p, s, err)
		}
		if q, err := ParsePosition(b); err == nil && p.compare(q) != bytes.Compare(a[:sumAt], b[:sumAt]) {
			t.Errorf("%q and %q do not sort as they should", a, b)
		}
	})
}

func TestPositionIsTooLarge(t *testing.T) {
	for _, p := range []Position{{Shard: 10000}, {Document: 1e12}, {Number: 1e9}} {
		if s, err := p.AppendTo(nil); err == nil {
			t.Errorf("%v is written as %q", p, s)
		}
	}
}
