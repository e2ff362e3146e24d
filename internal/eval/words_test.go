package eval

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// What Python 3 makes of the same: [w for w in TOK.findall(NFKC(s).lower())].
func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "",
		"The quay, 2 km²":           "the|quay|2|km2",
		"l’eﬀort 1½":                "l|effort|11|2",
		"snake_case":                "snake|case",
		"İSTANBUL":                  "i|stanbul",
		"ΟΔΟΣ ΟΔΟΣ. Σ ΑΣ'Α":         "οδος|οδος|σ|ασ|α",
		"ΛΑΜΨΙΑΣ" + spaces + "Η":    "λαμψιας|η",
		"港口开放abc":                   "港|口|开|放|abc",
		"ｶﾌｪ・ド":                     "カ|フ|ェ|・|ド",
		"น้ำ":                       "น|้|ํ|า",
		"नया पुल":                   "नय|प|ल",
		"ⅻ ٣ ①":                     "xii|٣|1",
		"e\u0301te\u0301 é\u0300\n": "été|é",
	} {
		var got []string
		eachWord(fold(text), func(w string) { got = append(got, w) })
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("words of %q: %q, want %q", text, s, want)
		}
	}
}

var spaces = strings.Repeat(" ", 300)

// What Python 3 makes of the same: re.findall(r'\w+', s).
func TestRuns(t *testing.T) {
	for text, want := range map[string]string{
		"The quay_2, km²":     "The|quay_2|km²",
		"港口。开放":               "港口|开放",
		"नया पुल":             "नय|प|ल",
		"e\u0301t":            "e|t",
		"1½ Ⅻ — …":            "1½|Ⅻ",
		"a\u200db\u00adc\x00": "a|b|c",
	} {
		var got []string
		eachRun(text, func(w string) { got = append(got, w) })
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("runs of %q: %q, want %q", text, s, want)
		}
	}
}

// Lower is ToLower but for two letters.
func TestLowerIsToLower(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if 0xd800 <= r && r <= 0xdfff || r == 'İ' {
			continue
		}
		if got, want := lower(string(r)), string(unicode.ToLower(r)); got != want {
			t.Errorf("lower(%U) = %q, want %q", r, got, want)
		}
	}
}

func TestFinalSigma(t *testing.T) {
	for text, want := range map[string]string{
		"ΟΔΟΣ": "οδος", "ΟΔΟΣ.Α": "οδοσ.α", "Σ": "σ", "ΑΣ' Α": "ας' α", "A.Σ": "a.ς", "1Σ": "1σ", "ΑΣ1": "ας1",
		"ΑΣ\u0301": "ας\u0301", "Α\u00adΣ\u00ad": "α\u00adς\u00ad", "ΑΣ_Β": "ας_β", "ΑʰΣ": "αʰς", "ΣΣ ΣΑΣ": "σς σας",
	} {
		if got := lower(text); got != want {
			t.Errorf("lower(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestSplitLines(t *testing.T) {
	text := " a\u00a0 b\x1c\n\n\u2003\n\x1f\nc\rd\u2028e\n"
	var got []string
	for _, l := range splitLines(text) {
		if squeeze(text[l.start:l.end]) != l.text {
			t.Errorf("%q does not stand at %d:%d", l.text, l.start, l.end)
		}
		got = append(got, l.text)
	}
	if diff := cmp.Diff([]string{"a b", "c d e"}, got); diff != "" {
		t.Error(diff)
	}
}
