package seen

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// failure is the first error after which a store cannot go on. Pebble reports
// those to its logger and expects the process to end there and then; but the
// run has temporary files to remove. So the goroutine that met the error stays
// where it is, whatever it holds, and everybody who waits for the store gets
// the error. The store is never touched again, and not closed.
type failure struct {
	once sync.Once
	down chan struct{} // closed when err is set
	err  error
}

func newFailure() *failure { return &failure{down: make(chan struct{})} }

func (f *failure) set(err error) {
	f.once.Do(func() {
		f.err = err
		close(f.down)
	})
}

// is returns the error, or nil as long as there is none.
func (f *failure) is() error {
	select {
	case <-f.down:
		return f.err
	default:
		return nil
	}
}

// do runs a call of the store and returns its error, or the failure if that
// comes first: then the call may never end. All calls go through do that may
// meet a lock of the store; Get does not.
func (f *failure) do(call func() error) error {
	if err := f.is(); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- call() }()
	select {
	case err := <-done:
		return err
	case <-f.down:
		return f.err
	}
}

// Infof and Errorf implement pebble.Logger: what the store does is its own
// business, and errors come back from the calls.
func (f *failure) Infof(string, ...any)  {}
func (f *failure) Errorf(string, ...any) {}

// Fatalf implements pebble.Logger. It must not return.
func (f *failure) Fatalf(format string, args ...any) {
	f.set(fmt.Errorf(format, args...))
	select {}
}

// listener hears of errors in the background. A store that cannot write its
// tables would try again for ever, as fast as it can: it waits instead.
func (f *failure) listener() *pebble.EventListener {
	return &pebble.EventListener{
		BackgroundError: func(err error) { f.Fatalf("%w", err) },
		DataCorruption:  func(info pebble.DataCorruptionInfo) { f.set(fmt.Errorf("damaged: %v", info.Details)) },
	}
}

// A watchedFS is the file system of the store. When the sync of a folder fails,
// Pebble panics, in whatever goroutine; here that is a failure like any other.
// And Pebble makes the file that names the manifest in use before the name of
// that manifest is synced: where a crash may keep the one and lose the other,
// the store could not be opened again. Here the folder is synced between them.
type watchedFS struct {
	vfs.FS
	fail *failure
}

// Create implements vfs.FS.
func (w watchedFS) Create(name string, category vfs.DiskWriteCategory) (vfs.File, error) {
	if strings.HasPrefix(w.PathBase(name), "marker.") {
		d, err := w.OpenDir(w.PathDir(name))
		if err != nil {
			return nil, err
		}
		if err := errors.Join(d.Sync(), d.Close()); err != nil {
			return nil, err
		}
	}
	f, err := w.FS.Create(name, category)
	return w.watched(name, f, err)
}

// Unwrap implements vfs.FS.
func (w watchedFS) Unwrap() vfs.FS { return w.FS }

// OpenDir implements vfs.FS.
func (w watchedFS) OpenDir(name string) (vfs.File, error) {
	f, err := w.FS.OpenDir(name)
	if err != nil {
		return nil, err
	}
	return watchedFolder{f, w.fail}, nil
}

type watchedFolder struct {
	vfs.File
	fail *failure
}

// Sync does not return if it fails.
func (w watchedFolder) Sync() error {
	if err := w.File.Sync(); err != nil {
		w.fail.Fatalf("%w", err)
	}
	return nil
}

// isLog reports whether a file is the store's log. Pebble panics, with locks in
// a state that nothing recovers from, when it cannot make or end one.
func isLog(name string) bool { return strings.HasSuffix(name, ".log") }

// ReuseForWrite implements vfs.FS.
func (w watchedFS) ReuseForWrite(oldname, newname string, category vfs.DiskWriteCategory) (vfs.File, error) {
	f, err := w.FS.ReuseForWrite(oldname, newname, category)
	return w.watched(newname, f, err)
}

// watched watches a file that was made if it is a log.
func (w watchedFS) watched(name string, f vfs.File, err error) (vfs.File, error) {
	switch {
	case !isLog(name):
		return f, err
	case err != nil:
		w.fail.Fatalf("%w", err)
	}
	return watchedLog{f, w.fail}, nil
}

// A watchedLog does not return from what fails.
type watchedLog struct {
	vfs.File
	fail *failure
}

func (w watchedLog) check(err error) error {
	if err != nil {
		w.fail.Fatalf("%w", err)
	}
	return nil
}

// Write implements vfs.File.
func (w watchedLog) Write(p []byte) (int, error) {
	n, err := w.File.Write(p)
	return n, w.check(err)
}

// Sync, SyncData, SyncTo and Close implement vfs.File.
func (w watchedLog) Sync() error     { return w.check(w.File.Sync()) }
func (w watchedLog) SyncData() error { return w.check(w.File.SyncData()) }
func (w watchedLog) Close() error    { return w.check(w.File.Close()) }
func (w watchedLog) SyncTo(length int64) (bool, error) {
	full, err := w.File.SyncTo(length)
	return full, w.check(err)
}
