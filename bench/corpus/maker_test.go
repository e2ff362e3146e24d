package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"testing"
	"testing/fstest"
)

const testPages = "../../testdata/pages"

func made(t *testing.T, seed uint64, size int64, jsonl bool) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := run(&b, testPages, seed, size, jsonl); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSameSeedSameBytes(t *testing.T) {
	const size = 2e6
	a, again, other := made(t, 1, size, false), made(t, 1, size, false), made(t, 2, size, false)
	if !bytes.Equal(a, again) {
		t.Error("the same seed made other bytes")
	}
	if bytes.Equal(a, other) {
		t.Error("another seed made the same bytes")
	}
	if longer := made(t, 1, 2*size, false); !bytes.HasPrefix(longer, a) {
		t.Error("a longer corpus does not begin like a shorter one")
	}
	if len(a) < size || len(a) > size+1e5 {
		t.Errorf("%d bytes made, want hardly more than %d", len(a), int(size))
	}
}

// The bytes are the same on other machines and with other versions of Go.
func TestSameBytesEverywhere(t *testing.T) {
	pages, err := readPages(fstest.MapFS{
		"en-quay.txt":      {Data: []byte("Menu\nThe ferry of 1937 leaves the old quay twice a day.\n\nContact us\n")},
		"fr-bac.txt":       {Data: []byte("Accueil\nLe bac de 1937 quitte l’ancien quai deux fois par jour.\n")},
		"fr-bac.gold.txt":  {Data: []byte("not read")},
		"en-notes.markdow": {Data: []byte("not read")},
	})
	if err != nil {
		t.Fatal(err)
	}
	m := newMaker(pages, 1)
	h := sha256.New()
	for range 1000 {
		h.Write(m.appendPage(nil))
	}
	const want = "fcac448f229c65a857b6db550f8076e68b8320daa627fa00497f4f93c93bd058"
	if got := hex.EncodeToString(h.Sum(nil)); got != want {
		t.Errorf("SHA-256 of 1000 pages is %s, want %s", got, want)
	}
}

// The corpus has the proportions that it promises.
func TestProportions(t *testing.T) {
	lines := bytes.Split(made(t, 1, 8e6, false), []byte("\n"))
	seen := map[string]bool{}
	var size, blank, paragraphs, copies int
	for _, line := range lines {
		size += len(line) + 1
		switch words := len(bytes.Fields(line)); {
		case words == 0:
			blank++
		case words >= longWords:
			paragraphs++
			if seen[string(line)] {
				copies++
			}
			seen[string(line)] = true
		}
	}
	for _, c := range []struct {
		what           string
		got, low, high float64
	}{
		{"bytes a line", float64(size) / float64(len(lines)), 40.5, 41.5},
		{"share of blank lines", float64(blank) / float64(len(lines)), 0.2, 0.4},
		{"share of repeated paragraphs", float64(copies) / float64(paragraphs), 0.24, 0.27},
	} {
		if c.got < c.low || c.got > c.high {
			t.Errorf("%s: %.3f, want %v to %v", c.what, c.got, c.low, c.high)
		}
	}
}

func TestRecords(t *testing.T) {
	var text []byte
	in := json.NewDecoder(bytes.NewReader(made(t, 1, 1e6, true)))
	for number := 1; ; number++ {
		var r struct {
			ID   int
			Text string
		}
		if err := in.Decode(&r); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if r.ID != number || r.Text == "" {
			t.Fatalf("record %d has the id %d and %d bytes of text", number, r.ID, len(r.Text))
		}
		text = append(text, r.Text...)
	}
	if !bytes.Equal(text, made(t, 1, int64(len(text)), false)) {
		t.Error("the records hold another text than the corpus of that seed")
	}
}

func TestParseSize(t *testing.T) {
	for s, want := range map[string]int64{"1": 1, "10KB": 1e4, "300MB": 3e8, "2GB": 2e9, "": 0, "MB": 0, "-1": 0, "0": 0, "3 MB": 0, "1GBMB": 0} {
		if got, err := parseSize(s); got != want || (err == nil) != (want > 0) {
			t.Errorf("%q: %d, %v; want %d", s, got, err, want)
		}
	}
}

func TestNoPages(t *testing.T) {
	if err := run(io.Discard, t.TempDir(), 1, 1, false); err == nil {
		t.Error("no pages, no error")
	}
}
