package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// scraped is text enough to fill every buffer on the way.
var scraped = strings.Repeat("The harbour master wrote down the names of nine boats.\n", 100_000)

// files lists a folder, hidden files included.
func files(t *testing.T, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

// waitFor waits until something stands in folder.
func waitFor(t *testing.T, folder string) {
	t.Helper()
	for range 1000 {
		if files(t, folder) != "" {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("nothing was written in ten seconds")
}

func exitStatus(err error) int {
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		return ended.ExitCode()
	}
	return 0
}

// A signal ends a run that waits for input: no file is left, nothing is said,
// and the status is that of the signal.
func TestSignals(t *testing.T) {
	for signal, want := range map[os.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
		folder := t.TempDir()
		c := exec.Command("winnow", "--scope", "document", "--min-words", "1000", "-o", filepath.Join(folder, "out.txt"), "--audit", filepath.Join(folder, "audit.jsonl"), "--from", "lines")
		var said bytes.Buffer
		c.Stderr = &said
		in, err := c.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(in, scraped); err != nil {
			t.Fatal(err)
		}
		waitFor(t, folder)
		if err := c.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if got := exitStatus(c.Wait()); got != want {
			t.Errorf("%v: status %d, want %d", signal, got, want)
		}
		if left := files(t, folder); left != "" || said.Len() > 0 {
			t.Errorf("%v: left %q, said %q", signal, left, &said)
		}
	}
}

// A signal after files were replaced leaves the audit of what is gone.
func TestSignalKeepsAudit(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("a.txt", []byte("The ferry leaves the old quay at seven.\nShare on Facebook\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(syscall.Mkfifo("never", 0o666), os.Mkdir("out", 0o777)); err != nil {
		t.Skip(err)
	}
	c := exec.Command("winnow", "a.txt", "never", "-o", "out/", "--audit", "audit.jsonl")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		if _, err := os.Stat("out/a.txt"); err == nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if got := exitStatus(c.Wait()); got != 143 {
		t.Errorf("status %d, want 143", got)
	}
	audit, err := os.ReadFile("audit.jsonl")
	if err != nil || !strings.Contains(string(audit), `"rule":"share"`) {
		t.Errorf("the audit is %q, %v", audit, err)
	}
	if left := files(t, "out"); left != "a.txt" {
		t.Errorf("left %q", left)
	}
}

// A signal ends explain without a word too.
func TestSignalExplain(t *testing.T) {
	for _, format := range []string{"auto", "lines"} {
		c := exec.Command("winnow", "explain", "--from", format)
		var said bytes.Buffer
		c.Stderr = &said
		in, err := c.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		// More than a pipe holds: what was written was read from.
		if _, err := io.WriteString(in, scraped); err != nil {
			t.Fatal(err)
		}
		if err := c.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if got := exitStatus(c.Wait()); got != 143 || said.Len() > 0 {
			t.Errorf("%s: status %d, said %q", format, got, &said)
		}
	}
}

// Whoever reads the output may stop: the run ends without a word, as a filter
// does that the signal kills, and its temporary files are gone.
func TestClosedPipe(t *testing.T) {
	folder := t.TempDir()
	c := exec.Command("winnow", "--audit", filepath.Join(folder, "audit.jsonl"), "--from", "lines", "--min-words", "1000")
	c.Stdin = strings.NewReader(scraped)
	var said bytes.Buffer
	c.Stderr = &said
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	out.Close()
	if got := exitStatus(c.Wait()); got != 128+int(syscall.SIGPIPE) {
		t.Errorf("status %d, want %d", got, 128+int(syscall.SIGPIPE))
	}
	if left := files(t, folder); left != "" || said.Len() > 0 {
		t.Errorf("left %q, said %q", left, &said)
	}
}
