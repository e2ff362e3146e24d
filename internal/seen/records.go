package seen

import (
	"encoding/binary"
	"errors"

	"winnow/dedupe"
)

// The first byte of a record's key in the store says what it is. The rest of
// the key is a hash, big-endian, so that records of a kind lie in its order.
const (
	kindCounts   = 'c' // one record: counts
	kindDocument = 'd' // Identity → Document
	kindHeader   = 'h' // one record: Header
	kindKey      = 'k' // dedupe.Key → Owner
	kindOutput   = 'o' // hash of its place → Output
	kindSource   = 's' // hash of its name → name
)

// An Identity is the keyed hash of what names a document: the place of its file
// and its number or name in it. Two documents that share one, by a chance of
// 2^-64 for each pair, are taken for the same: a duplicate would stay, and no
// text would be lost. It is never 0.
type Identity uint64

// An Owner is the document that a paragraph belongs to, and the line, from 1,
// in which it stands there.
type Owner struct {
	Document Identity
	Line     int
}

// A Document is one that is done: its text, if there was any left, is in the
// output.
type Document struct {
	Identity Identity
	Record   int64 // from 1, within the input
	Source   int   // the input: an index into the group's Sources
	Output   int   // an index into its Outputs, or Stream
}

// Stream is the output of documents whose text went where nobody can look.
const Stream = -1

// An Output is a file that was complete when its documents were committed.
type Output struct {
	Place  string // its absolute path
	Length int64  // bytes
	Sum    uint64 // XXH64 of the file
}

// A document as it is stored: names are by their hashes.
type document struct {
	source, output uint64 // output 0: a stream
	record         int64
}

// counts are what the header of a table of contents would say.
type counts struct {
	Keys    int64 // paragraphs
	Commits int64 // groups that were committed since the index was made
}

var errRecord = errors.New("a record is damaged")

func appendKey(dst []byte, k dedupe.Key) []byte {
	dst = append(dst, kindKey)
	dst = binary.BigEndian.AppendUint64(dst, k.Hi)
	return binary.BigEndian.AppendUint64(dst, k.Lo)
}

func parseKey(b []byte) (k dedupe.Key, err error) {
	if len(b) != 17 || b[0] != kindKey {
		return k, errRecord
	}
	return dedupe.Key{Hi: binary.BigEndian.Uint64(b[1:]), Lo: binary.BigEndian.Uint64(b[9:])}, nil
}

func appendHash(dst []byte, kind byte, hash uint64) []byte {
	return binary.BigEndian.AppendUint64(append(dst, kind), hash)
}

func parseHash(b []byte, kind byte) (uint64, error) {
	if len(b) != 9 || b[0] != kind {
		return 0, errRecord
	}
	return binary.BigEndian.Uint64(b[1:]), nil
}

func appendOwner(dst []byte, o Owner) []byte {
	dst = binary.LittleEndian.AppendUint64(dst, uint64(o.Document))
	return binary.AppendUvarint(dst, uint64(o.Line))
}

func parseOwner(b []byte) (o Owner, err error) {
	if len(b) < 9 {
		return o, errRecord
	}
	line, n := binary.Uvarint(b[8:])
	o = Owner{Document: Identity(binary.LittleEndian.Uint64(b)), Line: int(line)}
	if n <= 0 || 8+n != len(b) || o.Document == 0 {
		return o, errRecord
	}
	return o, nil
}

func (d document) append(dst []byte) []byte {
	dst = binary.LittleEndian.AppendUint64(dst, d.source)
	dst = binary.LittleEndian.AppendUint64(dst, d.output)
	return binary.AppendUvarint(dst, uint64(d.record))
}

func parseDocument(b []byte) (d document, err error) {
	if len(b) < 17 {
		return d, errRecord
	}
	record, n := binary.Uvarint(b[16:])
	if n <= 0 || 16+n != len(b) {
		return d, errRecord
	}
	return document{
		source: binary.LittleEndian.Uint64(b),
		output: binary.LittleEndian.Uint64(b[8:]),
		record: int64(record),
	}, nil
}

func (o Output) append(dst []byte) []byte {
	dst = binary.LittleEndian.AppendUint64(dst, uint64(o.Length))
	dst = binary.LittleEndian.AppendUint64(dst, o.Sum)
	return append(dst, o.Place...)
}

func parseOutput(b []byte) (o Output, err error) {
	if len(b) < 17 {
		return o, errRecord
	}
	return Output{
		Length: int64(binary.LittleEndian.Uint64(b)),
		Sum:    binary.LittleEndian.Uint64(b[8:]),
		Place:  string(b[16:]),
	}, nil
}

func (c counts) append(dst []byte) []byte {
	dst = binary.LittleEndian.AppendUint64(dst, uint64(c.Keys))
	return binary.LittleEndian.AppendUint64(dst, uint64(c.Commits))
}

func parseCounts(b []byte) (c counts, err error) {
	if len(b) != 16 {
		return c, errRecord
	}
	return counts{
		Keys:    int64(binary.LittleEndian.Uint64(b)),
		Commits: int64(binary.LittleEndian.Uint64(b[8:])),
	}, nil
}
