package corpus

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// A page of about 4 kB, in the shapes that records have.
func benchRecords() []struct {
	name, in string
} {
	plainLine := "Forty-one bytes of plain text are a line. "
	make := func(line string) string {
		var b bytes.Buffer
		for b.Len() < 4<<20 {
			fmt.Fprintf(&b, `{"id": %d, "url": "http://example.org/page", "tags": [1.5, null, "x"], "text": "`, b.Len())
			for i := 0; i < 100; i++ {
				b.WriteString(line)
			}
			b.WriteString("\"}\n")
		}
		return b.String()
	}
	return []struct{ name, in string }{
		{"plain", make(plainLine)},
		{"line ends", make(plainLine[:40] + `\n`)},
		{"utf-8", make("Là où l’été déjà passé, «\u00a0la forêt\u00a0» s’élève. ")},
		{"all escaped", make(`\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645 `)},
	}
}

func benchmarkRead(b *testing.B, in string, o Options, parse bool) {
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	var batch Batch
	source := strings.NewReader(in)
	for b.Loop() {
		source.Reset(in)
		r, err := Open("-", source, o)
		if err != nil {
			b.Fatal(err)
		}
		for {
			if err := r.Read(&batch); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
			for i := range batch.Docs {
				if !parse {
					break
				}
				if err := batch.Docs[i].Parse(&batch.Arena); err != nil {
					b.Fatal(err)
				}
			}
		}
		r.Close()
	}
}

func BenchmarkRead(b *testing.B) {
	in := benchRecords()[0].in
	for _, format := range []string{"jsonl", "lines", "text"} {
		b.Run(format, func(b *testing.B) { benchmarkRead(b, in, Options{From: format}, false) })
	}
}

func BenchmarkReadParse(b *testing.B) {
	for _, records := range benchRecords() {
		b.Run(records.name, func(b *testing.B) {
			benchmarkRead(b, records.in, Options{From: "jsonl", IDField: "id", URLField: "url"}, true)
		})
	}
}

// BenchmarkParse parses batches that are read already: what a worker does.
func BenchmarkParse(b *testing.B) {
	for _, records := range benchRecords() {
		b.Run(records.name, func(b *testing.B) {
			r := from(b, bytes.NewReader([]byte(records.in)), Options{From: "jsonl", BatchBytes: 2 << 20})
			var batch Batch
			if err := r.Read(&batch); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(batch.Bytes()))
			b.ReportAllocs()
			for b.Loop() {
				batch.Arena.reset()
				for i := range batch.Docs {
					if err := batch.Docs[i].Parse(&batch.Arena); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func BenchmarkAppendRecord(b *testing.B) {
	for _, records := range benchRecords() {
		b.Run(records.name, func(b *testing.B) {
			r := from(b, bytes.NewReader([]byte(records.in)), Options{From: "jsonl"})
			var batch Batch
			if err := r.Read(&batch); err != nil {
				b.Fatal(err)
			}
			d := &batch.Docs[0]
			if err := d.Parse(&batch.Arena); err != nil {
				b.Fatal(err)
			}
			text := append([]byte("!"), d.Text...)
			var dst []byte
			b.SetBytes(int64(len(d.Raw)))
			b.ReportAllocs()
			for b.Loop() {
				dst = d.AppendRecord(dst[:0], text)
			}
		})
	}
}
