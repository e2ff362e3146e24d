package clean

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NormalizeOptions says how lines are normalised. The zero value is the
// default: UTF-8 or a guess, NFC, and the author's typography untouched.
type NormalizeOptions struct {
	// Encoding is the WHATWG name of the charset of text that is not UTF-8.
	// Empty: guess. "utf-8": never guess.
	Encoding string
	// NFKC asks for compatibility composition in place of NFC.
	NFKC bool
	// ASCIIQuotes, ASCIIDashes and ASCIIEllipsis replace curly and angle
	// quotes, en and em dashes, and the ellipsis by their ASCII stand-ins.
	ASCIIQuotes, ASCIIDashes, ASCIIEllipsis bool
}

// A normalizer holds options and scratch memory. One goroutine uses it at a
// time.
//
// A line goes through these steps, in this order:
//
//  1. bytes to UTF-8 (source.go, guess.go);
//  2. character references (entities.go): before mojibake, since a page whose
//     bytes were decoded wrongly and then escaped says `&Atilde;&copy;` for é,
//     while undoing mojibake never yields an `&`;
//  3. mojibake (mojibake.go): before C1 controls, for they are its second
//     halves when the wrong charset was Latin-1;
//  4. C1 controls that Windows-1252 knows (fromC1);
//  5. invisible characters (invisible.go): before NFC, which they block;
//  6. NFC, or NFKC;
//  7. the ASCII stand-ins that were asked for;
//  8. spaces (spaces.go).
//
// One step may make work for one before it (NFC makes Ã, with which much
// mojibake begins, of A and a combining tilde), so they are repeated until nothing
// changes: normalising what was normalised changes nothing.
//
// Most lines need none of it. They are recognised by one scan (plain.go); lines
// that only need other spaces or fewer invisible characters are copied once
// (rewrite); the steps one by one are for the rest.
type normalizer struct {
	form  norm.Form
	ascii asciiStandIns
	plain *classes

	source   source
	entity   entityDecoder
	mojibake mojibake

	decoded, from, to, work []byte
}

// maxRounds bounds the repetition of the steps. Each round undoes all that it
// can; more than a few are needed only by a line made for that purpose.
const maxRounds = 32

// newNormalizer returns an error if o.Encoding is the name of no charset.
func newNormalizer(o NormalizeOptions) (*normalizer, error) {
	n := &normalizer{form: norm.NFC, plain: plainClasses()}
	n.ascii = asciiStandIns{o.ASCIIQuotes, o.ASCIIDashes, o.ASCIIEllipsis}
	if o.NFKC {
		n.form = norm.NFKC
	}
	if o.NFKC || n.ascii != (asciiStandIns{}) {
		n.plain = n.ownClasses()
	}
	return n, n.source.setEncoding(o.Encoding)
}

// ownClasses is the table with what the options of n change looked at.
func (n *normalizer) ownClasses() *classes {
	t := *plainClasses()
	var b [utf8.UTFMax]byte
	for r := rune(0x80); r < 1<<16; r++ {
		w := utf8.EncodeRune(b[:], r)
		if n.form == norm.NFKC && norm.NFKC.QuickSpan(b[:w]) != w || n.ascii.of(r) != "" {
			t[r] |= special
		}
	}
	return &t
}

// begin looks at the whole text whose lines follow: whether it is UTF-8 and, if
// not, what its other lines may be.
func (n *normalizer) begin(text []byte) { n.source.begin(text) }

// line normalises one line, without line end, that stands at offset off of the
// text given to begin. out aliases line if nothing but its ends was cut, else
// it is memory at the end of newArena, which is arena with out appended; when
// append moves the arena, lines given out before keep the old memory. What was
// put right is added to d.
func (n *normalizer) line(arena, line []byte, off int, d *Damage) (out, newArena []byte) {
	s, foreign := line, false
	if !n.source.valid {
		if s = n.source.decode(n.decoded[:0], line, off, d); len(s) > 0 && (len(line) == 0 || &s[0] != &line[0]) {
			n.decoded, foreign = s, true
		}
	}
	s = trimSpace(s)
	i, prev := n.plain.scan(s, 0, 0, 0)
	if i == len(s) {
		if foreign {
			return keep(arena, s)
		}
		return s, arena
	}
	base := len(arena)
	arena, verdict := n.rewrite(arena, s, i, prev, d)
	switch {
	case verdict == needsSteps:
		return n.steps(arena[:base], s, foreign, d)
	case verdict == unchanged && !foreign:
		return s, arena[:base]
	case verdict == unchanged:
		return keep(arena[:base], s)
	}
	return arena[base:], arena
}

