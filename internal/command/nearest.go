package command

import (
	"fmt"
	"strings"
)

// nearest returns the candidate that typed was most likely meant to be, or ""
// if none is near: one that begins with typed, else the one at the smallest
// distance, if that is at most a third of the longer word (two slips in a word
// of six letters), else one that typed begins with. Of equals the first stands.
func nearest(typed string, candidates []string) string {
	typed = strings.ToLower(typed)
	if len(typed) > 64 {
		return ""
	}
	for _, c := range candidates {
		if len(typed) >= 2 && strings.HasPrefix(strings.ToLower(c), typed) {
			return c
		}
	}
	best, least := "", 0
	for _, c := range candidates {
		d := distance(typed, strings.ToLower(c))
		if d <= (max(len(typed), len(c))+1)/3 && (best == "" || d < least) {
			best, least = c, d
		}
	}
	if best != "" {
		return best
	}
	for _, c := range candidates {
		if len(c) >= 4 && strings.HasPrefix(typed, strings.ToLower(c)) {
			return c
		}
	}
	return ""
}

// distance is the Damerau-Levenshtein distance in its restricted form (optimal
// string alignment): the least number of letters put in, left out, changed or
// swapped with their neighbour that turns a into b.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	before, above, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range above {
		above[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			change := above[j-1]
			if s[i-1] != t[j-1] {
				change++
			}
			row[j] = min(above[j]+1, row[j-1]+1, change)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above, row = above, row, before
	}
	return above[len(t)]
}

// unknown is the error for a name that is not among candidates. It names the
// nearest one, or all of them if none is near and they are few.
func unknown(kind, typed string, candidates []string) error {
	what := fmt.Sprintf("unknown %s %s", kind, quote(typed))
	if n := nearest(typed, candidates); n != "" {
		return &usageError{what: what, hint: "did you mean " + n + "?"}
	}
	if len(candidates) > 0 && len(candidates) <= 12 {
		return &usageError{what: what, hint: "known: " + strings.Join(candidates, ", ")}
	}
	return &usageError{what: what}
}
