package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"winnow/internal/report"
)

// What the audit names as removed is what the input has there, and together
// with what was kept it is all that came in.
func TestAccounts(t *testing.T) {
	text := bridge + "\nRemove me\n\n" + ferry + "\n" + bridge + "\nAway with it\n\n\n" + market + "\n" + ferry + "\n"
	e := run(t, stdin(Config{Clean: testCleaner(t), Dedupe: on()}, text))
	var blocks, size int64
	for line := range strings.Lines(e.audit) {
		var r struct {
			Start, End int64
			Line       int
			Text, Rule string
		}
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if got := text[r.Start:r.End]; got != r.Text {
			t.Errorf("%s: bytes %d to %d are %q, the audit says %q", r.Rule, r.Start, r.End, got, r.Text)
		}
		if want := strings.Count(text[:r.Start], "\n") + 1; r.Line != want {
			t.Errorf("%q is in line %d, the audit says %d", r.Text, want, r.Line)
		}
		blocks++
		size += r.End - r.Start
	}
	gone := e.sum.Gone()
	if blocks != gone.Blocks || size != gone.Bytes || blocks != 4 {
		t.Errorf("the audit has %d blocks of %d bytes, the summary %+v", blocks, size, gone)
	}
	if e.sum.BytesIn != int64(len(text)) || e.sum.BytesOut != int64(len(e.out)) {
		t.Errorf("%d bytes in, %d out; want %d and %d", e.sum.BytesIn, e.sum.BytesOut, len(text), len(e.out))
	}
	want := report.Count{Blocks: 2, Bytes: int64(len(bridge) + len(ferry))}
	if e.sum.Duplicates != want {
		t.Errorf("duplicates %+v, want %+v", e.sum.Duplicates, want)
	}
}

// Offsets in JSON Lines lead to the escapes as they stand in the file.
func TestAuditSpansOfJSON(t *testing.T) {
	text := `{"a":1}` + "\n" + `{"text":"d\u00e9j\u00e0 vu\n\u0052emove\tme\n` + bridge + `"}` + "\n"
	c := stdin(Config{Clean: testCleaner(t)}, text)
	c.Read.From = "jsonl"
	e := run(t, c)
	var r struct{ Start, End, Record int64 }
	if err := json.Unmarshal([]byte(e.audit), &r); err != nil {
		t.Fatal(err)
	}
	if got := text[r.Start:r.End]; got != `\u0052emove\tme` || r.Record != 2 {
		t.Errorf("record %d, bytes %d to %d are %q", r.Record, r.Start, r.End, got)
	}
}

func TestLoneSurrogatesAreCounted(t *testing.T) {
	c := stdin(Config{}, `{"text":"half \ud83d of it"}`+"\n"+`{"text":"\udc00\ud800"}`+"\n")
	c.Read.From = "jsonl"
	if e := run(t, c); e.sum.Damage.LoneSurrogates != 3 {
		t.Errorf("%d lone surrogates, want 3", e.sum.Damage.LoneSurrogates)
	}
}

func BenchmarkRun(b *testing.B) {
	text := []byte(corpusOf(5000))
	for _, bb := range []struct {
		name  string
		audit io.Writer
	}{{"plain", nil}, {"audit", io.Discard}} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				c := Config{Inputs: []string{"-"}, Stdin: bytes.NewReader(text), Clean: testCleaner(b), Dedupe: on(), Workers: 1, Audit: bb.audit}
				c.Read.From = "jsonl"
				if _, err := Run(context.Background(), c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Damage of the text is counted, and the first byte that was lost is named.
func TestDamage(t *testing.T) {
	text := bridge + "\n\n" +
		"caf\xc3\xa9 \xe2\x82 et th\xc3\xa9, encore du caf\xc3\xa9\nFish &amp; chips by the old harbour\n"
	in := files(t, bridge+"\n", text)
	e := run(t, Config{Inputs: in, Clean: testCleaner(t)})
	d := e.sum.Damage
	at := strings.Index(text, "\xe2\x82")
	if d.FirstInvalid == nil || *d.FirstInvalid != (report.Spot{File: in[1], Record: 1, Offset: int64(at)}) || d.InvalidBytes == 0 {
		t.Errorf("%d invalid bytes, the first at %+v; want %d", d.InvalidBytes, d.FirstInvalid, at)
	}
	if d.Entities != 1 {
		t.Errorf("%d lines with entities, want 1", d.Entities)
	}
}
