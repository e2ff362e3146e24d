package pipeline

import (
	"context"
	"sync"
)

// Ordered runs jobs that need no more than order: produce makes them in one
// goroutine, several work on them, and settle takes them in the order in which
// they were made, in the goroutine of the caller. What settle sees does not
// depend on the number of workers.
//
// Produce hands jobs to put until that returns false, which says that ctx is
// cancelled. Worker is called once for each goroutine, for a function with
// memory of its own. About twice as many jobs as workers exist at a time. The
// error is the cause for which ctx was cancelled. No goroutine is left when
// Ordered returns.
func Ordered[T any](ctx context.Context, workers int, produce func(put func(T) bool), worker func() func(T), settle func(T)) error {
	type job struct {
		T    T
		done chan struct{}
	}
	work, ordered := make(chan *job), make(chan *job, workers)
	var all sync.WaitGroup
	all.Go(func() {
		defer close(work)
		defer close(ordered)
		produce(func(t T) bool {
			j := &job{t, make(chan struct{})}
			return send(ctx, ordered, j) && send(ctx, work, j)
		})
	})
	for range workers {
		all.Go(func() {
			do := worker()
			for j := range work {
				do(j.T)
				close(j.done)
			}
		})
	}
	for j := range ordered {
		select {
		case <-j.done:
			settle(j.T)
		case <-ctx.Done(): // the job may never have come to a worker
		}
	}
	all.Wait()
	return context.Cause(ctx)
}

// send reports whether a value was sent before ctx was cancelled.
func send[T any](ctx context.Context, to chan<- T, value T) bool {
	select {
	case to <- value:
		return true
	case <-ctx.Done():
		return false
	}
}
