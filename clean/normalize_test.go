package clean

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func normalizedLine(t testing.TB, o NormalizeOptions, s string) (string, Damage) {
	t.Helper()
	got, d := normalized(t, o, []byte(s+"\n"))
	return strings.TrimSuffix(got, "\n"), d
}

func TestNormalizeLine(t *testing.T) {
	for _, c := range []struct {
		in, want string
		damage   Damage
	}{
		{in: "", want: ""},
		{in: "plain text, nothing to do", want: "plain text, nothing to do"},
		{in: "  both ends\t", want: "both ends"},
		{in: "two  spaces\t and a tab", want: "two spaces and a tab"},
		{in: "l’été\u00a0: «\u202foui\u202f» — œuf…", want: "l’été : « oui » — œuf…"},
		{in: "\u3000全角\u3000空格\u3000", want: "全角 空格"},
		{in: "\u2028a\u2029b\u000bc\u000cd\u1680e\u205ff", want: "a b c d e f"},
		{in: "so\u00adft hy\u00adphen", want: "soft hyphen", damage: Damage{Invisible: 1}},
		{in: "\ufeffstart, z\u200bw\u2060s, \u200emark\u200f", want: "start, zws, mark", damage: Damage{Invisible: 1}},
		{in: "a \u200b b", want: "a b", damage: Damage{Invisible: 1}},
		{in: "\u200b", want: "", damage: Damage{Invisible: 1}},
		{in: "bell\a del\x7f nul\x00", want: "bell del nul", damage: Damage{Invisible: 1}},
		{in: "The council met.\x00\x00The road\x00closed\x00", want: "The council met. The road closed", damage: Damage{Invisible: 1}},
		{in: "no\x00 more \x00than one", want: "no more than one", damage: Damage{Invisible: 1}},
		{in: "f\x00e\x00r\x00r\x00y\x00", want: "ferry", damage: Damage{Invisible: 1}},
		{in: "می\u200cخواهم 👩\u200d🚀 ❤\ufe0f", want: "می\u200cخواهم 👩\u200d🚀 ❤\ufe0f"},
		{in: "flag 🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F!", want: "flag 🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F!"},
		{in: "hidden\U000E0067\U000E0062 tags", want: "hidden tags", damage: Damage{Invisible: 1}},
		{in: "e\u0301te\u0301", want: "été"},
		{in: "\u0634\u0651\u064e", want: "\u0634\u064e\u0651"},
		{in: "parl\u00e9\u0085 \u0093oui\u0094", want: "parlé… “oui”", damage: Damage{Mojibake: 1}},
		{in: "l&#8217;&eacute;t&#xE9;&nbsp;&amp; AT&T", want: "l’été & AT&T", damage: Damage{Entities: 1}},
		{in: "?a=1&copy=2 &copy &nosuch; &#0; &#xD800; &#x110000; &notit; & ;", want: "?a=1&copy=2 &copy &nosuch; &#0; &#xD800; &#x110000; &notit; & ;"},
		{in: "&#146;&#x85;", want: "’…", damage: Damage{Entities: 1}},
		{in: "&amp;eacute; &amp;amp;amp;", want: "é &", damage: Damage{Entities: 1}},
		{in: "&semi;&shy;", want: ";", damage: Damage{Entities: 1, Invisible: 1}},
		{in: "d&Atilde;&copy;j&Atilde;&nbsp; vu", want: "déjà vu", damage: Damage{Entities: 1, Mojibake: 1}},
		{in: "DivisÃ£o - SÃ©rie", want: "Divisão - Série", damage: Damage{Mojibake: 1}},
		{in: "l'A\u0303\u00a9te\u0301", want: "l'été", damage: Damage{Mojibake: 1}},
		{in: "voilÃ  le travail", want: "voilà le travail", damage: Damage{Mojibake: 1}},
		{in: "ط§ظ„ط³ظ„ط§ظ… ط¹ظ„ظٹظƒظ…", want: "السلام عليكم", damage: Damage{Mojibake: 1}},
		{in: "Ø§Ù„Ø³Ù„Ø§Ù… Ø¹Ù„ÙŠÙƒÙ…", want: "السلام عليكم", damage: Damage{Mojibake: 1}},
		{in: "La rأ©gion de lâ€™est", want: "La région de l’est", damage: Damage{Mojibake: 1}},
		{in: "dÃƒÂ©jÃƒÂ\u00a0 fait lâ€™annÃ©e", want: "déjà fait l’année", damage: Damage{Mojibake: 1}},
	} {
		got, d := normalizedLine(t, NormalizeOptions{}, c.in)
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
		if d != c.damage {
			t.Errorf("%q: %+v, want %+v", c.in, d, c.damage)
		}
	}
}

