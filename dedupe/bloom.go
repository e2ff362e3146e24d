package dedupe

import (
	"math"
	"math/bits"
)

// A Bloom remembers keys approximately, in memory that does not grow: it never
// forgets a key, but takes some keys for known that are not. It is a blocked
// Bloom filter (Putze, Sanders and Singler, Cache-, Hash- and Space-Efficient
// Bloom Filters, 2007): all bits of a key are in one block of 512, so that Add
// waits for memory once. It is not safe for concurrent use.
type Bloom struct {
	blocks [][8]uint64
	each   int // bits that a key sets
}

const blockBits = 512

// NewBloom makes a filter of so many bytes, rounded down to blocks of 64 and at
// least one, with the number of bits a key that suits the rate of keys wrongly
// taken for known, above 0 and below 1. How many keys it takes until that rate
// is reached depends on the memory: for one in a hundred about 10 bits each are
// needed, for one in ten thousand about 23.
func NewBloom(rate float64, bytes int64) *Bloom {
	each := int(math.Round(-math.Log2(rate)))
	return &Bloom{
		blocks: make([][8]uint64, max(1, bytes/(blockBits/8))),
		each:   max(1, min(each, 24)),
	}
}

// Add remembers k, and reports whether it was known, or seemed so.
func (b *Bloom) Add(k Key) (known bool) {
	block, x := b.place(k)
	known = true
	for range b.each {
		word, bit := x>>61, uint64(1)<<(x>>55&63)
		known = known && block[word]&bit != 0
		block[word] |= bit
		x *= nextBits
	}
	return known
}

// place returns the block of k, and what its bits in there come from. Both
// depend on Hi: the maker of a text does not know them.
func (b *Bloom) place(k Key) (*[8]uint64, uint64) {
	i, _ := bits.Mul64(k.Hi, uint64(len(b.blocks)))
	x := (k.Hi ^ bits.RotateLeft64(k.Lo, 32)) * 0x9e3779b97f4a7c15
	x ^= x >> 29
	return &b.blocks[i], x*nextBits | 1
}

// nextBits is the multiplier of a generator of random numbers (Steele and
// Vigna, Computationally easy, spectrally good multipliers, 2021), whose upper
// bits are the bits of a key.
const nextBits = 0xd1342543de82ef95

// Rate is the chance that a key which was never added is taken for known now.
// It is counted from the bits that are set, block by block.
func (b *Bloom) Rate() float64 {
	var full [blockBits + 1]int
	for i := range b.blocks {
		ones := 0
		for _, word := range b.blocks[i] {
			ones += bits.OnesCount64(word)
		}
		full[ones]++
	}
	rate := 0.0
	for ones, blocks := range full {
		rate += float64(blocks) * math.Pow(float64(ones)/blockBits, float64(b.each))
	}
	return rate / float64(len(b.blocks))
}

// Bytes returns the memory that the filter holds.
func (b *Bloom) Bytes() int64 { return int64(len(b.blocks)) * (blockBits / 8) }
