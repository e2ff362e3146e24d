package clean

import "unicode"

// charKind is what Unicode says of a character, as far as tables are built on it.
type charKind uint16

const (
	kindLetter charKind = 1 << iota
	kindLower
	kindUpper
	kindDigit
	kindMark
	kindNonspacing // marks
	kindSpacing    // marks
	kindFormat
	kindSpace
)

var kindTables = []struct {
	kind  charKind
	table *unicode.RangeTable
}{
	{kindLetter, unicode.L}, {kindLower, unicode.Ll}, {kindUpper, unicode.Lu}, {kindDigit, unicode.Nd},
	{kindMark, unicode.M}, {kindNonspacing, unicode.Mn}, {kindSpacing, unicode.Mc},
	{kindFormat, unicode.Cf}, {kindSpace, unicode.White_Space},
}

// charKindOf asks Unicode's tables one by one.
func charKindOf(r rune) (k charKind) {
	for _, t := range kindTables {
		if unicode.Is(t.table, r) {
			k |= t.kind
		}
	}
	return k
}

// kindsBelow has the kinds of all characters below n, which is at most 1<<16.
// It goes through each table once, which is a hundredth of the work of asking
// for each character; every start of the program waits for it.
func kindsBelow(n rune) []charKind {
	kinds := make([]charKind, n)
	for _, t := range kindTables {
		for _, in := range t.table.R16 {
			for r := rune(in.Lo); r <= rune(in.Hi) && r < n; r += rune(in.Stride) {
				kinds[r] |= t.kind
			}
		}
	}
	return kinds
}
