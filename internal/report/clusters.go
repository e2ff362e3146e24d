package report

import (
	"io"
	"strconv"
)

// Clusters writes clusters of texts that are almost the same, a JSON line for
// each. After the first error of the stream nothing more is written.
type Clusters struct {
	a     Audit // the same way of writing lines
	first bool  // no member has been written
}

// A Member is one text of a cluster.
type Member struct {
	Place Kept
	// Like is the text that it resembles, by Similarity; the zero Kept for the
	// first text of a cluster.
	Like       Kept
	Similarity float64
}

// NewClusters returns a Clusters that writes to w. The caller closes w, after
// Flush.
func NewClusters(w io.Writer) *Clusters { return &Clusters{a: Audit{w: w}} }

// Begin begins a cluster.
func (c *Clusters) Begin() {
	c.a.buf = append(c.a.buf, `{"texts":[`...)
	c.first = true
}

// Member adds a text to the cluster.
func (c *Clusters) Member(m Member) {
	if !c.first {
		c.a.buf = append(c.a.buf, ',')
	}
	c.first = false
	c.a.buf = append(m.Place.appendFields(append(c.a.buf, '{')), similarityOf(m.Similarity, m.Like)...)
	c.a.buf = append(c.a.buf, '}')
}

// End ends the cluster.
func (c *Clusters) End() error {
	c.a.buf = append(c.a.buf, "]}\n"...)
	return c.a.written()
}

// Flush writes what was collected and returns the first error of the stream.
func (c *Clusters) Flush() error { return c.a.Flush() }

// similarityOf returns the keys that say what a text resembles; none if like
// is the zero Kept.
func similarityOf(similarity float64, like Kept) []byte {
	if like == (Kept{}) {
		return nil
	}
	dst := appendSimilarity(nil, similarity)
	dst = append(dst, `,"like":{`...)
	return append(like.appendFields(dst), '}')
}

// appendSimilarity writes four digits, and never 1 for what is not the same.
func appendSimilarity(dst []byte, s float64) []byte {
	if s < 1 {
		s = min(s, 0.9999)
	}
	return strconv.AppendFloat(append(dst, `,"similarity":`...), s, 'f', 4, 64)
}

func (k Kept) appendFields(dst []byte) []byte {
	dst = append(dst, `"file":`...)
	dst = appendString(dst, k.File)
	dst = appendInt(dst, `,"record":`, k.Record)
	return appendInt(dst, `,"line":`, int64(k.Line))
}
