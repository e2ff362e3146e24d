package clean

import "testing"

func TestDamageAdd(t *testing.T) {
	var sum Damage
	sum.Add(Damage{Mojibake: 1, FirstInvalid: -1})
	if sum.FirstInvalid != -1 {
		t.Errorf("first invalid %d where there is none", sum.FirstInvalid)
	}
	sum.Add(Damage{Invalid: 2, FirstInvalid: 7, Entities: 3, Guessed: "koi8-r", GuessedLines: 1})
	sum.Add(Damage{Invalid: 1, FirstInvalid: 4, Invisible: 5, Guessed: "big5", GuessedLines: 2})
	want := Damage{Invalid: 3, FirstInvalid: 7, Mojibake: 1, Entities: 3, Invisible: 5, Guessed: "koi8-r", GuessedLines: 3}
	if sum != want {
		t.Errorf("%+v, want %+v", sum, want)
	}
}
