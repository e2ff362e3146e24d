package command

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"winnow/internal/corpus"
)

// leftoverAge is how long nothing was written to a temporary file before it is
// taken for one of a run that was killed.
const leftoverAge = time.Hour

// sayLeftovers names temporary files in the folders that the run writes to.
// They stay: whether their run is still at work, maybe on another machine,
// nobody can know here. A folder that cannot be read has nothing to say.
func (p *program) sayLeftovers(plan *plan, o *options) {
	names := []string{o.audit}
	for _, j := range plan.jobs {
		names = append(names, j.output)
	}
	looked := map[string]bool{}
	for _, name := range names {
		folder := filepath.Dir(name)
		if name == "" || name == "-" || looked[folder] {
			continue
		}
		looked[folder] = true
		switch left := leftovers(folder, time.Now().Add(-leftoverAge)); len(left) {
		case 0:
		case 1:
			p.say.line(fmt.Sprintf("%s: is left of a run that was killed, unless one is at work here (left alone)", left[0]))
		default:
			p.say.line(fmt.Sprintf("%s and %d more: are left of runs that were killed, unless one is at work here (left alone)", left[0], len(left)-1))
		}
	}
}

// leftovers returns the temporary files of a folder that were last written
// before some time, in the order of their names.
func leftovers(folder string, before time.Time) (left []string) {
	d, err := os.Open(folder)
	if err != nil {
		return nil
	}
	defer d.Close() // it was only read from
	for {
		names, err := d.Readdirnames(1000)
		for _, name := range names {
			if !corpus.IsTemporary(name) {
				continue
			}
			name = filepath.Join(folder, name)
			if info, err := os.Lstat(name); err == nil && info.Mode().IsRegular() && info.ModTime().Before(before) {
				left = append(left, name)
			}
		}
		if err != nil {
			slices.Sort(left)
			return left
		}
	}
}
