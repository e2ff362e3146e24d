// Package corpus brings documents in and out of files: plain text, one
// document a line, and JSON Lines; plain or compressed; in UTF-8 or in the
// encodings that are no superset of ASCII. What it hands out does not depend
// on how many bytes each Read of the source returns.
package corpus

import (
	"bytes"
	"math"
	"unicode/utf8"
)

// Options say how the documents of an input are found. The zero value works.
type Options struct {
	// From names a format of Formats; "" and "auto" choose by the name and
	// the first line.
	From string
	// Field is the JSON key of the text; "" is "text".
	Field string
	// IDField and URLField are JSON keys of a document's identity; "" is none.
	// SiteField is that of the site it belongs to.
	IDField, URLField, SiteField string
	// MaxDocument, in bytes of UTF-8, is the length above which text is worked
	// in windows and a JSON record is copied unchanged; 0 is 64 MiB. Text of
	// more than a million lines is worked in windows too.
	MaxDocument int64
	// Encoding is a WHATWG name, or UTF-32 and its kinds. It is used here if
	// the encoding is not a superset of ASCII; others are left to the cleaner.
	// A byte order mark overrules it.
	Encoding string
	// TextOnly says that a named file that is a program, an image or an archive
	// cannot be read.
	TextOnly bool
	// BatchBytes is how much text a Batch should hold; 0 is 256 KiB. Of tiny
	// records it holds less.
	BatchBytes int
}

const (
	defaultMaxDocument = 64 << 20
	defaultBatchBytes  = 256 << 10
)

// withDefaults puts the numbers in for the zeros.
func (o Options) withDefaults() Options {
	if o.Field == "" {
		o.Field = "text"
	}
	if o.MaxDocument <= 0 {
		o.MaxDocument = defaultMaxDocument
	}
	// A window holds any character, and a buffer can be doubled.
	o.MaxDocument = max(utf8.UTFMax, min(o.MaxDocument, math.MaxInt/4))
	if o.BatchBytes <= 0 {
		o.BatchBytes = defaultBatchBytes
	}
	return o
}

// A Part says which piece of a document a Document holds.
type Part uint8

// A document that is not longer than MaxDocument is Whole. A longer one comes
// as one First, any number of Middle and one Last, in this order and with
// nothing between them.
const (
	Whole Part = iota
	First
	Middle
	Last
)

// A Document is one record of an input, or one window of a long one. Its
// slices belong to its Batch and live until the Batch is reset.
type Document struct {
	// File is the input's name as given; "-" is standard input.
	File string
	// Record counts the records of the file from 1. Blank lines do not count.
	Record int64
	// Offset is where the record begins, in bytes of the decompressed input.
	Offset int64
	// Base is where this window begins, in bytes after Offset.
	Base int64
	// Line is the number of line ends in the file before this window.
	Line int
	// ID and URL are the values of IDField and URLField, unescaped; nil if the
	// record has none that is a string or a number.
	ID, URL []byte
	// Site is the value of SiteField, likewise.
	Site []byte
	// Raw is the record without its line end; nil in text.
	Raw []byte
	// Text is what is to be cleaned. In JSON Lines Parse sets it.
	Text []byte
	// Encoding says what the input was transcoded from; "" is nothing.
	Encoding string
	// Undecoded counts the bytes that were no character in Encoding; each of those
	// became U+FFFD. A unit that is cut off counts as whole. FirstUndecoded is where
	// the first stands, in bytes of the decompressed input.
	Undecoded      int
	FirstUndecoded int64
	// LoneSurrogates counts the escapes in Text that are half of a pair; each
	// became U+FFFD. Set by Parse.
	LoneSurrogates int
	// Part says which piece of its document this is.
	Part Part
	// Continues says that Text begins inside the line with which the window
	// before it ends.
	Continues bool
	// Blank marks a blank line between records. It is no record.
	Blank bool

	format   format
	verbatim bool  // copied unchanged: blank, damaged or too long
	crlf     bool  // the record ended with CR LF
	cut      bool  // the next window continues the last line of this one
	escaped  bool  // the JSON literal holds a backslash
	width    width // of a character in the input
	lit, end int   // the literal's inside: Raw[lit:end]
	fields   *fields
	cur      cursor
}

// fields are the JSON keys that Parse looks for, shared by all documents of a
// Reader and never changed.
type fields struct{ text, id, url, site string }

// Format names the format that the document was read in.
func (d *Document) Format() string { return d.format.String() }

// Verbatim reports whether the record has no text to be cleaned and has to be
// copied unchanged: a blank line, a damaged record, a record that is too long.
// For JSON Lines it is known after Parse.
func (d *Document) Verbatim() bool { return d.verbatim }

// A Batch is a run of documents that travel together. It owns all their
// memory; after Reset none of their slices may be used.
type Batch struct {
	Docs []Document
	// Arena is where Parse of these documents puts what it has to unescape.
	Arena Arena
	buf   []byte
}

// keepBytes is the largest buffer that a Batch carries from one use to the
// next: a window fits, a rare huge document is given back.
const keepBytes = 6 << 20

// Reset empties the batch and keeps its memory for the next use.
func (b *Batch) Reset() {
	clear(b.Docs)
	b.Docs = b.Docs[:0]
	b.Arena.reset()
	if cap(b.buf) > keepBytes {
		b.buf = nil
	}
	b.buf = b.buf[:0]
}

// Bytes is how much input the batch holds, as UTF-8.
func (b *Batch) Bytes() int { return len(b.buf) }

// Lines is how many lines the batch's texts have, or somewhat more: in JSON
// every escape counts as a line end. Memory is needed for each line, however
// short it is.
func (b *Batch) Lines() int {
	n := max(bytes.Count(b.buf, []byte{'\n'}), bytes.Count(b.buf, []byte{'\r'}))
	if len(b.Docs) > 0 && b.Docs[0].format == formatJSONL {
		n += bytes.Count(b.buf, []byte{'\\'})
	}
	return n + 1
}

// An Arena is memory for many small slices that end together. The zero value
// is ready; it serves one goroutine at a time.
type Arena struct{ buf []byte }

// take returns an empty slice with room for n bytes. Only the last slice
// taken may grow; keep says how much of it was used.
func (a *Arena) take(n int) []byte {
	if cap(a.buf)-len(a.buf) < n {
		// The old block lives on in the slices that were taken from it.
		a.buf = make([]byte, 0, max(n, 2*cap(a.buf), 64<<10))
	}
	return a.buf[len(a.buf):len(a.buf)]
}

func (a *Arena) keep(b []byte) []byte {
	a.buf = a.buf[:len(a.buf)+len(b)]
	return b[:len(b):len(b)]
}

func (a *Arena) reset() {
	if cap(a.buf) > keepBytes {
		a.buf = nil
	}
	a.buf = a.buf[:0]
}
