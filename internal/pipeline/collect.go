package pipeline

import (
	"encoding/binary"
	"errors"

	"winnow/dedupe"
	"winnow/internal/corpus"
	"winnow/internal/spill"
)

// A collector is the first of two passes over the input: it takes the key of
// every unit, sorts them, and so learns which units go. It needs memory for
// neither all keys nor all that go: what is too much is sorted on the disk.
type collector struct {
	c      *Config
	hasher *dedupe.Hasher
	keys   *spill.Sorter // key (two words), ordinal of the unit, place
	gone   *spill.Sorter // ordinal, place of the copy that stays
	units  uint64        // collected so far; the first has the ordinal 1
	wide   []byte        // of a key within its document
	room                 // for the keys to come
}

// defaultMemory is what the two passes take if nothing else is said.
const defaultMemory = 1 << 30

// budget is the memory for keys, in bytes.
func (c *Config) budget() int64 {
	if c.Dedupe.MaxMemory > 0 {
		return c.Dedupe.MaxMemory
	}
	return defaultMemory
}

func newCollector(c *Config, h *dedupe.Hasher) *collector {
	words := 3
	if c.places() {
		words = 4
	}
	k := &collector{c: c, hasher: h, room: newRoom(c),
		keys: spill.NewSorter(words, c.budget()/2, c.TempDir)}
	k.gone = spill.NewSorter(words-2, c.budget()/4, c.TempDir)
	// For the keys, and for those of them that go.
	k.keys.Expect(func() int64 { return k.rest(int64(k.units) * int64(words+words-2) * 8) })
	return k
}

// add takes one unit.
func (k *collector) add(key dedupe.Key, at dedupe.Place) error {
	k.units++
	return k.put(key, k.units, at)
}

// known takes a unit that was written before the collector began. Its ordinal
// is below that of all others.
func (k *collector) known(key dedupe.Key, at dedupe.Place) error { return k.put(key, 0, at) }

func (k *collector) put(key dedupe.Key, ordinal uint64, at dedupe.Place) error {
	if k.c.Dedupe.Scope == ScopeDocument {
		key = k.within(key, at)
	}
	// The copy that stays comes first among those with one key.
	if k.c.Dedupe.Keep == KeepLast {
		ordinal = ^ordinal
	}
	r := spill.Record{key.Hi, key.Lo, ordinal}
	if k.c.places() {
		r[3] = uint64(at)
	}
	return k.keys.Add(r)
}

// within is the key of a unit that is compared within its document only.
func (k *collector) within(key dedupe.Key, at dedupe.Place) dedupe.Key {
	k.wide = k.wide[:0]
	for _, word := range []uint64{key.Hi, key.Lo, uint64(at.Document())} {
		k.wide = binary.LittleEndian.AppendUint64(k.wide, word)
	}
	return k.hasher.Key(k.wide)
}

// decide ends the collecting and returns the Method for the second pass.
func (k *collector) decide() (*decided, error) {
	sorted, err := k.keys.Sorted()
	if err != nil {
		return nil, err
	}
	var head spill.Record // the first with the key at hand
	copies := 0           // with that key so far
	for {
		r, ok, err := sorted.Next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		if copies == 0 || r[0] != head[0] || r[1] != head[1] {
			head, copies = r, 1
			continue
		}
		if copies++; copies == 2 && k.c.Dedupe.Keep == KeepNone {
			err = k.remove(head, head)
		}
		if err == nil {
			err = k.remove(r, head)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := k.keys.Close(); err != nil {
		return nil, err
	}
	gone, err := k.gone.Sorted()
	if err != nil {
		return nil, err
	}
	d := &decided{gone: gone, units: k.units, known: k.c.places() && k.c.Dedupe.Keep != KeepNone}
	return d, d.advance()
}

func (k *collector) remove(r, head spill.Record) error {
	if k.c.Dedupe.Keep == KeepLast {
		r[2] = ^r[2]
	}
	return k.gone.Add(spill.Record{r[2], head[3]})
}

func (k *collector) close() error { return errors.Join(k.keys.Close(), k.gone.Close()) }

// decided is the Method of the second pass: the units come in the order in
// which they were collected, and so do those that go.
type decided struct {
	gone  *spill.Sorted
	next  spill.Record // of gone
	more  bool         // there is one
	known bool         // with the place of the copy that stays
	units uint64       // in all
	at    uint64       // ordinal of the last unit
}

var errChanged = errors.New("the input has changed since it was read first; the output is not complete")

func (d *decided) Begin(int64, *corpus.Document) error { return nil }

func (d *decided) Find(Candidate) (Found, error) {
	if d.at++; !d.more || d.next[0] != d.at {
		return Found{}, nil
	}
	f := Found{Copy: true, Known: d.known, Kept: dedupe.Place(d.next[1])}
	return f, d.advance()
}

func (d *decided) advance() (err error) {
	d.next, d.more, err = d.gone.Next()
	return err
}

// End returns an error if the units were not those that were collected.
func (d *decided) End() error {
	if d.at != d.units {
		return errChanged
	}
	return nil
}
