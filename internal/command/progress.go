package command

import (
	"fmt"
	"time"

	"winnow/internal/pipeline"
)

// The progress waits for runs that take time, and then moves as often as an
// eye can follow.
const (
	progressDelay = time.Second
	progressPace  = 250 * time.Millisecond
)

// showsProgress says whether to show how far the run is. When the text itself
// goes to the terminal, it is progress enough.
func (p *program) showsProgress(o *options) bool {
	if o.progress != "auto" {
		return o.progress == "on"
	}
	return !o.quiet && isTerminal(p.stderr) && !isTerminal(p.stdout)
}

// progress returns what the pipeline tells its progress to.
func (p *program) progress(inputs int) func(pipeline.Progress) {
	next := time.Now().Add(progressDelay)
	return func(at pipeline.Progress) {
		now := time.Now()
		if now.Before(next) {
			return
		}
		next = now.Add(progressPace)
		p.say.show(progressLine(at, inputs))
	}
}

// progressName is how much of a file's name the line has room for.
const progressName = 28

// progressLine says in less than a line of a terminal how far a run is.
func progressLine(at pipeline.Progress, inputs int) string {
	name := []rune(at.Input)
	if len(name) > progressName {
		name = append([]rune("..."), name[len(name)-progressName+3:]...)
	}
	line := string(name)
	if inputs > 1 {
		line = fmt.Sprintf("%d/%d %s", at.Index+1, inputs, line)
	}
	if at.Size > 0 {
		line += fmt.Sprintf(" %d %%", 100*min(at.Offset, at.Size)/at.Size)
	}
	return fmt.Sprintf("%s, %d documents, %d MB", line, at.Documents, at.BytesIn/1e6)
}
