package eval

// A vocabulary numbers words from 1, so that they are compared and counted as
// numbers. The words alias the texts they are from.
type vocabulary map[string]uint32

func (v vocabulary) number(word string) uint32 {
	n, ok := v[word]
	if !ok {
		n = uint32(len(v) + 1)
		v[word] = n
	}
	return n
}

// An overlap counts what two multisets have in common.
type overlap struct{ both, output, gold int }

// prf returns precision, recall and their harmonic mean; 0 for what is not
// defined.
func (o overlap) prf() (p, r, f float64) {
	p, r = ratio(o.both, o.output), ratio(o.both, o.gold)
	return p, r, harmonic(p, r)
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

func harmonic(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}

// bags compares two texts as multisets of words, n of them known.
func bags(gold, output []uint32, n int) overlap {
	o := overlap{output: len(output), gold: len(gold)}
	left := make([]int32, n+1)
	for _, w := range gold {
		left[w]++
	}
	for _, w := range output {
		if left[w] > 0 {
			left[w]--
			o.both++
		}
	}
	return o
}

// A shingle is four words in a row. A text with fewer is one shingle, with
// zeros after its words.
type shingle [4]uint32

// shingles compares two texts as multisets of shingles, as the article
// extraction benchmark of Scrapinghub does (evaluate.py, n = 4).
func shingles(gold, output []uint32) overlap {
	var o overlap
	left := make(map[shingle]int32, len(gold))
	eachShingle(gold, func(s shingle) {
		left[s]++
		o.gold++
	})
	eachShingle(output, func(s shingle) {
		o.output++
		if left[s] > 0 {
			left[s]--
			o.both++
		}
	})
	return o
}

func eachShingle(words []uint32, with func(shingle)) {
	var s shingle
	if n := copy(s[:], words); n == 0 {
		return
	}
	with(s)
	for _, w := range words[min(len(s), len(words)):] {
		s = shingle{s[1], s[2], s[3], w}
		with(s)
	}
}
