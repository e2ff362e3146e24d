package clean

import "encoding/binary"

// A Split asks whether a feature of a line, or of the line Lag lines below it,
// is above Border.
type Split struct {
	Feature Feature
	Lag     int8
	Border  uint8
}

// A Tree is oblivious: all nodes of one depth ask the same question, so that
// the answers are the bits of the number of a leaf, the first question's the
// highest (Prokhorenkova et al., "CatBoost", NeurIPS 2018, section 4). Leaves
// are scores in 1/256 of a logit.
type Tree struct {
	Splits []Split
	Leaves []int16
}

// maxDepth keeps the number of a leaf in a byte.
const maxDepth = 8

// A Forest adds up what its trees say.
type Forest struct {
	Bias  int32
	Trees []Tree
}

// Score writes the score of each line to scores, which is as long as c has
// lines: above zero is main text. A tree is asked about eight lines at a time.
// The sums are of integers, the same on any machine.
func (f *Forest) Score(c *Columns, scores []int32) {
	for i := range scores {
		scores[i] = f.Bias
	}
	for k := range f.Trees {
		f.Trees[k].add(c, scores)
	}
}

func (t *Tree) add(c *Columns, scores []int32) {
	var columns [maxDepth][]byte
	var above [maxDepth]uint64
	for k, s := range t.Splits {
		columns[k] = c.cells[int(s.Feature)*c.stride+maxLag+int(s.Lag):][:c.stride-2*maxLag]
		above[k] = uint64(maxCell-s.Border) * ones
	}
	depth := len(t.Splits)
	for i := 0; i < len(scores); i += 8 {
		var leaves uint64
		for k := 0; k < depth; k++ {
			x := binary.LittleEndian.Uint64(columns[k][i:]) + above[k]
			leaves = leaves<<1 | x>>7&ones
		}
		out := scores[i:min(i+8, len(scores))]
		for k := range out {
			out[k] += int32(t.Leaves[leaves>>(8*k)&0xFF])
		}
	}
}

// leaf returns the number of the leaf that line i falls into.
func (t *Tree) leaf(c *Columns, i int) int {
	n := 0
	for _, s := range t.Splits {
		n = n<<1 | one(c.Column(s.Feature)[maxLag+i+int(s.Lag)] > s.Border)
	}
	return n
}

// A Weight is what an answer adds to a score: what the score would lose if the
// answer were the other one, in 1/256 of a logit.
type Weight struct {
	Feature Feature
	Score   int32
}

// Logits returns the weight in logits.
func (w Weight) Logits() float64 { return float64(w.Score) / (1 << scoreBits) }

// weigh adds up, for each feature, what the answers about line i weigh.
func (f *Forest) weigh(c *Columns, i int, sums *[featureCount]int32) {
	for k := range f.Trees {
		t := &f.Trees[k]
		n := t.leaf(c, i)
		for d, s := range t.Splits {
			other := n ^ 1<<(len(t.Splits)-1-d)
			sums[s.Feature] += int32(t.Leaves[n]) - int32(t.Leaves[other])
		}
	}
}

// valid says whether the tree asks only what there is.
func (t *Tree) valid(features Feature) bool {
	for _, s := range t.Splits {
		if s.Feature >= features || s.Lag < -maxLag || s.Lag > maxLag || s.Border > maxCell {
			return false
		}
	}
	return len(t.Splits) <= maxDepth && len(t.Leaves) == 1<<len(t.Splits)
}
