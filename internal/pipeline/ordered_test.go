package pipeline

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

func TestOrdered(t *testing.T) {
	for _, workers := range []int{1, 2, 7} {
		synctest.Test(t, func(t *testing.T) { // which finds goroutines that are left
			const jobs = 200
			var got []int
			var made atomic.Int32
			err := Ordered(t.Context(), workers, func(put func(*[2]int) bool) {
				for i := range jobs {
					put(&[2]int{i, 0})
				}
			}, func() func(*[2]int) {
				made.Add(1)
				return func(j *[2]int) {
					if j[0]%3 == 0 {
						runtime.Gosched() // others overtake
					}
					j[1] = 2 * j[0]
				}
			}, func(j *[2]int) { got = append(got, j[1]) })
			if err != nil || int(made.Load()) != workers || len(got) != jobs {
				t.Fatalf("%d workers of %d, %d jobs, %v", made.Load(), workers, len(got), err)
			}
			if !slices.IsSorted(got) || got[jobs-1] != 2*(jobs-1) {
				t.Errorf("%d workers: settled as %v", workers, got)
			}
		})
	}
}

func TestOrderedStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		why := errors.New("enough")
		ctx, cancel := context.WithCancelCause(t.Context())
		settled := 0
		err := Ordered(ctx, 2, func(put func(int) bool) {
			for i := 0; put(i); i++ {
			}
		}, func() func(int) { return func(int) {} }, func(int) {
			if settled++; settled == 5 {
				cancel(why)
			}
		})
		if !errors.Is(err, why) || settled < 5 {
			t.Errorf("%v after %d", err, settled)
		}
	})
}
