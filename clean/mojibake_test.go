package clean

import (
	"encoding/json"
	"testing"
)

type mojibakeCase struct {
	Label, Original, Fixed string
	FixedEncoding          *string `json:"fixed-encoding"`
}

func (c mojibakeCase) want() string {
	if c.FixedEncoding != nil {
		return *c.FixedEncoding
	}
	return c.Fixed
}

func mojibakeCases(t *testing.T, name string) (cases []mojibakeCase) {
	data := readShared(t, "conformance/ftfy/tests/test-cases/"+name+".json")
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

func repaired(s string) string { return string(new(mojibake).append(nil, []byte(s))) }

// sameButSpaces compares as the tool writes: with every kind of space alike.
func sameButSpaces(a, b string) bool {
	return string(appendSpaces(nil, []byte(a))) == string(appendSpaces(nil, []byte(b)))
}

func TestMojibakeNegative(t *testing.T) {
	for _, c := range mojibakeCases(t, "negative") {
		if got := repaired(c.Original); got != c.Original {
			t.Errorf("%s: %q became %q", c.Label, c.Original, got)
		}
		if got := string(appendFromC1(nil, []byte(c.Original))); got != c.want() {
			t.Errorf("%s: with C1 controls %q, want %q", c.Label, got, c.want())
		}
	}
}

// The numbers are those reached when the grades were set: a floor.
func TestMojibakePositive(t *testing.T) {
	for _, set := range []struct {
		name  string
		floor int
	}{{"in-the-wild", 61}, {"synthetic", 30}, {"language-names", 20}, {"known-failures", 5}} {
		cases, right := mojibakeCases(t, set.name), 0
		for _, c := range cases {
			got := string(appendFromC1(nil, []byte(repaired(c.Original))))
			if sameButSpaces(got, c.want()) {
				right++
				continue
			}
			t.Logf("%s: %s\n   %q\n   became %q\n   want   %q", set.name, c.Label, c.Original, got, c.want())
		}
		t.Logf("%s: %d of %d right", set.name, right, len(cases))
		if right < set.floor {
			t.Errorf("%s: below %d", set.name, set.floor)
		}
	}
}

// Ordinary text that has the halves of mojibake side by side, or nearly.
func TestMojibakeLeavesTextAlone(t *testing.T) {
	for _, s := range []string{
		"Il a dit « oui » à l’été… puis « non » à René.",
		"« L’été », dit-il — et voilà… c’était décidé.",
		"COMMENT ÇA VA, ANDRÉ… TRÈS BIEN !", "LE CAFÉ® DE L’ÉTÉ™", "À – Â – Ã – Ä",
		"Não há SÃO PAULO sem AMANHÃ…", "A MANHÃ. E NÃO — disse JOÃO",
		"¿Qué? ¡No sé!», dijo José.", "SEÑOR… NIÑO”", "AÑO 2020° Ñ",
		"Größe: 5×10 ß’ Ä“ Ö” Ü… ß» ä« ö“", "PREIS: 10 Å – 20 Å.", "Ångström… Åland’s Å·",
		"„Ääääh“, sagte er.", "groß»", "Straße…",
		"Właśnie ó–ł, „źdźbło” i gęś… ŁÓDŹ™", "ČESKÁ ŽENA… ŘEKA” Š›",
		"Вот и всё… Он сказал: «Да», — и ушёл №5 ±2°.", "СССР… РФ™ РОССИЯ® Р° С‡", "А Б В Г Д Ж З И К",
		"Їжак і ґава їли єдину їжу. ВІКІ Є І Ї Ґ", "Ђурђев, Њива, Љубав, Ћирилица, Џак",
		"Η «Ελλάδα»… είπε· «ναι» – Α΄ και Β΄ ¨Ω¨",
		"فقط، فقط؛ ظ… ط» حفظ”، پژوهش گچ ژاله چای", "قال: «نعم»… ثم سكت؟",
		"Ela gritou: IRMÃ… e caiu.", "O jornal A MANHÃ™ fechou ontem.",
		"L'aquÃ para", "√2 × π ≈ 4,44 ± 0,01 ƒ(x)=√x ∆t", "┌─┬─┐ ├─┼─┤ └─┴─┘ ░▒▓█",
		"10 µg/m³ à 25 °C, ½ litre, 3²=9, ª º", "©® ™ ¶ § †‡ • · ° ¼½¾",
		"Â·Ê·Î", "Tiếng Việt có dấu: Ầ Ấ Ậ, “Đà Nẵng”…", "İSTANBUL… ŞİŞLİ™ ĞÜÇ",
		"日本語…「テスト」 한국어 中文，标点。", "ಠ_ಠ (╯°□°）╯︵ ┻━┻ ¯\\_(ツ)_/¯ ô¿ô ò_ó",
	} {
		if got := repaired(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

// Every sentence, decoded once too often through each charset that can hold
// what comes of it, is repaired.
func TestMojibakeSentences(t *testing.T) {
	charsets := map[string]int{"1252": cp1252, "1250": cp1250, "1256": cp1256, "1251": cp1251}
	for _, c := range charsetSentences {
		for name, charset := range charsets {
			damaged := ""
			for _, b := range []byte(c.text) {
				r := rune(b)
				if b >= 0x80 {
					if x := wrongCharset[charset].DecodeByte(b); x != 0xFFFD {
						r = x
					}
				}
				damaged += string(r)
			}
			if got := repaired(damaged); got != c.text {
				t.Errorf("through %s: %q became %q, want %q", name, damaged, got, c.text)
			}
		}
	}
}
