package command

import (
	"os"
	"runtime/debug"
)

// gcPercent is by how much the heap may grow before garbage is collected. What
// a run holds are texts and tables without pointers, so that collecting costs
// next to nothing: deduplicating 200 MB of lines takes 65 MB instead of 81 with
// it, and as much time.
const gcPercent = 25

// holdLittle sets it, unless the user has said something else.
func holdLittle() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
}
