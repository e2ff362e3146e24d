package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"winnow/clean"
	"winnow/internal/report"
)

// run is the command line from outside.
func run(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, said strings.Builder
	status = Main(append([]string{"winnow"}, args...), strings.NewReader(stdin), &out, &said)
	return status, out.String(), said.String()
}

func TestRulesTest(t *testing.T) {
	pack := "[share]\ntell a friend\n+ Tell a friend!\n+ Tell nobody at all\n- Tell a friend\n- Tell me about the old quay.\n"
	name := filepath.Join(t.TempDir(), "own.pack")
	if err := os.WriteFile(name, []byte(pack), 0o666); err != nil {
		t.Fatal(err)
	}
	status, stdout, stderr := run(t, "", "rules", "test", name)
	if status != 1 || stdout != "4 examples, 2 failed\n" {
		t.Errorf("status %d, %q", status, stdout)
	}
	want := "winnow: " + name + ":4: the rule share does not remove it: Tell nobody at all\n" +
		"winnow: " + name + ":5: the rule share removes it: Tell a friend\n"
	if stderr != want {
		t.Errorf("%s\nwant\n%s", stderr, want)
	}
}

// What no rule removes must not be removed because the test puts prose behind
// it, and the prose itself must stay.
func TestProseIsKept(t *testing.T) {
	c, err := clean.New(clean.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var page clean.Page
	c.Clean(&page, []byte(strings.TrimSpace(prose)))
	for _, b := range page.Blocks {
		if b.Rule != clean.Kept {
			t.Errorf("%s removes %q", c.Rules()[b.Rule].Name, b.Text)
		}
	}
}

func TestRulesShowEveryRule(t *testing.T) {
	for _, name := range ruleNames(clean.Rules()) {
		status, stdout, stderr := run(t, "", "rules", "show", name)
		if status != 0 || !strings.HasPrefix(stdout, name+" (") || stderr != "" {
			t.Errorf("%s: status %d, %q, %q", name, status, stdout, stderr)
		}
	}
	_, list, _ := run(t, "", "rules")
	if got, want := strings.Count(list, "\n"), len(clean.Rules())-1; got != want {
		t.Errorf("the list has %d lines, want %d", got, want)
	}
}

func TestEncodings(t *testing.T) {
	for _, name := range encodingNames() {
		if _, err := cleanerEncoding(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := cleanerEncoding("windows-1522")
	if want := "unknown encoding windows-1522 (did you mean windows-1252?)"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// No rule of a pack has the name that a report gives to lines that no rule removed.
func TestNamesOfReports(t *testing.T) {
	for _, name := range []string{"kept", "blank", report.Duplicate, report.NearDuplicate, report.Template, report.RepeatedSpan} {
		if _, err := clean.ParsePack("p", []byte("["+name+"]\nred boats\n")); err == nil {
			t.Errorf("a rule may be named %s", name)
		}
	}
}
