package clean

import (
	"slices"
	"testing"
)

// The words of a line are the same whether they were read before or not, also
// on a page that has more of them than are remembered.
func TestTopicFinderReadsAll(t *testing.T) {
	lines := exampleLines(t)
	long := make([]byte, 0, 3*maxTopicSlots)
	for len(long) < 2*maxTopicSlots {
		long = append(long, "several more words "...)
	}
	lines = append(lines, long, []byte("words that come after"), long, long)
	text := func(i int) []byte { return lines[i] }
	var finder topicFinder
	finder.read(len(lines), text)
	if n := len(finder.ends); n == 0 || n == len(lines) {
		t.Fatalf("%d of %d lines are remembered", n, len(lines))
	}
	for i, line := range lines {
		var got, want []uint32
		finder.each(i, text, func(slot uint32) { got = append(got, slot) })
		eachWord(line, func(slot uint32) { want = append(want, slot) })
		if !slices.Equal(got, want) {
			t.Fatalf("line %d: %d words, want %d", i, len(got), len(want))
		}
	}
}
