package command

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"winnow/internal/pipeline"
)

func TestProgressLine(t *testing.T) {
	for want, at := range map[string]pipeline.Progress{
		"1/2 a.txt 50 %, 7 documents, 3 MB": {Input: "a.txt", Offset: 5, Size: 10, Documents: 7, BytesIn: 3_999_999},
		"2/2 -, 0 documents, 0 MB":          {Input: "-", Index: 1, Offset: 5, Size: -1},
		"1/2 a 100 %, 0 documents, 0 MB":    {Input: "a", Offset: 11, Size: 10}, // the file has grown
	} {
		if got := progressLine(at, 2); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	long := progressLine(pipeline.Progress{Input: strings.Repeat("é", 500), Size: 1 << 40, Offset: 1 << 40, Documents: 1e9, BytesIn: 1e13}, 1)
	if n := utf8.RuneCountInString(long); n > 79 {
		t.Errorf("%d columns: %s", n, long)
	}
}

func TestShowsProgress(t *testing.T) {
	p := &program{stdout: new(bytes.Buffer), stderr: new(bytes.Buffer)}
	for when, want := range map[string]bool{"auto": false, "on": true, "off": false} {
		if got := p.showsProgress(&options{progress: when}); got != want {
			t.Errorf("%s: %v, want %v", when, got, want)
		}
	}
}
