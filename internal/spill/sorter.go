// Package spill keeps what does not fit into memory in temporary files, which
// have no name: whatever becomes of the program, the system takes them back.
// Its Sorter is the external sort of the textbooks (Knuth, The Art of Computer
// Programming 3, 5.4): sorted runs on the disk, then a merge of all of them.
package spill

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"io"
	"slices"
)

// A Record is what is sorted: by its first word, then by the second, and so on.
type Record [4]uint64

// RecordBytes is what a Record takes in memory. On the disk it takes eight
// bytes for each word that the Sorter was made for.
const RecordBytes = 32

func compare(a, b Record) int {
	if a[0] != b[0] { // nearly always
		return cmp.Compare(a[0], b[0])
	}
	for i := range a {
		if c := cmp.Compare(a[i], b[i]); c != 0 {
			return c
		}
	}
	return 0
}

// maxRuns is how many runs are merged at once: each needs a buffer.
const (
	maxRuns   = 128
	runBuffer = 256 << 10
	minMemory = 64 << 10
)

// A Sorter sorts records. It holds as many as its memory allows; when that is
// full they become a run on the disk.
type Sorter struct {
	words  int // of a record on the disk; the others are 0
	folder string
	expect func() int64 // bytes that are still to be written, as far as can be told
	buf    []Record
	limit  int // records in buf
	file   *File
	runs   []run
	packed []byte
}

// A run is a sorted piece of the file.
type run struct{ from, to int64 }

// NewSorter makes a Sorter of records of some words (1 to 4) that holds no more
// than memory bytes of them; its runs go to a temporary file in folder.
func NewSorter(words int, memory int64, folder string) *Sorter {
	return &Sorter{words: words, folder: folder, limit: int(max(memory, minMemory) / RecordBytes)}
}

// Expect has f asked, before the first run is written, how many bytes will come
// after it: if the disk has no room for them, the error comes at once.
func (s *Sorter) Expect(f func() int64) { s.expect = f }

// Add adds a record.
func (s *Sorter) Add(r Record) error {
	if len(s.buf) == s.limit {
		if err := s.write(); err != nil {
			return err
		}
	}
	if len(s.buf) == cap(s.buf) {
		s.grow()
	}
	s.buf = append(s.buf, r)
	return nil
}

// grow makes room for more records: at once for all that there may be when
// doubling would hold old and new at a time when memory is short. Memory that
// is not used is not taken from the system.
func (s *Sorter) grow() {
	want := min(max(2*cap(s.buf), 1<<12), s.limit)
	if want > s.limit/8 {
		want = s.limit
	}
	s.buf = slices.Grow(s.buf, want-len(s.buf))
}

// Spilled reports whether some of the records are on the disk.
func (s *Sorter) Spilled() bool { return len(s.runs) > 0 }

// Close gives up memory and disk.
func (s *Sorter) Close() error {
	s.buf = nil
	if s.file == nil {
		return nil
	}
	f := s.file
	s.file = nil
	return f.Close()
}

// write makes a run of what is in memory.
func (s *Sorter) write() error {
	if s.file == nil {
		f, err := Create(s.folder)
		if err != nil {
			return err
		}
		s.file = f
		more := int64(0)
		if s.expect != nil {
			more = s.expect()
		}
		if err := f.Room(int64(len(s.buf)*s.words*8) + more); err != nil {
			return err
		}
	}
	slices.SortFunc(s.buf, compare)
	from := s.file.Size()
	out := s.file.Writer()
	for i := range s.buf {
		if err := s.writeRecord(out, &s.buf[i]); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	s.runs = append(s.runs, run{from, s.file.Size()})
	s.buf = s.buf[:0]
	return nil
}

func (s *Sorter) writeRecord(out *bufio.Writer, r *Record) error {
	s.packed = s.packed[:0]
	for _, word := range r[:s.words] {
		s.packed = binary.LittleEndian.AppendUint64(s.packed, word)
	}
	_, err := out.Write(s.packed)
	return err
}

// Sorted ends the adding and returns the records in order. The Sorter is closed
// by whoever made it, after the last of them.
func (s *Sorter) Sorted() (*Sorted, error) {
	if !s.Spilled() {
		slices.SortFunc(s.buf, compare)
		return &Sorted{buf: s.buf}, nil
	}
	if len(s.buf) > 0 {
		if err := s.write(); err != nil {
			return nil, err
		}
	}
	s.buf = nil
	for len(s.runs) > maxRuns {
		if err := s.mergeSome(); err != nil {
			return nil, err
		}
	}
	return s.merge(s.runs)
}

// mergeSome makes one run of the first maxRuns.
func (s *Sorter) mergeSome() error {
	some, err := s.merge(s.runs[:maxRuns])
	if err != nil {
		return err
	}
	from := s.file.Size()
	out := s.file.Writer()
	for {
		r, ok, err := some.Next()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		if err := s.writeRecord(out, &r); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	s.runs = append(s.runs[maxRuns:], run{from, s.file.Size()})
	return nil
}

// merge merges runs.
func (s *Sorter) merge(runs []run) (*Sorted, error) {
	m := new(Sorted)
	for _, r := range runs {
		in := &source{words: s.words, packed: make([]byte, 8*s.words),
			in: bufio.NewReaderSize(io.NewSectionReader(s.file, r.from, r.to-r.from), runBuffer)}
		ok, err := in.next()
		if err != nil {
			return nil, err
		}
		if ok {
			m.sources = append(m.sources, in)
		}
	}
	slices.SortFunc(m.sources, func(a, b *source) int { return compare(a.now, b.now) })
	return m, nil
}
