package clean

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding/htmlindex"
)

func encoded(t *testing.T, name, s string) []byte {
	t.Helper()
	e, err := htmlindex.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b
}

// normalized normalises text line by line, as a Cleaner does.
func normalized(t testing.TB, o NormalizeOptions, text []byte) (string, Damage) {
	t.Helper()
	n, err := newNormalizer(o)
	if err != nil {
		t.Fatal(err)
	}
	n.begin(text)
	var d Damage
	var out, arena []byte
	for off := 0; off < len(text); {
		line, _, _ := bytes.Cut(text[off:], []byte("\n"))
		var s []byte
		s, arena = n.line(arena[:0], line, off, &d)
		out = append(append(out, s...), '\n')
		off += len(line) + 1
	}
	return string(out), d
}

func TestGuessBooks(t *testing.T) {
	for file, want := range map[string]string{
		"candide-windows-1252": "windows-1252", "candide-gb18030": "gb18030",
		"rashomon-euc-jp": "euc-jp", "rashomon-shift-jis": "shift_jis",
		"sunzi-bingfa-simplified-gbk": "gb18030", "sunzi-bingfa-traditional-big5": "big5",
		"unsu-joh-eun-nal-euc-kr": "euc-kr",
	} {
		const dir = "conformance/encoding/golang-text/encoding/testdata/"
		text := readShared(t, dir+file+".txt")
		got, d := normalized(t, NormalizeOptions{}, text)
		if d.Guessed != want {
			t.Errorf("%s: guessed %q, want %q", file, d.Guessed, want)
			continue
		}
		book := file[:strings.Index(file, "-")]
		reference := map[string]string{
			"candide": "candide-utf-8", "rashomon": "rashomon-utf-8", "unsu": "unsu-joh-eun-nal-utf-8",
			"sunzi": strings.Replace(strings.Replace(file, "gbk", "utf-8", 1), "big5", "utf-8", 1),
		}[book]
		plain, _ := normalized(t, NormalizeOptions{}, readShared(t, dir+reference+".txt"))
		if got != plain {
			t.Errorf("%s: differs from %s", file, reference)
		}
		if d.Invalid > 0 {
			t.Errorf("%s: %d bytes were not decoded", file, d.Invalid)
		}
	}
}

// Sentences of our own, one for each charset that is guessed.
var charsetSentences = []struct{ charset, text string }{
	{"windows-1252", "Le conseil a voté hier la rénovation du théâtre ; les travaux dureront jusqu’à l’été."},
	{"windows-1252", "Die Straße über den Fluß bleibt für Fußgänger geöffnet, sagte die Bürgermeisterin."},
	{"windows-1252", "El año pasado la compañía cerró más de cien oficinas en España."},
	{"windows-1252", "Os preços não param de subir e a população já sente a diferença."},
	{"windows-1252", "Regeringen säger nej till förslaget om högre skatt på bränsle."},
	{"windows-1252", "La città è più bella d’estate, perché tutti escono e c’è musica."},
	{"windows-1252", "La ligne de bateaux rouvre à Zürich, a annoncé la capitainerie."},
	{"windows-1252", "Elle passe à l’écluse !"},
	{"windows-1252", "« Les bateaux du soir » : la réunion à Málaga"},
	{"windows-1252", "© Gaceta del Muelle, Información General"},
	{"windows-1250", "Wczoraj wieczorem zamknięto most, ponieważ woda w rzece wciąż się podnosiła i groziła powodzią."},
	{"windows-1250", "Město plánuje příští rok opravit všechny školy, řekl včera starosta."},
	{"iso-8859-2", "Wciąż nie wiadomo, dlaczego właściciel zamknął księgarnię, którą lubiło całe miasto."},
	{"windows-1254", "Belediye başkanı, yağmur yüzünden açılışın ertelendiğini söyledi; iş makineleri bekliyor."},
	{"windows-1257", "Miesto taryba vakar nusprendė, kad šių metų šventė vyks prie ežero, žmonės džiaugėsi."},
	{"windows-1251", "Вчера вечером в городе открылась новая библиотека, и жители сразу пришли за книгами."},
	{"koi8-r", "Вчера вечером в городе открылась новая библиотека, и жители сразу пришли за книгами."},
	{"iso-8859-5", "Вчера вечером в городе открылась новая библиотека, и жители сразу пришли за книгами."},
	{"windows-1253", "Το δημοτικό συμβούλιο αποφάσισε χθες να ανοίξει ξανά τη βιβλιοθήκη της Άνω Πόλης."},
	{"windows-1256", "قررت البلدية أمس إعادة فتح المكتبة العامة بعد أشغال دامت سنتين، وحضر الافتتاح سكان الحي."},
	{"iso-8859-6", "قررت البلدية أمس إعادة فتح المكتبة العامة بعد أشغال دامت سنتين، وحضر الافتتاح سكان الحي."},
	{"windows-1255", "העירייה החליטה אתמול לפתוח מחדש את הספרייה אחרי שנתיים של עבודות."},
	{"windows-874", "เมื่อวานนี้เทศบาลเปิดห้องสมุดใหม่ และชาวเมืองก็มายืมหนังสือทันที"},
	{"shift_jis", "昨日、町の図書館が新しく開いて、たくさんの人が本を借りに来ました。"},
	{"euc-jp", "昨日、町の図書館が新しく開いて、たくさんの人が本を借りに来ました。"},
	{"euc-kr", "어제 시립 도서관이 새로 문을 열어 많은 주민들이 책을 빌리러 왔습니다."},
	{"gb18030", "昨天市图书馆重新开放，许多居民前来借书，馆长表示非常高兴。"},
	{"big5", "昨天市圖書館重新開放，許多居民前來借書，館長表示非常高興。"},
}

