package corpus

import (
	"bytes"
	"io"
	"runtime"
	"runtime/debug"
	"testing"
)

// A source makes n bytes of one line without keeping them: head, then body
// again and again, then tail.
type source struct {
	head, body, tail string
	n                int
}

func (s *source) Read(p []byte) (int, error) {
	switch {
	case s.head != "":
		n := copy(p, s.head)
		s.head = s.head[n:]
		return n, nil
	case s.n > 0:
		n := copy(p[:min(len(p), s.n)], s.body)
		s.n -= n
		return n, nil
	case s.tail != "":
		n := copy(p, s.tail)
		s.tail = s.tail[n:]
		return n, nil
	}
	return 0, io.EOF
}

// TestBoundedMemory reads a line of 300 MB in every format. The limit stands
// for the 64 MiB that a document may have, and what is read beside it.
func TestBoundedMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 900 MB")
	}
	const total, limit = 300 << 20, 100 << 20
	body := string(bytes.Repeat([]byte("many words "), 6000))
	for _, format := range []string{"text", "lines", "jsonl"} {
		in := &source{body: body, n: total}
		if format == "jsonl" {
			in.head, in.tail = `{"text":"`, "\"}\n{\"text\":\"next\"}\n"
		}
		want := int64(len(in.head) + total + len(in.tail))
		runtime.GC()
		var before, now runtime.MemStats
		runtime.ReadMemStats(&before)
		// Garbage that waits to be collected is not what is measured.
		defer debug.SetMemoryLimit(debug.SetMemoryLimit(int64(before.HeapInuse) + limit))
		r := from(t, in, Options{From: format})
		var batch Batch
		var got int64
		var peak uint64
		for {
			err := r.Read(&batch)
			if err == io.EOF {
				break
			}
			if bad, ok := err.(*InputError); ok && bad.Fatal {
				t.Fatal(err)
			}
			got += int64(batch.Bytes())
			runtime.ReadMemStats(&now)
			peak = max(peak, now.HeapInuse-min(now.HeapInuse, before.HeapInuse))
		}
		if got != want {
			t.Errorf("%s: %d bytes, want %d", format, got, want)
		}
		// When the collector runs is its own affair: twice the limit is still
		// less than the line.
		if peak > 2*limit {
			t.Errorf("%s: %d MiB of memory", format, peak>>20)
		}
		t.Logf("%s: peak %d MiB", format, peak>>20)
	}
}
