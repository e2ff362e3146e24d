package clean_test

import (
	"fmt"

	"winnow/clean"
)

const page = `Skip to main content
Home / Town / The old bridge opens again

The old bridge opens again
By Ada Quill | March 12, 2024

The bridge over the mill race opened again on Tuesday, two years after the flood took its middle arch.
Share on Facebook
Children from the school across the water were the first to walk over it, behind a brass band.
`

func Example() {
	cleaner, err := clean.New(clean.Options{})
	if err != nil {
		panic(err)
	}
	var p clean.Page
	cleaner.Clean(&p, []byte(page))
	fmt.Println(string(p.AppendText(nil)))
	// Output:
	// The old bridge opens again
	//
	// The bridge over the mill race opened again on Tuesday, two years after the flood took its middle arch.
	// Children from the school across the water were the first to walk over it, behind a brass band.
}

func ExamplePage() {
	cleaner, err := clean.New(clean.Options{Disable: []string{"byline"}})
	if err != nil {
		panic(err)
	}
	var p clean.Page
	cleaner.Clean(&p, []byte(page))
	for _, b := range p.Blocks {
		fmt.Printf("%d %s\n", b.Line, cleaner.Rules()[b.Rule].Name)
	}
	// Output:
	// 1 skip-link
	// 2 breadcrumb
	// 4 kept
	// 5 kept
	// 7 kept
	// 8 share
	// 9 kept
}
