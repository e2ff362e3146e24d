package command

import (
	"bytes"
	"os"
	"testing"
)

func TestIsTerminal(t *testing.T) {
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	for name, stream := range map[string]any{
		"nothing": nil, "buffer": new(bytes.Buffer), "null device": null, "pipe": r, "no file": (*os.File)(nil),
	} {
		if isTerminal(stream) {
			t.Errorf("%s passes for a terminal", name)
		}
	}
}

func TestColored(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
	for when, want := range map[string]bool{"auto": false, "always": true, "never": false} {
		if got := colored(when, new(bytes.Buffer)); got != want {
			t.Errorf("colored(%s) = %v, want %v", when, got, want)
		}
	}
}
