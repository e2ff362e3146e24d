package seen

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/cockroachdb/pebble/v2"

	"winnow/dedupe"
	"winnow/internal/spill"
)

// A front stands before the store and answers for it, as the store was when the
// index was opened, from lists of all keys: in memory if they fit there, else in
// temporary files, with filters before them, so that a file is asked for keys
// that are probably there only. It does not change, so any number of goroutines
// may ask, and what they hear does not depend on what the run has committed
// meanwhile.
//
// The upper bits of a key choose its shard. Each is read from the store by
// itself, on as many processors as there are.
type front [1 << shardBits]shard

const shardBits = 4

// A shard is one of the parts of a front.
type shard struct {
	list   list
	filter filter // of a list on the disk
}

func (f *front) shard(k dedupe.Key) *shard { return &f[k.Hi>>(64-shardBits)] }

func (f *front) close() error {
	var errs []error
	for i := range f {
		errs = append(errs, f[i].list.close())
	}
	return errors.Join(errs...)
}

// openFront reads all keys.
func (x *Index) openFront() error {
	onDisk := x.counts.Keys*entryBytes > x.memory()
	if onDisk {
		if err := spill.Room(x.o.TempDir, x.counts.Keys*entryBytes); err != nil {
			return err
		}
	}
	var next, read atomic.Int64
	var failed atomic.Pointer[error] // the first, which is the one to tell
	var readers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(x.front)) {
		readers.Go(func() {
			for failed.Load() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(x.front) {
					return
				}
				n, err := x.readShard(i, onDisk)
				if read.Add(n); err != nil {
					failed.CompareAndSwap(nil, &err)
				}
			}
		})
	}
	readers.Wait()
	var err error
	if first := failed.Load(); first != nil {
		err = *first
	}
	if err == nil && read.Load() != x.counts.Keys {
		err = errCount
	}
	return err // Close gives back what was read
}

// readShard reads the keys of a shard and returns their number.
func (x *Index) readShard(i int, onDisk bool) (int64, error) {
	all := x.counts.Keys
	n := all >> shardBits
	// Of evenly spread keys no shard gets more.
	room := min(all, n+8*int64(math.Sqrt(float64(n)))+64)
	s := &x.front[i]
	w, err := newListWriter(room, onDisk, x.o.TempDir)
	if err != nil {
		return 0, err
	}
	if onDisk {
		s.filter = newFilter(room)
	}
	lower, upper := []byte{kindKey, byte(i << (8 - shardBits))}, []byte{kindKey, byte((i + 1) << (8 - shardBits))}
	if i == len(x.front)-1 {
		upper = []byte{kindKey + 1}
	}
	read := int64(0)
	err = x.eachBetween(lower, upper, func(key, value []byte) error {
		if read++; read > all {
			return errCount
		}
		k, err := parseKey(key)
		if err != nil {
			return err
		}
		o, err := parseOwner(value)
		if err != nil {
			return err
		}
		if onDisk {
			s.filter.add(k)
		}
		return w.add(k, o.Document)
	})
	if err != nil {
		return 0, errors.Join(err, w.list.close())
	}
	s.list, err = w.end()
	return read, err
}

var errCount = errors.New("the number of paragraphs is not the one that was written down")

// eachKey calls f for each key, in order. The value is valid during the call.
func (x *Index) eachKey(f func(k dedupe.Key, value []byte) error) error {
	return x.each(kindKey, func(key, value []byte) error {
		k, err := parseKey(key)
		if err != nil {
			return err
		}
		return f(k, value)
	})
}

// each calls f for each record of a kind.
func (x *Index) each(kind byte, f func(key, value []byte) error) error {
	return x.eachBetween([]byte{kind}, []byte{kind + 1}, f)
}

// eachBetween calls f for each record from lower up to before upper.
func (x *Index) eachBetween(lower, upper []byte, f func(key, value []byte) error) error {
	it, err := x.db.NewIter(&pebble.IterOptions{LowerBound: lower, UpperBound: upper})
	if err != nil {
		return err
	}
	for it.First(); it.Valid(); it.Next() {
		value, err := it.ValueAndErr()
		if err == nil {
			err = f(it.Key(), value)
		}
		if err != nil {
			it.Close() // the first error is the one to tell
			return err
		}
	}
	return it.Close()
}

