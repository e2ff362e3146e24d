package dedupe

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A Span is a piece of a text: text[From:To].
type Span struct{ From, To int }

// AppendSentences appends the sentences of a paragraph, without the space
// between them. Together they hold everything else of the paragraph.
//
// The splitter is made for finding copies, so it only has to cut the same
// words always in the same way, and rather too seldom than too often. It looks
// at no more than the word before a mark and the character after it:
//
//   - 。！？｡ and their like end a sentence, with the quotes that close it;
//   - . ! ? … ؟ ۔ । and their like do so before a space, if what follows does
//     not begin with a small letter;
//   - a full stop does not after a single letter, a number of one or two
//     digits, letters with another full stop between them, or a known
//     abbreviation.
func AppendSentences(dst []Span, text []byte) []Span {
	from := skipSpace(text, 0)
	for i := from; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf && c != '.' && c != '!' && c != '?' {
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		kind := markOf(r)
		if kind == noMark {
			i += n
			continue
		}
		end, wide := afterMarks(text, i)
		next := skipSpace(text, end)
		if next < len(text) && (wide || next > end && begins(text[next:]) && !(kind == fullStop && isAbbreviation(text[from:i]) && end == i+1)) {
			dst = append(dst, Span{from, end})
			from = next
		}
		i = max(next, end)
	}
	if to := trimmed(text); from < to {
		dst = append(dst, Span{from, to})
	}
	return dst
}

type mark uint8

const (
	noMark   mark = iota
	fullStop      // may stand for something else
	endMark       // ends a sentence before a space
	wideMark      // ends a sentence by itself
)

// markOf says whether r can end a sentence (Unicode's Sentence_Terminal, for
// the scripts that this program meets).
func markOf(r rune) mark {
	switch r {
	case '.':
		return fullStop
	case '!', '?', '…', '؟', '۔', '।', '॥', '‼', '⁇', '⁈', '⁉', '‽', '։', '።', '፧', '၊', '။', '។', '៕', '܀', '܁', '܂':
		return endMark
	case '。', '｡', '！', '？', '．':
		return wideMark
	}
	return noMark
}

// afterMarks returns where the marks that begin at i end, with the quotes and
// brackets that close behind them, and whether one of them ends a sentence by
// itself.
func afterMarks(text []byte, i int) (end int, wide bool) {
	for i < len(text) {
		r, n := utf8.DecodeRune(text[i:])
		m := markOf(r)
		if m == noMark && !closes(r) {
			if n = closingGuillemet(text[i:]); n == 0 {
				break
			}
		}
		wide = wide || m == wideMark
		i += n
	}
	return i, wide
}

func closes(r rune) bool {
	switch r {
	case '"', '\'', ')', ']', '}':
		return true
	}
	return r >= 0x80 && (unicode.Is(unicode.Pe, r) || unicode.Is(unicode.Pf, r))
}

// closingGuillemet is the length of a space and the quotation mark that French
// puts behind it, or 0.
func closingGuillemet(text []byte) int {
	r, n := utf8.DecodeRune(text)
	if !unicode.IsSpace(r) {
		return 0
	}
	if r, m := utf8.DecodeRune(text[n:]); r == '»' || r == '›' {
		return n + m
	}
	return 0
}

// begins reports whether text may begin a sentence: behind opening quotes and
// dashes stands no small letter.
func begins(text []byte) bool {
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsLetter(r), unicode.IsNumber(r):
			return true
		}
		text = text[n:]
	}
	return true
}

// isAbbreviation reports whether the full stop behind text most likely belongs
// to its last word: a number of one or two digits, letters by ones and twos
// with stops between them, or a word of the list.
func isAbbreviation(text []byte) bool {
	start := len(text)
	letters, digits, run, longest, parts := 0, 0, 0, 0, 1
	for start > 0 {
		r, n := utf8.DecodeLastRune(text[:start])
		switch {
		case unicode.IsDigit(r):
			digits++
			run++
		case unicode.IsLetter(r):
			letters++
			run++
		case unicode.IsMark(r):
		case r == '.':
			parts++
			run = 0
		default:
			n = 0
		}
		if n == 0 {
			break
		}
		longest = max(longest, run)
		start -= n
	}
	switch {
	case letters == 0:
		return digits > 0 && longest <= 2 && parts == 1
	case parts > 1:
		return longest <= 2
	}
	return letters == 1 && digits == 0 || abbreviations()[string(text[start:])]
}

// abbreviations are words that a full stop and then a capital often follow
// within a sentence: titles, references, months.
var abbreviations = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(abbreviationList) {
		m[w] = true
	}
	return m
})

const abbreviationList = `
Abb Abs Apr Art Aug Av Bd Bros Bt Capt Cie Co Col Corp Dec Dir Dr Dra Drs Eng Esq Fam Feb Fig Fr Ft Gen Gob
Gov Hon Hr Hrn Inc Ing Jan Jr Jul Jun Kap Lic Lt Ltd MM Mag Maj Me Mgr Mlle Mlles Mme Mmes Mr Mrs Ms Mt Mtro
Nos Nov Nr Oct Okt Pfr Ph Pr Pres Prof Profa Rd Rep Rev Sec Sen Sep Sept Sgt Sig Sr Sra Srta St Sta Ste Sto
Str Ud Uds Univ Vd Vol art av bzw ca cf chap ed etw evtl fig geb gen inkl km max min mln no nr núm op ost pag
pp prof red rys sog st str tel tzn usw vgl vol vs г гг др им св стр тыс ул`

func skipSpace(text []byte, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRune(text[i:])
		if !unicode.IsSpace(r) {
			break
		}
		i += n
	}
	return i
}

// trimmed is the length of text without the space at its end.
func trimmed(text []byte) int {
	to := len(text)
	for to > 0 {
		r, n := utf8.DecodeLastRune(text[:to])
		if !unicode.IsSpace(r) {
			break
		}
		to -= n
	}
	return to
}
