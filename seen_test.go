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
	for range 3000 { // until the first one has made the index, and so has it
		if made, _ := filepath.Glob(filepath.Join(index, "marker.manifest.*")); len(made) > 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	status, said := second()
	if want := "winnow: " + index + ": another run uses this index\n"; status != 11 || said != want {
		t.Errorf("the second run: status %d, %q; want 11, %q", status, said, want)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if got := exitStatus(first.Wait()); got != 0 {
		t.Errorf("the first run: status %d", got)
	}
	if status, said := second(); status != 0 {
		t.Errorf("afterwards: status %d, %q", status, said)
	}
}
