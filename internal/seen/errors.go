package seen

import (
	"errors"
	"strings"
	"syscall"
)

// A RefusedError says that a folder holds no index, or one that was made in
// another way. Nothing was changed.
type RefusedError struct{ Dir, What string }

func (e *RefusedError) Error() string { return e.Dir + ": " + e.What }

// A LockedError says that another run uses the index.
type LockedError struct{ Dir string }

func (e *LockedError) Error() string { return e.Dir + ": another run uses this index" }

// isLocked reports whether err is that of a lock that somebody else holds. For
// one of the same process the store has words only.
func isLocked(err error) bool {
	return errors.Is(err, syscall.EAGAIN) || err == error(syscall.EACCES) ||
		strings.Contains(err.Error(), "lock held by current process")
}
