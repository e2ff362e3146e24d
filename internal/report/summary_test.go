package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func sample() *Summary {
	s := &Summary{
		Files: 2, Documents: 3, BytesIn: 10_000, BytesOut: 6000,
		In:         Count{40, 9500},
		Kept:       Count{20, 5500},
		Removed:    []RuleCount{{"b", Count{5, 100}}, {"none", Count{}}, {"a", Count{4, 100}}, {"share", Count{6, 3000}}},
		Duplicates: Count{5, 800},
		Elapsed:    2 * time.Second,
		Warnings:   []string{"odd \x1b"},
	}
	s.Damage = Damage{InvalidBytes: 2, FirstInvalid: &Spot{"x\n.txt", 1, 77}, Mojibake: 1, Entities: 2, Records: 1, Files: 2}
	s.Damage.Guessed("windows-1252", 1)
	s.Damage.Guessed("windows-1256", 3)
	s.Damage.Guessed("windows-1252", 1)
	s.Sort()
	return s
}

func TestSummaryText(t *testing.T) {
	var b strings.Builder
	if err := sample().WriteText(&b); err != nil {
		t.Fatal(err)
	}
	want := `3 documents, 10.0 kB in, 6.0 kB out (60.0 %), 2.00 s, 0 MB/s
removed: 15 blocks, 3.2 kB: share 6, a 4, b 5
duplicates: 5 blocks, 800 B
damage: 2 invalid bytes (first: x\n.txt: record 1: byte 77), 3 lines read as windows-1256, 2 lines read as windows-1252, 1 line with mojibake, 2 lines with entities, 1 damaged record, 2 damaged files
warning: odd \x1b
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestSummaryOfNothing(t *testing.T) {
	var text, js strings.Builder
	s := &Summary{}
	if err := errors.Join(s.WriteText(&text), s.WriteJSON(&js), s.Check()); err != nil {
		t.Fatal(err)
	}
	if want := "0 documents, 0 B in, 0 B out (0 %)\n"; text.String() != want {
		t.Errorf("text is %q, want %q", text.String(), want)
	}
	if strings.Contains(js.String(), "null") {
		t.Errorf("a list is null: %s", js.String())
	}
}

// The names of the fields are part of the command's interface.
func TestSummaryJSON(t *testing.T) {
	var b bytes.Buffer
	if err := sample().WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, b.Bytes()); err != nil {
		t.Fatal(err)
	}
	want := `{"files":2,"documents":3,"bytes_in":10000,"bytes_out":6000,` +
		`"in":{"blocks":40,"bytes":9500},"kept":{"blocks":20,"bytes":5500},` +
		`"removed":[{"rule":"share","blocks":6,"bytes":3000},{"rule":"a","blocks":4,"bytes":100},{"rule":"b","blocks":5,"bytes":100}],` +
		`"duplicates":{"blocks":5,"bytes":800},` +
		`"damage":{"invalid_bytes":2,"first_invalid":{"file":"x\n.txt","record":1,"offset":77},` +
		`"guessed_charsets":[{"name":"windows-1256","lines":3},{"name":"windows-1252","lines":2}],` +
		`"mojibake_lines":1,"entity_lines":2,"invisible_lines":0,"lone_surrogates":0,"damaged_records":1,"damaged_files":2},` +
		`"warnings":["odd \u001b"]}`
	if diff := cmp.Diff(want, compact.String()); diff != "" {
		t.Error(diff)
	}
}

func TestSummaryAccounts(t *testing.T) {
	s := sample()
	if err := s.Check(); err != nil {
		t.Error(err)
	}
	if got := s.Share(); got != 4000.0/9500 {
		t.Errorf("Share = %v", got)
	}
	if got := s.Most(); got.Rule != "share" {
		t.Errorf("Most = %v", got)
	}
	s.Kept.Blocks++
	if err := s.Check(); !errors.Is(err, ErrAccounts) {
		t.Errorf("a block too many: %v", err)
	}
	s.Kept.Blocks--
	s.Duplicates.Bytes--
	if err := s.Check(); !errors.Is(err, ErrAccounts) {
		t.Errorf("a byte lost: %v", err)
	}
}

func TestSummaryWriteErrors(t *testing.T) {
	for _, write := range []func(*failing) error{
		func(w *failing) error { return sample().WriteText(w) },
		func(w *failing) error { return sample().WriteJSON(w) },
	} {
		if err := write(&failing{}); !errors.Is(err, errDisk) {
			t.Errorf("the error of the writer is lost: %v", err)
		}
	}
}
