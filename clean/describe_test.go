package clean

import (
	"strings"
	"testing"
)

// TestDistances counts the lines to what stands around a page's paragraphs.
func TestDistances(t *testing.T) {
	text := strings.Join([]string{
		"Share on Facebook",
		"The ferry is late again",
		"Published 3 March 2024",
		"The ferry left the old quay an hour late on Monday, and nobody on board could say why it had waited.",
		"It is the third time this month, said a passenger who waited in the rain, and it will not be the last.",
		"All rights reserved.",
	}, "\n")
	columns := columnsOf(t, text)
	for _, want := range []struct {
		feature Feature
		cells   []byte
	}{
		{topicAbove + Feature(button-1), []byte{never, 1, 2, 3, 4, 5}},
		{topicBelow + Feature(button-1), []byte{never, never, never, never, never, never}},
		{topicAbove + Feature(meta-1), []byte{never, never, never, 1, 2, 3}},
		{topicBelow + Feature(meta-1), []byte{2, 1, never, never, never, never}},
		{topicBelow + Feature(tail-1), []byte{5, 4, 3, 2, 1, never}},
		{proseAbove, []byte{never, never, never, never, 1, 1}},
		{proseBelow, []byte{3, 2, 1, 1, never, never}},
	} {
		if got := columns.of(want.feature); string(got) != string(want.cells) {
			t.Errorf("%s: %v, want %v", want.feature, got, want.cells)
		}
	}
}

// TestTwins counts the lines that say the same, numbers aside.
func TestTwins(t *testing.T) {
	columns := columnsOf(t, "Ann, 3 minutes ago\nNo.\nBen, 3 minutes ago\nYes 1.\nAnn, 12 minutes ago\nAnn, 1 minute ago\nYes 20.\nBen, 45 minutes ago")
	if got, want := columns.of(lineTwins), []byte{2, 1, 2, 2, 2, 1, 2, 2}; string(got) != string(want) {
		t.Errorf("%v, want %v", got, want)
	}
}