func TestNormalizeOptions(t *testing.T) {
	const in = "‘a’ “b” « c » „d“ 1–2 — e… ﬁ Å ①"
	for _, c := range []struct {
		o    NormalizeOptions
		want string
	}{
		{NormalizeOptions{ASCIIQuotes: true}, `'a' "b" " c " "d" 1–2 — e… ﬁ Å ①`},
		{NormalizeOptions{ASCIIDashes: true}, "‘a’ “b” « c » „d“ 1-2 - e… ﬁ Å ①"},
		{NormalizeOptions{ASCIIEllipsis: true}, "‘a’ “b” « c » „d“ 1–2 — e... ﬁ Å ①"},
		{NormalizeOptions{NFKC: true}, "‘a’ “b” « c » „d“ 1–2 — e... fi Å 1"},
	} {
		if got, _ := normalizedLine(t, c.o, in); got != c.want {
			t.Errorf("%+v: %q, want %q", c.o, got, c.want)
		}
	}
}

// What needs nothing is not copied, and nothing is allocated for it.
func TestPlainLinesAlias(t *testing.T) {
	n, _ := newNormalizer(NormalizeOptions{})
	n.begin(nil)
	var d Damage
	for _, s := range plainSamples {
		line := []byte(s.text)
		out, arena := n.line(nil, line, 0, &d)
		if !bytes.Equal(out, line) || &out[0] != &line[0] || arena != nil {
			t.Errorf("%s: copied", s.name)
		}
	}
	buf := make([]byte, 0, 1<<16)
	for _, s := range []string{"l’été\u00a0: «\u202foui\u202f»", "soft\u00adhyphen", "d&eacute;j&agrave;", "dÃ©jÃ\u00a0 vu", plainSamples[1].text} {
		line := []byte(s)
		if a := testing.AllocsPerRun(20, func() { n.line(buf, line, 0, &d) }); a > 0 {
			t.Errorf("%q: %v allocations", s, a)
		}
	}
}

// The step of composition alone, on every column of the test file (UAX #15).
func TestNormalizationFile(t *testing.T) {
	n, _ := newNormalizer(NormalizeOptions{})
	checked := 0
	for line := range strings.Lines(string(readShared(t, "conformance/unicode/NormalizationTest-15.0.0.txt"))) {
		fields := strings.Split(line, ";")
		if len(fields) < 6 || line[0] == '#' {
			continue
		}
		var col [5]string
		for i := range col {
			for _, hex := range strings.Fields(fields[i]) {
				r, err := strconv.ParseUint(hex, 16, 32)
				if err != nil {
					t.Fatal(err)
				}
				col[i] += string(rune(r))
			}
		}
		for i, want := range []string{col[1], col[1], col[1], col[3], col[3]} {
			if got := string(n.form.Append(nil, []byte(col[i])...)); got != want {
				t.Errorf("%s: column %d: %+q, want %+q", line, i+1, got, want)
			}
			if j, _ := n.plain.scan([]byte(col[i]), 0, 0, 0); j == len(col[i]) && !norm.NFC.IsNormalString(col[i]) {
				t.Errorf("%+q passes as plain", col[i])
			}
			checked++
		}
	}
	if checked != 5*19074 {
		t.Errorf("%d checks, want 5 × 19074", checked)
	}
}

