package command

import "testing"

func TestParseSize(t *testing.T) {
	for s, want := range map[string]int64{
		"0": 0, "17": 17, "17B": 17, "1k": 1024, "1KB": 1000, "1KiB": 1024, "64MiB": 64 << 20, "64mib": 64 << 20,
		"2 MB": 2e6, "3G": 3 << 30, "1GB": 1e9, "9223372036854775807": 1<<63 - 1,
	} {
		if got, err := parseSize(s); err != nil || got != want {
			t.Errorf("parseSize(%q) = %d, %v, want %d", s, got, err, want)
		}
	}
	for _, s := range []string{"", "MiB", "-1", "+1", "1.5GB", "1TB", "9223372036854775808", "9223372036854775807k", "٣", "1e3"} {
		if got, err := parseSize(s); err == nil {
			t.Errorf("parseSize(%q) = %d, want an error", s, got)
		}
	}
}

func TestParseShare(t *testing.T) {
	for s, want := range map[string]float64{"0": 0, "1": 1, "0.4": 0.4, "40%": 0.4, "100%": 1, ".5": 0.5} {
		if got, err := parseShare(s); err != nil || got != want {
			t.Errorf("parseShare(%q) = %g, %v, want %g", s, got, err, want)
		}
	}
	for _, s := range []string{"", "%", "1.1", "-0.1", "101%", "NaN", "inf", "a lot"} {
		if got, err := parseShare(s); err == nil {
			t.Errorf("parseShare(%q) = %g, want an error", s, got)
		}
	}
}
