package clean

import "sync"

// runTables say which bytes stand only in text that has to be looked at more
// closely. A byte is odd if its two halves have a set in common (alone), or its
// halves and those of the byte before it (pair). So 32 bytes are looked up at once in
// tables of 16 entries, as in Keiser and Lemire, "Validating UTF-8 In Less Than One
// Instruction Per Byte" (Software: Practice and Experience 51, 2021).
type runTables struct {
	alone [2]halves // by the low half, by the high half
	pair  [4]halves // by the low and the high half of the byte before, the low and the high half of the byte
	// The same where the dashes, quotes and ellipses of U+2000 to U+203F may stand, which
	// is looked at where nothing else would be odd. What is in pair holds as well.
	signAlone [2]halves
	signPair  [4]halves
}

// halves has the sets, a bit each, of each of the 16 values of half a byte.
type halves [16]uint8

// A halfMask holds values of half a byte, a bit each.
type halfMask uint16

const anyHalf halfMask = 1<<16 - 1

func half(values ...uint) (mask halfMask) {
	for _, v := range values {
		mask |= 1 << v
	}
	return mask
}

func (h *halves) put(set int, values halfMask) {
	for v := range h {
		h[v] |= uint8(values>>v&1) << set
	}
}

// putPair puts a set into tables of pairs.
func putPair(t *[4]halves, set int, odd [4]halfMask) {
	t[0].put(set, odd[1])
	t[1].put(set, odd[0])
	t[2].put(set, odd[3])
	t[3].put(set, odd[2])
}

// plainTables go with plainClasses. What is odd for them may be plain for those, as
// all of Greek and most characters of three bytes; nothing is the other way round.
var plainTables = sync.OnceValue(func() *runTables {
	t := new(runTables)
	for set, odd := range [][2]halfMask{ // the high half, the low half
		{half(0), anyHalf &^ half('\n')}, // controls
		{half(1, 0xF), anyHalf},          // controls, characters of four bytes
		{half('&' >> 4), half('&' & 0xF)},
		{half(7), half(0xF)},
		{half(0xC), half(0, 1, 0xC, 0xD, 0xE)}, // too long, combining marks, Greek
		{half(0xD), half(2, 6, 0xC, 0xD, 0xF)}, // scripts with marks
		{half(0xE), anyHalf &^ half(2)},        // most characters of three bytes
		{half(0xE), half(2)},
	} {
		t.alone[0].put(set, odd[1])
		t.alone[1].put(set, odd[0])
		if set < 7 {
			t.signAlone[0].put(set, odd[1])
			t.signAlone[1].put(set, odd[0])
		}
	}
	for set, odd := range [][4]halfMask{ // of the byte before; of the byte
		{half(8, 9, 0xA, 0xB), anyHalf, half(0xC), anyHalf},                          // Latin after anything but ASCII: mojibake
		{half(0xC), half(2), half(8, 9), anyHalf},                                    // controls
		{half(0xC), half(2), half(0xA), half(0, 0xD)},                                // no-break space, soft hyphen
		{half(0xC), half(3), half(8), half(3)},                                       // Ã
		{half(0xD), half(9), half(8, 9, 0xB), ^half(1, 2, 3, 4, 5, 6, 7, 8, 9, 0xA)}, // Arabic marks
		{half(0xD), half(1, 8, 9), half(9), ^half(0xB, 0xF)},                         // the same, and letters of Ukrainian
		{half(0xD), half(0xB), half(9, 0xA), anyHalf},                                // the same
		{half(0xD), half(0, 7), half(8), half(1, 2, 3, 4, 5, 7, 0xC)},                // letters of Serbian, Hebrew marks
	} {
		putPair(&t.pair, set, odd)
	}
	for set, odd := range [][4]halfMask{
		{half(8, 9, 0xA, 0xB), anyHalf, half(0xE), anyHalf},           // after anything but ASCII: mojibake
		{half(0xE), half(2), half(8), anyHalf &^ half(0)},             // beyond U+203F
		{half(0xE), half(2), half(9, 0xA, 0xB), anyHalf},              // the same
		{half(8), half(0), half(8, 0xB), anyHalf},                     // none of – — ‘ ’ “ ” „ …
		{half(8), half(0), half(9), ^half(3, 4, 8, 9, 0xC, 0xD, 0xE)}, // the same
		{half(8), half(0), half(0xA), anyHalf &^ half(6)},             // the same
	} {
		putPair(&t.signPair, set, odd)
	}
	return t
})

// plainRun returns up to where, from i on, lines are plain beyond doubt. A line that
// ends before that and has any bytes passes classes.scan and has no space at its
// ends. A line begins at i. Behind a lone carriage return, and where the processor lacks
// what it takes, nothing is beyond doubt.
func (t *runTables) plainRun(text []byte, i int) int {
	n := len(text) - i
	if i < 2 || text[i-1] != '\n' || n < runBytes || !hasAVX2 {
		return i
	}
	return i + plainRunOf(&text[i], n, t)
}

// runBytes is how many bytes plainRunOf looks at at once.
const runBytes = 32
