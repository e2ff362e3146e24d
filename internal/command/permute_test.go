package command

import (
	"strings"
	"testing"
)

func TestPermute(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"", "--"},
		{"a b", "-- a b"},
		{"a --in-place b", "--in-place -- a b"},
		{"a -j8 b", "--jobs=8 -- a b"},
		{"a -j 8", "--jobs=8 -- a"},
		{"-j=8", "--jobs=8 --"},
		{"--jobs 8 a", "--jobs=8 -- a"},
		{"--jobs=8 a", "--jobs=8 -- a"},
		{"-qj8 a", "--quiet --jobs=8 -- a"},
		{"-q -", "--quiet -- -"},
		{"a -o b", "--output=b -- a"},
		{"-o -", "--output=- --"},
		{"-ob a", "--output=b -- a"},
		{"--field= a", "--field= -- a"},
		{"--field -j a", "--field=-j -- a"}, // only a long name cannot be a value by accident
		{"a -- --in-place -j8 --", "-- a --in-place -j8 --"},
		{"-- clean", "-- clean"},
		{"clean a", "clean -- a"},
		{"a clean", "-- a clean"},
		{"./clean", "-- ./clean"},
		{"--from text clean a", "clean --from=text -- a"},
		{"--summary clean", "clean --summary=text --"},
		{"--summary", "--summary=text --"},
		{"--summary a", "--summary=text -- a"},
		{"--summary json a", "--summary=json -- a"},
		{"--summary=json a", "--summary=json -- a"},
		{"--summary ./json", "--summary=text -- ./json"},
		{"a --summary text json", "--summary=text -- a json"},
		{"rules", "rules --"},
		{"rules show share", "rules show -- share"},
		{"rules --rules p show share", "rules show --rules=p -- share"},
		{"rules share show", "rules -- share show"},
		{"--disable a --disable b,c", "--disable=a --disable=b,c --"},
		{"explain rules", "explain -- rules"},
	} {
		l, err := permute(strings.Fields(c.typed), flagTable(), commandTable())
		if err != nil {
			t.Errorf("%q: %v", c.typed, err)
			continue
		}
		if got := strings.Join(l.words(), " "); got != c.want {
			t.Errorf("%q = %q, want %q", c.typed, got, c.want)
		}
	}
}

func TestPermuteRefuses(t *testing.T) {
	for typed, want := range map[string]string{
		"--feild x":           "unknown flag --feild (did you mean --field?)",
		"a --outptu=x":        "unknown flag --outptu (did you mean --output?)",
		"-x":                  "unknown flag -x (see winnow --help)",
		"-f x":                "unknown flag -f (did you mean --from?)",
		"-output x":           "unknown flag -output (did you mean --output?)",
		"--jobs":              "--jobs needs a value (write --jobs N)",
		"-j":                  "-j needs a value (write -j N)",
		"--jobs -- 3":         "--jobs needs a value (write --jobs N)",
		"--output --in-place": "--output needs a value (write --output=--in-place if that is its value)",
		"--in-place=yes a":    "--in-place takes no value (write --in-place)",
		"-q=1":                "-q takes no value (write -q)",
	} {
		_, err := permute(strings.Fields(typed), flagTable(), commandTable())
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", typed, err, want)
		}
	}
}

// An ordered line, put in order again, stays as it is, whatever was typed.
func FuzzPermute(f *testing.F) {
	f.Add("a\x00-j8\x00--summary\x00json\x00--\x00-x")
	f.Add("rules\x00--rules\x00p\x00show\x00share")
	f.Add("--\x00clean")
	f.Fuzz(func(t *testing.T, joined string) {
		table, commands := flagTable(), commandTable()
		l, err := permute(strings.Split(joined, "\x00"), table, commands)
		if err != nil {
			return
		}
		words := strings.Join(l.words(), "\x00")
		again, err := permute(l.words(), table, commands)
		if err != nil {
			t.Fatalf("%q: %v", words, err)
		}
		if got := strings.Join(again.words(), "\x00"); got != words {
			t.Errorf("%q became %q", words, got)
		}
	})
}
