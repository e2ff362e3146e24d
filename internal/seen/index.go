package seen

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/sstable"
	"github.com/cockroachdb/pebble/v2/vfs"

	"winnow/dedupe"
)

// Options say how an index is opened. The zero value works.
type Options struct {
	// Making is what the run wants; an index made in another way is refused.
	// Nil takes the index as it is.
	Making *Making
	// Create makes an index where there is none. It needs a Making.
	Create bool
	// ReadOnly promises that nothing is changed.
	ReadOnly bool
	// Lookup says that owners will be asked for. MaxMemory, in bytes, is what
	// may be held for that; 0 is DefaultMemory. Up to there all keys are held,
	// and above it a filter, behind which a temporary file in TempDir answers
	// ("" is the system's folder for such files).
	Lookup    bool
	MaxMemory int64
	TempDir   string
	// FS is the file system; nil is that of the machine.
	FS vfs.FS

	// Bulk is the number of records from which a group goes into the store as
	// sorted tables: its log and its levels see large ones only once. 0 is
	// 200,000.
	Bulk int
	// MemTable is how much the store holds in memory before it writes a table;
	// 0 is 16 MiB.
	MemTable uint64
}

// DefaultMemory is what may be held for the lookup of keys: 44 million of them.
const DefaultMemory = 1 << 30

// An Index is an open index. Owner and Identity may be called from several
// goroutines at once; the rest serves one.
type Index struct {
	dir    string
	o      Options
	fs     vfs.FS
	lock   *pebble.Lock
	db     *pebble.DB
	fail   *failure
	header Header
	hasher *dedupe.Hasher
	counts counts
	front  front

	tableOptions sstable.WriterOptions
}

// Open opens the index in the folder dir and keeps other processes out of it
// until Close. The error is a *RefusedError if there is no index, or not the one
// that is wanted, and a *LockedError if another process holds it.
func Open(dir string, o Options) (*Index, error) {
	if o.FS == nil {
		o.FS = vfs.Default
	}
	x := &Index{dir: dir, o: o, fs: o.FS, fail: newFailure()}
	if err := x.fail.do(x.open); err != nil {
		x.Close()
		return nil, x.named(err)
	}
	return x, nil
}

func (x *Index) open() error {
	if err := x.prepare(); err != nil {
		return err
	}
	var err error
	if x.lock, err = pebble.LockDirectory(x.dir, x.fs); err != nil {
		if isLocked(err) {
			return &LockedError{x.dir}
		}
		return err
	}
	if !x.o.ReadOnly {
		if err := x.removeTables(); err != nil {
			return err
		}
	}
	if err := x.openStore(); err != nil {
		return err
	}
	if err := x.readHeader(); err != nil {
		return err
	}
	if x.o.Lookup {
		return x.openFront()
	}
	return nil
}

// prepare refuses a folder that holds something else, before anything is
// written there, and makes one that is missing.
func (x *Index) prepare() error {
	names, err := x.fs.List(x.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist) && x.o.Create:
		return x.fs.MkdirAll(x.dir, 0o777)
	case errors.Is(err, fs.ErrNotExist):
		return &RefusedError{x.dir, "there is no index"}
	case err != nil:
		return err
	case len(names) == 0 && !x.o.Create:
		return &RefusedError{x.dir, "there is no index"}
	}
	for _, name := range names {
		if !isOfStore(name) {
			return &RefusedError{x.dir, "is not an index: " + name + " is no part of one"}
		}
	}
	return nil
}

