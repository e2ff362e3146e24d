package clean

// A RuleID names what removed a block: an index into the list of rules that
// the Cleaner was made with. Zero is no rule: the block is kept.
type RuleID uint16

const (
	// Kept is the RuleID of a block that stays.
	Kept RuleID = 0
	// Elsewhere marks a block that something outside this package removed,
	// such as the search for duplicates.
	Elsewhere RuleID = 1<<16 - 1
)

// A Block is the smallest thing that can be removed: one line that is not
// blank. It carries what one pass over the line measured, so that no rule has
// to look at the bytes again to know the shape of the line.
type Block struct {
	// Start and End are the line's span in the text given to Clean, without
	// the line end, before any rewrite.
	Start, End int
	// Line is the line's number in the text given to Clean, from 1.
	Line int
	// Text is the line after the rewrites, without space at its ends. It
	// aliases the text given to Clean, or memory of the Page, and is valid
	// until the Page is used again.
	Text []byte
	// Words counts runs of letters and digits; in scripts that put no spaces
	// between words each character counts as one.
	Words int32
	// Rule is what removed the block; Kept if nothing did.
	Rule RuleID
	// BlankBefore says that at least one blank line stands before the line.
	BlankBefore bool
	// Judged says that the line model has looked at the block, and Score what it
	// found, in 1/256 of a logit: see Probability.
	Judged bool
	// Spared says that the line model would have removed the block, but that it
	// is the headline, or belongs to lines that stay: see isSpared.
	Spared bool
	phrase bool // a phrase, to the line model: see markPhrases
	hidden bool // from the line model: see insert.go
	Score  int16
	slot   uint16 // of a line that may be remembered: see twins.go
	// Glued says that the block continues the kept block before it: on output
	// nothing stands between the two.
	Glued bool
	// Spaced says of a glued block that a space stands between the two.
	Spaced bool
	Shape
}

// Measure fills in Words and Shape from Text: for a block that was made of a
// part of another. Text must not be empty.
func (b *Block) Measure() {
	b.Words, b.Shape = 0, Shape{}
	measure(b)
}