// Owners appends to dst, for each key, the document that owned it when the index
// was opened, or 0. Many keys at once are looked up faster than one by one.
func (x *Index) Owners(dst []Identity, keys []dedupe.Key) ([]Identity, error) {
	f := &x.front
	if f[0].list.begins == nil { // opened without Lookup
		return append(dst, make([]Identity, len(keys))...), nil
	}
	for some := range slices.Chunk(keys, touched) {
		sum := f.touch(some)
		for _, k := range some {
			s := f.shard(k)
			if s.filter.blocks != nil && !s.filter.has(k) {
				dst = append(dst, 0)
				continue
			}
			id, err := s.list.find(k)
			if err != nil {
				return dst, x.named(err)
			}
			dst = append(dst, id)
		}
		runtime.KeepAlive(sum) // or the compiler would leave touch out
	}
	return dst, nil
}

// touched is how many keys are worth fetching together: their memory stays in the
// processor's cache until they are looked for.
const touched = 64

// touch has the memory fetched in which keys are looked for; up to touched of
// them. What it returns means nothing.
func (f *front) touch(keys []dedupe.Key) (sum byte) {
	// No branch depends on what is fetched, so nothing waits for it.
	for _, k := range keys {
		l := &f.shard(k).list
		sum += byte(l.begins[l.number(k)])
	}
	for _, k := range keys {
		l := &f.shard(k).list
		if end := len(l.memory); end > 0 {
			from, to := l.bucket(k)
			sum += l.memory[min(from, end-1)] + l.memory[max(min(to, end)-1, 0)] // mostly two lines of the cache
		}
	}
	return sum
}

// Owner is Owners of one key.
func (x *Index) Owner(k dedupe.Key) (Identity, error) {
	var one [1]Identity
	ids, err := x.Owners(one[:0], []dedupe.Key{k})
	if err != nil {
		return 0, err
	}
	return ids[0], nil
}

// owner looks a key up in the store.
func (x *Index) owner(k dedupe.Key) (Owner, error) {
	var buf [17]byte
	v, done, err := x.db.Get(appendKey(buf[:0], k))
	if errors.Is(err, pebble.ErrNotFound) {
		return Owner{}, nil
	}
	if err != nil {
		return Owner{}, x.named(err)
	}
	o, err := parseOwner(v)
	if closed := done.Close(); err == nil {
		err = closed
	}
	return o, x.named(err)
}

// A Place is where the owner of a paragraph has it.
type Place struct {
	Source string
	Record int64
	Line   int
}

// document looks a document up in the store.
func (x *Index) document(id Identity) (document, error) {
	b, err := x.get(appendHash(nil, kindDocument, uint64(id)))
	if err != nil {
		return document{}, x.named(err)
	}
	d, err := parseDocument(b)
	if err != nil {
		return d, x.named(fmt.Errorf("the owner of a paragraph: %w", err))
	}
	return d, nil
}

// OutputOf returns the file that an owner's text was written to, "" for a stream.
func (x *Index) OutputOf(owner Identity) (string, error) {
	d, err := x.document(owner)
	if err != nil || d.output == 0 {
		return "", err
	}
	b, err := x.get(appendHash(nil, kindOutput, d.output))
	if err != nil {
		return "", x.named(err)
	}
	o, err := parseOutput(b)
	return o.Place, x.named(err)
}

// Where says where the owner of a key has it. The key must have an owner.
func (x *Index) Where(k dedupe.Key) (Place, error) {
	o, err := x.owner(k)
	if err != nil {
		return Place{}, err
	}
	d, err := x.document(o.Document)
	if err != nil {
		return Place{}, err
	}
	name, err := x.get(appendHash(nil, kindSource, d.source))
	return Place{Source: string(name), Record: d.record, Line: o.Line}, x.named(err)
}
