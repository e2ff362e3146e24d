// Command corpus makes a corpus to measure on: endless variations of the pages
// in testdata/pages, the same bytes for the same seed and the same pages.
//
//	go run ./bench/corpus -size 300MB -seed 1 > corpus.txt
//	go run ./bench/corpus -size 2GB -jsonl | winnow --from jsonl --scope document
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

func main() {
	var size int64
	flag.Func("size", "bytes to make, as in 300MB or 2GB; the page that reaches it is completed (default 1MB)", func(s string) (err error) {
		size, err = parseSize(s)
		return err
	})
	seed := flag.Uint64("seed", 1, "what the variations depend on")
	pages := flag.String("pages", "testdata/pages", "the folder of pages to vary")
	jsonl := flag.Bool("jsonl", false, "make JSON Lines, a page a record, instead of text")
	flag.Parse()
	if size == 0 {
		size = 1e6
	}
	if err := run(os.Stdout, *pages, *seed, size, *jsonl); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
}

// run writes at least size bytes of varied pages.
func run(w io.Writer, folder string, seed uint64, size int64, jsonl bool) error {
	pages, err := readPages(os.DirFS(folder))
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 1<<20)
	write := writeText
	if jsonl {
		write = writeRecord
	}
	m := newMaker(pages, seed)
	var page []byte
	for number, written := 1, int64(0); written < size; number++ {
		page = m.appendPage(page[:0])
		n, err := write(out, number, page)
		if err != nil {
			return err
		}
		written += int64(n)
	}
	return out.Flush()
}

func writeText(w io.Writer, _ int, page []byte) (int, error) { return w.Write(page) }

func writeRecord(w io.Writer, number int, page []byte) (int, error) {
	record, err := json.Marshal(struct {
		ID   int    `json:"id"`
		Text string `json:"text"`
	}{number, string(page)})
	if err != nil {
		return 0, err
	}
	return w.Write(append(record, '\n'))
}

// parseSize reads a number of bytes: 65536, 10KB, 300MB, 2GB.
func parseSize(s string) (int64, error) {
	unit := int64(1)
	for _, u := range []struct {
		suffix string
		bytes  int64
	}{{"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}} {
		if number, ok := strings.CutSuffix(s, u.suffix); ok {
			s, unit = number, u.bytes
			break
		}
	}
	n, err := strconv.ParseInt(s, 10, 32)
	if err != nil || n <= 0 {
		return 0, errors.New("not a size: write a whole number with KB, MB or GB, as in 300MB")
	}
	return n * unit, nil
}
