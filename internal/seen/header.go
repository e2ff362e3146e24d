package seen

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"strings"

	"winnow/dedupe"
)

// Version is that of the records in the store. It changes when their form or
// their meaning does; an index of another version is refused.
const Version = 1

// Making says how the keys of an index are made: what is cleaned away before,
// what a text is, and which differences do not count. Keys that were made in
// different ways must not meet.
type Making struct {
	Unit     string `json:"unit"`      // what is compared, such as paragraph
	Match    string `json:"match"`     // as dedupe.Match writes it
	MinWords int    `json:"min_words"` // shorter units are not in the index
	MinChars int    `json:"min_chars"` // likewise, in scripts without spaces
	Rules    string `json:"rules"`     // a hash of the rules and of what is mended
}

// A Header is the first thing written to an index, and never changes.
type Header struct {
	Version int      `json:"version"`
	Secret  [32]byte `json:"-"` // of the keys; as long as it is secret, nobody can forge one
	Making
}

// storedHeader is the form of a Header in the store.
type storedHeader struct {
	Header
	Secret []byte `json:"secret"`
}

func newHeader(m Making) Header {
	h := Header{Version: Version, Making: m}
	rand.Read(h.Secret[:]) // never fails: see crypto/rand
	return h
}

func (h Header) encode() ([]byte, error) {
	return json.Marshal(storedHeader{Header: h, Secret: h.Secret[:]})
}

func parseHeader(b []byte) (Header, error) {
	var s storedHeader
	if err := json.Unmarshal(b, &s); err != nil || len(s.Secret) != len(s.Header.Secret) {
		return Header{}, errRecord
	}
	copy(s.Header.Secret[:], s.Secret)
	return s.Header, nil
}

// hasher makes the keys of the index.
func (h Header) hasher() *dedupe.Hasher { return dedupe.NewHasherWithSecret(h.Secret) }

// differs says in which ways m is not that of the header; "" if in none.
func (h Header) differs(m Making) string {
	var in []string
	add := func(name string, has, wants any) {
		if has != wants {
			in = append(in, fmt.Sprintf("%s is %v there and %v here", name, has, wants))
		}
	}
	add("--unit", h.Unit, m.Unit)
	add("--match", h.Match, m.Match)
	add("--min-words", h.MinWords, m.MinWords)
	add("the length in characters", h.MinChars, m.MinChars)
	if h.Rules != m.Rules {
		in = append(in, "it was made with other rules")
	}
	return strings.Join(in, ", ")
}
