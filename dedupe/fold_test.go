package dedupe

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func fold(s string, m Match) string { return string(Fold(nil, []byte(s), m)) }

func TestFold(t *testing.T) {
	for _, tt := range []struct{ in, folded, loose string }{
		{"", "", ""},
		{"Hello, World!", "hello world", "hello world"},
		{"  two\t\n spaces\u00a0\u202f here ", "two spaces here", "two spaces here"},
		{"L’Été et l'hiver", "l été et l hiver", "l ete et l hiver"},
		{"« Déjà » — vu…", "déjà vu", "deja vu"},
		{"In 2019, 5 men", "in 2019 5 men", "in men"},
		{"ΟΔΟΣ οδος οδοσ", "οδοσ οδοσ οδοσ", "οδοσ οδοσ οδοσ"},
		{"\u212a K k", "k k k", "k k k"},
		{"İstanbul", "İstanbul", "istanbul"},
		{"co\u00adop \u200bzero\ufeff", "coop zero", "coop zero"},
		{"نَعَم، أيضاً", "نَعَم أيضاً", "نعم ايضا"},
		{"می\u200cخواهم", "میخواهم", "میخواهم"},
		{"हिन्दी में", "हिन्दी में", "हिन्दी में"},
		{"日本語、テスト。", "日本語 テスト", "日本語 テスト"},
		{"Łódź Ørsted", "łódź ørsted", "lodz orsted"},
		{"10 € 20", "10 20", "10 20"},
		{"★★★", "★★★", "★★★"},
		{"-- --", "-- --", "-- --"},
		{"ȺȾ ȺȺȺȺȺȺȺȺȺȺȺȺȺȺ", "ⱥⱦ ⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥ", "ⱥⱦ ⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥⱥ"},
		{"\ue000a \U0003ffff", "\ue000a \U0003ffff", "\ue000a \U0003ffff"},
		{"a\xffb", "a\U0010fffFb", "a\U0010ffffb"},
	} {
		if got := fold(tt.in, Folded); got != tt.folded {
			t.Errorf("Folded(%q) = %q, want %q", tt.in, got, tt.folded)
		}
		if got := fold(tt.in, Loose); got != tt.loose {
			t.Errorf("Loose(%q) = %q, want %q", tt.in, got, tt.loose)
		}
		if got := fold(tt.in, Exact); got != tt.in {
			t.Errorf("Exact(%q) = %q", tt.in, got)
		}
	}
}

// naiveWords is appendWords rune by rune.
func naiveWords(f *folder, src string) string {
	var words strings.Builder
	gap := false
	for i := 0; i < len(src); {
		r, n := decode([]byte(src[i:]))
		i += n
		switch r = f.rune(r); {
		case r == separates:
			gap = words.Len() > 0
		case r != dropped:
			if gap {
				words.WriteByte(' ')
				gap = false
			}
			words.WriteRune(r)
		}
	}
	return words.String()
}

// Eight bytes at a time give what one rune at a time does.
func TestFoldIsNaive(t *testing.T) {
	pieces := []string{" ", " ", "  ", "a", "Z", "mn", "Word", "letters", "90", ".", ", ", "'", "é", "É", "\u00ad", "Ⱥ", "日本", "[", "@", "{", "\x7f", "/", ":",
		"Мир", "Ж", "ё", "λόγος", "Σ", "·", "مدينة", "世界", "中", "\xd0", "\xe5\xae", "\xe9"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var b strings.Builder
		for range random.IntN(20) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		for _, f := range []*folder{folded, loose} {
			got, want := string(f.appendWords(nil, []byte(b.String()))), naiveWords(f, b.String())
			if got != want {
				t.Fatalf("%q: got %q, want %q", b.String(), got, want)
			}
		}
	}
}

func TestIdeographsStandForThemselves(t *testing.T) {
	for r := rune(0x5000); r <= 0x9FFF; r++ {
		if folded.rune(r) != r || loose.rune(r) != r {
			t.Fatalf("%U folds to %U and %U", r, folded.rune(r), loose.rune(r))
		}
	}
}

// Fold appends: what stands in dst stays, also when it has to grow, and does
// not run into the words of src.
func TestFoldAppends(t *testing.T) {
	for room := range 64 {
		dst := append(make([]byte, 0, 1+room), '|')
		got := Fold(dst, []byte(" ȺȺȺ Ⱥ, É. Z\xff\xfe"), Folded)
		if want := "|ⱥⱥⱥ ⱥ é z\U0010ffff\U0010fffe"; string(got) != want {
			t.Fatalf("room %d: got %q, want %q", room, got, want)
		}
	}
}

func TestFoldEveryRune(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		f := folded.rune(r)
		if f >= 0 && folded.rune(f) != f {
			t.Errorf("%U folds to %U, which folds to %U", r, f, folded.rune(f))
		}
		l := loose.rune(r)
		if l >= 0 && loose.rune(l) != l {
			t.Errorf("loose: %U folds to %U, which folds to %U", r, l, loose.rune(l))
		}
		if f >= 0 && loose.rune(f) != l {
			t.Errorf("%U is %U if folded first, else %U", r, loose.rune(f), l)
		}
		if !unicode.IsLetter(r) || f < 0 {
			continue
		}
		// One rune stands for the whole orbit, and it is of the orbit.
		in := f == r
		for o := unicode.SimpleFold(r); o != r; o = unicode.SimpleFold(o) {
			in = in || o == f
			if unicode.IsLetter(o) && folded.rune(o) != f {
				t.Errorf("%U and %U are one letter but fold to %U and %U", r, o, f, folded.rune(o))
			}
		}
		if !in {
			t.Errorf("%U folds to %U, another letter", r, f)
		}
	}
}

