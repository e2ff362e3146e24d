package clean

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// sampleBytes bounds how much of a text the guess looks at.
const sampleBytes = 64 << 10

// A source turns the bytes of a text's lines into UTF-8.
//
// Text that is UTF-8 is never doubted. Else an encoding that was asked for
// decodes every line that is not ASCII. Else, if most of what is not ASCII is
// UTF-8, a line that is not is decoded with a guess only if nothing in it is:
// a broken sequence among whole ones is a truncated character, not another
// charset. If little is UTF-8, one guess is made for the whole text. Where no
// guess is plausible, ill-formed pieces become U+FFFD.
type source struct {
	valid  bool // the text is UTF-8
	mixed  bool // most of it is
	asked  *legacy
	always bool // never guess
	guess  *legacy
	sample []byte
}

// A legacy is a charset that is not UTF-8: one byte a character, or more.
type legacy struct {
	name   string
	single *charmap.Charmap
	multi  *encoding.Decoder
}

func newLegacy(name string) (*legacy, error) {
	e, err := htmlindex.Get(name)
	if err != nil {
		return nil, fmt.Errorf("no encoding is named %q", name)
	}
	canonical, err := htmlindex.Name(e)
	if err != nil {
		return nil, err
	}
	l := &legacy{name: canonical}
	if c, ok := e.(*charmap.Charmap); ok {
		l.single = c
	} else {
		l.multi = e.NewDecoder()
	}
	return l, nil
}

var errReplacement = errors.New(`the encoding "replacement" decodes nothing`)

func (s *source) setEncoding(name string) error {
	if name == "" {
		return nil
	}
	l, err := newLegacy(name)
	switch {
	case err != nil:
		return err
	case l.name == "replacement":
		return errReplacement
	case l.name == "utf-8":
		s.always = true
	default:
		s.asked = l
	}
	return nil
}

func (s *source) begin(text []byte) {
	s.guess, s.mixed = nil, false
	if s.valid = validUTF8(text); s.valid || s.asked != nil || s.always {
		return
	}
	s.take(text)
	s.guess = guessCharset(s.sample)
}

// take makes the sample of lines that are to be guessed and decides whether
// the text is mixed.
func (s *source) take(text []byte) {
	sequences, pieces := utf8Census(text[:min(len(text), 16*sampleBytes)])
	s.mixed = sequences >= pieces
	s.sample = s.sample[:0]
	for len(text) > 0 && len(s.sample) < sampleBytes {
		line := text
		if i := bytes.IndexByte(text, '\n'); i >= 0 {
			line = text[:i+1]
		}
		text = text[len(line):]
		if validUTF8(line) {
			continue
		}
		if s.mixed {
			if whole, _ := utf8Census(line); whole > 0 {
				continue
			}
		}
		s.sample = append(s.sample, line[:min(len(line), sampleBytes)]...)
	}
}

// keeps says whether line stays as it is. It may say no of some that do.
func (s *source) keeps(line []byte) bool {
	return s.valid || s.asked == nil && validUTF8(line) && !s.isWide()
}

// isWide says whether even lines of the text that look like UTF-8 are decoded.
func (s *source) isWide() bool { return s.guess != nil && s.guess.multi != nil && !s.mixed }

// decode returns line in UTF-8: line itself if nothing is to be done, else
// memory appended to dst.
func (s *source) decode(dst, line []byte, off int, d *Damage) []byte {
	if s.asked != nil {
		if !hasHigh(line) {
			return line
		}
		return s.asked.append(dst, line, off, d)
	}
	if validUTF8(line) && !(s.isWide() && hasHigh(line)) {
		return line
	}
	if s.guess == nil || s.mixed && !s.guess.fits(line) {
		return appendValid(dst, line, off, d)
	}
	if d.Guessed == "" {
		d.Guessed = s.guess.name
	}
	d.GuessedLines++
	return s.guess.append(dst, line, off, d)
}

// append appends line, decoded, to dst. In charsets of several bytes the bytes
// counted as invalid are one for each U+FFFD.
func (l *legacy) append(dst, line []byte, off int, d *Damage) []byte {
	if l.single == nil {
		return l.appendMulti(dst, line, off, d)
	}
	for i, c := range line {
		if c < utf8.RuneSelf {
			dst = append(dst, c)
			continue
		}
		r := l.single.DecodeByte(c)
		if r == utf8.RuneError {
			d.invalid(off+i, 1)
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

func (l *legacy) appendMulti(dst, line []byte, off int, d *Damage) []byte {
	base := len(dst)
	// Three bytes of UTF-8 for each byte is the most that a charset of the web
	// gives, but for pairs of a letter and a mark in Big5.
	dst = append(dst, make([]byte, 4*len(line)+16)...)
	l.multi.Reset()
	n, _, err := l.multi.Transform(dst[base:], line, true)
	if err != nil {
		return appendValid(dst[:base], line, off, d)
	}
	dst = dst[:base+n]
	if first := bytes.Index(dst[base:], []byte(replacement)); first >= 0 {
		lost := bytes.Count(dst[base:], []byte(replacement))
		// With room for what stands before it, decoding stops there.
		l.multi.Reset()
		_, at, _ := l.multi.Transform(make([]byte, first), line, true)
		d.invalid(off+at, lost)
	}
	return dst
}

// fits reports whether the line, of a text that is mostly UTF-8, is plausible
// in l.
func (l *legacy) fits(line []byte) bool {
	if whole, _ := utf8Census(line); whole > 0 {
		return false
	}
	return guessLine(line, l)
}
