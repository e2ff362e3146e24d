package command

import (
	"os/exec"
	"strings"
	"testing"
	"unicode/utf8"
)

func testProgram() *program {
	return &program{table: flagTable(), commands: commandTable()}
}

// paths are all commands with their verbs.
func paths(commands []subcommand, before []string) [][]string {
	list := [][]string{before}
	for _, c := range commands {
		list = append(list, paths(c.verbs, append(before[:len(before):len(before)], c.name))...)
	}
	return list
}

func TestHelpFits(t *testing.T) {
	p := testProgram()
	for _, path := range paths(p.commands, nil) {
		for _, short := range []bool{false, true} {
			text := p.helpText(path, short)
			if !strings.Contains(text, "Usage: winnow") {
				t.Errorf("help of %q has no usage", path)
			}
			for l := range strings.SplitSeq(text, "\n") {
				if utf8.RuneCountInString(l) > helpWidth {
					t.Errorf("help of %q: wider than %d: %s", path, helpWidth, l)
				}
			}
			if n := strings.Count(text, "\n"); short && n > 48 {
				t.Errorf("short help of %q has %d lines", path, n)
			}
		}
	}
}

func TestHelpNamesEverything(t *testing.T) {
	p := testProgram()
	help, man := "", p.manPage()
	for _, path := range paths(p.commands, nil) {
		help += p.helpText(path, false)
	}
	shells := map[string]string{"bash": p.bashCompletion(), "zsh": p.zshCompletion(), "fish": p.fishCompletion()}
	for _, d := range flagTable() {
		if !strings.Contains(help, "--"+d.name) {
			t.Errorf("--%s is not in the help", d.name)
		}
		if !strings.Contains(man, roff("--"+d.name)) {
			t.Errorf("--%s is not in the man page", d.name)
		}
		for shell, text := range shells {
			if !strings.Contains(text, "--"+d.name) && !strings.Contains(text, "-l "+d.name) {
				t.Errorf("--%s is not completed by %s", d.name, shell)
			}
		}
	}
	for _, c := range visible(p.commands) {
		for shell, text := range shells {
			if !strings.Contains(text, c) {
				t.Errorf("%s is not completed by %s", c, shell)
			}
		}
	}
}

// accepts runs a program that reads text and must find nothing wrong with it.
func accepts(t *testing.T, text, program string, args ...string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skipf("no %s here", program)
	}
	c := exec.Command(program, args...)
	c.Stdin = strings.NewReader(text)
	var complaints strings.Builder
	c.Stderr = &complaints
	if err := c.Run(); err != nil || complaints.Len() > 0 {
		t.Errorf("%s: %v: %s", program, err, &complaints)
	}
}

func TestManIsRoff(t *testing.T) { accepts(t, testProgram().manPage(), "groff", "-man", "-ww", "-z") }

func TestBashCompletionParses(t *testing.T) {
	accepts(t, testProgram().bashCompletion(), "bash", "-n")
}

// TestBashCompletes asks the completion as bash would.
func TestBashCompletes(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("no bash here")
	}
	for typed, want := range map[string]string{
		"winnow --max-r":         "--max-removed",
		"winnow --scope d":       "document",
		"winnow ex":              "explain",
		"winnow completion f":    "fish",
		"winnow rules sh":        "show",
		"winnow rules show ski":  "skip-link",
		"winnow --disable ski":   "skip-link",
		"winnow explain --max-d": "--max-document",
		"winnow clean --min-w":   "",
	} {
		script := testProgram().bashCompletion() + `
COMP_WORDS=(` + typed + `); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _winnow; echo "${COMPREPLY[*]}"`
		bash := exec.Command("bash", "-c", script)
		bash.Dir = t.TempDir() // no files to complete
		out, err := bash.CombinedOutput()
		if got := strings.TrimSpace(string(out)); err != nil || got != want {
			t.Errorf("%q completes to %q, want %q (%v)", typed, got, want, err)
		}
	}
}

func TestZshCompletionParses(t *testing.T) {
	accepts(t, testProgram().zshCompletion(), "zsh", "-n")
}

func TestFishCompletionParses(t *testing.T) {
	accepts(t, testProgram().fishCompletion(), "fish", "-n")
}

func TestRoff(t *testing.T) {
	for text, want := range map[string]string{
		`a-b\c`:      `a\-b\ec`,
		".x\n'y":     `\&.x` + "\n" + `\&'y`,
		"one\n\ntwo": "one\n.PP\ntwo",
	} {
		if got := roff(text); got != want {
			t.Errorf("roff(%q) = %q, want %q", text, got, want)
		}
	}
}
