package seen

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/cockroachdb/pebble/v2/objstorage/objstorageprovider"
	"github.com/cockroachdb/pebble/v2/sstable"
	"github.com/cockroachdb/pebble/v2/vfs"
)

const (
	// tablesFolder holds tables that are being written. What a run leaves there
	// was never part of the index.
	tablesFolder = "tables"
	// tableRecords is how many records go into one table: about 64 MB.
	tableRecords = 2 << 20
)

func (x *Index) removeTables() error {
	err := x.fs.RemoveAll(x.fs.PathJoin(x.dir, tablesFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// ingest commits the records as sorted tables. The store takes all of them with
// one synced record of its manifest, which makes them an atomic batch.
func (x *Index) ingest(r *records) error {
	w := tableWriter{x: x, folder: x.fs.PathJoin(x.dir, tablesFolder)}
	err := x.fs.MkdirAll(w.folder, 0o777)
	if err == nil {
		err = r.each(w.set)
	}
	if closed := w.close(); err == nil {
		err = closed
	}
	if err == nil {
		err = x.fail.do(func() error { return x.db.Ingest(context.Background(), w.names) })
	}
	if x.fail.is() != nil {
		return err // the next run removes what is left
	}
	return errors.Join(err, x.removeTables())
}

// A tableWriter writes records into tables.
type tableWriter struct {
	x      *Index
	folder string
	names  []string
	now    *sstable.Writer // nil if none is open
	kind   byte            // of the records in now
	n      int             // how many they are
}

// set adds a record. Those of different kinds are in tables of their own: the
// store would write all keys of a table anew to merge the counts with those of
// the commit before.
func (w *tableWriter) set(key, value []byte) error {
	if w.n == tableRecords || key[0] != w.kind {
		if err := w.close(); err != nil {
			return err
		}
	}
	if w.now == nil {
		if err := w.open(); err != nil {
			return err
		}
	}
	w.n++
	w.kind = key[0]
	return w.now.Set(key, value)
}

func (w *tableWriter) open() error {
	name := w.x.fs.PathJoin(w.folder, fmt.Sprintf("%06d.sst", len(w.names)))
	f, err := w.x.fs.Create(name, vfs.WriteCategoryUnspecified)
	if err != nil {
		return err
	}
	w.names = append(w.names, name)
	w.now = sstable.NewWriter(objstorageprovider.NewFileWritable(f), w.x.tableOptions)
	return nil
}

// close ends the table that is open, and syncs it.
func (w *tableWriter) close() error {
	if w.now == nil {
		return nil
	}
	now := w.now
	w.now, w.n = nil, 0
	return now.Close()
}
