package seen

import (
	"fmt"
	"testing"

	"winnow/dedupe"
)

// benchKeys is how many paragraphs the index of the benchmarks knows.
const benchKeys = 4_000_000

// benchIndex is an index of benchKeys paragraphs; one of it serves all benchmarks.
func benchIndex(b *testing.B, o Options) *Index {
	b.Helper()
	dir := b.TempDir()
	o.Making = making()
	o.Create = true
	x, err := Open(dir, Options{Making: making(), Create: true})
	if err == nil {
		err = x.Commit(benchGroup(x, 0, benchKeys))
	}
	if err == nil {
		err = x.Close()
	}
	if err == nil {
		x, err = Open(dir, o)
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { x.Close() })
	return x
}

func benchGroup(x *Index, from, to int) *Group {
	g := &Group{Sources: []string{"a"}, Documents: []Document{{Identity: id(x, "a"), Record: 1, Output: Stream}}}
	for n := from; n < to; n++ {
		g.Add(Entry{Key: benchKey(x, n), Line: uint32(n)})
	}
	return g
}

func benchKey(x *Index, n int) dedupe.Key {
	return x.Hasher().Key(fmt.Appendf(make([]byte, 0, 32), "paragraph %d", n))
}

// BenchmarkOpen reads the keys of an index.
func BenchmarkOpen(b *testing.B) {
	x := benchIndex(b, Options{})
	for b.Loop() {
		x.front.close()
		x.front = front{}
		if err := x.openFront(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchKeys, "ns/key")
}

// BenchmarkOwners looks keys up, half of which are known.
func BenchmarkOwners(b *testing.B) {
	for _, memory := range []int64{0, 1 << 20} {
		b.Run(fmt.Sprintf("memory=%d", memory), func(b *testing.B) {
			x := benchIndex(b, Options{Lookup: true, MaxMemory: memory})
			var keys []dedupe.Key
			for n := range 1 << 20 {
				keys = append(keys, benchKey(x, (n*7919)%(2*benchKeys)))
			}
			var owners []Identity
			for b.Loop() {
				for at := 0; at < len(keys); at += 4096 {
					var err error
					if owners, err = x.Owners(owners[:0], keys[at:at+4096]); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(keys)), "ns/key")
		})
	}
}

// BenchmarkCommit commits a million paragraphs at once.
func BenchmarkCommit(b *testing.B) {
	const n = 1_000_000
	x := benchIndex(b, Options{})
	next := benchKeys
	for b.Loop() {
		b.StopTimer()
		g := benchGroup(x, next, next+n)
		next += n
		b.StartTimer()
		if err := x.Commit(g); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/key")
}
