package dedupe

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

func sentences(text string) []string {
	var list []string
	for _, s := range AppendSentences(nil, []byte(text)) {
		list = append(list, text[s.From:s.To])
	}
	return list
}

// Each text is written with a bar where it is cut.
func TestAppendSentences(t *testing.T) {
	for _, marked := range []string{
		"One sentence.",
		"no mark at all",
		"One. |Two! |Three? |Four… |Five",
		"Wait... |What?! |Yes.",
		"He wrote to Dr. Stone and Mrs. Hill. |They answered.",
		"J. S. Bach was here. |So was C. P. E. Bach.",
		"It cost 3.50 or 1.250,75 in all. |The U.S. Senate paid, e.g. John did.",
		"On the 3. Oktober it rained. |In 2019. |Then it stopped.",
		"In 1987 it began. |5 men came.",
		"“Go away!” he said. |“Why?” |She went.",
		"(It was late.) |We left.",
		"Yahoo! is a name. |It is.",
		"See www.example.org. |Or write to a.b@example.org now.",
		"« Nous l’attendions. » |« Depuis quand ? » |« Dix ans », dit-elle.",
		"Quoi ? dit-il. |Rien !",
		"M. Dupont et Mme. Roy ont signé. |L’accord tient.",
		"¿Quién es? |¡El Sr. Pérez! |Nadie más.",
		"Er kam um 8 Uhr, bzw. Neun. |Sie nicht.",
		"هل وصل القطار؟ |نعم وصل. |هذا جيد۔ |حسنا",
		"यह सच है। |वह भी।",
		"今日は雨です。|明日は晴れ！|「本当？」|はい。",
		"Он жил на ул. Мира. |Потом уехал.",
		"Καλημέρα. |Τι κάνεις; Καλά.",
		"He came.Then he went.",
		"  space around.   |And between.  ",
	} {
		text := strings.ReplaceAll(marked, "|", "")
		var want []string
		for _, s := range strings.Split(marked, "|") {
			want = append(want, strings.TrimSpace(s))
		}
		if got := sentences(text); !slices.Equal(got, want) {
			t.Errorf("%q is cut into %q", text, got)
		}
	}
	if got := sentences(" \t"); got != nil {
		t.Errorf("space has sentences: %q", got)
	}
}

// What is between the sentences is space, and nothing is lost.
func FuzzAppendSentences(f *testing.F) {
	for _, s := range []string{english, french, arabic, "今日は。」\xff. A", "a.\u00a0»B. C", ". . .", "!»  »"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		end := 0
		for _, s := range append(AppendSentences(nil, text), Span{len(text), len(text)}) {
			if s.From < end || s.To < s.From || s.From == s.To && s.From < len(text) {
				t.Fatalf("%v after %d", s, end)
			}
			if between := strings.TrimFunc(string(text[end:s.From]), unicode.IsSpace); between != "" {
				t.Fatalf("%q is in no sentence", between)
			}
			end = s.To
		}
	})
}