func keep(arena, s []byte) (out, newArena []byte) {
	base := len(arena)
	arena = append(arena, s...)
	return arena[base:], arena
}

type verdict uint8

const (
	unchanged verdict = iota
	rewritten
	needsSteps
)

// rewrite handles what most lines that are not plain need: spaces that become
// U+0020, and invisible characters, which go. s[:i] is plain, prev the class of
// the character before i.
func (n *normalizer) rewrite(dst, s []byte, i int, prev uint8, d *Damage) ([]byte, verdict) {
	w := rewriter{n: n, dst: dst, base: len(dst), s: s}
	for i < len(s) {
		if i, prev = w.step(i, prev); i < 0 {
			return w.dst, needsSteps
		}
		i, prev = n.plain.scan(s, i, prev, w.skip)
	}
	if !w.changed {
		return w.dst, unchanged
	}
	w.flush(len(s))
	if len(w.dst) > w.base && w.dst[len(w.dst)-1] == ' ' {
		w.dst = w.dst[:len(w.dst)-1]
	}
	if w.dropped {
		// What has come together now may be mojibake, or in the wrong order.
		if j, _ := n.plain.scan(w.dst[w.base:], 0, 0, 0); j < len(w.dst)-w.base {
			return w.dst, needsSteps
		}
		d.Invisible++
	}
	return w.dst, rewritten
}

type rewriter struct {
	n       *normalizer
	dst, s  []byte
	base    int   // where the line begins in dst
	done    int   // s[:done] is in dst
	skip    uint8 // classes already looked into for the whole line
	changed bool
	dropped bool
}

func (w *rewriter) flush(to int) {
	w.dst = append(w.dst, w.s[w.done:to]...)
	w.done = to
}

// step handles the character at i that the scan stopped at, after one of class
// prev. It returns where to go on, or -1 if the line needs the steps.
func (w *rewriter) step(i int, prev uint8) (next int, class uint8) {
	s, n := w.s, w.n
	if s[i] == '&' {
		if _, length := n.entity.at(s[i:]); length > 0 {
			return -1, 0
		}
		return i + 1, 0
	}
	r, size := utf8.DecodeRune(s[i:])
	class = classAbove(r)
	if r < 1<<16 {
		class = n.plain[r]
	}
	if w.maybeMojibake(r, i, size, prev>>4&class) {
		if n.mojibake.found(s) {
			return -1, 0
		}
		w.skip |= mojibakeBits
	}
	switch {
	case r >= utf8.RuneSelf && (prev>>4&^w.skip|special)&class&^mojibakeBits == 0:
		return i + size, class
	case isSpace(r):
		w.space(i, size)
		return w.done, 0
	case isInvisible(r):
		before, _ := utf8.DecodeLastRune(s[:i])
		if tags := tagRun(before, s[i:]); tags > 0 {
			return i + tags, 0
		}
		if r >= 0x80 && r < 0xA0 && fromC1(r) != r {
			return -1, 0
		}
		isSpace := false
		if r == 0 {
			size, isSpace = zeros(s, i)
		}
		if isSpace {
			w.space(i, size)
			w.dropped = true
			return w.done, 0
		}
		w.drop(i, size)
		return w.done, 0
	case r == 'Ã':
		return i + size, class
	case n.ascii.of(r) != "" || w.skip&mark == 0 && !n.form.IsNormal(s):
		return -1, 0
	}
	w.skip |= mark // NFC, so the order of marks is right
	return i + size, class
}

