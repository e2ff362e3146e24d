package clean

import (
	"math/bits"
	"slices"
)

// Columns are the features of the lines of a page: columns and not rows, since
// a tree of the model asks one feature of many lines, and a feature of the
// neighbours is the same column read a few cells further on. No cell is above
// maxCell, so that eight of them are compared at once.
//
// Line i of feature f is cells[f*stride+maxLag+i]; the cells before the first
// and after the last line are zero.
type Columns struct {
	Lines     int
	stride    int
	cells     []byte
	forms     []uint16 // by line: the slot of its form
	topics    []uint16 // the slots of the topic words of all lines; those of line i
	topicEnds []int32  // end at topicEnds[i]
	titles    []bool   // by line: whether it says the title of the page
}

const (
	maxLag  = 8   // lines away that a neighbour may be
	maxCell = 127 // largest value of a feature
	never   = 127 // distance to what is not there
)

// reset makes room for the features of so many lines, all zero.
func (c *Columns) reset(lines int) {
	c.Lines = lines
	c.stride = (lines+7)&^7 + 2*maxLag
	n := c.stride * int(featureCount)
	if cap(c.cells) < n+blockLines {
		c.cells = make([]byte, n+n/4+blockLines)
	}
	c.cells = c.cells[:n]
	clear(c.cells)
}

// hasRoom says whether a block of lines may be read from any line and column on.
func (c *Columns) hasRoom() bool { return cap(c.cells) >= len(c.cells)+blockLines }

// Clone returns a copy that shares no memory with c.
func (c *Columns) Clone() Columns {
	return Columns{Lines: c.Lines, stride: c.stride, cells: append([]byte(nil), c.cells...), forms: slices.Clone(c.forms), topics: slices.Clone(c.topics), topicEnds: slices.Clone(c.topicEnds)}
}

// Column returns the cells of f. The cell of line i with a lag is at
// i+lag+MaxLag.
func (c *Columns) Column(f Feature) []byte {
	return c.cells[int(f)*c.stride : (int(f)+1)*c.stride]
}

// MaxLag is how far away the neighbours of a line may be, in lines.
const MaxLag = maxLag

// of returns the cells of f that belong to lines.
func (c *Columns) of(f Feature) []byte { return c.Column(f)[maxLag:][:c.Lines] }

// fill gives all lines the same value.
func (c *Columns) fill(f Feature, v byte) {
	cells := c.of(f)
	for i := range cells {
		cells[i] = v
	}
}

// level puts n on a scale that is exact below 16 and has eight steps to each
// doubling from there; 1<<18 and more are maxCell.
func level(n int) byte {
	if uint(n) < uint(len(levelTable)) {
		return levelTable[n]
	}
	return levelOf(n)
}

// levelTable has those of the numbers that are nearly all there are.
var levelTable = func() (of [1 << 10]byte) {
	for n := range of {
		of[n] = levelOf(n)
	}
	return of
}()

func levelOf(n int) byte {
	if n < 16 {
		return byte(max(n, 0))
	}
	n = min(n, 1<<18-1)
	l := bits.Len(uint(n)) - 1
	return byte(16 + (l-4)*8 + n>>(l-3)&7)
}

// signedLevel puts n on the scale of level, with zero in the middle.
func signedLevel(n int) byte {
	if n < 0 {
		return 64 - min(level(-n), 63)
	}
	return 64 + min(level(n), 63)
}

// share returns n of m in 64 parts.
func share(n, m int) byte {
	if m <= 0 {
		return 0
	}
	return byte(min(64*n/m, 64))
}

// side says where i is: before (0), in (1) or after (2) the stretch.
func side(i, start, end int) byte {
	switch {
	case i < start:
		return 0
	case i < end:
		return 1
	}
	return 2
}

// A fade sums what the lines before hold, and forgets a half, an eighth and a
// thirty-second of it with each line. It counts in 1/32.
type fade struct{ half, eighth, thirtySecond int }

func (f *fade) add(v int) {
	v <<= 5
	f.half += v - f.half>>1
	f.eighth += v - f.eighth>>3
	f.thirtySecond += v - f.thirtySecond>>5
}

// levels returns the three sums.
func (f *fade) levels() (half, eighth, thirtySecond byte) {
	return level(f.half >> 5), level(f.eighth >> 5), level(f.thirtySecond >> 5)
}

// Columns returns the features of the first stage for the page as it was last
// cleaned, to train a model with. The Cleaner must not use the rule "model",
// or its verdicts would be among the features. Blocks has only the lines that
// the model is shown from then on.
func (p *Page) Columns() Columns {
	p.bench = p.cleaner.bench()
	p.hideInserts()
	start, end, _ := p.stretch()
	p.describe(start, end)
	c := p.columns.Clone()
	p.giveBack()
	return c
}

// AddScores fills in the features of the second stage from the scores of the
// first.
func (c *Columns) AddScores(scores []int32) {
	c.describeScores(scores)
	c.describeTopics(scores, new(holders))
}
