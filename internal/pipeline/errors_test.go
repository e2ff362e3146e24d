package pipeline

import (
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"winnow/internal/corpus"
)

var errDisk = errors.New("disk full")

// A failing output takes n writes, and fails from then on.
type failing struct {
	memory
	n     int
	close error
}

func (f *failing) Write(p []byte) (int, error) {
	if f.n--; f.n < 0 {
		return 0, errDisk
	}
	return f.memory.Write(p)
}

func (f *failing) Close() error {
	f.memory.Close()
	return f.close
}

// Wherever the output fails, the run ends, says so and leaves nothing behind.
func TestOutputErrors(t *testing.T) {
	text := corpusOf(300)
	for n := 0; ; n++ {
		before := runtime.NumGoroutine()
		out := &failing{n: n}
		c := stdin(Config{Joint: true, Clean: testCleaner(t), Dedupe: on(), Workers: 3}, text)
		c.Read.From, c.Read.BatchBytes = "jsonl", 1024
		c.Output = func(string) (Output, error) { return out, nil }
		_, err := Run(context.Background(), c)
		noGoroutines(t, before)
		if err == nil {
			if n < 10 {
				t.Errorf("only %d writes", n)
			}
			break
		}
		if !errors.Is(err, errDisk) || out.closed || !out.aborted {
			t.Fatalf("write %d: %v, closed: %v, aborted: %v", n, err, out.closed, out.aborted)
		}
	}
}

func TestOtherErrors(t *testing.T) {
	broken := func(string) (Output, error) { return nil, errDisk }
	for name, change := range map[string]func(*Config){
		"output cannot be made":  func(c *Config) { c.Output = broken },
		"outputs cannot be made": func(c *Config) { c.Output, c.Joint = broken, false },
		"close": func(c *Config) {
			c.Output = func(string) (Output, error) { return &failing{n: 1000, close: errDisk}, nil }
		},
		"close one of many": func(c *Config) {
			c.Joint = false
			c.Output = func(string) (Output, error) { return &failing{n: 1000, close: errDisk}, nil }
		},
		"close behind the fuse": func(c *Config) {
			c.Joint, c.Fuse = false, Fuse{Set: true, Share: 1}
			c.Output = func(string) (Output, error) { return &failing{n: 1000, close: errDisk}, nil }
		},
		"audit":              func(c *Config) { c.Audit = &failing{} },
		"audit of one input": func(c *Config) { c.Audit, c.Joint = &failing{}, false },
	} {
		t.Run(name, func(t *testing.T) {
			before := runtime.NumGoroutine()
			c := stdin(Config{Clean: testCleaner(t)}, bridge+"\nRemove me\n")
			joint(&c)
			change(&c)
			if _, err := Run(context.Background(), c); !errors.Is(err, errDisk) {
				t.Errorf("the error is lost: %v", err)
			}
			noGoroutines(t, before)
		})
	}
}

// The audit is written before an output takes the place of its input.
func TestAuditFailsBeforeOutputsLast(t *testing.T) {
	var made []*memory
	c := Config{Inputs: files(t, bridge+"\nRemove me\n", ferry+"\n"), Clean: testCleaner(t), Audit: &failing{}}
	c.Output = func(string) (Output, error) {
		made = append(made, new(memory))
		return made[len(made)-1], nil
	}
	if _, err := Run(context.Background(), c); !errors.Is(err, errDisk) {
		t.Errorf("got %v", err)
	}
	for i, m := range made {
		if m.closed || !m.aborted {
			t.Errorf("output %d: closed: %v, aborted: %v", i, m.closed, m.aborted)
		}
	}
}

// An endless input gives a run that only a cancellation ends.
type endless struct{ reads atomic.Int64 }

func (e *endless) Read(p []byte) (int, error) {
	e.reads.Add(1)
	for i := range p {
		p[i] = "the same line of text again and again, it never ends\n"[i%53]
	}
	return len(p), nil
}

func TestCancel(t *testing.T) {
	before := runtime.NumGoroutine()
	cause := errors.New("enough")
	ctx, cancel := context.WithCancelCause(context.Background())
	c := Config{Inputs: []string{"-"}, Stdin: new(endless), Dedupe: on(), Workers: 4}
	c.Read.From = "lines"
	out := joint(&c)
	calls := 0
	c.Progress = func(Progress) {
		if calls++; calls == 5 {
			cancel(cause)
		}
	}
	if _, err := Run(ctx, c); !errors.Is(err, cause) {
		t.Errorf("got %v, want the cause", err)
	}
	if !out.aborted || out.closed {
		t.Errorf("closed: %v, aborted: %v", out.closed, out.aborted)
	}
	noGoroutines(t, before)
}

