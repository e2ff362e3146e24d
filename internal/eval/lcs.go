package eval

import "math/bits"

// maxProduct is how long two texts may be together, as the product of their
// words, for their common subsequence to be looked for: about a second of
// work, a hundred times what the longest page of the labelled sets takes.
const maxProduct = 1 << 36

// commonLength is the length of the longest common subsequence of two texts,
// whose words are numbers up to n: bit-parallel, 64 words of the one against a
// word of the other at a time (Hyyrö 2004, "Bit-parallel LCS-length computation
// revisited"). It takes len(a)*len(b)/64 steps.
func commonLength(a, b []uint32, n int) int {
	common := 0
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b, common = a[1:], b[1:], common+1
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b, common = a[:len(a)-1], b[:len(b)-1], common+1
	}
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(b) == 0 {
		return common
	}
	places := make([][]int32, n+1) // of each word in b
	for i, w := range b {
		places[w] = append(places[w], int32(i))
	}
	row := make([]uint64, (len(b)+63)/64)
	for i := range row {
		row[i] = ^uint64(0)
	}
	for _, w := range a {
		if len(places[w]) > 0 {
			step(row, places[w])
		}
	}
	for i := range row {
		common += bits.OnesCount64(^row[i])
	}
	return common
}

// step adds one word to the row: V becomes (V + (V & M)) | (V & ^M), where M
// are the places of the word.
func step(row []uint64, places []int32) {
	carry, from := uint64(0), int(places[0])/64
	for k := from; k < len(row) && (len(places) > 0 || carry > 0); k++ {
		var match uint64
		for len(places) > 0 && int(places[0])/64 == k {
			match |= 1 << (places[0] % 64)
			places = places[1:]
		}
		v := row[k]
		sum, over := bits.Add64(v, v&match, carry)
		row[k] = sum | v&^match
		carry = over
	}
}
