package command

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestSameDamageIsCapped(t *testing.T) {
	var b bytes.Buffer
	m := newMessages(&b)
	for i := range 1000 {
		m.damage("not JSON", fmt.Sprintf("f: record %d: byte 0: not JSON (copied)", i))
	}
	m.damage("cut off", "g: cut off (read up to there)")
	m.end()
	m.end()
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != sameMessages+2 {
		t.Fatalf("%d lines: %s", len(lines), &b)
	}
	if want := "winnow: ... and 980 more like it: not JSON"; lines[len(lines)-1] != want {
		t.Errorf("last line %q, want %q", lines[len(lines)-1], want)
	}
}

func TestMessagesAreEscaped(t *testing.T) {
	var b bytes.Buffer
	m := newMessages(&b)
	m.line("a\x1b]0;title\ab\nc\u202e")
	m.show("d\x1b[2J")
	if got := b.String(); strings.ContainsAny(got, "\x1b\a\u202e") || strings.Count(got, "\n") != 1 {
		t.Errorf("%q reaches the terminal", got)
	}
}

// A message stands on a line of its own, and nothing of the progress is left
// behind it.
func TestProgressMakesRoom(t *testing.T) {
	var b bytes.Buffer
	m := newMessages(&b)
	m.show("12345")
	m.show("1")
	m.line("x")
	m.end()
	if want := "\r12345\r1    \r \rwinnow: x\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}
