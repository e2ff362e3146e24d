package report

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"
)

// A Summary says what a run did. Text is counted in bytes of UTF-8 as it stood
// in the documents, before any rewrite; the JSON around it does not count.
// Its JSON form has no times in it, so that equal runs have equal summaries.
type Summary struct {
	Files     int64 `json:"files"` // inputs opened, standard input among them
	Documents int64 `json:"documents"`
	BytesIn   int64 `json:"bytes_in"`  // text of all documents
	BytesOut  int64 `json:"bytes_out"` // text written

	In         Count       `json:"in"` // blocks found: Kept, Removed and Duplicates together
	Kept       Count       `json:"kept"`
	Removed    []RuleCount `json:"removed"` // by rule; see Sort
	Duplicates Count       `json:"duplicates"`
	// Syndicated counts blocks that recur on the pages of their site as its
	// template does, but are prose: what stands of them in the output is text.
	Syndicated int64 `json:"syndicated,omitempty"`
	Known      Count `json:"known,omitzero"` // those of Duplicates that earlier runs kept

	Bloom *Bloom `json:"bloom,omitempty"` // nil if the search for copies was exact

	Damage   Damage   `json:"damage"`
	Warnings []string `json:"warnings"`

	Elapsed time.Duration `json:"-"`
}

// Bloom says how far an approximate search for copies is to be trusted.
type Bloom struct {
	Asked float64 `json:"asked"` // share of new texts that may be taken for copies
	Rate  float64 `json:"rate"`  // that share at the end of the run, when it is largest
	Bytes int64   `json:"bytes"` // of the filter
}

// Count counts blocks and the bytes of their text.
type Count struct {
	Blocks int64 `json:"blocks"`
	Bytes  int64 `json:"bytes"`
}

// Add counts n blocks of bytes in all.
func (c *Count) Add(n, bytes int64) {
	c.Blocks += n
	c.Bytes += bytes
}

// RuleCount is what one rule removed.
type RuleCount struct {
	Rule string `json:"rule"`
	Count
}

// Damage counts what was wrong with the input.
type Damage struct {
	// InvalidBytes were no text in any encoding and became U+FFFD;
	// FirstInvalid is where the first stands.
	InvalidBytes int64 `json:"invalid_bytes"`
	FirstInvalid *Spot `json:"first_invalid,omitempty"`
	// Charsets counts the lines that were read in a guessed encoding.
	Charsets []Charset `json:"guessed_charsets"`
	// Mojibake, Entities and Invisible count lines that were repaired.
	Mojibake  int64 `json:"mojibake_lines"`
	Entities  int64 `json:"entity_lines"`
	Invisible int64 `json:"invisible_lines"`
	// LoneSurrogates counts \uD800 to \uDFFF without their half in JSON, which
	// are U+FFFD in the text; FirstLone is where the first stands.
	LoneSurrogates int64 `json:"lone_surrogates"`
	FirstLone      *Spot `json:"first_lone_surrogate,omitempty"`
	// Records could not be cleaned: see the warnings of the run.
	Records int64 `json:"damaged_records"`
	// Files could not be read, or not to their end.
	Files int64 `json:"damaged_files"`
}

// A Spot is a place in the input.
type Spot struct {
	File   string `json:"file"`
	Record int64  `json:"record"`
	Offset int64  `json:"offset"` // byte of the decompressed file
}

// Charset counts the lines read in one encoding.
type Charset struct {
	Name  string `json:"name"`
	Lines int64  `json:"lines"`
}

// Guessed counts lines that were read in the encoding called name.
func (d *Damage) Guessed(name string, lines int64) {
	for i := range d.Charsets {
		if d.Charsets[i].Name == name {
			d.Charsets[i].Lines += lines
			return
		}
	}
	d.Charsets = append(d.Charsets, Charset{name, lines})
}

// NothingRead reports whether all of that many inputs were damaged before their
// first document.
func (s *Summary) NothingRead(inputs int) bool {
	return inputs > 0 && s.Documents == 0 && s.Damage.Files == int64(inputs)
}

// Gone returns the blocks that were not written: removed or duplicates.
func (s *Summary) Gone() Count {
	c := s.Duplicates
	for _, r := range s.Removed {
		c.Add(r.Blocks, r.Bytes)
	}
	return c
}

// Share returns the share of the blocks' text that was not written, 0 to 1.
func (s *Summary) Share() float64 {
	if s.In.Bytes == 0 {
		return 0
	}
	return float64(s.Gone().Bytes) / float64(s.In.Bytes)
}

// Most returns what took the most text: a rule, or "duplicate".
func (s *Summary) Most() RuleCount {
	most := RuleCount{Rule: Duplicate, Count: s.Duplicates}
	for _, r := range s.Removed {
		if r.Bytes > most.Bytes {
			most = r
		}
	}
	return most
}

// Duplicate is the rule that the audit names for a duplicate.
const Duplicate = "duplicate"

// NearDuplicate is the rule that the audit and the summary name for a text
// that is almost the same as an earlier one.
const NearDuplicate = "near-duplicate"

// Template is the rule for a line that recurs on the pages of its site.
const Template = "template"

// RepeatedSpan is the rule for a sentence in a run of words that stood before.
const RepeatedSpan = "repeated-span"

// Sort puts rules and encodings in order: those with most bytes or lines first,
// then by name. Rules that removed nothing are left out.
func (s *Summary) Sort() {
	s.Removed = slices.DeleteFunc(s.Removed, func(r RuleCount) bool { return r.Blocks == 0 })
	slices.SortFunc(s.Removed, func(a, b RuleCount) int {
		return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(a.Rule, b.Rule))
	})
	slices.SortFunc(s.Damage.Charsets, func(a, b Charset) int {
		return cmp.Or(cmp.Compare(b.Lines, a.Lines), cmp.Compare(a.Name, b.Name))
	})
}

// ErrAccounts says that a run lost count: what came in is not what was kept,
// removed and found elsewhere. It is a fault of the program.
var ErrAccounts = errors.New("the accounts do not add up")

// Check compares the blocks that came in with those that were kept, removed or
// duplicates, in number and in bytes. The error wraps ErrAccounts.
func (s *Summary) Check() error {
	out := s.Gone()
	out.Add(s.Kept.Blocks, s.Kept.Bytes)
	if out != s.In {
		return fmt.Errorf("%w: %d blocks of %d bytes in, %d blocks of %d bytes kept or removed",
			ErrAccounts, s.In.Blocks, s.In.Bytes, out.Blocks, out.Bytes)
	}
	return nil
}
