package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
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

// waitFor waits until something has come.
func waitFor(t *testing.T, what string, hasCome func() bool) {
	t.Helper()
	for range 1000 {
		if hasCome() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s: not in ten seconds", what)
}

func exitStatus(err error) int {
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		return ended.ExitCode()
	}
	return 0
}

// A background is winnow at work.
type background struct {
	*exec.Cmd
	in   io.WriteCloser // standard input
	out  lockedBuffer   // standard output
	said lockedBuffer
}

// A lockedBuffer may be read while it is written.
type lockedBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}

// start starts winnow with standard input open.
func start(t *testing.T, args ...string) *background {
	t.Helper()
	b := &background{Cmd: exec.Command("winnow", args...)}
	b.Stdout, b.Stderr = &b.out, &b.said
	var err error
	if b.in, err = b.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.in.Close() })
	if err := b.Start(); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *background) write(t *testing.T, text string) {
	t.Helper()
	if _, err := io.WriteString(b.in, text); err != nil {
		t.Fatal(err)
	}
}

// signal sends a signal and returns the status with which winnow ends.
func (b *background) signal(t *testing.T, s os.Signal) int {
	t.Helper()
	if err := b.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
	return exitStatus(b.Wait())
}

// A signal ends a run that waits for input: no file is left, nothing is said,
// and the status is that of the signal.
func TestSignals(t *testing.T) {
	for signal, want := range map[os.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
		folder := t.TempDir()
		run := start(t, "--scope", "document", "--min-words", "1000", "-o", filepath.Join(folder, "out.txt"), "--audit", filepath.Join(folder, "audit.jsonl"), "--from", "lines")
		run.write(t, scraped)
		waitFor(t, "a file", func() bool { return files(t, folder) != "" })
		if got := run.signal(t, signal); got != want {
			t.Errorf("%v: status %d, want %d", signal, got, want)
		}
		if left := files(t, folder); left != "" || run.said.String() != "" {
			t.Errorf("%v: left %q, said %q", signal, left, &run.said)
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
	run := start(t, "a.txt", "never", "-o", "out/", "--audit", "audit.jsonl")
	waitFor(t, "out/a.txt", func() bool { return strings.HasPrefix(files(t, "out"), "a.txt") })
	if got := run.signal(t, syscall.SIGTERM); got != 143 {
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

// A signal ends a stream between two records, also where little is left of them
// and a part of a batch fills a buffer.
func TestSignalEndsStream(t *testing.T) {
	run := start(t, "--from", "jsonl")
	var records, want strings.Builder
	for i := range 50_000 {
		text := "The harbour master wrote down all of the names, and the boats they belong to."
		fmt.Fprintf(&records, `{"text":"%s","n":%d}`+"\n", text, i)
		if i > 0 {
			text = ""
		}
		fmt.Fprintf(&want, `{"text":"%s","n":%d}`+"\n", text, i)
	}
	run.write(t, records.String())
	waitFor(t, "text", func() bool { return run.out.String() != "" })
	if got := run.signal(t, syscall.SIGTERM); got != 143 || run.said.String() != "" {
		t.Errorf("status %d, said %q", got, run.said.String())
	}
	out := run.out.String()
	if !strings.HasPrefix(want.String(), out) || !strings.HasSuffix(out, "}\n") {
		t.Errorf("%d bytes, at the end %q", len(out), out[max(0, len(out)-200):])
	}
}

// A signal ends explain without a word too.
func TestSignalExplain(t *testing.T) {
	for _, format := range []string{"auto", "lines"} {
		run := start(t, "explain", "--from", format)
		run.write(t, scraped) // more than a pipe holds: what was written was read from
		if got := run.signal(t, syscall.SIGTERM); got != 143 || run.said.String() != "" {
			t.Errorf("%s: status %d, said %q", format, got, &run.said)
		}
	}
}

// A signal ends train while trees grow, and no model is left.
func TestSignalTrain(t *testing.T) {
	folder := t.TempDir()
	var pages strings.Builder
	for i := range 300 {
		text := fmt.Sprintf("Menu\\n%d\\n%s\\nImprint", i, strings.Repeat(fmt.Sprintf("Boat %d left the harbour of the town on Monday.\\n", i), 30))
		fmt.Fprintf(&pages, `{"id":"%d","raw":"%s","labels":[0,0,%s0]}`+"\n", i, text, strings.Repeat("1,", 30))
	}
	labelled := filepath.Join(t.TempDir(), "labelled.jsonl")
	if err := os.WriteFile(labelled, []byte(pages.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	run := start(t, "train", "--progress", "on", labelled, "-o", filepath.Join(folder, "model"))
	waitFor(t, "a tree", func() bool { return strings.Contains(run.said.String(), " trees") })
	if got := run.signal(t, syscall.SIGINT); got != 130 {
		t.Errorf("status %d, want 130", got)
	}
	if left, said := files(t, folder), run.said.String(); left != "" || strings.Contains(said, "300 of 300") {
		t.Errorf("left %q, said %q", left, said)
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
