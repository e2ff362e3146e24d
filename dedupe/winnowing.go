package dedupe

// A Print is a fingerprint: the hash of some words in a row, and where they
// stand in the folded text, in bytes.
type Print struct {
	Hash     uint64
	From, To int
}

// A Printer chooses fingerprints of texts such that two texts that share a run
// of Words words share a fingerprint of it: of every window of hashes that such
// a run must fill it takes the least, the rightmost if there are several
// (Schleimer, Wilkerson and Aiken, Winnowing: local algorithms for document
// fingerprinting, SIGMOD 2003, section 3). One hash in (window+1)/2 is taken.
// It serves one goroutine.
type Printer struct {
	gram, window int
	tokens       []uint64
	spans        []int // where tokens begin and end, by twos
	hashes       []uint64
}

// NewPrinter makes a Printer for runs of words words or more. A fingerprint
// spans half of them, so that short common phrases are none.
func NewPrinter(words int) *Printer {
	gram := (words + 1) / 2
	return &Printer{gram: gram, window: words - gram + 1}
}

// Append appends the fingerprints of a folded text in the order in which they
// stand. A text shorter than a run has none.
func (p *Printer) Append(dst []Print, folded []byte) []Print {
	p.tokens, p.spans = p.tokens[:0], p.spans[:0]
	for from, to := nextToken(folded, 0); from < to; from, to = nextToken(folded, to) {
		p.tokens = append(p.tokens, tokenHash(folded, from, to))
		p.spans = append(p.spans, from, to)
	}
	if len(p.tokens) < p.gram+p.window-1 {
		return dst
	}
	p.hashes = appendShingles(p.hashes[:0], p.tokens, p.gram)
	for i, h := range p.hashes {
		// The hash of a run is a polynomial: its low bits know little.
		p.hashes[i] = fold64(h^keySketch, mulSketch)
	}
	least, taken := 0, -1
	for i := range p.hashes {
		if p.hashes[i] <= p.hashes[least] {
			least = i
		} else if least <= i-p.window {
			least = p.rightmost(i-p.window+1, i)
		}
		if i >= p.window-1 && least != taken { // the first whole window and all after it
			taken = least
			dst = append(dst, Print{p.hashes[least], p.spans[2*least], p.spans[2*(least+p.gram)-1]})
		}
	}
	return dst
}

// rightmost returns the index of the least hash from from to to, both included.
func (p *Printer) rightmost(from, to int) int {
	least := from
	for i := from; i <= to; i++ {
		if p.hashes[i] <= p.hashes[least] {
			least = i
		}
	}
	return least
}