// isOfStore knows the names of the files of a store, and of the folder of
// tables that are not yet in it.
func isOfStore(name string) bool {
	for _, prefix := range []string{"MANIFEST-", "OPTIONS-", "marker.", "temporary.", "CURRENT"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	for _, suffix := range []string{".log", ".sst", ".dbtmp", ".blob"} {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return name == "LOCK" || name == tablesFolder
}

// format is the form of the store's files: a new Pebble keeps to it.
const format = pebble.FormatTableFormatV6

func (x *Index) openStore() error {
	memTable := x.o.MemTable
	if memTable == 0 {
		memTable = 16 << 20
	}
	o := &pebble.Options{
		FS: watchedFS{x.fs, x.fail}, Lock: x.lock, ReadOnly: x.o.ReadOnly, Logger: x.fail, EventListener: x.fail.listener(),
		ErrorIfNotExists: !x.o.Create, FormatMajorVersion: format,
		MemTableSize: memTable, CacheSize: 8 << 20,
	}
	for i := range o.Levels {
		// The store is read from end to end, and now and then at the place of a
		// key that is there: large blocks, and no filters. Hashes do not get
		// shorter.
		o.Levels[i].BlockSize = 32 << 10
		o.Levels[i].Compression = func() *sstable.CompressionProfile { return sstable.NoCompression }
	}
	o.Experimental.ReadSamplingMultiplier = -1 // what is read does not tell what to compact
	compactions := new(scheduler)
	o.Experimental.CompactionScheduler = compactions
	o.EnsureDefaults()
	var err error
	x.db, err = pebble.Open(x.dir, o)
	x.tableOptions = o.MakeWriterOptions(0, format.MaxTableFormat())
	switch {
	case errors.Is(err, pebble.ErrDBDoesNotExist):
		return &RefusedError{x.dir, "there is no index"}
	case err == nil && !x.o.ReadOnly:
		compactions.start()
	}
	return err
}

func (x *Index) memory() int64 {
	if x.o.MaxMemory <= 0 {
		return DefaultMemory
	}
	return x.o.MaxMemory
}

// readHeader reads the header and compares it with what is wanted. A store
// without any record is one whose making was cut off: it is made now.
func (x *Index) readHeader() error {
	b, err := x.get([]byte{kindHeader})
	if err != nil {
		return err
	}
	if b == nil {
		return x.makeHeader()
	}
	h, err := parseHeader(b)
	switch {
	case err != nil:
		return fmt.Errorf("the header: %w", err)
	case h.Version != Version:
		return &RefusedError{x.dir, fmt.Sprintf("is an index of version %d; this program knows version %d", h.Version, Version)}
	}
	if m := x.o.Making; m != nil {
		if in := h.differs(*m); in != "" {
			return &RefusedError{x.dir, "the index was made in another way: " + in}
		}
	}
	x.use(h)
	if b, err = x.get([]byte{kindCounts}); err != nil {
		return err
	}
	if x.counts, err = parseCounts(b); err != nil {
		return fmt.Errorf("the counts: %w", err)
	}
	return nil
}

func (x *Index) use(h Header) {
	x.header = h
	x.hasher = h.hasher()
}

// makeHeader writes the first records.
func (x *Index) makeHeader() error {
	it, err := x.db.NewIter(nil)
	if err != nil {
		return err
	}
	foreign := it.First()
	if err := it.Close(); err != nil {
		return err
	}
	if foreign {
		return &RefusedError{x.dir, "is a store of another program"}
	}
	if !x.o.Create || x.o.Making == nil || x.o.ReadOnly {
		return &RefusedError{x.dir, "there is no index"}
	}
	h := newHeader(*x.o.Making)
	value, err := h.encode()
	if err != nil {
		return err
	}
	b := x.db.NewBatch()
	b.Set([]byte{kindHeader}, value, nil)
	b.Set([]byte{kindCounts}, counts{}.append(nil), nil)
	x.use(h)
	return b.Commit(pebble.Sync)
}

// get returns a copy of a record, or nil if there is none.
func (x *Index) get(key []byte) ([]byte, error) {
	v, done, err := x.db.Get(key)
	if errors.Is(err, pebble.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	b := append(make([]byte, 0, len(v)), v...)
	return b, done.Close()
}

// Header returns how the index was made.
func (x *Index) Header() Header { return x.header }

// Hasher makes the keys of the index.
func (x *Index) Hasher() *dedupe.Hasher { return x.hasher }

// Identity returns the identity of what has this name, in this index.
func (x *Index) Identity(name []byte) Identity { return Identity(x.hash(name)) }

func (x *Index) hash(name []byte) uint64 { return max(1, x.hasher.Key(name).Hi) }

// Close ends the use of the index. What was committed stays, and nothing else.
// It may be called more than once.
func (x *Index) Close() error {
	if x.fail.is() != nil { // whoever holds parts of the store will not let go
		return nil
	}
	return x.named(x.fail.do(x.close))
}

func (x *Index) close() error {
	errs := []error{x.front.close()}
	if db := x.db; db != nil {
		x.db = nil
		errs = append(errs, db.Close())
	}
	if lock := x.lock; lock != nil {
		x.lock = nil
		errs = append(errs, lock.Close())
	}
	return errors.Join(errs...)
}

// named puts the folder before an error that does not name it.
func (x *Index) named(err error) error {
	var refused *RefusedError
	var locked *LockedError
	if err == nil || errors.As(err, &refused) || errors.As(err, &locked) {
		return err
	}
	return fmt.Errorf("%s: the index: %w", x.dir, err)
}
