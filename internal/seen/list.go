package seen

import (
	"bufio"
	"encoding/binary"
	"sync"
	"syscall"

	"winnow/dedupe"
	"winnow/internal/spill"
)

// A list is keys with their owners, in the order of the keys, and only read. Keys
// are evenly spread, for they begin with their secret half: so the upper bits of
// it choose one of many buckets of about bucketKeys keys, and it is enough to
// know where each begins.
type list struct {
	begins []int64 // of the buckets, in entries; and one more, the end of the last
	memory []byte  // the entries, if file is nil
	file   *spill.File
}

const (
	// entryBytes is what an entry takes: the halves of the key and the owner.
	entryBytes = 24
	bucketKeys = 4
)

// bucket is where the keys stand that begin like k.
func (l *list) bucket(k dedupe.Key) int { return int(scale(k.Hi, len(l.begins)-1)) }

// touch has the memory fetched in which keys are looked for; up to touched of
// them. What it returns means nothing.
func (l *list) touch(keys []dedupe.Key) (sum byte) {
	if l.memory == nil {
		return 0
	}
	var at [touched]int64
	for i, k := range keys {
		at[i] = l.begins[l.bucket(k)] * entryBytes
	}
	for _, from := range at[:len(keys)] {
		if from < int64(len(l.memory)) {
			sum += l.memory[from]
		}
	}
	return sum
}

// touched is how many keys are worth fetching together: their memory stays in the
// processor's cache until they are looked for.
const touched = 32

// find returns the owner of k, or 0.
func (l *list) find(k dedupe.Key) (Identity, error) {
	if len(l.begins) == 0 {
		return 0, nil
	}
	b := l.bucket(k)
	from, to := l.begins[b]*entryBytes, l.begins[b+1]*entryBytes
	if l.file == nil {
		return findIn(l.memory[from:to], k), nil
	}
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	if int64(cap(*buf)) < to-from {
		*buf = make([]byte, to-from)
	}
	entries := (*buf)[:to-from]
	if _, err := l.file.ReadAt(entries, from); err != nil {
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

// A listWriter makes a list of a number of keys that is known, from keys that
// come in order.
type listWriter struct {
	list list
	out  *bufio.Writer // of the file
	n    int64
	next int // the first bucket whose begin is not known

	entry [entryBytes]byte
}

// newListWriter makes the writer of a list of n keys, which are in a temporary
// file in folder or in memory: in memory that the garbage collector does not
// know of, for it would let as much again go unused.
func newListWriter(n int64, onDisk bool, folder string) (w *listWriter, err error) {
	w = &listWriter{list: list{begins: make([]int64, n/bucketKeys+2)}}
	switch {
	case onDisk:
		if w.list.file, err = spill.Create(folder); err != nil {
			return nil, err
		}
		if err := w.list.file.Room(n * entryBytes); err != nil {
			w.list.close() // the first error is the one to tell
			return nil, err
		}
		w.out = w.list.file.Writer()
	case n > 0:
		w.list.memory, err = syscall.Mmap(-1, 0, int(n*entryBytes), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	}
	return w, err
}

// add adds a key, which is greater than those before.
func (w *listWriter) add(k dedupe.Key, owner Identity) error {
	for b := w.list.bucket(k); w.next <= b; w.next++ {
		w.list.begins[w.next] = w.n
	}
	entry := w.entry[:]
	binary.LittleEndian.PutUint64(entry, k.Hi)
	binary.LittleEndian.PutUint64(entry[8:], k.Lo)
	binary.LittleEndian.PutUint64(entry[16:], uint64(owner))
	at := w.n * entryBytes
	w.n++
	if w.out == nil {
		copy(w.list.memory[at:], entry)
		return nil
	}
	_, err := w.out.Write(entry)
	return err
}

// end returns the list.
func (w *listWriter) end() (list, error) {
	for ; w.next < len(w.list.begins); w.next++ {
		w.list.begins[w.next] = w.n
	}
	if w.out == nil {
		return w.list, nil
	}
	if err := w.out.Flush(); err != nil {
		w.list.close() // the first error is the one to tell
		return list{}, err
	}
	return w.list, nil
}
