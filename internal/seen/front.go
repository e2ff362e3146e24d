package seen

import (
	"errors"
	"fmt"
	"runtime"
	"slices"

	"github.com/cockroachdb/pebble/v2"

	"winnow/dedupe"
)

// A front stands before the store and answers for it, as the store was when the
// index was opened, from a list of all keys: in memory if it fits there, else in
// a temporary file, with a filter before it, so that the file is asked for keys
// that are probably there only. It does not change, so any number of goroutines
// may ask, and what they hear does not depend on what the run has committed
// meanwhile.
type front struct {
	list   list
	filter filter // of a list on the disk
}

// openFront reads all keys.
func (x *Index) openFront() error {
	n := x.counts.Keys
	f := &x.front
	onDisk := n*entryBytes > x.memory()
	w, err := newListWriter(n, onDisk, x.o.TempDir)
	if err != nil {
		return err
	}
	if onDisk {
		f.filter = newFilter(n)
	}
	read := int64(0)
	err = x.eachKey(func(k dedupe.Key, value []byte) error {
		if read++; read > n {
			return errCount
		}
		if onDisk {
			f.filter.add(k)
		}
		o, err := parseOwner(value)
		if err == nil {
			err = w.add(k, o.Document)
		}
		return err
	})
	if err == nil && read != n {
		err = errCount
	}
	if err != nil {
		return errors.Join(err, w.list.close())
	}
	f.list, err = w.end()
	return err
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
	it, err := x.db.NewIter(&pebble.IterOptions{LowerBound: []byte{kind}, UpperBound: []byte{kind + 1}})
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
	for some := range slices.Chunk(keys, touched) {
		sum := f.list.touch(some)
		for _, k := range some {
			if f.filter.blocks != nil && !f.filter.has(k) {
				dst = append(dst, 0)
				continue
			}
			id, err := f.list.find(k)
			if err != nil {
				return dst, x.named(err)
			}
			dst = append(dst, id)
		}
		runtime.KeepAlive(sum) // or the compiler would leave touch out
	}
	return dst, nil
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
