package dedupe

import "fmt"

// A Match says which differences between two texts do not count.
type Match uint8

const (
	// Folded ignores case, punctuation, symbols, spacing and characters that
	// are invisible by default. Accents and digits count. It is the default.
	Folded Match = iota
	// Exact ignores nothing: the bytes as they are.
	Exact
	// Loose ignores what Folded ignores, and accents and digits as well.
	// Texts that are equal under Folded are equal under Loose.
	Loose
)

var matchNames = [...]string{Folded: "folded", Exact: "exact", Loose: "loose"}

// String returns the name that ParseMatch reads.
func (m Match) String() string {
	if int(m) < len(matchNames) {
		return matchNames[m]
	}
	return fmt.Sprintf("Match(%d)", uint8(m))
}

// ParseMatch returns the Match called name: "exact", "folded" or "loose".
func ParseMatch(name string) (Match, error) {
	for m, n := range matchNames {
		if n == name {
			return Match(m), nil
		}
	}
	return Folded, fmt.Errorf("unknown match %q: it is exact, folded or loose", name)
}
