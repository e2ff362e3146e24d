package dedupe

// A Sketcher makes sketches of texts, in which texts with many common shingles
// agree in many places. It serves one goroutine; Sketchers of the same options
// make the same sketches, in every run and on every machine.
type Sketcher struct {
	words   int
	bands   bands
	tokens  []uint64
	shingle []uint64
	minima  []uint64
}

// NewSketcher makes a Sketcher for o.
func NewSketcher(o NearOptions) *Sketcher {
	b := chooseBands(o.Threshold)
	return &Sketcher{words: o.words(), bands: b, minima: make([]uint64, b.number*b.rows)}
}

// Append appends the sketch of a text that Fold made: one number for each of
// Bands bands. A text without words has an empty sketch.
func (s *Sketcher) Append(dst []uint32, folded []byte) []uint32 {
	s.tokens = appendTokens(s.tokens[:0], folded)
	s.shingle = appendShingles(s.shingle[:0], s.tokens, s.words)
	if len(s.shingle) == 0 {
		return dst
	}
	s.sketch()
	for i := range s.bands.number {
		h := uint64(keySketch)
		for _, m := range s.minima[i*s.bands.rows : (i+1)*s.bands.rows] {
			h = fold64(h^m, mulSketch)
		}
		dst = append(dst, uint32(h>>32))
	}
	return dst
}

// Bands returns the length of the sketches.
func (s *Sketcher) Bands() int { return s.bands.number }

// Rows returns the number of minima that a band stands for.
func (s *Sketcher) Rows() int { return s.bands.rows }

// empty is larger than any minimum.
const empty = 1<<64 - 1

// sketch finds the minima: k of them, each equal for two sets of shingles with
// a probability that is their Jaccard similarity.
//
// The method is that of Dahlgaard, Knudsen and Thorup, Fast similarity
// sketching (FOCS 2017), section 2: each shingle is thrown into one of the k
// bins with a random value, and a bin keeps the least. Empty bins get theirs
// in further rounds with other random numbers; from round k on each shingle
// goes into the one bin of the round. That is one multiplication a shingle for
// a text of more than k log k of them, where k hash functions need k, and the
// minima are at least as well spread as theirs.
func (s *Sketcher) sketch() {
	minima := s.minima
	for i := range minima {
		minima[i] = empty
	}
	k := uint64(len(minima))
	full := 0
	for round := uint64(0); full < len(minima); round++ {
		key := fold64(round^keySketch, mulToken)
		before := round << 32 // a value is larger than those of earlier rounds
		for _, x := range s.shingle {
			h := fold64(x^key, mulSketch)
			bin := h >> 32 * k >> 32
			if round >= k {
				bin = round % k
			}
			value := before | h&(1<<32-1)
			if m := minima[bin]; value < m {
				if m == empty {
					full++
				}
				minima[bin] = value
			}
		}
	}
}
