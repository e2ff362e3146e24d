// Command near measures the search for what is almost the same, on editions of
// made-up stories: words changed, sentences moved, headers and footers added.
//
//	go run ./bench/near -docs 100000 > docs.jsonl       the documents
//	go run ./bench/near -docs 20000 -check              what is found, against all pairs
//	go run ./bench/near -docs 20000 -parts              what the time goes to
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	docs := flag.Int("docs", 1000, "documents to make")
	seed := flag.Uint64("seed", 1, "what they depend on")
	check := flag.Bool("check", false, "print a table of what is found and missed")
	parts := flag.Bool("parts", false, "print a table of what the time goes to")
	threshold := flag.Float64("near", 0.8, "the similarity for -parts")
	flag.Parse()
	var err error
	switch m := newMaker(*seed, *docs); {
	case *check:
		err = checkAll(os.Stdout, m)
	case *parts:
		err = measureParts(os.Stdout, m, *threshold)
	default:
		err = write(os.Stdout, m)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "near:", err)
		os.Exit(1)
	}
}

// write writes the documents as JSON Lines.
func write(w io.Writer, m *maker) error {
	out := bufio.NewWriterSize(w, 1<<20)
	encoder := json.NewEncoder(out)
	var text []byte
	for i := range m.docs {
		text = m.appendDocument(text[:0], i)
		if err := encoder.Encode(struct {
			ID   int    `json:"id"`
			Text string `json:"text"`
		}{i, string(text)}); err != nil {
			return err
		}
	}
	return out.Flush()
}
