package pipeline

import (
	"errors"
	"fmt"
	"strconv"
)

// A Position names a unit in text: the part of the corpus, the document in the
// order of its input, and the unit among those of the document that are
// compared. Positions sort as their bytes do, in the order of the corpus.
type Position struct {
	Shard    int   // 0 to MaxShard
	Document int64 // from 0
	Number   int   // from 0
}

// MaxShard is the largest number of a part of the corpus.
const MaxShard = 9999

const (
	shardDigits    = 4
	documentDigits = 12
	numberDigits   = 9
	// positionBytes is the length of every Position.
	positionBytes = shardDigits + 1 + documentDigits + 1 + numberDigits
)

// AppendTo appends the position: SHARD-DOCUMENT-NUMBER, in decimal digits. It
// returns an error if one of them has too many.
func (p Position) AppendTo(dst []byte) ([]byte, error) {
	if p.Shard > MaxShard || p.Document >= 1e12 || p.Number >= 1e9 {
		return dst, fmt.Errorf("unit %d of document %d has no position: the numbers are too large", p.Number, p.Document)
	}
	dst = appendDigits(dst, int64(p.Shard), shardDigits)
	dst = appendDigits(append(dst, '-'), p.Document, documentDigits)
	return appendDigits(append(dst, '-'), int64(p.Number), numberDigits), nil
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
	if len(s) != positionBytes || s[shardDigits] != '-' || s[shardDigits+1+documentDigits] != '-' {
		return p, errPosition
	}
	shard, err1 := digits(s[:shardDigits])
	document, err2 := digits(s[shardDigits+1:][:documentDigits])
	number, err3 := digits(s[shardDigits+documentDigits+2:])
	return Position{int(shard), document, int(number)}, errors.Join(err1, err2, err3)
}

func digits(s []byte) (int64, error) {
	n, err := strconv.ParseUint(string(s), 10, 63)
	if err != nil {
		return 0, errPosition
	}
	return int64(n), nil
}
