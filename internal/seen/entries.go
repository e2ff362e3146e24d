package seen

import (
	"cmp"
	"slices"

	"winnow/dedupe"
)

// An Entry is a paragraph that was kept, for a Group.
type Entry struct {
	Key      dedupe.Key
	Document uint32 // an index into the group's Documents
	Line     uint32
}

// entries are those of a group, in parts by the first byte of their keys, so that
// each part can be sorted alone. A part grows by chunks, which stay where they
// are: a run may keep many millions of paragraphs before it commits.
type entries struct {
	parts [256]part
	n     int
}

type part struct {
	chunks [][]Entry // full, but for the last that is in use
	n      int
}

// chunkEntries is how many entries a chunk has: some 3 kB.
const chunkEntries = 128

func (e *entries) add(entry Entry) {
	p := &e.parts[entry.Key.Hi>>56]
	chunk := p.n / chunkEntries
	if chunk == len(p.chunks) {
		p.chunks = append(p.chunks, make([]Entry, chunkEntries))
	}
	p.chunks[chunk][p.n%chunkEntries] = entry
	p.n++
	e.n++
}

// reset takes all entries out and keeps no more than a chunk for each part.
func (e *entries) reset() {
	for i := range e.parts {
		p := &e.parts[i]
		p.n = 0
		if len(p.chunks) > 1 {
			clear(p.chunks[1:])
			p.chunks = p.chunks[:1]
		}
	}
	e.n = 0
}

// A mark is how many entries there were.
type mark [256]int

func (e *entries) mark(m *mark) {
	for i := range e.parts {
		m[i] = e.parts[i].n
	}
}

// cut takes out the entries that were added since m was made.
func (e *entries) cut(m *mark) {
	for i, n := range m {
		e.n -= e.parts[i].n - n
		e.parts[i].n = n
	}
}

// sorted calls f for every entry, in ascending order of keys, up to the first
// error. A part is sorted while those of the one before it are with f.
func (e *entries) sorted(f func(*Entry) error) error {
	ready, free := make(chan []Entry), make(chan []Entry, 2)
	free <- nil
	free <- nil
	go func() {
		defer close(ready)
		for i := range e.parts {
			some, ok := <-free
			if !ok {
				return
			}
			ready <- e.parts[i].appendSorted(some[:0])
		}
	}()
	var err error
	for some := range ready {
		for i := range some {
			if err = f(&some[i]); err != nil {
				break
			}
		}
		if err != nil {
			break
		}
		free <- some
	}
	close(free)
	for range ready { // the part that was sorted for nothing
	}
	return err
}

func (p *part) appendSorted(dst []Entry) []Entry {
	dst = slices.Grow(dst, p.n)
	for left := p.n; left > 0; left = p.n - len(dst) {
		dst = append(dst, p.chunks[len(dst)/chunkEntries][:min(left, chunkEntries)]...)
	}
	slices.SortFunc(dst, func(a, b Entry) int {
		if a.Key.Hi != b.Key.Hi { // nearly always
			return cmp.Compare(a.Key.Hi, b.Key.Hi)
		}
		return cmp.Compare(a.Key.Lo, b.Key.Lo)
	})
	return dst
}
