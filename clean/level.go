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
// on the curve of docs/model.md. A line goes with a score up to sure, or up to other
// on a page that is no article (see article.go), if the page has a paragraph that
// scores belowBest more, and less caution: see setThresholds. Where all of a page
// looks unlike what the model has seen, even the best paragraph scores little, and
// so does the rest of the text: without this, such pages lose all they have, and
// where there is no paragraph, nothing goes.
// spareMeta has who wrote the article and when, at its beginning, come back
// though a phrase says so.
var levels = [...]thresholds{
	Normal: {"normal", 400, -256, 400, false},
	Gentle: {"gentle", -380, -380, 400, true},
	Strict: {"strict", 560, 560, 200, false},
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

// thresholds are what a Level does.
type thresholds struct {
	name      string
	sure      int32
	other     int32
	belowBest int32
	spareMeta bool
}
