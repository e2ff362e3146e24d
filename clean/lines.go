package clean

import (
	"encoding/binary"
	"math/bits"
)

// lines cuts a text at its line ends: \n, \r\n and \r. A bit for each byte says
// where they are, for a thousand bytes at once: most lines are so short that to
// search for the end of each takes longer.
type lines struct {
	text  []byte
	next  int    // where the next line begins
	base  int    // of the 64 bytes that ends is about
	ends  uint64 // those of their line ends that are not passed yet
	ahead [lineBlocks]uint64
}

const (
	blockBytes = 64
	lineBlocks = 16
)

func newLines(text []byte) lines {
	l := lines{text: text}
	if len(text) > 0 {
		l.look()
	}
	return l
}

// look fills in ends for base.
func (l *lines) look() {
	n := l.base / blockBytes % lineBlocks
	if n == 0 {
		lineEndsOf(l.text[l.base:min(l.base+lineBlocks*blockBytes, len(l.text))], &l.ahead)
	}
	l.ends = l.ahead[n]
}

// line returns the span of the next line, without its end.
func (l *lines) line() (start, end int) {
	for start = l.next; ; {
		for l.ends == 0 {
			l.base += blockBytes
			if l.base >= len(l.text) {
				l.next = len(l.text)
				return start, l.next
			}
			l.look()
		}
		end = l.base + bits.TrailingZeros64(l.ends)
		l.ends &= l.ends - 1
		if end >= start { // else it is the rest of the end of the line before
			break
		}
	}
	l.next = end + 1
	if l.text[end] == '\r' && l.next < len(l.text) && l.text[l.next] == '\n' {
		l.next++
	}
	return start, end
}

// genericLineEnds is lineEndsOf in Go.
func genericLineEnds(text []byte, ends []uint64) {
	for i := 0; i < len(text); i += blockBytes {
		ends[i/blockBytes] = lineEndsIn(text[i:min(i+blockBytes, len(text))])
	}
}

// lineEndsIn returns a bit for each line end of text, which has up to 64 bytes.
func lineEndsIn(text []byte) (ends uint64) {
	i := 0
	for ; i < len(text)-7; i += 8 {
		x := binary.LittleEndian.Uint64(text[i:])
		ends |= bitOfEach(zeroBytes(x^'\n'*ones)|zeroBytes(x^'\r'*ones)) << i
	}
	for ; i < len(text); i++ {
		if text[i] == '\n' || text[i] == '\r' {
			ends |= 1 << i
		}
	}
	return ends
}

// zeroBytes leaves the high bit of the bytes of x that are zero.
func zeroBytes(x uint64) uint64 { return ^((x&lows + lows) | x) & highs }
