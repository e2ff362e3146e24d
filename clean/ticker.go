package clean

import "bytes"

// A ticker is one line with many headlines, cut apart by runs of spaces or by
// bars: the scraper has laid a moving banner flat. One paragraph never has so
// many pieces of so much the same length.
const (
	tickerSegments = 6        // at least so many pieces
	tickerBytes    = 32 << 10 // longer lines are something else: a table, a dump
	tickerSpaces   = 3        // spaces in a row that cut
	tickerBarWords = 3        // words to a piece between bars: fewer is a menu or a table
	tickerDigits   = 4        // bytes to a digit, or the line is a row of a table
	timesClock     = 4        // clock times on a line that has little else
	timesWords     = 4        // words to a time, its own two numbers included
	weatherDegrees = 2
	weatherWords   = 10
	tickerQuotes   = 3 // signed percentages that make a line market quotes
)

// isTicker judges a line by the pieces of its source, for the rewrites have
// already squeezed the runs of spaces.
func isTicker(p *Page, b *Block) bool {
	if b.Words < 2*tickerSegments || len(b.Text) > tickerBytes || int(b.Digits)*tickerDigits > len(b.Text) || isTableRow(b.Text) {
		return false
	}
	if source := trimSpace(p.text[b.Start:b.End]); len(source)-len(b.Text) >= (tickerSegments-1)*(tickerSpaces-1) {
		if n, open := countSegments(source, spaceRun); n >= tickerSegments && open*4 >= n*3 {
			return true
		}
	}
	if b.Has(HasBar) && b.Words >= tickerBarWords*tickerSegments {
		n, open := countSegments(b.Text, barBetween)
		return n >= tickerSegments && open*4 >= n*3 && int(b.Words) >= tickerBarWords*n &&
			bytes.Count(b.Text, []byte(":"))*2 < n
	}
	return false
}

// isTableRow says whether a line is a row of a table in Markdown, which many
// scrapers write: it begins and ends with a bar.
func isTableRow(line []byte) bool {
	return line[0] == '|' && line[len(line)-1] == '|'
}

// countSegments cuts line with cut, which returns how many bytes of a
// separator begin at i, a kind of space first, and counts the pieces and those
// that do not end like a sentence.
func countSegments(line []byte, cut func(line []byte, i int) int) (n, open int) {
	start := 0
	for i := 0; i <= len(line); {
		size := 0
		for i < len(line) && line[i] > ' ' && line[i] != noBreakSpace[0] {
			i++
		}
		if i < len(line) {
			if size = cut(line, i); size == 0 {
				i++
				continue
			}
		}
		if piece := bytes.TrimSpace(line[start:i]); len(piece) > 0 {
			n++
			if endMarks(piece)&EndsSentence == 0 {
				open++
			}
		}
		if i == len(line) {
			break
		}
		i += size
		start = i
	}
	return n, open
}

const noBreakSpace = "\u00A0"

// spaceRun returns the length of a run of tickerSpaces or more spaces,
// no-break spaces and tabs at line[i].
func spaceRun(line []byte, i int) int {
	n, size := 0, 0
	for j := i; j < len(line); n++ {
		switch {
		case line[j] == ' ' || line[j] == '\t':
			j++
		case line[j] == 0xC2 && j+1 < len(line) && line[j+1] == 0xA0:
			j += 2
		default:
			if n >= tickerSpaces {
				return size
			}
			return 0
		}
		size = j - i
	}
	if n >= tickerSpaces {
		return size
	}
	return 0
}

// barBetween returns the length of a bar, bullet or star between spaces.
func barBetween(line []byte, i int) int {
	if line[i] != ' ' || i+1 == len(line) || isASCIIAlnum(line[i+1]) {
		return 0
	}
	for _, bar := range []string{" | ", " • ", " · ", " *** ", " +++ ", " ◆ ", " ■ ", " ● "} {
		if bytes.HasPrefix(line[i:], []byte(bar)) {
			return len(bar)
		}
	}
	return 0
}

// isTimes finds a strip of times on one line, as of prayers or of high water:
// clock times by the handful, a name to each.
func isTimes(_ *Page, b *Block) bool {
	if b.Digits < 3*timesClock || int(b.Words) > timesWords*int(b.Digits)/2 || b.Any(EndsSentence|EndsColon) {
		return false
	}
	times := 0
	for i := 1; i+2 < len(b.Text); i++ {
		times += one(isClock(b.Text, i))
	}
	// Other numbers make it a table, as of tides.
	return times >= timesClock && int(b.Words) <= timesWords*times && int(b.Digits) <= 4*times
}

// isWeather finds a strip of temperatures.
func isWeather(_ *Page, b *Block) bool {
	return b.Digits > 0 && b.Words <= weatherWords && !b.Any(EndsSentence|EndsColon) &&
		bytes.Count(b.Text, []byte("°")) >= weatherDegrees
}

// isQuotes finds the quotes of markets: several signed percentages and hardly
// anything else on the line.
func isQuotes(_ *Page, b *Block) bool {
	if b.Digits < 3*tickerQuotes || b.Has(EndsSentence) || bytes.IndexByte(b.Text, '%') < 0 {
		return false
	}
	signed := 0
	for i := 0; i+1 < len(b.Text); i++ {
		c := b.Text[i]
		if (c == '+' || c == '-' || c == 0x92) && isASCIIDigit(b.Text[i+1]) && percentFollows(b.Text[i+1:]) {
			signed++
		}
	}
	return signed >= tickerQuotes && int(b.Words) <= 8*signed
}

func isASCIIDigit(c byte) bool { return c >= '0' && c <= '9' }

// percentFollows says whether text is digits, a decimal sign perhaps, and a
// percent sign.
func percentFollows(text []byte) bool {
	for i, c := range text {
		switch {
		case c == '%':
			return i > 0
		case c == ' ' && i+1 < len(text) && text[i+1] == '%':
			return true
		case !isASCIIDigit(c) && c != ',' && c != '.':
			return false
		}
	}
	return false
}
