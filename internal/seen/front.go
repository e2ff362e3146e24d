package seen

import (
	"errors"
	"fmt"

	"github.com/cockroachdb/pebble/v2"

	"winnow/dedupe"
)

// A front stands before the store and answers for it, as the store was when the
// index was opened: with all keys and their owners if they fit into memory,
// else with a filter, behind which only keys that are probably there are looked
// up in the store. It does not change, so any number of goroutines may ask, and
// what they hear does not depend on what the run has committed meanwhile.
type front struct {
	table    table
	filter   filter
	snapshot *pebble.Snapshot // nil if the table has all
}

// openFront reads all keys.
func (x *Index) openFront() error {
	n := x.counts.Keys
	f := &x.front
	if n*tableBytes <= x.memory() {
		f.table = newTable(n)
	} else {
		f.filter = newFilter(n)
		f.snapshot = x.db.NewSnapshot()
	}
	read := int64(0)
	err := x.eachKey(func(k dedupe.Key, value []byte) error {
		if read++; read > n {
			return errCount
		}
		if f.snapshot != nil {
			f.filter.add(k)
			return nil
		}
		o, err := parseOwner(value)
		f.table.add(k, o.Document)
		return err
	})
	if err == nil && read != n {
		err = errCount
	}
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

// Owner returns the document that owned a key when the index was opened, or 0.
func (x *Index) Owner(k dedupe.Key) (Identity, error) {
	f := &x.front
	if f.snapshot == nil {
		return f.table.find(k), nil
	}
	if !f.filter.has(k) {
		return 0, nil
	}
	o, err := x.owner(f.snapshot, k)
	return o.Document, err
}

// owner looks a key up in the store.
func (x *Index) owner(store pebble.Reader, k dedupe.Key) (Owner, error) {
	var buf [17]byte
	v, done, err := store.Get(appendKey(buf[:0], k))
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

// Where says where the owner of a key has it. The key must have an owner.
func (x *Index) Where(k dedupe.Key) (Place, error) {
	o, err := x.owner(x.db, k)
	if err != nil {
		return Place{}, err
	}
	b, err := x.get(appendHash(nil, kindDocument, uint64(o.Document)))
	if err != nil {
		return Place{}, x.named(err)
	}
	d, err := parseDocument(b)
	if err != nil {
		return Place{}, x.named(fmt.Errorf("the owner of a paragraph: %w", err))
	}
	name, err := x.get(appendHash(nil, kindSource, d.source))
	return Place{Source: string(name), Record: d.record, Line: o.Line}, x.named(err)
}
