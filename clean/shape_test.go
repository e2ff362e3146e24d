package clean

import "testing"

func TestShape(t *testing.T) {
	for _, c := range []struct {
		text  string
		words int32
		marks ShapeMarks
	}{
		{"Le ministre est arrivé.", 4, EndsSentence},
		{"Il a dit « non ». Puis il est parti !", 8, EndsSentence},
		{"La suite arrive…", 3, EndsEllipsis},
		{"La suite arrive [...]", 3, EndsEllipsis},
		{"À lire :", 2, EndsColon},
		{"l’article d'hier", 2, StartsLower},
		{"• Politique", 1, StartsMark | HasBar},
		{"3 minutes", 2, 0},
		{"Accueil / Politique / Élections", 3, HasBar},
		{"voir http://example.org/a", 4, StartsLower},
		{"今天天气很好。我们去公园。", 11, EndsSentence | Unspaced | HasUnspaced},
		{"هل وصل الوزير؟", 3, EndsSentence},
		{"M. Dupont a 3.5 millions d'euros, dit-on", 7, 0},
		{"“Enough,” she said.”", 3, EndsSentence},
		{"et/ou", 2, StartsLower},
	} {
		b := Block{Text: []byte(c.text)}
		measure(&b)
		if b.Words != c.words || b.Marks != c.marks {
			t.Errorf("%q: words %d marks %b, want %d %b", c.text, b.Words, b.Marks, c.words, c.marks)
		}
	}
}

// wide takes all of U+5000 to U+9FFF for characters that are words, of which there is
// nothing else to say.
func TestWideIdeographs(t *testing.T) {
	for r := rune(0x5000); r <= 0x9FFF; r++ {
		if k, class := shapeOfRune(r), plainClasses()[r]; k != isAlone || class != 0 {
			t.Fatalf("%U: shape %x, class %x", r, k, class)
		}
	}
}
