package spill

import (
	"bufio"
	"encoding/binary"
	"io"
)

// Sorted hands out records in order.
type Sorted struct {
	buf     []Record  // those that were never on the disk
	sources []*source // a binary heap: the least record is at the front
}

// A source is one run that is read.
type source struct {
	in     *bufio.Reader
	words  int
	packed []byte
	now    Record
}

// next reads the next record; ok is false at the end of the run.
func (s *source) next() (ok bool, err error) {
	if _, err := io.ReadFull(s.in, s.packed); err == io.EOF {
		return false, nil
	} else if err != nil {
		return false, err
	}
	for i := range s.words {
		s.now[i] = binary.LittleEndian.Uint64(s.packed[8*i:])
	}
	return true, nil
}

// Next returns the next record; ok is false when there are none left.
func (m *Sorted) Next() (r Record, ok bool, err error) {
	if len(m.buf) > 0 {
		r, m.buf = m.buf[0], m.buf[1:]
		return r, true, nil
	}
	if len(m.sources) == 0 {
		return r, false, nil
	}
	first := m.sources[0]
	r = first.now
	more, err := first.next()
	if err != nil {
		return r, false, err
	}
	if !more {
		last := len(m.sources) - 1
		m.sources[0] = m.sources[last]
		m.sources = m.sources[:last]
	}
	m.sink()
	return r, true, nil
}

// sink puts the source at the front where it belongs.
func (m *Sorted) sink() {
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(m.sources); child++ {
			if compare(m.sources[child].now, m.sources[least].now) < 0 {
				least = child
			}
		}
		if least == i {
			return
		}
		m.sources[i], m.sources[least] = m.sources[least], m.sources[i]
		i = least
	}
}
