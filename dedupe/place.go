package dedupe

// A Place says where a text stands: the ordinal of its document within a run
// and its line within the document.
type Place uint64

const (
	lineBits = 24
	// MaxLine is the largest line number that a Place tells; larger ones are
	// told as this.
	MaxLine = 1<<lineBits - 1
	// MaxDocument is the largest ordinal that a Place holds.
	MaxDocument = 1<<(64-lineBits) - 1
)

// NewPlace returns the Place of a line. The document's ordinal is from 0 to
// MaxDocument; lines above MaxLine become MaxLine.
func NewPlace(document int64, line int) Place {
	return Place(document)<<lineBits | Place(min(line, MaxLine))
}

// Document returns the ordinal of the document.
func (p Place) Document() int64 { return int64(p >> lineBits) }

// Line returns the number of the line; MaxLine means that line or a later one.
func (p Place) Line() int { return int(p & MaxLine) }
