package clean

import "testing"

func tokensOf(s string) []token {
	t, _ := appendTokens(nil, []byte(s), 100)
	return t
}

func TestFoldedAlike(t *testing.T) {
	for _, pair := range [][2]string{
		{"S’abonner", "s'ABONNER"},
		{"أيضاً", "ايضا"},
		{"مقـــالة", "مقاله"},
		{"Œuvre", "oeuvre"},
		{"Straße", "STRASSE"},
		{"e-mail", "E mail"},
		{"5min", "5 min"},
		{"À lire : ", "a lire:"},
		{"12 commentaires", "12  Commentaires!"},
		{"日本", "日 本"},
	} {
		a, b := tokensOf(pair[0]), tokensOf(pair[1])
		if len(a) == 0 || len(a) != len(b) {
			t.Errorf("%q has %d tokens, %q has %d", pair[0], len(a), pair[1], len(b))
			continue
		}
		for i := range a {
			if a[i].hash != b[i].hash || a[i].kind != b[i].kind || a[i].colon != b[i].colon {
				t.Errorf("%q and %q differ at token %d", pair[0], pair[1], i)
			}
		}
	}
}

func TestFoldedApart(t *testing.T) {
	for _, pair := range [][2]string{{"par", "part"}, {"l'article", "larticle"}, {"1", "2"}, {"rôle", "rolé e"}} {
		a, b := tokensOf(pair[0]), tokensOf(pair[1])
		same := len(a) == len(b)
		for i := 0; same && i < len(a); i++ {
			same = a[i].hash == b[i].hash
		}
		if same {
			t.Errorf("%q and %q fold alike", pair[0], pair[1])
		}
	}
}
