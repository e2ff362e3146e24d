package command

import "testing"

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"", "abc", 3}, {"field", "field", 0},
		{"fild", "field", 1}, {"feild", "field", 1}, {"fjeld", "field", 1},
		{"clena", "clean", 1}, {"kitten", "sitting", 3}, {"école", "ecole", 1},
		{"ca", "abc", 3}, // the restricted form does not edit a swapped pair again
	} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
		if got := distance(c.b, c.a); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.b, c.a, got, c.want)
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"--output", "--in-place", "--field", "--id-field", "--from", "--jobs"}
	for typed, want := range map[string]string{
		"--outptu": "--output", "--out": "--output", "--OUTPUT": "--output", "--feild": "--field",
		"--inplace": "--in-place", "--form": "--from", "--job": "--jobs", "--zebra": "", "": "",
	} {
		if got := nearest(typed, names); got != want {
			t.Errorf("nearest(%q) = %q, want %q", typed, got, want)
		}
	}
}
