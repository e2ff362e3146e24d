package eval

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func badRecords() map[string]string {
	const nothing = `the record says nothing of its main text: it has neither "gold" nor "labels", "with" or "without"`
	return map[string]string{
		`[1]`:                                 `the record is not a JSON object`,
		`{"gold":"a"}`:                        `the record has no field "raw"`,
		`{"raw":"a"}`:                         nothing,
		`{"raw":"a","gold":""}`:               nothing,
		`{"raw":"a","gold":null,"labels":[]}`: nothing,
		`{"raw":1,"gold":"a"}`:                `the field "raw" is not a string`,
		`{"raw":"a","gold":["a"]}`:            `the field "gold" is not a string`,
		`{"raw":"a","gold":"a","lang":1}`:     `the field "lang" is not a string`,
		`{"raw":"a","labels":[0,2]}`:          `the field "labels" is not a list of 0 and 1`,
		`{"raw":"a","labels":"01"}`:           `the field "labels" is not a list of 0 and 1`,
		`{"raw":"a","labels":[true]}`:         `the field "labels" is not a list of 0 and 1`,
		`{"raw":"a","with":"a"}`:              `the field "with" is not a list of strings`,
		`{"raw":"a","without":[1]}`:           `the field "without" is not a list of strings`,
	}
}

func TestDecodeRefuses(t *testing.T) {
	for record, want := range badRecords() {
		if _, err := Decode([]byte(record)); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", record, err, want)
		}
	}
}

func TestDecode(t *testing.T) {
	got, err := Decode([]byte(`{"id":12.50,"RAW":"no","raw":"a\nb","gold":null,"labels":[0,1],"with":["a"],"page_type":"forum","extra":{"raw":1}}`))
	want := &Page{ID: "12.50", Raw: "a\nb", Labels: []bool{false, true}, With: []string{"a"}, Type: "forum"}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if p, err := Decode([]byte(`{"id":{"a":1},"raw":"","without":["x"]}`)); err != nil || p.ID != "" || p.Raw != "" {
		t.Errorf("%+v, %v", p, err)
	}
}