func TestIgnorableHoldsUnicodesParts(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) && !isIgnorable(r) {
			t.Errorf("%U is ignorable by default", r)
		}
	}
}

func TestBaseLettersAreTheDecompositions(t *testing.T) {
	const stroked = "øǿłđħıŧ"
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if !unicode.IsLetter(r) || foldRune(r) != r || strings.ContainsRune(stroked, r) {
			continue
		}
		want := r
		if d := []rune(norm.NFD.String(string(r))); len(d) > 1 && allAccents(d[1:]) {
			want = d[0]
		}
		if got := baseLetter(r); got != want {
			t.Errorf("base of %c (%U) is %c, want %c", r, r, got, want)
		}
	}
}

func allAccents(rs []rune) bool {
	for _, r := range rs {
		if !isAccent(r) {
			return false
		}
	}
	return true
}

func TestSpacelessAreTheScripts(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if got, want := isSpaceless(r), unicode.In(r, spaceless...); got != want {
			t.Errorf("isSpaceless(%U) = %v, want %v", r, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for _, tt := range []struct {
		in               string
		words, spaceless int
	}{
		{"", 0, 0},
		{"one", 1, 0},
		{"été one 2", 3, 0},
		{"日本語 テスト", 0, 6},
		{"iPhone15を 買う now é日本 é", 2, 5},
		{"ภาษาไทย", 0, 7},
		{"हिन्दी में", 2, 0},
		{"مرحبا بكم", 2, 0},
	} {
		w, c := Words([]byte(tt.in))
		if w != tt.words || c != tt.spaceless {
			t.Errorf("Words(%q) = %d, %d, want %d, %d", tt.in, w, c, tt.words, tt.spaceless)
		}
	}
}

func TestFoldDoesNotAllocate(t *testing.T) {
	src := []byte(french)
	dst := make([]byte, 0, 2*len(src))
	for _, m := range []Match{Exact, Folded, Loose} {
		dst = Fold(dst[:0], src, m) // fills the tables
		if n := testing.AllocsPerRun(100, func() { dst = Fold(dst[:0], src, m) }); n != 0 {
			t.Errorf("%v: %v allocations", m, n)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Hello, World", french, "\xff\xc3\u00ad\xa9", "日本語", "★", "12 34", "ȺȾİ\u0345", "Ǿ"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		in := bytes.Clone(src)
		once := Fold(nil, src, Folded)
		if !bytes.Equal(src, in) {
			t.Fatal("src was written to")
		}
		if utf8.Valid(src) && !utf8.Valid(once) {
			t.Fatalf("Folded(%q) = %q is not UTF-8", src, once)
		}
		for _, m := range []Match{Folded, Loose} {
			one := Fold(nil, src, m)
			if two := Fold(nil, one, m); !bytes.Equal(one, two) {
				t.Fatalf("%v: %q gives %q, that gives %q", m, src, one, two)
			}
		}
		if a, b := Fold(nil, src, Loose), Fold(nil, once, Loose); !bytes.Equal(a, b) {
			t.Fatalf("%q: loose gives %q, after folding %q", src, a, b)
		}
	})
}

const (
	english = "The committee found, on the evening of the 4th of March, that \"nothing at all\" had been decided; its members - twelve of them - went home in the rain. "
	french  = "Dès l’été, la coopération décentralisée s’était élargie : à Évreux, « près de 40 % » des élèves y étaient déjà associés — et ça n’a guère cessé depuis. "
	arabic  = "وقال المدير إن المدينة القديمة ستفتح أبوابها للزوار في بداية الربيع، وإن العمل فيها لم ينته بعد. "
)

func BenchmarkFold(b *testing.B) {
	for _, bb := range []struct {
		name, text string
		match      Match
	}{
		{"english", english, Folded},
		{"french", french, Folded},
		{"arabic", arabic, Folded},
		{"french-loose", french, Loose},
	} {
		b.Run(bb.name, func(b *testing.B) {
			src := []byte(strings.Repeat(bb.text, 4))
			var dst []byte
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				dst = Fold(dst[:0], src, bb.match)
			}
		})
	}
}

// Blocks of ASCII are folded as single bytes are, and letters of Latin-1 among it as
// everywhere.
func TestPutASCII(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	chars := strings.Split("a b c x y z A B C X Y Z 0 8 9 ` { @ [ / : \x00 \x7f \x80 \xc3 \xe1 \xff é É ÿ ß × ÷ À à Þ þ Ā \u00a0 ²", " ")
	for range 200_000 {
		var src []byte
		for range random.IntN(80) {
			src = append(src, chars[random.IntN(13+random.IntN(len(chars)-12))]...)
			if random.IntN(4) == 0 {
				src = append(src, ' ')
			}
		}
		for _, f := range []*folder{folded, loose} {
			got, want := make([]byte, len(src)+slack), []byte(nil)
			read, wrote, open := f.putBytes(got, src, false)
			if want := naiveWords(f, string(src[:read])); strings.TrimSuffix(string(got[:wrote]), " ") != want || open != (wrote > 0 && got[wrote-1] != ' ') {
				t.Fatalf("%q byte by byte: %q, %v, want %q", src[:read], got[:wrote], open, want)
			}
			n, m, still := f.putASCII(got, src, false)
			if rest := src[n:]; len(rest) > 0 && rest[0] < utf8.RuneSelf {
				t.Fatalf("%q: %q is left", src, rest)
			}
			if want = []byte(naiveWords(f, string(src[:n]))); m > 0 && !still {
				want = append(want, ' ')
			}
			if !bytes.Equal(got[:m], want) {
				t.Fatalf("%q: %q, want %q", src[:n], got[:m], want)
			}
		}
	}
}
