package eval

import (
	"slices"
	"strings"
	"unicode"
)

// isSpace reports what Python takes for white space: that of Unicode, and the
// four separators of ASCII.
func isSpace(r rune) bool { return unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f }

// squeeze makes every run of white space one space, and none of those at the
// ends. A text without any to mend is returned as it is.
func squeeze(text string) string {
	if isSqueezed(text) {
		return text
	}
	return strings.Join(strings.FieldsFunc(text, isSpace), " ")
}

func isSqueezed(text string) bool {
	after := true // a space would stand at the beginning or after another
	for _, r := range text {
		space := isSpace(r)
		if space && (after || r != ' ') {
			return false
		}
		after = space
	}
	return !after || text == ""
}

// A line is one line of a text that is not blank.
type line struct {
	start, end int
	text       string // squeezed
}

// splitLines returns the lines of text that are not blank. Only "\n" ends a
// line.
func splitLines(text string) []line {
	var lines []line
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		if s := squeeze(text[start:end]); s != "" {
			lines = append(lines, line{start, end, s})
		}
		start = end + 1
	}
	return lines
}

// maxPairs is how many pairs of equal lines align looks at: ten times
// what any page of the labelled sets has. A page of the same line a million times shall not hold
// up the rest.
const maxPairs = 1 << 24

// align finds the lines of output in those of raw: the longest chain of equal
// lines that stand in the same order in both (Hunt and Szymanski 1977). It
// returns for each line of raw whether it is in the chain. With more than
// maxPairs of equal lines each line of output takes the first that is free.
func align(raw, output []line) []bool {
	found := make([]bool, len(raw))
	for len(output) > 0 && len(raw) > 0 && raw[0].text == output[0].text {
		found[len(found)-len(raw)] = true // no longest chain begins otherwise
		raw, output = raw[1:], output[1:]
	}
	where := map[string][]int32{}
	for i, l := range raw {
		where[l.text] = append(where[l.text], int32(i))
	}
	pairs := 0
	for _, l := range output {
		pairs += len(where[l.text])
	}
	rest := found[len(found)-len(raw):]
	if pairs > maxPairs {
		alignGreedily(rest, output, where)
	} else {
		alignLongest(rest, output, where)
	}
	return found
}

func alignGreedily(found []bool, output []line, where map[string][]int32) {
	free := int32(0)
	for _, l := range output {
		at := where[l.text]
		if i, _ := slices.BinarySearch(at, free); i < len(at) {
			found[at[i]] = true
			free = at[i] + 1
		}
	}
}

func alignLongest(found []bool, output []line, where map[string][]int32) {
	// A node ends a chain; ends and places hold, for each length, the chain that
	// ends first.
	type node struct{ at, before int32 }
	var nodes []node
	var ends, places []int32
	for _, l := range output {
		for _, at := range slices.Backward(where[l.text]) {
			k, _ := slices.BinarySearch(ends, at)
			n := node{at, -1}
			if k > 0 {
				n.before = places[k-1]
			}
			if k == len(ends) {
				ends, places = append(ends, 0), append(places, 0)
			}
			ends[k], places[k] = at, int32(len(nodes))
			nodes = append(nodes, n)
		}
	}
	if len(places) == 0 {
		return
	}
	for k := places[len(places)-1]; k >= 0; k = nodes[k].before {
		found[nodes[k].at] = true
	}
}
