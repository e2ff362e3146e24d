package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"winnow/clean"
	"winnow/internal/report"
)

// testCleaner removes lines that read "remove me" or "away with it", and puts
// torn paragraphs together. It has none of the shipped rules, so that these
// tests do not move with them.
func testCleaner(t testing.TB) *clean.Cleaner {
	t.Helper()
	c, err := makeTestCleaner()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var makeTestCleaner = sync.OnceValues(func() (*clean.Cleaner, error) {
	pack, err := clean.ParsePack("test", []byte("[test-gone]\nremove me\n[test-away]\naway with it\n"))
	if err != nil {
		return nil, err
	}
	return clean.New(clean.Options{Packs: []clean.Pack{pack}, Only: []string{"test-gone", "test-away", "rejoin"}})
})

// A memory is an Output that stays in memory.
type memory struct {
	bytes.Buffer
	closed, aborted bool
}

func (m *memory) Finish() error { return nil }
func (m *memory) Close() error  { m.closed = true; return nil }
func (m *memory) Abort() error  { m.aborted = true; return nil }

// joint makes c write to one memory.
func joint(c *Config) *memory {
	m := new(memory)
	c.Joint = true
	c.Output = func(string) (Output, error) { return m, nil }
	return m
}

// An end is everything that a run has to say.
type end struct {
	out, audit string
	warned     []string
	sum        *report.Summary
	err        error
}

// run runs c and collects everything; c writes to one output.
func run(t testing.TB, c Config) end {
	t.Helper()
	before := runtime.NumGoroutine()
	out := joint(&c)
	var audit bytes.Buffer
	var e end
	if c.Audit == nil {
		c.Audit = &audit
	}
	c.Warn = func(err error) { e.warned = append(e.warned, err.Error()) }
	e.sum, e.err = Run(context.Background(), c)
	e.out, e.audit = out.String(), audit.String()
	if out.closed == out.aborted {
		t.Errorf("closed: %v, aborted: %v", out.closed, out.aborted)
	}
	if out.closed != (e.err == nil) {
		t.Errorf("closed: %v, error: %v", out.closed, e.err)
	}
	noGoroutines(t, before)
	return e
}

// noGoroutines waits a little for goroutines to end.
func noGoroutines(t testing.TB, before int) {
	t.Helper()
	for range 200 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	buf := make([]byte, 1<<16)
	t.Fatalf("%d goroutines before, %d after:\n%s", before, runtime.NumGoroutine(), buf[:runtime.Stack(buf, true)])
}

// on returns options that compare paragraphs of 8 words in the whole run.
func on() Dedupe { return Dedupe{Enabled: true, MinWords: 8} }

// files writes files to a folder of their own and returns their names.
func files(t testing.TB, contents ...string) []string {
	t.Helper()
	dir := t.TempDir()
	var names []string
	for i, content := range contents {
		name := filepath.Join(dir, fmt.Sprintf("%03d.txt", i))
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return names
}

// stdin makes c read text.
func stdin(c Config, text string) Config {
	c.Inputs, c.Stdin = []string{"-"}, strings.NewReader(text)
	return c
}

const (
	bridge = "The old bridge will stay closed to all traffic until the spring."
	ferry  = "Nobody had asked the ferryman, who has rowed here for forty years."
	market = "On market days the queue reaches from the church to the water."
)

func TestText(t *testing.T) {
	for _, tt := range []struct{ name, in, out string }{
		{"nothing", "", ""},
		{"clean", bridge + "\n\n" + ferry + "\n", bridge + "\n\n" + ferry + "\n"},
		{"no line end", bridge, bridge + "\n"},
		{"removed", "Remove me\n\n" + bridge + "\nAway with it!\n", bridge + "\n"},
		{"all removed", "Remove me\n", ""},
		{"duplicate", bridge + "\n" + ferry + "\n\n" + strings.ToUpper(bridge) + "\n" + market + "\n", bridge + "\n" + ferry + "\n\n" + market + "\n"},
		{"short ones stay", "La la la\n\nLa la la\n", "La la la\n\nLa la la\n"},
		{"blank lines", bridge + "\n\n\n \n" + ferry + "\n", bridge + "\n\n" + ferry + "\n"},
		{"rewritten and duplicate", ferry + "\nThe old  bridge   stays shut until spring\n" + ferry + "\n", ferry + "\nThe old bridge stays shut until spring\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := run(t, stdin(Config{Clean: testCleaner(t), Dedupe: on()}, tt.in))
			if e.err != nil || e.out != tt.out {
				t.Errorf("%q, %v, want %q", e.out, e.err, tt.out)
			}
			again := run(t, stdin(Config{Clean: testCleaner(t), Dedupe: on()}, e.out))
			if again.out != e.out || again.audit != "" {
				t.Errorf("once more: %q, removed %s", again.out, again.audit)
			}
		})
	}
}

// A paragraph that the cleaning put together is one paragraph: it goes or
// stays as a whole, and its audit names every block.
func TestGluedParagraphs(t *testing.T) {
	torn := "On market days the queue reaches from the church\nRemove me\n, as it did a hundred years ago, down to the water.\n"
	whole := "On market days the queue reaches from the church, as it did a hundred years ago, down to the water.\n"
	e := run(t, stdin(Config{Clean: testCleaner(t), Dedupe: on()}, torn+bridge+"\n"+whole))
	if want := whole + bridge + "\n"; e.out != want {
		t.Errorf("got %q, want %q", e.out, want)
	}
	e = run(t, stdin(Config{Clean: testCleaner(t), Dedupe: on()}, whole+bridge+"\n"+torn))
	if want := whole + bridge + "\n"; e.out != want {
		t.Errorf("got %q, want %q", e.out, want)
	}
	if n := strings.Count(e.audit, `"rule":"duplicate"`); n != 2 || e.sum.Duplicates.Blocks != 2 {
		t.Errorf("%d duplicates in the audit, %d in the summary, want 2:\n%s", n, e.sum.Duplicates.Blocks, e.audit)
	}
}

func TestFilesOnOneOutput(t *testing.T) {
	in := files(t, bridge+"\n", "Remove me\n", bridge+"\n"+ferry+"\n", bridge+"\n")
	e := run(t, Config{Inputs: in, Clean: testCleaner(t), Dedupe: on()})
	if want := bridge + "\n\n" + ferry + "\n"; e.out != want {
		t.Errorf("got %q, want %q", e.out, want)
	}
	kept := fmt.Sprintf(`"kept":{"file":%q,"record":1,"line":1}`, in[0])
	if n := strings.Count(e.audit, kept); n != 2 {
		t.Errorf("%d lines name the kept copy, want 2:\n%s", n, e.audit)
	}
	e = run(t, Config{Inputs: in, Clean: testCleaner(t), Dedupe: Dedupe{Enabled: true, MinWords: 8, Scope: ScopeDocument}})
	if want := bridge + "\n\n" + bridge + "\n" + ferry + "\n\n" + bridge + "\n"; e.out != want {
		t.Errorf("within documents: got %q, want %q", e.out, want)
	}
}

func TestJSONLines(t *testing.T) {
	in := `{"id":7,"n":1.0,"text":"` + bridge + `\nRemove me\n"}` + "\n" +
		"\n" +
		`{"text": "` + strings.ToUpper(bridge) + `" , "id":"x"}` + "\r\n" +
		`{"id":"bad"}` + "\n" +
		`{"text":"` + ferry + `","n":12345678901234567890,"n":2}` + "\n" +
		`{"text":"\n` + ferry + `\n\nd\u00e9j\u00e0"}`
	c := stdin(Config{Clean: testCleaner(t), Dedupe: on()}, in)
	c.Read.From, c.Read.IDField = "jsonl", "id"
	e := run(t, c)
	want := `{"id":7,"n":1.0,"text":"` + bridge + `\n"}` + "\n" +
		"\n" +
		`{"text": "" , "id":"x"}` + "\r\n" +
		`{"id":"bad"}` + "\n" +
		`{"text":"` + ferry + `","n":12345678901234567890,"n":2}` + "\n" +
		`{"text":"d\u00e9j\u00e0"}` + "\n"
	if e.err != nil || e.out != want {
		t.Errorf("error %v, got\n%s\nwant\n%s", e.err, e.out, want)
	}
	for _, want := range []string{
		`"record":1,"id":"7","rule":"test-gone","start":`,
		`"record":2,"id":"x","rule":"duplicate","start":`,
		`"kept":{"file":"-","record":1,"line":1}`,
		`"kept":{"file":"-","record":4,"line":1}`,
	} {
		if !strings.Contains(e.audit, want) {
			t.Errorf("the audit has no %s:\n%s", want, e.audit)
		}
	}
	if len(e.warned) != 1 || !strings.Contains(e.warned[0], "record 3") || e.sum.Damage.Records != 1 || e.sum.Documents != 5 {
		t.Errorf("warned %q, %d damaged, %d documents", e.warned, e.sum.Damage.Records, e.sum.Documents)
	}
}

func TestFormatsChange(t *testing.T) {
	c := stdin(Config{Clean: testCleaner(t), Dedupe: on(), To: "text"}, `{"text":"`+bridge+`"}`+"\n"+`{"text":"Remove me"}`+"\n"+`{"text":"`+ferry+`\n"}`+"\n")
	c.Read.From = "jsonl"
	if e, want := run(t, c), bridge+"\n\n"+ferry+"\n"; e.out != want {
		t.Errorf("got %q, want %q", e.out, want)
	}
	c = stdin(Config{To: "jsonl"}, bridge+"\n")
	if e, want := run(t, c), `{"id": "-", "text": "`+bridge+`"}`+"\n"; e.out != want {
		t.Errorf("got %q, want %q", e.out, want)
	}
	c = stdin(Config{To: "parquet"}, bridge)
	if _, err := Run(context.Background(), c); err == nil {
		t.Error("no error for an unknown format")
	}
	c = stdin(Config{}, bridge)
	c.Read.From = "parquet"
	if e := run(t, c); e.err == nil {
		t.Error("no error for an unknown format to read")
	}
}

func TestLines(t *testing.T) {
	c := stdin(Config{Clean: testCleaner(t), Dedupe: on()}, bridge+"\n\nRemove me\n"+ferry+"\n"+bridge)
	c.Read.From = "lines"
	e := run(t, c)
	if want := bridge + "\n\n" + ferry + "\n"; e.out != want {
		t.Errorf("got %q, want %q", e.out, want)
	}
	if !strings.Contains(e.audit, `"record":5,"rule":"duplicate"`) || !strings.Contains(e.audit, `"line":5`) {
		t.Errorf("audit:\n%s", e.audit)
	}
}

// Scripts without spaces are measured in characters.
func TestUnspacedScripts(t *testing.T) {
	long := "これは二度と現れてはならない、とても長い日本語の段落です。"
	short := "短い文、二度ある。"
	e := run(t, stdin(Config{Dedupe: on()}, long+"\n"+short+"\n"+long+"\n"+short+"\n"))
	if want := long + "\n" + short + "\n" + short + "\n"; e.out != want {
		t.Errorf("got %q, want %q", e.out, want)
	}
}

func TestMinWords(t *testing.T) {
	in := "one two three four five six seven\none two three four five six seven\n— — —\n— — —\n* * *\n"
	for words, want := range map[int]string{
		8: in,
		7: "one two three four five six seven\n— — —\n— — —\n* * *\n",
		0: "one two three four five six seven\n— — —\n* * *\n",
	} {
		e := run(t, stdin(Config{Dedupe: Dedupe{Enabled: true, MinWords: words}}, in))
		if e.out != want {
			t.Errorf("from %d words: got %q, want %q", words, e.out, want)
		}
	}
}

func TestUnreadableInputs(t *testing.T) {
	in := files(t, bridge+"\n", ferry+"\n")
	missing := filepath.Join(filepath.Dir(in[0]), "missing.txt")
	e := run(t, Config{Inputs: []string{missing, in[0], filepath.Dir(in[0]), in[1]}})
	if want := bridge + "\n\n" + ferry + "\n"; e.err != nil || e.out != want {
		t.Errorf("got %q, %v, want %q", e.out, e.err, want)
	}
	if len(e.warned) != 2 || !strings.Contains(e.warned[0], "missing.txt") || e.sum.Damage.Files != 2 || e.sum.Files != 2 {
		t.Errorf("warned %q; %d files damaged, %d read", e.warned, e.sum.Damage.Files, e.sum.Files)
	}
}

// A Read that fails half-way ends its input, not the run.
func TestInputThatBreaks(t *testing.T) {
	in := files(t, ferry+"\n")
	c := Config{Inputs: []string{"-", in[0]}, Stdin: io.MultiReader(strings.NewReader(bridge+"\n"+market), brokenReader{})}
	e := run(t, c)
	if want := bridge + "\n" + market + "\n\n" + ferry + "\n"; e.err != nil || e.out != want {
		t.Errorf("got %q, %v, want %q", e.out, e.err, want)
	}
	if len(e.warned) != 1 {
		t.Errorf("warned %q", e.warned)
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, fmt.Errorf("the cable is out") }

func TestProgress(t *testing.T) {
	in := files(t, bridge+"\n", ferry+"\n")
	var last Progress
	calls := 0
	c := Config{Inputs: in, Progress: func(p Progress) { last = p; calls++ }}
	run(t, c)
	want := Progress{Input: in[1], Index: 1, Offset: int64(len(ferry) + 1), Size: int64(len(ferry) + 1), Documents: 2, BytesIn: int64(len(bridge) + len(ferry) + 2)}
	if last != want || calls == 0 {
		t.Errorf("%d calls, the last with %+v, want %+v", calls, last, want)
	}
}
