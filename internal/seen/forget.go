package seen

import (
	"context"
	"errors"

	"github.com/cockroachdb/pebble/v2"

	"winnow/dedupe"
)

// Forgotten counts what was taken out of an index.
type Forgotten struct {
	Documents  int64 `json:"documents"`
	Paragraphs int64 `json:"paragraphs"`
}

// A KeySet is the paragraphs of an output.
type KeySet map[dedupe.Key]bool

// Forget takes out the documents that choose returns true for, by the name of
// their input and their number in it, and what they own: as if they had never
// been seen. It takes 40 bytes of memory for each of them.
func (x *Index) Forget(choose func(source string, record int64) bool) (Forgotten, error) {
	p := pruning{x: x, choose: choose}
	err := x.fail.do(p.run)
	return p.forgotten, x.named(err)
}

// Rebuild takes out what stands nowhere any longer and writes the rest anew.
// What is owned by a document whose output is gone goes; of an output that has
// changed, whatever it does not hold: read returns the paragraphs that it does.
// Documents whose text went to a stream stay.
func (x *Index) Rebuild(read func(Output) (KeySet, error)) (Forgotten, error) {
	p := pruning{x: x, choose: func(string, int64) bool { return false }}
	err := p.lookAtOutputs(read)
	if err == nil {
		err = x.fail.do(p.run)
	}
	if err == nil {
		err = x.fail.do(func() error {
			return x.db.Compact(context.Background(), []byte{0}, []byte{0xff}, false)
		})
	}
	return p.forgotten, x.named(err)
}

// A pruning takes out documents and paragraphs, in one atomic batch.
type pruning struct {
	x       *Index
	choose  func(source string, record int64) bool
	gone    map[uint64]bool   // outputs, by the hashes of their places
	changed map[uint64]KeySet // likewise, with what is in them now
	updated []Output          // the changed ones as they are now

	// affected are the documents that lose paragraphs: those that go, with nil,
	// and those of outputs that changed, with what stays.
	affected        map[Identity]KeySet
	sources, places map[uint64]bool // that documents still name
	batch           *pebble.Batch
	forgotten       Forgotten
}

// lookAtOutputs finds out what became of the outputs.
func (p *pruning) lookAtOutputs(read func(Output) (KeySet, error)) error {
	p.gone, p.changed = map[uint64]bool{}, map[uint64]KeySet{}
	return p.x.EachOutput(func(o Output) error {
		now, state, err := p.x.State(o)
		if err != nil {
			return err
		}
		hash := p.x.hash([]byte(o.Place))
		switch state {
		case Gone:
			p.gone[hash] = true
		case Changed:
			p.updated = append(p.updated, now)
			p.changed[hash], err = read(o)
		}
		return err
	})
}

func (p *pruning) run() error {
	if p.x.o.ReadOnly {
		return errors.New("was opened to be read")
	}
	p.affected, p.sources, p.places = map[Identity]KeySet{}, map[uint64]bool{}, map[uint64]bool{}
	p.batch = p.x.db.NewBatch()
	for _, step := range []func() error{p.documents, p.paragraphs, p.names} {
		if err := step(); err != nil {
			return errors.Join(err, p.batch.Close())
		}
	}
	for _, o := range p.updated {
		p.batch.Set(appendHash(nil, kindOutput, p.x.hash([]byte(o.Place))), o.append(nil), nil)
	}
	c := counts{Keys: p.x.counts.Keys - p.forgotten.Paragraphs, Commits: p.x.counts.Commits + 1}
	p.batch.Set([]byte{kindCounts}, c.append(nil), nil)
	err := p.batch.Commit(pebble.Sync)
	if err == nil {
		p.x.counts = c
	}
	return err
}

// documents finds the documents that go or lose something.
func (p *pruning) documents() error {
	names := map[uint64]string{}
	err := p.x.each(kindSource, func(key, value []byte) error {
		hash, err := parseHash(key, kindSource)
		names[hash] = string(value)
		return err
	})
	if err != nil {
		return err
	}
	return p.x.each(kindDocument, func(key, value []byte) error {
		id, err := parseHash(key, kindDocument)
		if err != nil {
			return err
		}
		d, err := parseDocument(value)
		if err != nil {
			return err
		}
		if p.gone[d.output] || p.choose(names[d.source], d.record) {
			p.affected[Identity(id)] = nil
			p.forgotten.Documents++
			return p.batch.Delete(key, nil)
		}
		p.sources[d.source], p.places[d.output] = true, true
		if left, ok := p.changed[d.output]; ok {
			p.affected[Identity(id)] = left
		}
		return nil
	})
}

func (p *pruning) paragraphs() error {
	if len(p.affected) == 0 {
		return nil
	}
	var buf []byte
	return p.x.eachKey(func(k dedupe.Key, value []byte) error {
		o, err := parseOwner(value)
		if err != nil {
			return err
		}
		if left, ok := p.affected[o.Document]; !ok || left[k] {
			return nil
		}
		p.forgotten.Paragraphs++
		buf = appendKey(buf[:0], k)
		return p.batch.Delete(buf, nil)
	})
}

// names drops the inputs and outputs that no document names any longer.
func (p *pruning) names() error {
	for kind, named := range map[byte]map[uint64]bool{kindSource: p.sources, kindOutput: p.places} {
		err := p.x.each(kind, func(key, _ []byte) error {
			hash, err := parseHash(key, kind)
			if err != nil || named[hash] {
				return err
			}
			return p.batch.Delete(key, nil)
		})
		if err != nil {
			return err
		}
	}
	// An output that changed and is named by nobody shall not come back.
	kept := p.updated[:0]
	for _, o := range p.updated {
		if p.places[p.x.hash([]byte(o.Place))] {
			kept = append(kept, o)
		}
	}
	p.updated = kept
	return nil
}
