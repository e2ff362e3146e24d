package clean

import "testing"

func TestTitles(t *testing.T) {
	for _, test := range []struct {
		name, page string
		says       []bool
	}{
		{"held by the title", "Harbour bridge opens after repairs | The Evening Ledger\nHome\nHarbour bridge opens after repairs\nThe bridge is open.\n",
			[]bool{false, false, true, false}},
		{"most of its words", "Harbour bridge opens after long repairs\nBridge in the harbour opens again after repairs\nRepairs\n",
			[]bool{false, true, false}},
		{"few of its words", "Harbour bridge opens after long repairs\nThe old bridge of the harbour had been closed because of rust, engineers said\n",
			[]bool{false, false}},
		{"capitals, accents", "Élections : le maire réélu à Tanger\nÉLECTIONS : LE MAIRE RÉÉLU À TANGER\n", []bool{false, true}},
		{"without spaces", "港口大桥维修后重新开放_晚报\n港口大桥维修后重新开放\n今天天气很好\n", []bool{false, true, false}},
		{"a word is no title", "Repairs\nRepairs\n", []bool{false, false}},
	} {
		columns := columnsOf(t, test.page)
		before, after := columns.of(titlesBefore), columns.of(titlesAfter)
		if len(before) != len(test.says) {
			t.Fatalf("%s: %d lines", test.name, len(before))
		}
		for i, want := range test.says {
			if (before[i]+after[i] < after[0]) != want {
				t.Errorf("%s: line %d says the title: %v", test.name, i, !want)
			}
		}
	}
}

// The cells say how far the nearest headline is, and how many there are.
func TestTitlePlaces(t *testing.T) {
	columns := columnsOf(t, "Harbour bridge opens after repairs\nHome\nHarbour bridge opens after repairs\nOn Monday.\nHarbour bridge opens after repairs\nContact\n")
	for f, want := range map[Feature][]byte{
		titleHeld:    {0, 0, 64, 0, 64, 0},
		titleAbove:   {never, never, never, 1, 2, 1},
		titleBelow:   {2, 1, 2, 1, never, never},
		titlesBefore: {0, 0, 0, 1, 1, 2},
		titlesAfter:  {2, 2, 1, 1, 0, 0},
	} {
		if got := columns.of(f); string(got) != string(want) {
			t.Errorf("%v: %v, want %v", f, got, want)
		}
	}
}

// A word has the same hash wherever it stands and in capital letters too, and
// other words have others.
func TestReadWord(t *testing.T) {
	word := func(text string, i int) uint64 {
		end, hash, _, _, _ := readWord([]byte(text), i)
		if want := len(text) - len(" tail"); end != want && end != len(text) {
			t.Errorf("%q from %d: ends at %d", text, i, end)
		}
		return hash
	}
	for _, s := range []string{"a", "bridge", "BRIDGE", "électricité", "Straßenbahnhaltestelle", "Évian", "мост", "γέφυρα", "internationalization", "naïveté"} {
		alone := word(s, 0)
		if word("12 "+s+" tail", 3) != alone || word(s+" tail", 0) != alone {
			t.Errorf("%q has several hashes", s)
		}
	}
	for _, pair := range [][2]string{{"bridge", "BRIDGE"}, {"Évian", "ÉVIAN"}, {"мост", "Мост"}, {"я", "Я"}, {"река", "РЕКА"}, {"ряд", "Ряд"}, {"τώρα", "ΤΏΡΑ"}, {"žena", "Žena"}, {"łódź", "ŁÓDŹ"}} {
		if word(pair[0], 0) != word(pair[1], 0) {
			t.Errorf("%q and %q differ", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"bridge", "bridges"}, {"a", "b"}, {"abcdefgh", "abcdefghabcdefgh"}, {"pâte", "pate"}} {
		if word(pair[0], 0) == word(pair[1], 0) {
			t.Errorf("%q and %q are one", pair[0], pair[1])
		}
	}
	for _, test := range []struct {
		text                       string
		end, letters, capitals, is int
	}{
		{"Bridge, open", 6, 6, 1, 1}, {"UNESCO's", 6, 6, 6, 1}, {"iPhone7", 6, 6, 1, 0}, {"Évian", 6, 5, 1, 1}, {"éA", 3, 2, 1, 0},
	} {
		end, _, letters, capitals, capital := readWord([]byte(test.text), 0)
		if end != test.end || letters != test.letters || capitals != test.capitals || int(capital) != test.is {
			t.Errorf("%q: %d %d %d %d", test.text, end, letters, capitals, capital)
		}
	}
}
