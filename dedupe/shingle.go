package dedupe

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// A token is what shingles are made of: a word of a text that Fold made, or
// one character of a script that puts no spaces between words.

// nextToken returns where the first token at or after i begins and ends; at
// the end of the text both are its length.
func nextToken(p []byte, i int) (from, to int) {
	for i < len(p) && p[i] == ' ' {
		i++
	}
	from = i
	for i < len(p) {
		if i+8 <= len(p) {
			stop := stops(binary.LittleEndian.Uint64(p[i:]))
			if stop == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(stop) / 8
		}
		switch c := p[i]; {
		case c == ' ':
			return from, i
		case c < 0xe0: // below U+0800, or the later bytes of a character
			i++
		default:
			r, n := utf8.DecodeRune(p[i:])
			if isSpaceless(r) {
				if i == from {
					i += n
				}
				return from, i
			}
			i += n
		}
	}
	return from, len(p)
}

const (
	ones   = 0x0101010101010101
	highs  = 0x80 * ones
	spaces = ' ' * ones
)

// stops marks the bytes of x at which a token may end: spaces, and bytes that
// begin a character from U+0800 on. The lowest mark is right.
func stops(x uint64) uint64 {
	y := x ^ spaces
	return (y-ones)&^y&highs | x&(x<<1)&(x<<2)&highs
}

// The multipliers are odd numbers without a pattern: digits of pi, of the
// golden ratio and of the root of two.
const (
	mulToken   = 0x9e3779b97f4a7c15
	keyToken   = 0x243f6a8885a308d3
	mulShingle = 0xd1342543de82ef95
	mulSketch  = 0xb5297a4d3f84d5b5
	keySketch  = 0x6a09e667f3bcc909
)

// fold64 multiplies to 128 bits and folds them into 64.
func fold64(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// tokenHash hashes the token p[from:to]. It is the same in every run and on
// every machine, and so anybody can make tokens that collide: what it says is
// checked before a text is removed.
func tokenHash(p []byte, from, to int) uint64 {
	h := uint64(keyToken)
	for ; to-from > 8; from += 8 {
		h = fold64(h^binary.LittleEndian.Uint64(p[from:]), mulToken)
	}
	return fold64(h^load(p, from, to), mulToken)
}

// load returns the 1 to 8 bytes p[from:to] as a number.
func load(p []byte, from, to int) uint64 {
	if from+8 <= len(p) {
		return binary.LittleEndian.Uint64(p[from:]) & (1<<(8*(to-from)) - 1)
	}
	var x uint64
	for i := to - 1; i >= from; i-- {
		x = x<<8 | uint64(p[i])
	}
	return x
}

// appendTokens appends the hashes of all tokens of a folded text.
func appendTokens(dst []uint64, folded []byte) []uint64 {
	for from, to := nextToken(folded, 0); from < to; from, to = nextToken(folded, to) {
		dst = append(dst, tokenHash(folded, from, to))
	}
	return dst
}

// appendShingles appends the hash of each run of n tokens, in order and with
// repetitions (Broder 1997, On the resemblance and containment of documents).
// Fewer tokens than n are one shingle; none are none. The hash of a run is a
// polynomial in the hashes of its tokens, so that one follows from the one
// before (Karp and Rabin 1987).
func appendShingles(dst, tokens []uint64, n int) []uint64 {
	if len(tokens) == 0 {
		return dst
	}
	n = min(n, len(tokens))
	var h uint64
	first := uint64(1) // what the first token of a run is multiplied with
	for i, t := range tokens[:n] {
		h = h*mulShingle + t
		if i > 0 {
			first *= mulShingle
		}
	}
	dst = append(dst, h)
	for i, t := range tokens[n:] {
		h = (h-tokens[i]*first)*mulShingle + t
		dst = append(dst, h)
	}
	return dst
}
