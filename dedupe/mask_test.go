package dedupe

import (
	"bytes"
	"testing"
)

func TestMask(t *testing.T) {
	for text, want := range map[string]string{
		"Published 3 May 2024, 10:15":      "published #",
		"Published – Friday, June 12 2023": "published # #",
		"Publié le 1er août 2024":          "publie le er #",
		"Опубликовано 3 января":            "опубликовано #",
		"تحديث: 12 أغسطس":                  "تحديث #",
		"2024年5月3日":                        "年 月 日",
		"12 | 34":                          "",
		"":                                 "",
		"Maya marches on":                  "maya marches on",
		"(105) 105 reviews":                "reviews",
	} {
		if got := Mask([]byte("x "), []byte(text)); string(got) != "x "+want {
			t.Errorf("%q: %q, want %q", text, got[2:], want)
		}
	}
}

func FuzzMask(f *testing.F) {
	f.Add([]byte("Published 3 May 2024, 10:15"))
	f.Add([]byte("年月 mai\xff"))
	f.Fuzz(func(t *testing.T, text []byte) {
		once := Mask(nil, text)
		if !bytes.HasPrefix(Mask([]byte("ab"), text), append([]byte("ab"), once...)) {
			t.Errorf("%q: what stood before is changed", text)
		}
	})
}
