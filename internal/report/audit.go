package report

import (
	"io"
	"strconv"
)

// A Removal is one line of the audit: a block of text that was not written.
// The slices are read before Add or AppendTo returns, and not kept.
type Removal struct {
	File     string // as named on the command line
	Record   int64  // from 1, within the file
	ID, URL  []byte // of the record; nil if it has none
	Encoding string // set if Start and End count bytes of a file in this encoding
	Rule     string
	// Start and End are byte offsets in the decompressed input file.
	Start, End int64
	Line       int    // from 1, within the document
	Text       []byte // the block as it would have been written
	// Scored says that the line model has judged the block, and Score how likely
	// it holds it to be main text, from 0 to 1.
	Scored bool
	Score  float64
	// Kept is where the first copy of a duplicate stands; the zero Kept means
	// that the block is no duplicate.
	Kept Kept
	// Similarity, if it is not 0, is that of a near duplicate: to Kept, or to
	// Like if that is not the zero Kept. Like is then of the same cluster as
	// Kept, and was removed.
	Similarity float64
	Like       Kept
}

// Kept says where a text stands that was kept.
type Kept struct {
	File   string
	Record int64
	Line   int
}

// AppendTo appends the removal as one line of JSON, its line end included.
func (r *Removal) AppendTo(dst []byte) []byte {
	dst = append(dst, `{"file":`...)
	dst = appendString(dst, r.File)
	dst = appendInt(dst, `,"record":`, r.Record)
	if len(r.ID) > 0 {
		dst = append(dst, `,"id":`...)
		dst = appendString(dst, r.ID)
	}
	if len(r.URL) > 0 {
		dst = append(dst, `,"url":`...)
		dst = appendString(dst, r.URL)
	}
	if r.Encoding != "" {
		dst = append(dst, `,"encoding":`...)
		dst = appendString(dst, r.Encoding)
	}
	dst = append(dst, `,"rule":`...)
	dst = appendString(dst, r.Rule)
	dst = appendInt(dst, `,"start":`, r.Start)
	dst = appendInt(dst, `,"end":`, r.End)
	dst = appendInt(dst, `,"line":`, int64(r.Line))
	dst = append(dst, `,"text":`...)
	dst = appendString(dst, r.Text)
	if r.Scored {
		dst = strconv.AppendFloat(append(dst, `,"score":`...), r.Score, 'f', 3, 64)
	}
	if r.Kept != (Kept{}) {
		dst = append(r.Kept.appendFields(append(dst, `,"kept":{`...)), '}')
	}
	switch {
	case r.Like != (Kept{}):
		dst = append(dst, similarityOf(r.Similarity, r.Like)...)
	case r.Similarity > 0:
		dst = appendSimilarity(dst, r.Similarity)
	}
	return append(dst, "}\n"...)
}

func appendInt(dst []byte, key string, n int64) []byte {
	return strconv.AppendInt(append(dst, key...), n, 10)
}

// An Audit writes removals to a stream. After the first error of the stream
// nothing more is written, and Flush returns that error.
type Audit struct {
	w   io.Writer
	buf []byte
	err error
}

// auditBuffer is the number of bytes that an Audit collects before it writes.
const auditBuffer = 64 << 10

// NewAudit returns an Audit that writes to w. The caller closes w, after Flush.
func NewAudit(w io.Writer) *Audit {
	return &Audit{w: w, buf: make([]byte, 0, 2*auditBuffer)}
}

// Add writes one removal.
func (a *Audit) Add(r *Removal) error {
	a.buf = r.AppendTo(a.buf)
	return a.written()
}

// AddLines writes removals that AppendTo made.
func (a *Audit) AddLines(lines []byte) error {
	a.buf = append(a.buf, lines...)
	return a.written()
}

func (a *Audit) written() error {
	if len(a.buf) < auditBuffer {
		return a.err
	}
	return a.Flush()
}

// Flush writes what was collected and returns the first error of the stream.
func (a *Audit) Flush() error {
	if a.err == nil && len(a.buf) > 0 {
		var n int
		n, a.err = a.w.Write(a.buf)
		if a.err == nil && n < len(a.buf) {
			a.err = io.ErrShortWrite
		}
	}
	a.buf = a.buf[:0]
	return a.err
}