// A Read that never returns cannot keep Run.
func TestCancelWhileReading(t *testing.T) {
	before := runtime.NumGoroutine()
	r, w := io.Pipe()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	c := Config{Inputs: []string{"-"}, Stdin: r}
	if _, err := Run(ctx, c); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	w.Close()
	noGoroutines(t, before)
}

// A blocked output holds the reader back.
func TestBatchesInFlight(t *testing.T) {
	const workers, size = 3, 4096
	in := new(endless)
	ctx, cancel := context.WithCancel(context.Background())
	c := Config{Inputs: []string{"-"}, Stdin: in, Joint: true, Workers: workers}
	c.Read.From, c.Read.BatchBytes = "lines", size
	var most int64
	writes := 0
	c.Output = func(string) (Output, error) {
		return &hook{func([]byte) {
			time.Sleep(20 * time.Millisecond) // time enough to read ahead, if it may
			writes++
			// Behind each of its reads there is the buffer of corpus, 64 KiB.
			ahead := in.reads.Load()*(64<<10) - int64(writes)*size
			most = max(most, ahead)
			if writes == 20 {
				cancel()
			}
		}}, nil
	}
	if _, err := Run(ctx, c); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if limit := int64((2*workers+2)*size + 3*(64<<10)); most > limit {
		t.Errorf("%d bytes were read ahead, more than %d", most, limit)
	}
}

type hook struct{ write func([]byte) }

func (h *hook) Write(p []byte) (int, error) { h.write(p); return len(p), nil }
func (h *hook) Finish() error               { return nil }
func (h *hook) Close() error                { return nil }
func (h *hook) Abort() error                { return nil }

// Documents larger than a batch count for what they are.
func TestBytesInFlight(t *testing.T) {
	c := Config{Workers: 1}
	if err := c.complete(); err != nil {
		t.Fatal(err)
	}
	b := newBelt(&c)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	large := strings.Repeat("x", 9<<20)
	in := files(t, large, large, large)
	c.Inputs = in
	go readAll(context.Background(), &c, 0, b)
	<-ctx.Done()
	if n := len(b.ordered); n > 2 { // a file is two batches: its text, and its end
		t.Errorf("%d batches are on the belt", n)
	}
	for one := range b.ordered {
		<-b.work // in place of a worker
		b.giveBack(one)
	}
	if n := b.inFlight.Load(); n != 0 {
		t.Errorf("%d bytes in flight at the end", n)
	}
}

func TestFuse(t *testing.T) {
	text := strings.Repeat("Remove me\n", 30) + "Away with it\n" + bridge + "\n" + bridge + "\n"
	for _, tt := range []struct {
		share float64
		blown bool
	}{{0, true}, {0.5, true}, {0.9, false}, {1, false}} {
		c := stdin(Config{Clean: testCleaner(t), Dedupe: on(), Fuse: Fuse{Set: true, Share: tt.share}}, text)
		e := run(t, c)
		var fuse *FuseError
		if blown := errors.As(e.err, &fuse); blown != tt.blown {
			t.Errorf("%v: %v", tt.share, e.err)
		}
		if tt.blown && (fuse.Rule != "test-gone" || fuse.Limit != tt.share || fuse.Share < 0.8) {
			t.Errorf("%v: %+v", tt.share, fuse)
		}
	}
}

// Behind a fuse no file is put in place before all have been read.
func TestFuseHoldsFiles(t *testing.T) {
	in := files(t, bridge+"\n", ferry+"\n", strings.Repeat("Remove me\n", 100))
	for _, share := range []float64{0.5, 1} {
		c := Config{Inputs: in, InPlace: true, Clean: testCleaner(t), Fuse: Fuse{Set: true, Share: share}}
		c.Output = func(input string) (Output, error) { return corpus.Create(input, nil, corpus.WriteOptions{}) }
		_, err := Run(context.Background(), c)
		got, readErr := os.ReadFile(in[2])
		if readErr != nil {
			t.Fatal(readErr)
		}
		if blown := err != nil; blown != (share < 1) || blown != (len(got) > 0) {
			t.Errorf("share %v: error %v, %d bytes are left", share, err, len(got))
		}
	}
}

