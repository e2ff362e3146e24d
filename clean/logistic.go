package clean

import (
	"math"
	"math/bits"
)

// Integers in place of exp and log, so that verdicts are the same on any machine.

// likelyBits is the fixed point of probabilities.
const likelyBits = 10

// likelihoods are the probabilities of scores of -8 to 8 logits, in steps of an
// eighth.
var likelihoods = func() (table [129]int32) {
	for i := range table {
		table[i] = int32(math.Round((1 << likelyBits) / (1 + math.Exp(float64(64-i)/8))))
	}
	return table
}()

// likely returns the probability that a score stands for.
func likely(score int32) int {
	return int(likelihoods[min(max(score>>(scoreBits-3), -64), 64)+64])
}

// logarithm returns ln(1 + n/unit) in 1/256, right to 1/12: between powers of
// two it is a straight line.
func logarithm(n, unit int) int32 {
	const point = 16
	x := uint64(n+unit) << point / uint64(unit)
	whole := bits.Len64(x) - 1
	part := x << (63 - whole) << 1 >> (64 - 8)               // the eight bits below the highest
	return int32((uint64(whole-point)<<8 | part) * 177 >> 8) // ln 2 is 177/256
}
