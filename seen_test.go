package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// While one run uses an index, another is refused with status 11; after the
// first one's end it goes on.
func TestSeenLocked(t *testing.T) {
	index := filepath.Join(t.TempDir(), "index")
	first := exec.Command("winnow", "--seen", index)
	in, err := first.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	second := func() (int, string) {
		c := exec.Command("winnow", "--seen", index)
		c.Stdin = strings.NewReader("a page\n")
		var said strings.Builder
		c.Stderr = &said
		return exitStatus(c.Run()), said.String()
	}
	status, said := 0, ""
	for range 500 { // until the first one has the index
		if status, said = second(); status != 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if want := "winnow: " + index + ": another run uses this index\n"; status != 11 || said != want {
		t.Errorf("the second run: status %d, %q; want 11, %q", status, said, want)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	// Whoever came first has it: now and then that is one of the second ones.
	if got := exitStatus(first.Wait()); got != 0 && got != 11 {
		t.Errorf("the first run: status %d", got)
	}
	if status, said := second(); status != 0 {
		t.Errorf("afterwards: status %d, %q", status, said)
	}
}