func TestWarningWhenNearlyAllGoes(t *testing.T) {
	for n, warn := range map[int]bool{1: false, 10: true, 200: true} {
		e := run(t, stdin(Config{Clean: testCleaner(t)}, "Hi\n"+strings.Repeat("Remove me\n", n)))
		if got := len(e.sum.Warnings) == 1 && strings.Contains(e.sum.Warnings[0], "test-gone"); got != warn {
			t.Errorf("%d lines: warnings %q", n, e.sum.Warnings)
		}
	}
}

// A holding output counts how many of its kind are open.
type holding struct {
	memory
	open *int
}

func (h *holding) Finish() error { *h.open--; return nil }

// Behind a fuse the outputs that wait hold no file open.
func TestFuseFinishesOutputs(t *testing.T) {
	open, most := 0, 0
	c := Config{Inputs: files(t, bridge, ferry, bridge, ferry), Fuse: Fuse{Set: true, Share: 1}}
	c.Output = func(string) (Output, error) {
		open++
		most = max(most, open)
		return &holding{open: &open}, nil
	}
	if _, err := Run(context.Background(), c); err != nil || most != 1 || open != 0 {
		t.Errorf("%d outputs were open at once, %d are; %v", most, open, err)
	}
}

// An output for nothing that could be read is given up, whichever way it is made.
func TestNothingRead(t *testing.T) {
	for _, inputs := range [][]string{{"nowhere"}, files(t, "\x1f\x8b\x08 this is no gzip"), append(files(t, "\x1f\x8b\x08"), "nowhere")} {
		for _, isJoint := range []bool{true, false} {
			var made []*memory
			c := Config{Inputs: inputs, Joint: isJoint}
			c.Output = func(string) (Output, error) {
				made = append(made, new(memory))
				return made[len(made)-1], nil
			}
			sum, err := Run(context.Background(), c)
			if err != nil || !sum.NothingRead(len(inputs)) {
				t.Errorf("%v: %v, %+v", inputs, err, sum)
			}
			for _, m := range made {
				if m.closed || !m.aborted {
					t.Errorf("%v, joint %v: an output was closed", inputs, isJoint)
				}
			}
		}
	}
}

// Tiny lines weigh more than their bytes: fewer batches of them are in flight.
func TestLinesInFlight(t *testing.T) {
	for text, most := range map[string]int{strings.Repeat("a\n", 1<<20): 1, strings.Repeat("a", 2<<20): 4} {
		c := Config{Workers: 1}
		c.Inputs = files(t, text, text, text, text)
		if err := c.complete(); err != nil {
			t.Fatal(err)
		}
		b := newBelt(&c)
		go readAll(context.Background(), &c, 0, b)
		for wait := 0; len(b.ordered) == 0 && wait < 3000; wait++ {
			time.Sleep(10 * time.Millisecond) // a loaded machine takes its time
		}
		time.Sleep(50 * time.Millisecond)
		if n := len(b.ordered); n > most || n == 0 {
			t.Errorf("%.4q...: %d batches are on the belt, want %d at most", text, n, most)
		}
		for one := range b.ordered {
			<-b.work // in place of a worker
			b.giveBack(one)
		}
	}
}

// An input that could not be read to its end is not replaced by what could.
func TestInPlaceLeavesDamagedInput(t *testing.T) {
	in := files(t, "Remove me\n"+bridge+"\n", "\x1f\x8b\x08 this is no gzip", "Remove me\n"+ferry+"\n")
	c := Config{Inputs: in, InPlace: true, Clean: testCleaner(t)}
	c.Output = func(input string) (Output, error) { return corpus.Create(input, nil, corpus.WriteOptions{}) }
	var warned []string
	c.Warn = func(err error) { warned = append(warned, err.Error()) }
	sum, err := Run(context.Background(), c)
	if err != nil || sum.Damage.Files != 1 || len(warned) != 2 || !strings.Contains(warned[1], "left as it was") {
		t.Errorf("%v, %+v, %q", err, sum.Damage, warned)
	}
	for i, want := range []string{bridge + "\n", "\x1f\x8b\x08 this is no gzip", ferry + "\n"} {
		if got, err := os.ReadFile(in[i]); err != nil || string(got) != want {
			t.Errorf("file %d holds %q, %v, want %q", i, got, err, want)
		}
	}
}