// maybeMojibake reports whether the character r at i is reason to look for
// mojibake in the line; met are the bits of its class that those of the one
// before it meet.
func (w *rewriter) maybeMojibake(r rune, i, size int, met uint8) bool {
	if w.skip&mojibakeBits != 0 {
		return false
	}
	if met&mojibakeBits != 0 {
		before, _ := utf8.DecodeLastRune(w.s[:i])
		if w.n.mojibake.mayBegin(before, r, w.s[i+size:]) {
			return true
		}
	}
	return r == 'Ã'
}

// space writes one U+0020 for the run of spaces that has its first character
// that is not a single U+0020 at i.
func (w *rewriter) space(i, size int) {
	w.changed = true
	w.flush(i)
	w.done = i + size
	if end := len(w.dst); end > w.base && w.dst[end-1] != ' ' {
		w.dst = append(w.dst, ' ')
	}
	w.skipSpaces()
}

// drop leaves out the character at i.
func (w *rewriter) drop(i, size int) {
	w.changed, w.dropped = true, true
	w.flush(i)
	w.done = i + size
	w.skipSpaces()
}

func (w *rewriter) skipSpaces() {
	if end := len(w.dst); end > w.base && w.dst[end-1] != ' ' {
		return
	}
	for w.done < len(w.s) && w.s[w.done] == ' ' {
		w.done++
	}
}

// steps does the steps one by one until they change nothing.
func (n *normalizer) steps(arena, line []byte, foreign bool, d *Damage) (out, newArena []byte) {
	n.from = append(n.from[:0], line...)
	var seen Damage
	for range maxRounds {
		if !n.round(&seen) {
			break
		}
	}
	d.Entities += min(seen.Entities, 1)
	d.Mojibake += min(seen.Mojibake, 1)
	d.Invisible += min(seen.Invisible, 1)
	if !foreign && bytes.Equal(n.from, line) {
		return line, arena
	}
	return keep(arena, n.from)
}

// settled reports whether n.from needs nothing more.
func (n *normalizer) settled() bool {
	i, _ := n.plain.scan(n.from, 0, 0, 0)
	return i == len(n.from) && len(trimSpace(n.from)) == i
}

// round does the steps once on n.from and reports whether there is need of
// another round.
func (n *normalizer) round(d *Damage) (changed bool) {
	if bytes.IndexByte(n.from, '&') >= 0 {
		n.work = append(n.work[:0], n.from...)
		n.to = n.entity.append(n.to[:0], n.work)
		d.Entities += n.swap(&changed)
		if changed && n.settled() {
			return false
		}
	}
	n.to = n.mojibake.append(n.to[:0], n.from)
	if d.Mojibake += n.swap(&changed); changed && n.settled() {
		return false
	}
	n.to = appendFromC1(n.to[:0], n.from)
	d.Mojibake += n.swap(&changed)
	n.to = appendVisible(n.to[:0], n.from)
	d.Invisible += n.swap(&changed)
	if !n.form.IsNormal(n.from) {
		n.to = n.form.Append(n.to[:0], n.from...)
		n.swap(&changed)
	}
	n.to = n.ascii.append(n.to[:0], n.from)
	n.swap(&changed)
	n.to = appendSpaces(n.to[:0], n.from)
	n.swap(&changed)
	return changed && !n.settled()
}

// swap makes the result of a step the input of the next one and returns 1 if
// the step changed something.
func (n *normalizer) swap(changed *bool) int {
	if bytes.Equal(n.from, n.to) {
		return 0
	}
	n.from, n.to = n.to, n.from
	*changed = true
	return 1
}

// appendFromC1 appends s to dst with C1 controls replaced by fromC1.
func appendFromC1(dst, s []byte) []byte {
	for i := 0; i < len(s); {
		if s[i] == 0xC2 && s[i+1] < 0xA0 {
			dst = utf8.AppendRune(dst, fromC1(rune(s[i+1])))
			i += 2
			continue
		}
		dst = append(dst, s[i])
		i++
	}
	return dst
}
