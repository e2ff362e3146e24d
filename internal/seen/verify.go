package seen

import (
	"fmt"
	"slices"

	"winnow/dedupe"
)

// A Stats counts what an index holds.
type Stats struct {
	Version    int    `json:"version"`
	Paragraphs int64  `json:"paragraphs"`
	Documents  int64  `json:"documents"`
	Sources    int64  `json:"sources"` // inputs
	Outputs    int64  `json:"outputs"` // files that were written
	Commits    int64  `json:"commits"`
	Bytes      int64  `json:"bytes"`  // of the folder
	Format     uint64 `json:"format"` // of the store's files
	Making
}

// Stats counts the records: it reads all of them but the paragraphs, of which
// the number is written down.
func (x *Index) Stats() (s Stats, err error) {
	err = x.fail.do(func() (err error) {
		s, err = x.stats()
		return err
	})
	return s, x.named(err)
}

func (x *Index) stats() (Stats, error) {
	s := Stats{Version: x.header.Version, Making: x.header.Making, Paragraphs: x.counts.Keys, Commits: x.counts.Commits,
		Format: uint64(x.db.FormatMajorVersion())}
	for kind, n := range map[byte]*int64{kindDocument: &s.Documents, kindSource: &s.Sources, kindOutput: &s.Outputs} {
		err := x.each(kind, func(_, _ []byte) error { *n++; return nil })
		if err != nil {
			return s, err
		}
	}
	names, err := x.fs.List(x.dir)
	for _, name := range names {
		if info, err := x.fs.Stat(x.fs.PathJoin(x.dir, name)); err == nil && !info.IsDir() {
			s.Bytes += info.Size() // of a file that is still there
		}
	}
	return s, err
}

// Verify reads the whole index, checks every record and every checksum of the
// store, and returns an error that says what is damaged. It takes 8 bytes of
// memory for each document.
func (x *Index) Verify() error { return x.named(x.fail.do(x.verify)) }

func (x *Index) verify() error {
	if err := x.db.CheckLevels(nil); err != nil {
		return err
	}
	hashes := map[byte]map[uint64]bool{kindSource: {}, kindOutput: {0: true}}
	for kind, known := range hashes {
		if err := x.verifyNames(kind, known); err != nil {
			return err
		}
	}
	var documents []Identity // in order, as the store has them
	err := x.each(kindDocument, func(key, value []byte) error {
		id, err := parseHash(key, kindDocument)
		if err != nil {
			return err
		}
		d, err := parseDocument(value)
		if err == nil && (!hashes[kindSource][d.source] || !hashes[kindOutput][d.output]) {
			err = fmt.Errorf("the document %016x has no source or no output", id)
		}
		documents = append(documents, Identity(id))
		return err
	})
	if err != nil {
		return err
	}
	return x.verifyKeys(documents)
}

// verifyNames checks that names stand under their hashes.
func (x *Index) verifyNames(kind byte, known map[uint64]bool) error {
	return x.each(kind, func(key, value []byte) error {
		hash, err := parseHash(key, kind)
		if err != nil {
			return err
		}
		name := string(value)
		if kind == kindOutput {
			o, err := parseOutput(value)
			if err != nil {
				return err
			}
			name = o.Place
		}
		if x.hash([]byte(name)) != hash {
			return fmt.Errorf("%s stands under the hash of another name", name)
		}
		known[hash] = true
		return nil
	})
}

func (x *Index) verifyKeys(documents []Identity) error {
	n := int64(0)
	err := x.eachKey(func(k dedupe.Key, value []byte) error {
		o, err := parseOwner(value)
		if err != nil {
			return err
		}
		if _, ok := slices.BinarySearch(documents, o.Document); !ok {
			return fmt.Errorf("the owner %016x of a paragraph is no document of the index", o.Document)
		}
		n++
		return nil
	})
	if err == nil && n != x.counts.Keys {
		err = fmt.Errorf("%w: %d, not %d", errCount, n, x.counts.Keys)
	}
	return err
}

// EachOutput calls f for each output that the index knows.
func (x *Index) EachOutput(f func(Output) error) error {
	var outputs []Output
	err := x.fail.do(func() error {
		return x.each(kindOutput, func(_, value []byte) error {
			o, err := parseOutput(value)
			outputs = append(outputs, o)
			return err
		})
	})
	if err != nil {
		return x.named(err)
	}
	for _, o := range outputs {
		if err := f(o); err != nil {
			return err
		}
	}
	return nil
}
