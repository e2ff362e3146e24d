package clean

import "testing"

// The words of a line count as known if another line of the main text holds
// them: neither the line itself nor what is likely furniture does.
func TestTopics(t *testing.T) {
	columns := columnsOf(t, "The harbour bridge was closed on Monday\nHarbour bridge\nBridge, bridge and bridge\nFerry tickets\nCheap ferry tickets\n港口大桥\n大桥关闭\n")
	columns.AddScores([]int32{1, 0, 0, 0, 1, 1, 0})
	for f, want := range map[Feature][]byte{
		topicWords: {0, 2, 3, 2, 0, 0, 1},
		topicShare: {0, 64, 64, 64, 0, 0, 64 / 3},
	} {
		if got := columns.of(f); string(got) != string(want) {
			t.Errorf("%v: %v, want %v", f, got, want)
		}
	}
}
