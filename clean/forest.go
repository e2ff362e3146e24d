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

	sixes []sixTree // the same as Trees, or nil: see pack
}

// blockLines is how many lines addSixes asks a tree about at a time.
const blockLines = 32

// A sixTree is a tree of six questions as addSixes reads it.
type sixTree struct {
	feature   [6]uint16
	lag       [6]int8
	border    [6]uint8
	low, high [64]uint8 // the halves of the leaves
}

// pack makes the trees ready for addSixes, if all have six questions, as those of the
// shipped model have. Trees must not change afterwards.
func (f *Forest) pack() {
	sixes := make([]sixTree, len(f.Trees))
	for k, t := range f.Trees {
		if len(t.Splits) != 6 {
			return
		}
		to := &sixes[k]
		for i, s := range t.Splits {
			to.feature[i], to.lag[i], to.border[i] = uint16(s.Feature), s.Lag, s.Border
		}
		for i, l := range t.Leaves {
			to.low[i], to.high[i] = uint8(l), uint8(l>>8)
		}
	}
	f.sixes = sixes
}

// Score writes the score of each line to scores, which is as long as c has
// lines: above zero is main text. A tree is asked about 32 lines at a time, or
// eight. The sums are of integers, the same on any machine.
func (f *Forest) Score(c *Columns, scores []int32) {
	if hasAVX2 && len(f.sixes) > 0 && c.hasRoom() {
		for i := 0; i < len(scores); i += blockLines {
			var sums [blockLines]int32
			for k := range sums {
				sums[k] = f.Bias
			}
			addSixes(&f.sixes[0], len(f.sixes), &c.cells[maxLag+i], c.stride, &sums)
			copy(scores[i:], sums[:])
		}
		return
	}
	for i := range scores {
		scores[i] = f.Bias
	}
	for k := range f.Trees {
		f.Trees[k].add(c, scores)
	}
}

// add adds what t says of each line.
func (t *Tree) add(c *Columns, scores []int32) {
	var columns [maxDepth][]byte
	var above [maxDepth]uint64
	for k, s := range t.Splits {
		columns[k] = c.cells[int(s.Feature)*c.stride+maxLag+int(s.Lag):][:c.stride-2*maxLag]
		above[k] = uint64(maxCell-s.Border) * ones
	}
	if len(t.Splits) == 6 {
		addSix((*[6][]byte)(columns[:]), (*[6]uint64)(above[:]), (*[64]int16)(t.Leaves), scores)
		return
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

// addSix is add for trees of six questions, as those of the shipped model are:
// written out, it takes half of the instructions.
func addSix(columns *[6][]byte, above *[6]uint64, values *[64]int16, scores []int32) {
	n := len(columns[0])
	a, b, c, d, e, f := columns[0], columns[1][:n], columns[2][:n], columns[3][:n], columns[4][:n], columns[5][:n]
	for i := 0; i < n-7; i += 8 {
		leaves := (binary.LittleEndian.Uint64(a[i:i+8])+above[0])>>2&(ones<<5) |
			(binary.LittleEndian.Uint64(b[i:i+8])+above[1])>>3&(ones<<4) |
			(binary.LittleEndian.Uint64(c[i:i+8])+above[2])>>4&(ones<<3) |
			(binary.LittleEndian.Uint64(d[i:i+8])+above[3])>>5&(ones<<2) |
			(binary.LittleEndian.Uint64(e[i:i+8])+above[4])>>6&(ones<<1) |
			(binary.LittleEndian.Uint64(f[i:i+8])+above[5])>>7&ones
		if i < len(scores)-7 {
			out := (*[8]int32)(scores[i : i+8])
			out[0] += int32(values[leaves&63])
			out[1] += int32(values[leaves>>8&63])
			out[2] += int32(values[leaves>>16&63])
			out[3] += int32(values[leaves>>24&63])
			out[4] += int32(values[leaves>>32&63])
			out[5] += int32(values[leaves>>40&63])
			out[6] += int32(values[leaves>>48&63])
			out[7] += int32(values[leaves>>56&63])
			continue
		}
		for k := i; k < len(scores); k++ {
			scores[k] += int32(values[leaves&63])
			leaves >>= 8
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
