package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestCrashes ends this very program at some of the calls that bench/crash.sh
// ends it at, and makes the run again. The simulated crashes of
// internal/pipeline are many more.
func TestCrashes(t *testing.T) {
	for _, tool := range []string{"bash", "strace", "timeout"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s here", tool)
		}
	}
	if err := exec.Command("strace", "-f", "-qq", "-o", "/dev/null", "true").Run(); err != nil {
		t.Skipf("strace may not trace here: %v", err)
	}
	winnow, err := exec.LookPath("winnow")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("bench/crash.sh", "-s", "6", "-b", winnow).CombinedOutput()
	if err != nil || !strings.Contains(string(out), ": 0 faults") {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
