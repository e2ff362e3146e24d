package seen

import (
	"sync"

	"github.com/cockroachdb/pebble/v2"
)

// A scheduler lets the store compact its tables, one compaction at a time, but
// not before the store is open: one that is under way when Open fails would
// meet a store that is half gone, and panic.
type scheduler struct {
	db       pebble.DBForCompaction
	granting sync.Mutex // held while db is asked

	mu      sync.Mutex
	open    bool
	running bool
	refused bool // a compaction was, since db was last asked
}

// start allows compactions.
func (s *scheduler) start() {
	s.mu.Lock()
	s.open = true
	s.mu.Unlock()
	s.grant()
}

// grant has a compaction that waits begin, if there is one and none is running.
func (s *scheduler) grant() {
	s.granting.Lock()
	defer s.granting.Unlock()
	for again := true; again; {
		if !s.take() {
			return
		}
		if waits, _ := s.db.GetWaitingCompaction(); waits && s.db.Schedule(s) {
			return
		}
		s.mu.Lock()
		again = s.refused // by the question itself, which looked as if one ran
		s.running, s.refused = false, false
		s.mu.Unlock()
	}
}

func (s *scheduler) take() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.open || s.running {
		s.refused = true
		return false
	}
	s.running, s.refused = true, false
	return true
}

// Register implements pebble.CompactionScheduler.
func (s *scheduler) Register(_ int, db pebble.DBForCompaction) { s.db = db }

// TrySchedule implements pebble.CompactionScheduler.
func (s *scheduler) TrySchedule() (bool, pebble.CompactionGrantHandle) { return s.take(), s }

// UpdateGetAllowedWithoutPermission implements pebble.CompactionScheduler: one
// at a time is always allowed, and no more.
func (s *scheduler) UpdateGetAllowedWithoutPermission() {}

// Unregister implements pebble.CompactionScheduler.
func (s *scheduler) Unregister() {
	s.mu.Lock()
	s.open = false
	s.mu.Unlock()
	s.granting.Lock() // whoever asks db has come back
	s.granting.Unlock()
}

// Done implements pebble.CompactionGrantHandle.
func (s *scheduler) Done() {
	s.mu.Lock()
	s.running = false
	s.mu.Unlock()
	s.grant()
}

// Started, MeasureCPU and CumulativeStats implement pebble.CompactionGrantHandle.
func (s *scheduler) Started()                                          {}
func (s *scheduler) MeasureCPU(pebble.CompactionGoroutineKind)         {}
func (s *scheduler) CumulativeStats(pebble.CompactionGrantHandleStats) {}
