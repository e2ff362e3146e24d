package seen

import (
	"bytes"
	"cmp"
	"errors"
	"slices"

	"github.com/cockroachdb/pebble/v2"
)

// A Group is what becomes known together: the paragraphs that were kept, the
// documents that are done, and the outputs that hold them.
type Group struct {
	Documents []Document
	Sources   []string // names of inputs
	Outputs   []Output // synced, under their names, in folders that are synced

	entries entries
	safe    struct { // what Back goes back to
		documents int
		entries   mark
	}
}

// Add adds a paragraph of one of the Documents: each key once, and none that has
// an owner.
func (g *Group) Add(e Entry) { g.entries.add(e) }

// Mark marks what is in the group now, for Back.
func (g *Group) Mark() {
	g.safe.documents = len(g.Documents)
	g.entries.mark(&g.safe.entries)
}

// Back takes out the documents and entries since the last Mark or Reset, or all of them.
// Sources and Outputs stay.
func (g *Group) Back() {
	g.Documents = g.Documents[:g.safe.documents]
	g.entries.cut(&g.safe.entries)
}

// Reset empties the group, marks that, and keeps some of its memory.
func (g *Group) Reset() {
	clear(g.Sources)
	clear(g.Outputs)
	g.Documents, g.Sources, g.Outputs = g.Documents[:0], g.Sources[:0], g.Outputs[:0]
	g.entries.reset()
	g.Mark()
}

// Len is the number of entries and documents.
func (g *Group) Len() int { return g.entries.n + len(g.Documents) }

const defaultBulk = 200_000

// Commit makes the group part of the index: all of it or, after an error or a
// crash, nothing. When it returns without error the group is on the disk.
// Everything that Outputs names must be there before.
func (x *Index) Commit(g *Group) error {
	if err := x.fail.is(); err != nil {
		return x.named(err)
	}
	if x.o.ReadOnly {
		return x.named(errors.New("was opened to be read"))
	}
	c := counts{Keys: x.counts.Keys + int64(g.entries.n), Commits: x.counts.Commits + 1}
	records := x.records(g, c)
	bulk := x.o.Bulk
	if bulk == 0 {
		bulk = defaultBulk
	}
	var err error
	if g.Len() >= bulk {
		err = x.ingest(records)
	} else {
		err = x.apply(records)
	}
	if err == nil {
		x.counts = c
	}
	return x.named(err)
}

// records are what a group comes to in the store, a kind at a time and each in
// ascending order.
type records struct {
	counts counts
	named  [2][]pair // sources and outputs
	docs   []storedDocument
	group  *Group // of its entries
}

type pair struct{ key, value []byte }

type storedDocument struct {
	id Identity
	document
}

func (x *Index) records(g *Group, c counts) *records {
	r := &records{counts: c, group: g}
	var sources, outputs []uint64 // hashes
	for _, o := range g.Outputs {
		hash := x.hash([]byte(o.Place))
		outputs = append(outputs, hash)
		r.named[0] = append(r.named[0], pair{appendHash(nil, kindOutput, hash), o.append(nil)})
	}
	for _, name := range g.Sources {
		hash := x.hash([]byte(name))
		sources = append(sources, hash)
		r.named[1] = append(r.named[1], pair{appendHash(nil, kindSource, hash), []byte(name)})
	}
	for _, d := range g.Documents {
		stored := storedDocument{d.Identity, document{source: sources[d.Source], record: d.Record}}
		if d.Output != Stream {
			stored.output = outputs[d.Output]
		}
		r.docs = append(r.docs, stored)
	}
	for i, pairs := range r.named {
		slices.SortFunc(pairs, func(a, b pair) int { return bytes.Compare(a.key, b.key) })
		r.named[i] = slices.CompactFunc(pairs, func(a, b pair) bool { return bytes.Equal(a.key, b.key) })
	}
	// Of two documents with one identity the first stays, as with paragraphs.
	slices.SortStableFunc(r.docs, func(a, b storedDocument) int { return cmp.Compare(a.id, b.id) })
	r.docs = slices.CompactFunc(r.docs, func(a, b storedDocument) bool { return a.id == b.id })
	return r
}

// each calls set for every record, in ascending order. The slices are valid
// during the call.
func (r *records) each(set func(key, value []byte) error) error {
	if err := set([]byte{kindCounts}, r.counts.append(nil)); err != nil {
		return err
	}
	var key, value []byte
	for _, d := range r.docs {
		key, value = appendHash(key[:0], kindDocument, uint64(d.id)), d.append(value[:0])
		if err := set(key, value); err != nil {
			return err
		}
	}
	err := r.group.entries.sorted(func(e *Entry) error {
		key = appendKey(key[:0], e.Key)
		value = appendOwner(value[:0], Owner{r.group.Documents[e.Document].Identity, int(e.Line)})
		return set(key, value)
	})
	if err != nil {
		return err
	}
	for _, pairs := range r.named {
		for _, p := range pairs {
			if err := set(p.key, p.value); err != nil {
				return err
			}
		}
	}
	return nil
}

// apply commits the records as a batch of the store's log.
func (x *Index) apply(r *records) error {
	b := x.db.NewBatch()
	err := r.each(func(key, value []byte) error { return b.Set(key, value, nil) })
	if err != nil {
		return errors.Join(err, b.Close())
	}
	return x.fail.do(func() error { return b.Commit(pebble.Sync) })
}
