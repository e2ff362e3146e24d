package clean

import "fmt"

// A Level says how sure the line model has to be before it removes a line.
type Level uint8

const (
	Normal Level = iota // the zero value
	Gentle
	Strict
)

// levels are the names of levels and what they do, in 1/256 of a logit: points
// on the curve of docs/model.md. A line goes with a score up to sure, if the page
// has a paragraph that scores belowBest more, and less caution: see judge.
// spareMeta has who wrote the article and when, at its beginning, come back
// though a phrase says so.
var levels = [...]struct {
	name      string
	sure      int32
	spareMeta bool
}{
	Normal: {"normal", 280, false},
	Gentle: {"gentle", -340, true},
	Strict: {"strict", 420, false},
}

func (l Level) String() string { return levels[l].name }

// ParseLevel returns the level of that name.
func ParseLevel(name string) (Level, error) {
	for l := range levels {
		if levels[l].name == name {
			return Level(l), nil
		}
	}
	return 0, fmt.Errorf("no level is named %q: gentle, normal, strict", name)
}
