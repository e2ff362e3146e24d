package eval

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

// scorePair scores an output as if the gold were all of the page.
func scorePair(gold, output string) *Row {
	var t tally
	p := &Page{Raw: gold, Gold: gold, With: []string{gold}}
	for range splitLines(gold) {
		p.Labels = append(p.Labels, true)
	}
	t.add(NewScorer().Score(p, &Output{Text: output}))
	r := t.row("")
	return &r
}

// FuzzScore: a text is like itself and like nothing that shares no word with
// it, and no figure leaves the range from 0 to 1.
func FuzzScore(f *testing.F) {
	pages, outputs := sample(f)
	for _, p := range pages {
		if o := outputs[p.ID]; o != nil {
			f.Add(p.Gold, o.Text)
		}
	}
	f.Fuzz(func(t *testing.T, gold, output string) {
		if gold == "" || !utf8.ValidString(gold) || !utf8.ValidString(output) {
			return
		}
		there, back := scorePair(gold, output), scorePair(output, gold)
		for c, x := range there.Figures {
			if x < 0 || x > 1 || math.IsInf(x, 0) {
				t.Errorf("%s is %v", columnNames[c], x)
			}
		}
		if there.Figures[LcsF] > there.Figures[BagF] {
			t.Error("more words are in order than there are")
		}
		if output != "" && there.Figures[BagP] != back.Figures[BagR] {
			t.Error("precision is not recall the other way round")
		}
		same := scorePair(gold, gold)
		hasWords := strings.ContainsFunc(gold, isWord)
		for _, c := range []Column{BagF, LcsF, ShinF, LineF, LineA, SegF} {
			bare := c <= LcsF && same.Figures[BagF] == 0 // such as a lone underscore
			if hasWords && !bare && same.Figures[c] != 1 {
				t.Errorf("%s of a text with itself is %v", columnNames[c], same.Figures[c])
			}
		}
		if hasWords && (same.Figures[LostShare] > 0 || same.Figures[WrongShare] > 0) {
			t.Error("something is lost of a text in itself")
		}
		// Two letters of a script with two cases and no others.
		stranger := strings.Repeat("ꙮꙮ ", 5)
		if strings.ContainsAny(gold, "ꙮꙭꙬ") {
			return
		}
		other := scorePair(gold, stranger)
		for _, c := range []Column{BagF, LcsF, ShinF, LineF} {
			if other.Figures[c] != 0 {
				t.Errorf("%s of strangers is %v", columnNames[c], other.Figures[c])
			}
		}
	})
}

// FuzzDecode: whatever a record is, it is refused or can be scored and shown.
func FuzzDecode(f *testing.F) {
	for _, line := range records(f, "testdata/labelled.jsonl") {
		f.Add(line)
	}
	for record := range badRecords() {
		f.Add([]byte(record))
	}
	f.Fuzz(func(t *testing.T, record []byte) {
		p, err := Decode(record)
		if err != nil {
			return
		}
		s := NewScorer()
		s.Details = true
		r := New("lang", 1)
		r.Add(s.Score(p, &Output{Text: p.Raw}))
		r.Finish()
		var text strings.Builder
		if err := r.WriteText(&text, strings.ToUpper); err != nil || text.Len() == 0 {
			t.Errorf("%v", err)
		}
		if err := r.WriteJSON(&text); err != nil {
			t.Error(err)
		}
	})
}
