package main

import (
	"fmt"
	"io"
	"time"

	"winnow/dedupe"
)

// measureParts prints what each step costs: nanoseconds a document on one core,
// the best of five runs. The bound of the whole is folding and sketching.
func measureParts(w io.Writer, m *maker, threshold float64) error {
	raw, folded := make([][]byte, m.docs), make([][]byte, m.docs)
	size := 0
	for i := range raw {
		raw[i] = m.appendDocument(nil, i)
		folded[i] = dedupe.Fold(nil, raw[i], dedupe.Folded)
		size += len(raw[i])
	}
	o := dedupe.NearOptions{Threshold: threshold}
	s := dedupe.NewSketcher(o)
	var buf []byte
	fold := best(func() error {
		for _, text := range raw {
			buf = dedupe.Fold(buf[:0], text, dedupe.Folded)
		}
		return nil
	})
	var sketch []uint32
	sketching := best(func() error {
		for _, text := range folded {
			sketch = s.Append(sketch[:0], text)
		}
		return nil
	})
	sketches := make([][]uint32, m.docs)
	for i, text := range folded {
		sketches[i] = s.Append(nil, text)
	}
	var found, remembered int
	var held int64
	var failed error
	adding := best(func() error {
		near, err := dedupe.NewNear(o)
		found = 0
		for i := 0; err == nil && i < len(folded); i++ {
			var ok bool
			if _, ok, err = near.Add(folded[i], sketches[i], dedupe.NewPlace(int64(i), 1)); ok {
				found++
			}
		}
		if failed = err; err == nil {
			remembered, held = near.Len(), near.Bytes()
			failed = near.Close()
		}
		return failed
	})
	if failed != nil {
		return failed
	}
	each := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / float64(m.docs) }
	bound := fold + sketching
	fmt.Fprintf(w, "%d documents of %d bytes, threshold %v, %d bands of %d rows; %d found, %d remembered, %d bytes each held for them.\n\n",
		m.docs, size/m.docs, threshold, s.Bands(), s.Rows(), found, remembered, held/int64(max(1, remembered)))
	fmt.Fprintln(w, "| step | ns a document | share |\n| --- | ---: | ---: |")
	for _, r := range []struct {
		name string
		d    time.Duration
	}{{"folding", fold}, {"shingles and sketch", sketching}, {"bands, comparisons, clusters", adding}} {
		fmt.Fprintf(w, "| %s | %.0f | %.0f %% |\n", r.name, each(r.d), 100*float64(r.d)/float64(bound+adding))
	}
	fmt.Fprintf(w, "\nAll of it takes %.2f times the bound, folding and sketching.\n", float64(bound+adding)/float64(bound))
	return nil
}

func best(f func() error) time.Duration {
	least := time.Duration(1<<63 - 1)
	for range 5 {
		start := time.Now()
		if f() != nil {
			break
		}
		least = min(least, time.Since(start))
	}
	return least
}
