package clean

import "testing"

func TestShape(t *testing.T) {
	for _, c := range []struct {
		text  string
		words int32
		marks ShapeMarks
		stops uint16
	}{
		{"Le ministre est arrivé.", 4, EndsSentence, 0},
		{"Il a dit « non ». Puis il est parti !", 8, EndsSentence, 1},
		{"La suite arrive…", 3, EndsEllipsis, 0},
		{"La suite arrive [...]", 3, EndsEllipsis, 0},
		{"À lire :", 2, EndsColon, 0},
		{"l’article d'hier", 2, StartsLower, 0},
		{"• Politique", 1, StartsMark | HasBar, 0},
		{"3 minutes", 2, StartsDigit, 0},
		{"Accueil / Politique / Élections", 3, HasBar, 0},
		{"voir http://example.org/a", 4, StartsLower | HasURL, 0},
		{"今天天气很好。我们去公园。", 11, EndsSentence | Unspaced | HasUnspaced, 1},
		{"هل وصل الوزير؟", 3, EndsSentence, 0},
		{"M. Dupont a 3.5 millions d'euros, dit-on", 7, 0, 1},
		{"“Enough,” she said.”", 3, EndsSentence, 0},
		{"et/ou", 2, StartsLower, 0},
	} {
		b := Block{Text: []byte(c.text)}
		measure(&b)
		if b.Words != c.words || b.Marks != c.marks || b.Stops != c.stops {
			t.Errorf("%q: words %d marks %b stops %d, want %d %b %d", c.text, b.Words, b.Marks, b.Stops, c.words, c.marks, c.stops)
		}
	}
}
