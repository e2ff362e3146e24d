package clean

import "testing"

func TestDetails(t *testing.T) {
	book := shippedBook()
	for _, test := range []struct {
		text string
		want details // without the form
	}{
		{"", details{}},
		{"Ann Holt, 4 June 2024 at 9:05", details{year: true, clock: true, words: 4}},
		{"Room 1850, 12.30 h, 20 245 seats", details{clock: true, words: 3}},
		{"In 1999 and 18999", details{year: true, words: 2}},
		{"write to ann@example.net or see www.example.com", details{address: true, words: 10}},
		{"a firm called Dot.common, @ five", details{words: 6}},
		{"“Who?” – «Me!» \"Oh\"", details{quotes: 6, asks: 2, words: 3, persons: [persons]int{firstPerson: 1}}},
		{"BREAKING NEWS from Oslo", details{upper: 2, words: 4}},
		{"Je pense que vous avez raison", details{words: 6, persons: [persons]int{firstPerson: 1, secondPerson: 1}}},
		{"ÉTÉ à Évian", details{upper: 1, words: 3}},
		{"我来了", details{words: 3, persons: [persons]int{firstPerson: 1}}},
	} {
		var d details
		d.read([]byte(test.text), &book.persons, nil)
		d.form, d.twin = 0, 0
		if d != test.want {
			t.Errorf("%q: %+v, want %+v", test.text, d, test.want)
		}
	}
}

func TestForms(t *testing.T) {
	form := func(text string) uint32 {
		var d details
		d.read([]byte(text), &shippedBook().persons, nil)
		return d.form
	}
	for _, test := range []struct {
		a, b  string
		alike bool
	}{
		{"3. Ann Holt, June 4", "12. Ben, May 30", true},
		{"3. Ann Holt, June 4", "3) Ann Holt, June 4", false},
		{"Ann wrote this", "Ben writes too", true},
		{"Ann wrote this", "ann wrote this", false},
	} {
		if got := form(test.a) == form(test.b); got != test.alike {
			t.Errorf("%q and %q: alike is %v", test.a, test.b, got)
		}
	}
}

func TestPersonWordsGrow(t *testing.T) {
	w := newPersonWords()
	var words []personWord
	for i := range 5000 {
		words = append(words, personWord{uint32(i) * 0x85EBCA6B, uint8(i%4) + 1})
		w.set(words[i])
	}
	w.set(personWord{words[7].hash, 4}) // the first stays
	for _, word := range words {
		if got := *w.slot(word.hash); got != word {
			t.Fatalf("%v, want %v", got, word)
		}
	}
	if w.n != len(words) || w.slot(12345).person != 0 {
		t.Errorf("%d words", w.n)
	}
}
