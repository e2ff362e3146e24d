package clean

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// A tokenReader reads the tokens of a line one by one, from its begin or from
// its end: most lines part from every phrase within a word or two, and the
// rest of them need not be read.
type tokenReader struct {
	line     []byte
	i        int // forward: where the next token begins; backward: where what is not read yet ends
	backward bool
	colon    bool    // backward: a colon stands before what was read
	tokens   []token // read ahead; backward: in the order of the line
}

// start sets the reader on a line. What it held before is forgotten.
func (r *tokenReader) start(line []byte, backward bool) {
	r.line, r.i, r.backward, r.colon, r.tokens = line, 0, backward, false, r.tokens[:0]
	switch {
	case backward:
		r.i = len(line)
	case len(line) > 0 && !isASCIIAlnum(line[0]):
		r.pass()
	}
}

// next returns the next token; ok is false if there is none.
func (r *tokenReader) next() (t token, ok bool) {
	if r.backward {
		return r.previous()
	}
	if len(r.tokens) > 0 {
		t, r.tokens = r.tokens[0], r.tokens[:0]
	} else if r.i < len(r.line) {
		t, r.i, _ = nextToken(r.line, r.i)
	} else {
		return t, false
	}
	t.colon = r.pass()
	return t, true
}

// pass goes on to the next token and says whether a colon stands before it.
// The beginning of one that is not ASCII cannot be told without reading it.
func (r *tokenReader) pass() (colon bool) {
	for r.i < len(r.line) {
		c := r.line[r.i]
		if c < utf8.RuneSelf {
			if foldTable[c] != foldSeparator {
				return colon
			}
			colon = colon || c == ':'
			r.i++
			continue
		}
		t, next, ok := nextTokenRune(r.line, r.i)
		if ok {
			r.tokens, r.i = append(r.tokens, t), next
			return colon
		}
		colon = colon || isColon(r.line, r.i, next)
		r.i = next + 1
	}
	return colon
}

// previous returns the token before those read so far. An ASCII separator ends
// any token, so that what stands between two of them can be read by itself.
func (r *tokenReader) previous() (t token, ok bool) {
	for len(r.tokens) == 0 {
		end := r.i
		for end > 0 && r.line[end-1] < utf8.RuneSelf && foldTable[r.line[end-1]] == foldSeparator {
			end--
			r.colon = r.colon || r.line[end] == ':'
		}
		if end == 0 {
			return t, false
		}
		if t, ok = r.lastWord(end); ok {
			return t, true
		}
		r.i = r.boundary(end)
		r.read(r.line[:end], r.i)
	}
	last := len(r.tokens) - 1
	t, r.tokens = r.tokens[last], r.tokens[:last]
	return t, true
}

// boundary returns the last place before end where no token goes on: behind an
// ASCII separator, or where a character begins that is a token by itself. In
// scripts without spaces whole lines would be read otherwise.
func (r *tokenReader) boundary(end int) int {
	i := end
	for i > 0 {
		c := r.line[i-1]
		if c < utf8.RuneSelf && foldTable[c] == foldSeparator {
			break
		}
		i--
		if c >= 0xE0 && i+2 < end { // none of two bytes is one
			if char, _ := decodeRune(r.line, i); foldRune(char) == foldAlone {
				break
			}
		}
	}
	return i
}

// lastWord reads the token that ends at end if it is a word of fewer than 16
// ASCII letters or a number of as few digits, as most are: eight bytes tell that,
// or two times eight. The last token is read of every line.
func (r *tokenReader) lastWord(end int) (t token, ok bool) {
	x := load8Before(r.line, end)
	in := letterBytes(x)
	if in>>63 == 0 {
		in, t.kind = digitBytes(x), tokenNumber
	}
	n := bits.LeadingZeros64(^in&highs) >> 3
	if n == 8 {
		y := load8Before(r.line, end-8)
		if in = letterBytes(y); t.kind == tokenNumber {
			in = digitBytes(y)
		}
		n += bits.LeadingZeros64(^in&highs) >> 3
	}
	i := end - n
	if n == 0 || n == 16 || i > 0 && r.line[i-1] >= utf8.RuneSelf {
		return t, false
	}
	var h tokenHash
	rest := n
	if n >= 8 {
		h.mix(binary.LittleEndian.Uint64(r.line[i:]) | 0x20*ones)
		rest -= 8
	}
	if rest > 0 {
		h.mix((x | 0x20*ones) >> (8 * (8 - rest) & 63))
	}
	t.hash, t.upper, t.colon = h.hash(), t.kind == tokenWord && r.line[i] < 'a', r.colon
	r.i, r.colon = i, false
	return t, true
}

// load8Before returns the eight bytes of s before end, little-endian; those before
// its begin are zero.
func load8Before(s []byte, end int) uint64 {
	if end >= 8 {
		return binary.LittleEndian.Uint64(s[end-8 : end])
	}
	x, _ := load8(s, 0)
	return x << (8 * (8 - end))
}

// read reads the tokens of line[i:] ahead.
func (r *tokenReader) read(line []byte, i int) {
	before := false // a colon before all of them
	for i < len(line) {
		t, next, ok := nextToken(line, i)
		switch {
		case ok:
			r.tokens = append(r.tokens, t)
			i = next
			continue
		case !isColon(line, i, next):
		case len(r.tokens) > 0:
			r.tokens[len(r.tokens)-1].colon = true
		default:
			before = true
		}
		i = next + 1
	}
	if n := len(r.tokens); n > 0 {
		r.tokens[n-1].colon = r.tokens[n-1].colon || r.colon
		r.colon = false
	}
	r.colon = r.colon || before
}
