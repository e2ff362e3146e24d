package pipeline

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// A twoFaced input has changed when it is read again.
type twoFaced struct {
	io.Reader
	again string
}

func (f *twoFaced) Seek(int64, int) (int64, error) {
	f.Reader = strings.NewReader(f.again)
	return 0, nil
}

func TestInputChangesBetweenPasses(t *testing.T) {
	text := bridge + "\n" + ferry + "\n" + bridge + "\n"
	for again, want := range map[string]error{
		text:                         nil,
		bridge + "\n" + ferry + "\n": errChanged,
		text + market + "\n":         errChanged,
		"":                           errChanged,
	} {
		c := stdin(Config{Clean: testCleaner(t), Dedupe: on()}, "")
		c.Stdin, c.Dedupe.Keep = &twoFaced{strings.NewReader(text), again}, KeepLast
		if e := run(t, c); !errors.Is(e.err, want) || want == nil && e.out != ferry+"\n"+bridge+"\n" {
			t.Errorf("%q: %v, %q", again, e.err, e.out)
		}
	}
}

// Errors of the first pass end the run; damage is told once, in the second.
func TestFirstPassEnds(t *testing.T) {
	c := stdin(Config{Clean: testCleaner(t), Dedupe: on()}, "")
	c.Dedupe.Keep, c.TempDir = KeepLast, t.TempDir()
	c.Stdin = io.MultiReader(strings.NewReader(bridge+"\n"), iotest.ErrReader(io.ErrClosedPipe))
	if e := run(t, c); e.err != nil || e.out != bridge+"\n" || len(e.warned) != 1 || !strings.Contains(e.warned[0], "cannot be read: "+io.ErrClosedPipe.Error()) {
		t.Errorf("a stream that breaks off: %v, %q, warned %q", e.err, e.out, e.warned)
	}
	c = stdin(c, `{"text":`+"\n"+`{"text":"`+bridge+`"}`+"\n"+`{"text":"`+bridge+`"}`+"\n")
	c.Read.From = "jsonl"
	e := run(t, c)
	if e.err != nil || len(e.warned) != 1 || e.sum.Damage.Records != 1 || e.sum.Duplicates.Blocks != 1 {
		t.Errorf("%v, warned %q, %+v", e.err, e.warned, e.sum)
	}
	c.Inputs = []string{"/no/such/file", "-"}
	c.Stdin = strings.NewReader(bridge + "\n" + bridge + "\n")
	c.Read.From = "text"
	if e := run(t, c); e.err != nil || len(e.warned) != 1 || e.out != bridge+"\n" {
		t.Errorf("%v, warned %q, %q", e.err, e.warned, e.out)
	}
}
