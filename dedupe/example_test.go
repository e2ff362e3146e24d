package dedupe_test

import (
	"fmt"

	"winnow/dedupe"
)

func Example() {
	paragraphs := []string{
		"The bridge will stay closed until spring.",
		"Nobody had asked the ferryman.",
		"THE BRIDGE will stay closed – until spring!",
	}
	hasher := dedupe.NewHasher()
	var seen dedupe.Seen
	var folded []byte
	for i, p := range paragraphs {
		folded = dedupe.Fold(folded[:0], []byte(p), dedupe.Folded)
		first, dup := seen.Add(hasher.Key(folded), dedupe.NewPlace(0, i+1))
		if dup {
			fmt.Printf("paragraph %d stands already at %d\n", i+1, first.Line())
		}
	}
	// Output: paragraph 3 stands already at 1
}

func ExampleFold() {
	text := []byte("« L’Été 2019 », dit-elle…")
	fmt.Printf("%s\n", dedupe.Fold(nil, text, dedupe.Folded))
	fmt.Printf("%s\n", dedupe.Fold(nil, text, dedupe.Loose))
	// Output:
	// l été 2019 dit elle
	// l ete dit elle
}
