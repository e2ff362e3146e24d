// Package eval says how well texts were cleaned, from pages whose main text is
// known: precision, recall and F1 of word bags, of 4-gram shingles, of lines
// and of segments; how much of what went was main text; whether scores are
// true to their word; and where it went most wrong. It only counts and
// renders: what a page was cleaned to is handed in.
package eval

import (
	"encoding/json"
	"errors"
	"fmt"
)

// A Page is one record of a labelled set.
type Page struct {
	// File and Record say where the record stands, Record from 1.
	File   string
	Record int64

	ID, Set, URL, Domain, Site, Lang, Type string
	// Raw is the page as scraped, lines ended by "\n".
	Raw string
	// Gold is its main text; "" if the record has none.
	Gold string
	// Labels say which lines of Raw that are not blank are main text. If there
	// are as many as such lines they are the truth of lines; else they are not
	// used.
	Labels []bool
	// With and Without are segments that the cleaned text should have and
	// should not have.
	With, Without []string
}

// An Output is what became of a page.
type Output struct {
	// Text is the cleaned text.
	Text string
	// Blocks are the lines of Raw with their verdicts, in order. Nil if nobody
	// knows them: then the lines of Text are looked for in Raw.
	Blocks []Block
	// Scores are one for each line of Raw that is not blank, if Blocks have
	// none: the probability that it is main text.
	Scores []float64
}

// A Block is a piece of Page.Raw and its verdict.
type Block struct {
	Start, End int    // bytes of Raw
	Rule       string // what removed it; "" if it was kept
	// Score is the probability, from 0 to 1, that the block is main text, if
	// Scored says that there is one.
	Score  float64
	Scored bool
}

// Decode makes a Page of a record, a JSON object in UTF-8. Keys that it does
// not know are passed over, and null is as good as no key at all. The error
// says in words what is wrong with the record.
func Decode(record []byte) (*Page, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(record, &fields); err != nil {
		return nil, errors.New("the record is not a JSON object")
	}
	p := &Page{}
	var numbers []json.Number
	for _, f := range []struct {
		key, kind string
		to        any
	}{
		{"raw", "a string", &p.Raw},
		{"gold", "a string", &p.Gold},
		{"dataset", "a string", &p.Set},
		{"url", "a string", &p.URL},
		{"domain", "a string", &p.Domain},
		{"site", "a string", &p.Site},
		{"lang", "a string", &p.Lang},
		{"page_type", "a string", &p.Type},
		{"labels", "a list of 0 and 1", &numbers},
		{"with", "a list of strings", &p.With},
		{"without", "a list of strings", &p.Without},
	} {
		if v, ok := fields[f.key]; ok && json.Unmarshal(v, f.to) != nil {
			return nil, fmt.Errorf("the field %q is not %s", f.key, f.kind)
		}
	}
	p.ID = identity(fields["id"])
	for _, n := range numbers {
		if n != "0" && n != "1" {
			return nil, errors.New(`the field "labels" is not a list of 0 and 1`)
		}
		p.Labels = append(p.Labels, n == "1")
	}
	return p, p.check(fields["raw"] != nil)
}

// identity is an id: a string, or a number as it is written.
func identity(v json.RawMessage) string {
	var text string
	var number json.Number
	if json.Unmarshal(v, &text) == nil {
		return text
	}
	if json.Unmarshal(v, &number) == nil {
		return number.String()
	}
	return ""
}

// check refuses a page that cannot be scored.
func (p *Page) check(hasRaw bool) error {
	switch {
	case !hasRaw:
		return errors.New(`the record has no field "raw"`)
	case p.Gold == "" && len(p.Labels)+len(p.With)+len(p.Without) == 0:
		return errors.New(`the record says nothing of its main text: it has neither "gold" nor "labels", "with" or "without"`)
	}
	return nil
}
