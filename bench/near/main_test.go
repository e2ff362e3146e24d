package main

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

// The documents depend on the seed alone, and are editions of one another.
func TestMaker(t *testing.T) {
	var docs [3]bytes.Buffer
	for i, seed := range []uint64{1, 1, 2} {
		if err := write(&docs[i], newMaker(seed, 50)); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(docs[0].Bytes(), docs[1].Bytes()) || bytes.Equal(docs[0].Bytes(), docs[2].Bytes()) {
		t.Error("the documents do not depend on the seed, or on more than it")
	}
	plain := regexp.MustCompile(`^[a-z]+(?:[ \n][a-z]+)*$`)
	for line := range strings.Lines(docs[0].String()) {
		var doc struct{ Text string }
		if err := json.Unmarshal([]byte(line), &doc); err != nil || !plain.MatchString(doc.Text) {
			t.Errorf("%q: %v", line, err)
		}
	}
}

// The table has a row for each threshold, and the check finds what is found
// wrongly.
func TestCheck(t *testing.T) {
	var table, parts strings.Builder
	if err := checkAll(&table, newMaker(1, 600)); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(table.String(), " | 1.0000 |"); n < 4 {
		t.Errorf("only %d of the rows have precision or recall 1:\n%s", n, table.String())
	}
	if err := measureParts(&parts, newMaker(1, 100), 0.8); err != nil || !strings.Contains(parts.String(), "times the bound") {
		t.Errorf("%v:\n%s", err, parts.String())
	}
	texts := [][]byte{[]byte("a b c d e f g"), []byte("a b c d e f x"), []byte("k l m n o p q")}
	all := neighbours(texts)
	if len(all[1]) != 1 || all[1][0] != (neighbour{0, 0.5}) || len(all[2]) != 0 {
		t.Errorf("neighbours: %v", all)
	}
}
