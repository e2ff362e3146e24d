package command

import (
	"strings"
	"testing"
)

func TestBloomFlagsRefuse(t *testing.T) {
	for typed, want := range map[string]string{
		"--bloom 0.01 --keep last":      "--bloom and --keep last exclude each other (only first copies can be kept with it)",
		"--bloom 0.01 --scope document": "--bloom and --scope document exclude each other (a document fits into memory)",
	} {
		if _, err := mean(t, strings.Fields(typed)...); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", typed, err, want)
		}
	}
}
