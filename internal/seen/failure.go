package seen

import (
	"fmt"
	"sync"

	"github.com/cockroachdb/pebble/v2"
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
// comes first: then the call may never end.
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
// tables would try again for ever.
func (f *failure) listener() *pebble.EventListener {
	return &pebble.EventListener{
		BackgroundError: f.set,
		DataCorruption:  func(info pebble.DataCorruptionInfo) { f.set(fmt.Errorf("damaged: %v", info.Details)) },
	}
}
