package pipeline

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
)

// A Position names a unit in text: the part of the corpus, the document in the
// order of its input, and the unit among those of the document that are
// compared; and some bits of its key, by which other documents are told from those
// that it was made of. Positions sort as their bytes do, in the order of the corpus.
type Position struct {
	Shard    int    // 0 to MaxShard
	Document int64  // from 0
	Number   int    // from 0
	Sum      uint32 // of the unit: see sumOf
}

// sumOf is the Sum of a unit. It is the same for every secret, but not for another
// unit or match.
func sumOf(c Candidate) uint32 { return uint32(c.Key.Lo) }

// MaxShard is the largest number of a part of the corpus.
const MaxShard = 9999

const (
	shardDigits    = 4
	documentDigits = 12
	numberDigits   = 9
	sumDigits      = 8
	sumAt          = shardDigits + 1 + documentDigits + 1 + numberDigits + 1
	// positionBytes is the length of every Position.
	positionBytes = sumAt + sumDigits
)

// AppendTo appends the position: SHARD-DOCUMENT-NUMBER-SUM, the last in hexadecimal
// digits, the others in decimal ones. It returns an error if one of them has too many.
func (p Position) AppendTo(dst []byte) ([]byte, error) {
	if p.Shard > MaxShard || p.Document >= 1e12 || p.Number >= 1e9 {
		return dst, fmt.Errorf("unit %d of document %d has no position: the numbers are too large", p.Number, p.Document)
	}
	dst = appendDigits(dst, int64(p.Shard), shardDigits)
	dst = appendDigits(append(dst, '-'), p.Document, documentDigits)
	dst = appendDigits(append(dst, '-'), int64(p.Number), numberDigits)
	return appendHex(append(dst, '-'), uint64(p.Sum), sumDigits), nil
}

func appendDigits(dst []byte, n int64, digits int) []byte {
	for range digits {
		dst = append(dst, '0')
	}
	for i := len(dst) - 1; n > 0; i-- {
		dst[i] = '0' + byte(n%10)
		n /= 10
	}
	return dst
}

var errPosition = errors.New("is no position as winnow keys writes them")

// ParsePosition reads what AppendTo writes.
func ParsePosition(s []byte) (p Position, err error) {
	if len(s) != positionBytes || s[shardDigits] != '-' || s[shardDigits+1+documentDigits] != '-' || s[sumAt-1] != '-' {
		return p, errPosition
	}
	shard, err1 := digits(s[:shardDigits])
	document, err2 := digits(s[shardDigits+1:][:documentDigits])
	number, err3 := digits(s[sumAt-1-numberDigits : sumAt-1])
	var sum [sumDigits / 2]byte
	_, err4 := hex.Decode(sum[:], s[sumAt:])
	if err := errors.Join(err1, err2, err3, err4); err != nil || bytes.ContainsAny(s[sumAt:], "ABCDEF") {
		return p, errPosition
	}
	return Position{int(shard), document, int(number), binary.BigEndian.Uint32(sum[:])}, nil
}

// compare puts positions in the order of the corpus.
func (p Position) compare(q Position) int {
	return cmp.Or(cmp.Compare(p.Shard, q.Shard), cmp.Compare(p.Document, q.Document), cmp.Compare(p.Number, q.Number))
}

func digits(s []byte) (int64, error) {
	n, err := strconv.ParseUint(string(s), 10, 63)
	if err != nil {
		return 0, errPosition
	}
	return int64(n), nil
}
