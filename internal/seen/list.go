package seen

import (
	"bufio"
	"encoding/binary"
	"errors"
	"math"
	"sync"
	"syscall"

	"winnow/dedupe"
	"winnow/internal/spill"
)

// A list is the keys of a shard with their owners, in the order of the keys, and
// only read. Keys are evenly spread, for they begin with their secret half: so
// the bits of it behind those that chose the shard choose one of many buckets of
// about bucketKeys keys, and it is enough to know where each begins.
type list struct {
	begins []uint32 // of the buckets, in entries; and one more, the end of the last
	memory []byte   // the entries, if file is nil
	file   *spill.File
}

const (
	// entryBytes is what an entry takes: the halves of the key and the owner.
	entryBytes = 24
	bucketKeys = 2
)

// number is the number of the bucket of the keys that begin like k.
func (l *list) number(k dedupe.Key) int { return int(scale(k.Hi<<shardBits, len(l.begins)-1)) }

// bucket is where those keys stand, in bytes.
func (l *list) bucket(k dedupe.Key) (from, to int) {
	b := l.number(k)
	return int(l.begins[b]) * entryBytes, int(l.begins[b+1]) * entryBytes
}

// find returns the owner of k, or 0.
func (l *list) find(k dedupe.Key) (Identity, error) {
	from, to := l.bucket(k)
	if l.file == nil {
		return findIn(l.memory[from:to], k), nil
	}
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	if cap(*buf) < to-from {
		*buf = make([]byte, to-from)
	}
	entries := (*buf)[:to-from]
	if _, err := l.file.ReadAt(entries, int64(from)); err != nil {
		return 0, err
	}
	return findIn(entries, k), nil
}

// buffers are for buckets that are read from a file.
var buffers = sync.Pool{New: func() any { b := make([]byte, 16*bucketKeys*entryBytes); return &b }}

func findIn(entries []byte, k dedupe.Key) Identity {
	for e := entries; len(e) >= entryBytes; e = e[entryBytes:] {
		hi := binary.LittleEndian.Uint64(e)
		if hi > k.Hi {
			break
		}
		if hi == k.Hi && binary.LittleEndian.Uint64(e[8:]) == k.Lo {
			return Identity(binary.LittleEndian.Uint64(e[16:]))
		}
	}
	return 0
}

// close gives memory or disk back.
func (l *list) close() error {
	memory, file := l.memory, l.file
	*l = list{}
	switch {
	case file != nil:
		return file.Close()
	case memory != nil:
		return syscall.Munmap(memory)
	}
	return nil
}

// A listWriter makes a list of keys that come in order.
type listWriter struct {
	list list
	out  *bufio.Writer // of the file
	n    int64
	next int // the first bucket whose begin is not known

	entry [entryBytes]byte // one that goes to the file
}

// newListWriter makes the writer of a list of about n keys, which are in a
// temporary file in folder or in memory: in memory that the garbage collector
// does not know of, for it would let as much again go unused.
func newListWriter(n int64, onDisk bool, folder string) (w *listWriter, err error) {
	w = &listWriter{list: list{begins: make([]uint32, n/bucketKeys+2)}}
	if !onDisk {
		w.list.memory, err = mapped(n * entryBytes)
		return w, err
	}
	if w.list.file, err = spill.Create(folder); err != nil {
		return nil, err
	}
	w.out = w.list.file.Writer()
	return w, nil
}

// mapped returns memory, of which only what is written to is taken.
func mapped(n int64) ([]byte, error) {
	if n == 0 {
		return nil, nil
	}
	return syscall.Mmap(-1, 0, int(n), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
}

var errLong = errors.New("there are too many paragraphs")

// add adds a key, which is greater than those before.
func (w *listWriter) add(k dedupe.Key, owner Identity) error {
	for b := w.list.number(k); w.next <= b; w.next++ {
		w.list.begins[w.next] = uint32(w.n)
	}
	at := w.n * entryBytes
	if w.n++; w.n > math.MaxUint32 {
		return errLong
	}
	entry := w.entry[:]
	if w.out == nil {
		if at == int64(len(w.list.memory)) {
			if err := w.grow(); err != nil {
				return err
			}
		}
		entry = w.list.memory[at : at+entryBytes]
	}
	binary.LittleEndian.PutUint64(entry, k.Hi)
	binary.LittleEndian.PutUint64(entry[8:], k.Lo)
	binary.LittleEndian.PutUint64(entry[16:], uint64(owner))
	if w.out == nil {
		return nil
	}
	_, err := w.out.Write(entry)
	return err
}

// grow makes room for more entries than were expected.
func (w *listWriter) grow() error {
	old := w.list.memory
	more, err := mapped(int64(len(old))*2 + 64*entryBytes)
	if err != nil {
		return err
	}
	copy(more, old)
	w.list.memory = more
	if old == nil {
		return nil
	}
	return syscall.Munmap(old)
}

// end returns the list.
func (w *listWriter) end() (list, error) {
	for ; w.next < len(w.list.begins); w.next++ {
		w.list.begins[w.next] = uint32(w.n)
	}
	if w.out != nil {
		if err := w.out.Flush(); err != nil {
			w.list.close() // the first error is the one to tell
			return list{}, err
		}
	}
	return w.list, nil
}