func TestGuessSentences(t *testing.T) {
	for _, c := range charsetSentences {
		text := encoded(t, c.charset, c.text)
		got, d := normalized(t, NormalizeOptions{}, text)
		if got != c.text+"\n" || d.Guessed != c.charset || d.GuessedLines != 1 {
			t.Errorf("%s: guessed %q: %q", c.charset, d.Guessed, got)
		}
		got, d = normalized(t, NormalizeOptions{Encoding: c.charset}, text)
		if got != c.text+"\n" || d.Guessed != "" {
			t.Errorf("%s asked for: %q, %+v", c.charset, got, d)
		}
	}
}

// TestGuessTypography: English in Windows-1252 has no letters beyond ASCII, but
// quotes, dashes and signs, and few letters among many of them.
func TestGuessTypography(t *testing.T) {
	for _, text := range []string{
		"He said “hello” and it’s fine.",
		"Price: £20, or £ 25 on board – tax not included…",
		"© 2020 The Quay News®",
		"« Oui », dit-il : 50 °C",
		"It’s the captain’s bell, the pilot’s lamp and nobody’s boat, “said” the “man” – the “old” one – who’d had a café.",
		"§ 5 • nothing here • and there",
	} {
		got, d := normalized(t, NormalizeOptions{}, encoded(t, "windows-1252", text))
		if got != text+"\n" || d.Guessed != "windows-1252" || d.Invalid != 0 {
			t.Errorf("guessed %q, %d invalid: %q", d.Guessed, d.Invalid, got)
		}
	}
	if got, d := normalized(t, NormalizeOptions{}, []byte("It\x80\x99s cut")); got != "It\uFFFD\uFFFDs cut\n" || d.Invalid != 2 {
		t.Errorf("the rest of a quote in UTF-8: %q, %+v", got, d)
	}
	for charset, text := range map[string]string{
		"windows-1250": "Łukasz i Łucja mieszkają w Łodzi.",
		"iso-8859-2":   "Škoda a Žižka: každý den.",
	} {
		got, d := normalized(t, NormalizeOptions{}, encoded(t, charset, text))
		if got != text+"\n" {
			t.Errorf("%s: guessed %q: %q", charset, d.Guessed, got)
		}
	}
}

func TestMixedCharsets(t *testing.T) {
	utf := "Une première ligne déjà en UTF-8, accentuée.\n"
	for _, c := range []struct {
		line, want string
		damage     Damage
	}{
		{"un caf\xE9 cr\xE8me", "un café crème", Damage{Guessed: "windows-1252", GuessedLines: 1}},
		{"coup\xC3 net, là", "coup\uFFFD net, là", Damage{Invalid: 1, FirstInvalid: len(utf) + 4}},
		{"\x80\x81", "\uFFFD\uFFFD", Damage{Invalid: 2, FirstInvalid: len(utf)}},
		{"fin \xE2\x80", "fin \uFFFD", Damage{Invalid: 2, FirstInvalid: len(utf) + 4}},
		{"plain", "plain", Damage{}},
	} {
		got, d := normalized(t, NormalizeOptions{}, []byte(utf+c.line+"\n"))
		if got != utf+c.want+"\n" || d != c.damage {
			t.Errorf("%q: %q, %+v", c.line, got, d)
		}
	}
}

// TestInvalidPlace: the place of what is no character in a named charset is known to
// the byte.
func TestInvalidPlace(t *testing.T) {
	for _, c := range []struct {
		charset, text string
		invalid, at   int
	}{
		{"shift_jis", "\x92\x87 ok\n\x90\xac ab\xFD\x92\x87\xFD\n\xFD\n", 3, 11},
		{"euc-kr", "plain\n\xb0\xa1\xFF b\n", 1, 8},
		{"gb18030", "\xC4\xE3\x81\x30\x81\x30\xFF b\n", 1, 6},
		{"windows-1252", "a\xE9\n", 0, -1},
		{"windows-1255", "\xE0\xFF\n", 1, 1},
	} {
		_, d := normalized(t, NormalizeOptions{Encoding: c.charset}, []byte(c.text))
		if d.Invalid != c.invalid || d.Invalid > 0 && d.FirstInvalid != c.at {
			t.Errorf("%s: %d invalid bytes, the first at %d; want %d, %d", c.charset, d.Invalid, d.FirstInvalid, c.invalid, c.at)
		}
	}
}

func TestUnknownEncoding(t *testing.T) {
	for _, name := range []string{"latin-99", "replacement"} {
		if _, err := newNormalizer(NormalizeOptions{Encoding: name}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
