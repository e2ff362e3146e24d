package pipeline

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"winnow/dedupe"
	"winnow/internal/corpus"
)

// The search for copies in three stages, for engines that sort and shuffle by
// themselves: KeyWriter makes a line of key and position for each unit,
// WriteDrops finds in the sorted lines the positions that go, and DropList has
// a run remove those. Sorted as bytes in between they give what a run gives by
// itself, whatever the number of parts in which the corpus is worked.

// A KeyWriter is a Method that keeps every unit and writes a line for it: 32
// hexadecimal digits of the key, a tab, the position.
type KeyWriter struct {
	w      *bufio.Writer
	c      *Config
	shard  int
	number int64 // of the document
	keys   collector
	line   []byte
}

// NewKeyWriter makes the Method of c that writes to w. Keys of several parts of
// a corpus can be compared if their runs have the same Dedupe.Hasher.
func NewKeyWriter(c *Config, shard int, w io.Writer) *KeyWriter {
	return &KeyWriter{w: bufio.NewWriterSize(w, 1<<16), c: c, shard: shard, keys: collector{hasher: c.Dedupe.Hasher}}
}

// Begin implements Method.
func (k *KeyWriter) Begin(document int64, _ *corpus.Document) error {
	k.number = document
	return nil
}

// Find implements Method.
func (k *KeyWriter) Find(c Candidate) (Found, error) {
	key := c.Key
	if k.c.Dedupe.Scope == ScopeDocument {
		key = k.keys.within(key, dedupe.NewPlace(int64(k.shard)<<32|k.number, 0))
	}
	k.line = appendHex(appendHex(k.line[:0], key.Hi, keyDigits/2), key.Lo, keyDigits/2)
	var err error
	k.line, err = Position{k.shard, k.number, c.Number, sumOf(c)}.AppendTo(append(k.line, '\t'))
	if err != nil {
		return Found{}, err
	}
	_, err = k.w.Write(append(k.line, '\n'))
	return Found{}, err
}

// End writes what is left.
func (k *KeyWriter) End() error { return k.w.Flush() }

func appendHex(dst []byte, word uint64, digits int) []byte {
	for digits--; digits >= 0; digits-- {
		dst = append(dst, "0123456789abcdef"[word>>(4*digits)&15])
	}
	return dst
}

const (
	keyDigits = 32
	lineLen   = keyDigits + 1 + positionBytes + 1
)

// WriteDrops reads lines of a KeyWriter that were sorted as bytes, and writes
// the positions that go, a line each. It holds two lines. A line that comes
// twice counts once.
func WriteDrops(r io.Reader, w io.Writer, keep Keep) error {
	in, out := bufio.NewReaderSize(r, 1<<16), bufio.NewWriterSize(w, 1<<16)
	var last [lineLen]byte
	copies := 0 // with the key of last, so far
	for number := int64(1); ; number++ {
		line, err := in.ReadSlice('\n')
		if err == io.EOF && len(line) == 0 {
			return out.Flush()
		}
		if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
			return err
		}
		if !isKeyLine(line) {
			return fmt.Errorf("line %d: byte %d: is no line of winnow keys", number, (number-1)*lineLen)
		}
		order := bytes.Compare(line, last[:])
		if order < 0 && copies > 0 {
			return fmt.Errorf("line %d: byte %d: the lines are not sorted (use LC_ALL=C sort)", number, (number-1)*lineLen)
		}
		if order == 0 {
			continue
		}
		if copies == 0 || !bytes.Equal(line[:keyDigits], last[:keyDigits]) {
			copies = 0
		}
		copies++
		const position = keyDigits + 1
		if copies > 1 && keep == KeepLast || copies == 2 && keep == KeepNone {
			out.Write(last[position:]) // the first error comes back with Flush
		}
		if copies > 1 && keep != KeepLast {
			out.Write(line[position:])
		}
		copy(last[:], line)
	}
}

func isKeyLine(line []byte) bool {
	if len(line) != lineLen || line[keyDigits] != '\t' || line[lineLen-1] != '\n' {
		return false
	}
	var key [keyDigits / 2]byte
	if _, err := hex.Decode(key[:], line[:keyDigits]); err != nil {
		return false
	}
	_, err := ParsePosition(line[keyDigits+1 : lineLen-1])
	return err == nil
}

// A DropList is a Method that removes the units whose positions a sorted list
// has. Those of other parts of the corpus are passed over.
type DropList struct {
	in       *bufio.Reader
	shard    int
	document int64
	next     Position
	more     bool
	lines    int64
}

// NewDropList makes a Method of the list that r reads.
func NewDropList(r io.Reader, shard int) (*DropList, error) {
	d := &DropList{in: bufio.NewReaderSize(r, 1<<16), shard: shard, next: Position{Shard: -1}}
	return d, d.advance()
}

// advance reads the next position of this part.
func (d *DropList) advance() error {
	for {
		line, err := d.in.ReadSlice('\n')
		d.lines++
		if err == io.EOF && len(line) == 0 {
			d.more = false
			return nil
		}
		if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
			return err
		}
		p, bad := ParsePosition(bytes.TrimSuffix(line, []byte{'\n'}))
		at := fmt.Sprintf("line %d: byte %d: ", d.lines, (d.lines-1)*(positionBytes+1))
		if bad != nil {
			return errors.New(at + bad.Error())
		}
		switch {
		case p == d.next:
			continue
		case p.compare(d.next) < 0:
			return errors.New(at + "the positions are not sorted (use LC_ALL=C sort)")
		}
		if d.next = p; p.Shard == d.shard {
			d.more = true
			return nil
		}
	}
}

// Begin implements Method.
func (d *DropList) Begin(document int64, _ *corpus.Document) error {
	d.document = document
	return nil
}

// Find implements Method. It returns an error if the list was made of other units.
func (d *DropList) Find(c Candidate) (Found, error) {
	here := Position{d.shard, d.document, c.Number, sumOf(c)}
	switch order := here.compare(d.next); {
	case !d.more || order < 0:
		return Found{}, nil
	case order > 0:
		return Found{}, d.unknown("document %d has no unit %d")
	case here != d.next:
		return Found{}, d.unknown("document %d has another text as unit %d")
	}
	return Found{Copy: true}, d.advance()
}

// End returns an error if the list names units that did not come.
func (d *DropList) End() error {
	if d.more {
		return d.unknown("document %d has no unit %d")
	}
	return nil
}

// unknown is the error of a position that says something else of a document than
// the document does.
func (d *DropList) unknown(what string) error {
	return fmt.Errorf("line %d: "+what+" (were the keys made of these documents, with the same flags?)",
		d.lines, d.next.Document, d.next.Number)
}