func TestUTF8Replacement(t *testing.T) {
	checked := 0
	for line := range strings.Lines(string(readShared(t, "conformance/utf8/flenniken-utf8tests/utf8tests.txt"))) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), ":")
		if line[0] == '#' || len(f) < 3 {
			continue
		}
		f[1] = strings.TrimSpace(f[1])
		in, want := f[2], f[2]
		if strings.HasSuffix(f[1], "hex") {
			in = unhex(t, f[2])
			want = in
		}
		if strings.HasPrefix(f[1], "invalid") {
			want = unhex(t, f[4])
		}
		var d Damage
		if got := string(appendValid(nil, []byte(in), 0, &d)); got != want {
			t.Errorf("%s: %+q, want %+q", f[0], got, want)
		}
		checked++
	}
	if checked != 222 {
		t.Errorf("%d cases, want 222", checked)
	}
}

func unhex(t *testing.T, s string) string {
	if s == "nothing" {
		return ""
	}
	var b []byte
	for s = strings.ReplaceAll(s, " ", ""); len(s) > 1; s = s[2:] {
		x, err := strconv.ParseUint(s[:2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		b = append(b, byte(x))
	}
	return string(b)
}

func TestUTF8StressFile(t *testing.T) {
	for _, name := range []string{"", "utf-8"} {
		got, d := normalized(t, NormalizeOptions{Encoding: name}, readShared(t, "conformance/utf8/UTF-8-test.txt"))
		if !utf8.ValidString(got) {
			t.Error("not UTF-8")
		}
		t.Logf("encoding %q: %+v", name, d)
	}
}

func TestNaughtyStrings(t *testing.T) {
	var list []string
	if err := json.Unmarshal(readShared(t, "conformance/blns/blns.json"), &list); err != nil {
		t.Fatal(err)
	}
	for _, o := range []NormalizeOptions{{}, everyOption} {
		n, _ := newNormalizer(o)
		for _, s := range list {
			checkLine(t, n, []byte(s))
		}
	}
}

// The reference is what a browser makes of every sequence of two bytes. Where
// x/text differs is its own affair: the number is printed.
func TestWHATWGSequences(t *testing.T) {
	for file, name := range map[string]string{
		"big5_in": "big5", "euc_kr_in": "euc-kr", "gb18030_in": "gb18030", "shift_jis_in": "shift_jis",
	} {
		const dir = "conformance/encoding/encoding_rs/tests/test_data/"
		in, ref := readShared(t, dir+file+".txt"), readShared(t, dir+file+"_ref.txt")
		l, err := newLegacy(name)
		if err != nil {
			t.Fatal(err)
		}
		same, lines := 0, 0
		want := strings.Split(string(ref), "\n")
		for i, line := range bytes.Split(in, []byte("\n")) {
			if i >= len(want) || len(line) > 0 && line[0] == '#' {
				continue
			}
			var d Damage
			lines++
			if string(l.append(nil, line, 0, &d)) == want[i] {
				same++
			}
		}
		t.Logf("%s: %d of %d lines as the WHATWG's reference", name, same, lines)
	}
}

// checkLine states what holds for every line.
func checkLine(t testing.TB, n *normalizer, line []byte) {
	t.Helper()
	n.begin(line)
	var d Damage
	before := bytes.Clone(line)
	out, arena := n.line(make([]byte, 3, 8), line, 0, &d)
	switch {
	case !bytes.Equal(line, before):
		t.Errorf("%q: the input was written to", before)
	case !utf8.Valid(out):
		t.Errorf("%q: %q is not UTF-8", line, out)
	case !n.form.IsNormal(out):
		t.Errorf("%q: %q is not normal", line, out)
	case bytes.Contains(out, []byte("  ")), len(bytes.Trim(out, " \t\n")) != len(out):
		t.Errorf("%q: spaces in %q", line, out)
	case bytes.Equal(out, line) && len(arena) != 3:
		t.Errorf("%q: copied", line)
	}
	first := bytes.Clone(out)
	n.begin(first)
	var none Damage
	if again, _ := n.line(nil, first, 0, &none); !bytes.Equal(again, first) {
		t.Errorf("%q became %q, and then %q", line, first, again)
	}
}

func FuzzNormalizeLine(f *testing.F) {
	for _, s := range plainSamples {
		f.Add([]byte(s.text))
	}
	for _, s := range []string{"&amp;eacute; &#146;", "dÃƒÂ©jÃƒÂ\u00a0 A\u0303©", "a\u00a0\u200b b\xE9c", "ط§ظ„ط³", "e\u0301\u0323\u00ad©", "√© ├⌐ Г© ÿ±ÿ≥ÿß", "â€� Ã perdu\u0085", "\U000E0067🏴\U000E0067\U000E007F"} {
		f.Add([]byte(s))
	}
	byDefault, _ := newNormalizer(NormalizeOptions{})
	everything, _ := newNormalizer(everyOption)
	f.Fuzz(func(t *testing.T, line []byte) {
		checkLine(t, byDefault, line)
		checkLine(t, everything, line)
	})
}

var everyOption = NormalizeOptions{NFKC: true, ASCIIQuotes: true, ASCIIDashes: true, ASCIIEllipsis: true}

var plainSamples = []struct{ name, text string }{
	{"ascii", "The council voted last night to repair the old theatre, and the work will take until next summer."},
	{"french", "Le conseil a voté hier la rénovation de l’ancien théâtre, et les travaux, prévus dès l’été, dureront un an."},
	{"german", "Die Straße über den Fluß bleibt für Fußgänger geöffnet, sagte die Bürgermeisterin am Montag."},
	{"polish", "Wczoraj wieczorem zamknięto most, ponieważ woda w rzece wciąż się podnosiła i groziła powodzią."},
	{"arabic", "قررت البلدية أمس إعادة فتح المكتبة العامة بعد أشغال دامت سنتين، وحضر الافتتاح سكان الحي."},
	{"chinese", "昨天市图书馆重新开放，许多居民前来借书，馆长表示非常高兴。"},
	{"russian", "Вчера вечером в городе открылась новая библиотека, и жители сразу пришли за книгами."},
	{"greek", "Το δημοτικό συμβούλιο αποφάσισε χθες να ανοίξει ξανά τη βιβλιοθήκη της Άνω Πόλης."},
	{"persian", "شهرداری دیروز تصمیم گرفت کتاب‌خانه را پس از دو سال بازسازی دوباره بگشاید."},
	{"hindi", "नगर परिषद ने कल पुराने पुस्तकालय को फिर से खोलने का निर्णय लिया।"},
	{"thai", "เมื่อวานนี้เทศบาลเปิดห้องสมุดใหม่ และชาวเมืองก็มายืมหนังสือทันที"},
	{"korean", "어제 시립 도서관이 새로 문을 열어 많은 주민들이 책을 빌리러 왔습니다."},
}

func BenchmarkNormalizeLine(b *testing.B) {
	samples := append(plainSamples, struct{ name, text string }{"nbsp", "Le maire l’a dit\u00a0: «\u00a0Le théâtre rouvrira dès l’été\u00a0», et les travaux dureront un an\u00a0!"},
		struct{ name, text string }{"entities", "Le maire l&rsquo;a dit : le th&eacute;&acirc;tre rouvrira d&egrave;s l&rsquo;&eacute;t&eacute;, et les travaux dureront un an."},
		struct{ name, text string }{"mojibake", "Le maire lâ€™a dit : le thÃ©Ã¢tre rouvrira dÃ¨s lâ€™Ã©tÃ©, et les travaux dureront un an."})
	for _, s := range samples {
		b.Run(s.name, func(b *testing.B) {
			n, _ := newNormalizer(NormalizeOptions{})
			n.begin(nil)
			line, buf := []byte(s.text), make([]byte, 0, 4096)
			var d Damage
			b.SetBytes(int64(len(line)))
			b.ReportAllocs()
			for b.Loop() {
				n.line(buf, line, 0, &d)
			}
		})
	}
}

// The measure of the machine: validation alone.
func BenchmarkValid(b *testing.B) {
	for _, s := range plainSamples[:6] {
		b.Run(s.name, func(b *testing.B) {
			line := []byte(s.text)
			b.SetBytes(int64(len(line)))
			for b.Loop() {
				utf8.Valid(line)
			}
		})
	}
}

func BenchmarkPlainClasses(b *testing.B) {
	for b.Loop() {
		buildPlainClasses()
	}
}
