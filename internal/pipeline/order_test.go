package pipeline

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// corpusOf makes n records with removed lines, duplicates and damage in them.
func corpusOf(n int) string {
	rng := rand.New(rand.NewPCG(3, 4))
	var b strings.Builder
	for i := range n {
		if rng.IntN(20) == 0 {
			b.WriteString(`{"id":` + "\n")
			continue
		}
		fmt.Fprintf(&b, `{"id":%d,"text":"`, i)
		for range rng.IntN(6) {
			switch rng.IntN(5) {
			case 0:
				b.WriteString(`Remove me\n`)
			case 1:
				b.WriteString(`Away with it\n\n`)
			case 2:
				b.WriteString(`Short line\n`)
			default:
				fmt.Fprintf(&b, `On day %d the d\u00e9l\u00e9gation, so they say, came back to “the town”.\n`, rng.IntN(n))
			}
		}
		b.WriteString("\"}\n")
	}
	return b.String()
}

// Workers, batches and the size of each Read must not show in anything.
func TestTheSameAlways(t *testing.T) {
	text := corpusOf(400)
	config := func(r io.Reader) Config {
		c := Config{Inputs: []string{"-"}, Stdin: r, Clean: testCleaner(t), Dedupe: on()}
		c.Read.From, c.Read.IDField = "jsonl", "id"
		return c
	}
	want := run(t, config(strings.NewReader(text)))
	if want.err != nil || want.sum.Duplicates.Blocks == 0 || len(want.warned) == 0 || len(want.sum.Removed) != 2 {
		t.Fatalf("too tame: %v, %+v", want.err, want.sum)
	}
	same := func(t *testing.T, got end) {
		t.Helper()
		got.sum.Elapsed = want.sum.Elapsed
		if got.err != nil || got.out != want.out || got.audit != want.audit {
			t.Errorf("error %v; output or audit differ", got.err)
		}
		if diff := cmp.Diff(want.warned, got.warned); diff != "" {
			t.Error("warnings:", diff)
		}
		if diff := cmp.Diff(want.sum, got.sum); diff != "" {
			t.Error("summary:", diff)
		}
	}
	for workers := 1; workers <= 8; workers++ {
		for _, size := range []int{1, 100, 4096, 0} {
			t.Run(fmt.Sprintf("%d workers, batches of %d", workers, size), func(t *testing.T) {
				c := config(strings.NewReader(text))
				c.Workers, c.Read.BatchBytes = workers, size
				same(t, run(t, c))
			})
		}
	}
	for name, reader := range map[string]func(io.Reader) io.Reader{
		"one byte":   iotest.OneByteReader,
		"half":       iotest.HalfReader,
		"data error": iotest.DataErrReader,
	} {
		t.Run(name, func(t *testing.T) {
			c := config(reader(strings.NewReader(text)))
			c.Workers, c.Read.BatchBytes = 3, 512
			same(t, run(t, c))
		})
	}
}

// A text worked in windows gives what it gives as a whole, and duplicates are
// found across windows. A window ends after a blank line or a line, for no line
// here is longer than a window.
func TestWindows(t *testing.T) {
	var b strings.Builder
	for i := range 60 {
		fmt.Fprintf(&b, "On day %d the delegation came back to the town at last.\n", i%25)
		b.WriteString([]string{"", "\n", "Remove me\n\n", "\n\nAway with it\n"}[i%4])
	}
	text := b.String()
	for _, scope := range []Scope{ScopeRun, ScopeDocument} {
		c := Config{Clean: testCleaner(t), Dedupe: on()}
		c.Dedupe.Scope = scope
		want := run(t, stdin(c, text))
		if want.sum.Duplicates.Blocks != 35 {
			t.Fatalf("%d duplicates, want 35", want.sum.Duplicates.Blocks)
		}
		for _, window := range []int64{80, 100, 333, 1000} {
			for _, workers := range []int{1, 4} {
				c.Read.MaxDocument, c.Workers = window, workers
				got := run(t, stdin(c, text))
				if diff := cmp.Diff(want.out, got.out); diff != "" {
					t.Errorf("windows of %d: %s", window, diff)
				}
				if diff := cmp.Diff(want.audit, got.audit); diff != "" {
					t.Errorf("windows of %d: audit: %s", window, diff)
				}
				if got.sum.Documents != 1 || got.sum.BytesIn != int64(len(text)) {
					t.Errorf("windows of %d: %d documents of %d bytes", window, got.sum.Documents, got.sum.BytesIn)
				}
			}
		}
	}
}

// A line longer than a window comes out whole, in one line: its pieces are no
// paragraphs, however like one another they are.
func TestLongLine(t *testing.T) {
	line := strings.Repeat("word after word ", 1000) + "and the last one."
	for _, from := range []string{"text", "lines"} {
		c := stdin(Config{Clean: testCleaner(t), Dedupe: on()}, line+"\n"+bridge+"\n")
		c.Read.From, c.Read.MaxDocument = from, 256
		if e, want := run(t, c), line+"\n"+bridge+"\n"; e.out != want {
			t.Errorf("%s: %d bytes out, want %d", from, len(e.out), len(want))
		}
	}
}

// Lines that end just where a window does, with all that may stand between two
// lines, come out as they would of the whole text.
func TestWindowsEndAtLineEnds(t *testing.T) {
	const window = 40
	gaps := []string{"\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\nRemove me\n", "\n\nRemove me\n", "\nRemove me\n\n"}
	rng := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		var b strings.Builder
		for i := range 6 {
			b.WriteString(strings.Repeat("abcde", 8)[:window-rng.IntN(3)])
			if i < 5 {
				b.WriteString(gaps[rng.IntN(len(gaps))])
			}
		}
		b.WriteString("\n")
		c := Config{Clean: testCleaner(t)}
		want := run(t, stdin(c, b.String()))
		c.Read.MaxDocument = window
		if got := run(t, stdin(c, b.String())); got.out != want.out {
			t.Fatalf("%q:\ngot  %q\nwant %q", b.String(), got.out, want.out)
		}
	}
}
