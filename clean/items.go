package clean

import "bytes"

// Items of lists: they end with their last item, and no number is missing.

// isNextItem says whether block i is an item of a list of which the item right
// before is kept, or the heading or announcement of it: lists end with their last
// item.
func (p *Page) isNextItem(i int) bool {
	if i == 0 || p.Blocks[i-1].Rule != Kept {
		return false
	}
	mark, before := itemMark(p.Blocks[i].Text), &p.Blocks[i-1]
	return mark != 0 && (before.Has(EndsColon) || !before.Has(EndsSentence) || mark == itemMark(before.Text))
}

// numberReach is how many lines above the item before may stand.
const numberReach = 60

// isNextNumber says whether block i has the number that follows that of the last
// kept line with one, with the same mark behind it: "5. " after "4. ", whatever
// stands between.
func (p *Page) isNextNumber(i int) bool {
	n, mark := itemNumber(p.Blocks[i].Text)
	if n < 2 {
		return false
	}
	for last := max(0, i-numberReach); i > last; {
		i--
		if before, same := itemNumber(p.Blocks[i].Text); before > 0 && same == mark && p.Blocks[i].Rule == Kept {
			return before == n-1
		}
	}
	return false
}

// itemNumber returns the number that text begins with as items do, and what stands
// behind it; 0 if there is none.
func itemNumber(text []byte) (n int, mark byte) {
	if mark = itemMark(text); mark != '.' && mark != ')' && mark != ':' {
		return 0, 0
	}
	for _, c := range text {
		if !isASCIIDigit(c) {
			break
		}
		n = 10*n + int(c-'0')
	}
	return n, mark
}

// itemMark returns what stands behind the number that text begins with, or the
// dash or dot; 0 if it does not begin as an item does.
func itemMark(text []byte) byte {
	if len(text) > 2 && (text[0] == '-' || text[0] == '*') && text[1] == ' ' {
		return text[0]
	}
	if bytes.HasPrefix(text, []byte("• ")) || bytes.HasPrefix(text, []byte("– ")) {
		return text[2] // the byte in which they differ
	}
	for i, c := range text[:min(len(text), 4)] {
		switch {
		case isASCIIDigit(c):
		case i > 0 && (c == '.' || c == ')' || c == ':') && i+1 < len(text) && text[i+1] == ' ':
			return c
		default:
			return 0
		}
	}
	return 0
}
