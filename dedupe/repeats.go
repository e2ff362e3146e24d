package dedupe

import (
	"cmp"
	"errors"
	"slices"
	"sort"
	"unicode/utf8"
)

// RepeatOptions say which repeated runs of words are found.
type RepeatOptions struct {
	// Words is the least length of a run, from MinRepeat; characters count as
	// words in scripts without spaces.
	Words int
	// TextBytes is how much of the texts stays in memory; what is more goes
	// to a temporary file.
	TextBytes int64
}

// MinRepeat is the least length of a run: shorter ones are phrases that
// anybody writes.
const MinRepeat = 8

// A Repeat is a run of words that stood before.
type Repeat struct {
	From, To int // in the folded text, in bytes, at the edges of words
	Words    int
	First    Place // of the paragraph in which the earlier copy begins
}

// A Part says that a paragraph begins at a byte of a folded text.
type Part struct {
	From  int
	Place Place
}

// A shifted is a run and how far before it, in the log, its earlier copy stands.
type shifted struct {
	Repeat
	shift int64
}

// A part says which paragraph begins at a byte of the log.
type part struct {
	from  int64
	place Place
}

// Repeats remembers texts and finds runs of words that stood in them, or
// earlier in the text at hand. Fingerprints say where to look; the texts
// themselves are compared. A run is missed only if more than maxCopies earlier
// texts share one of its fingerprints and none of the first of them the run, or
// in a text that repeats itself so much that maxEffort is not enough.
//
// For each word it holds about 2 bytes of fingerprints if runs have 50 words
// (4 bytes if they have 25), 16 bytes for each paragraph, and the folded texts
// in a log that is in memory up to TextBytes. It is not safe for concurrent use. After
// the last use Close frees the temporary file.
type Repeats struct {
	words int
	texts textLog
	parts []part
	table printTable
	buf   []byte
	found []int64
	// Of the text at hand: what was found, and how many bytes may be compared.
	runs   []shifted
	effort int
}

// maxEffort is how many times a text may be compared with earlier ones. Texts
// of one word after another, the same, would need it for each of their words.
const maxEffort = 64

// NewRepeats returns an empty Repeats, or an error that says what is wrong
// with o.
func NewRepeats(o RepeatOptions) (*Repeats, error) {
	if o.Words < MinRepeat {
		return nil, errors.New("a repeated run has 8 words or more")
	}
	return &Repeats{words: o.Words, texts: textLog{memory: o.TextBytes}}, nil
}

// textEnd stands between two texts in the log: no folded text has it.
const textEnd = '\n'

// Find appends the runs of a text that stood before, in order and without
// overlap, and remembers the text. It was made by Fold under Folded or Loose,
// consists of the given parts, of which the first begins at 0, and has the
// given fingerprints. Of two repeats that overlap the second begins where the
// first ends: it may have fewer words than asked for.
//
// An error is one of the temporary file; the Repeats is of no use then.
func (r *Repeats) Find(dst []Repeat, folded []byte, parts []Part, prints []Print) ([]Repeat, error) {
	base, err := r.texts.append(folded)
	if err == nil {
		_, err = r.texts.append([]byte{textEnd})
	}
	if err != nil {
		return dst, err
	}
	for _, p := range parts {
		r.parts = append(r.parts, part{base + int64(p.From), p.Place})
	}
	r.runs = r.runs[:0]
	r.effort = maxEffort*len(folded) + logChunk
	for _, p := range prints {
		r.found = r.table.find(r.found[:0], p.Hash)
		for _, at := range r.found {
			shift := base + int64(p.From) - at
			if r.effort < 0 || r.knows(p, shift) {
				continue
			}
			run, err := r.extend(folded, p, at)
			if err != nil {
				return dst, err
			}
			if run.Words >= r.words {
				r.runs = append(r.runs, shifted{run, shift})
			}
		}
		// What is a repeat is remembered too: with what comes before or after it,
		// it may be the first copy of a longer run.
		r.table.add(p.Hash, base+int64(p.From))
	}
	return r.appendRuns(dst, folded), nil
}

// knows reports whether a fingerprint lies in a run that was found, as far away
// from its earlier copy.
func (r *Repeats) knows(p Print, shift int64) bool {
	for i := len(r.runs) - 1; i >= 0; i-- {
		if run := &r.runs[i]; run.shift == shift && run.From <= p.From && p.To <= run.To {
			return true
		}
	}
	return false
}

// appendRuns appends what was found, in order and each word once.
func (r *Repeats) appendRuns(dst []Repeat, folded []byte) []Repeat {
	slices.SortFunc(r.runs, func(a, b shifted) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To), cmp.Compare(a.First, b.First))
	})
	end := 0
	for _, run := range r.runs {
		if run.To <= end {
			continue
		}
		if run.From < end {
			rest := trim(folded, end, run.To, false)
			rest.First = run.First
			run.Repeat = rest
		}
		end = run.To
		dst = append(dst, run.Repeat)
	}
	return dst
}

// extend returns the run around a fingerprint whose words stand at at in the
// log too; no run if they are others.
func (r *Repeats) extend(folded []byte, p Print, at int64) (Repeat, error) {
	to, after, err := r.forward(folded, p.From, at)
	if err != nil || to < p.To {
		return Repeat{}, err
	}
	from, before, err := r.backward(folded, p.From, at)
	if err != nil {
		return Repeat{}, err
	}
	// Words that are cut off at the edges are not repeated.
	if r, _ := utf8.DecodeRune(folded[from:]); r != ' ' && (!parted(lastRune(folded[:from]), r) || !parted(before, r)) {
		_, from = nextToken(folded, from)
	}
	cut := false
	if r := lastRune(folded[:to]); r != ' ' {
		cut = !parted(r, firstRune(folded[to:])) || !parted(r, after)
	}
	run := trim(folded, from, max(from, to), cut)
	first := at + int64(run.From-p.From) // in the log
	i := sort.Search(len(r.parts), func(i int) bool { return r.parts[i].from > first }) - 1
	run.First = r.parts[max(i, 0)].place
	return run, nil
}

// trim returns the words of folded[from:to], without the last one if it is cut
// off.
func trim(folded []byte, from, to int, cut bool) (run Repeat) {
	p := folded[from:to]
	end := 0 // of the word before the one at hand
	for i, j := nextToken(p, 0); i < j; i, j = nextToken(p, j) {
		if cut && j == len(p) {
			break
		}
		if run.Words == 0 {
			run.From = from + i
		}
		run.Words++
		end = j
	}
	run.To = from + end
	return run
}

// none is what stands before the first character of a text, and after the last.
const none = -1

func firstRune(p []byte) rune {
	if len(p) == 0 {
		return none
	}
	r, _ := utf8.DecodeRune(p)
	return r
}

func lastRune(p []byte) rune {
	if len(p) == 0 {
		return none
	}
	r, _ := utf8.DecodeLastRune(p)
	return r
}

// parted reports whether two characters, one after the other, belong to two
// tokens or none.
func parted(a, b rune) bool {
	for _, r := range [2]rune{a, b} {
		if r == none || r == ' ' || r == textEnd || isSpaceless(r) {
			return true
		}
	}
	return false
}

// An earlier text is read in steps, short ones first: most runs end soon.
const firstStep, lastStep = 128, 64 << 10

// forward returns where the equality of folded[i:] and the log from at on ends,
// and the character of the log that follows there.
func (r *Repeats) forward(folded []byte, i int, at int64) (end int, after rune, err error) {
	for step := int64(firstStep); ; step = min(4*step, lastStep) {
		n := min(step, r.texts.size-at)
		if r.buf, err = r.texts.read(r.buf[:0], at, n); err != nil {
			return i, none, err
		}
		equal := commonPrefix(folded[i:], r.buf)
		i, at = i+equal, at+int64(equal)
		r.effort -= equal
		if int64(equal) < n || n == 0 {
			break
		}
	}
	for i > 0 && i < len(folded) && !utf8.RuneStart(folded[i]) { // the first byte of a character is equal
		i, at = i-1, at-1
	}
	r.buf, err = r.texts.read(r.buf[:0], at, min(utf8.UTFMax, r.texts.size-at))
	return i, firstRune(r.buf), err
}

// backward returns where the equality before folded[i] and before at in the
// log begins, and the character of the log before that.
func (r *Repeats) backward(folded []byte, i int, at int64) (begin int, before rune, err error) {
	for step := int64(firstStep); ; step = min(4*step, lastStep) {
		n := min(step, at)
		if r.buf, err = r.texts.read(r.buf[:0], at-n, n); err != nil {
			return i, none, err
		}
		equal := commonSuffix(folded[:i], r.buf)
		i, at = i-equal, at-int64(equal)
		r.effort -= equal
		if int64(equal) < n || n == 0 {
			break
		}
	}
	for i < len(folded) && !utf8.RuneStart(folded[i]) { // only the end of a character is equal
		i, at = i+1, at+1
	}
	n := min(utf8.UTFMax, at)
	r.buf, err = r.texts.read(r.buf[:0], at-n, n)
	return i, lastRune(r.buf), err
}

func commonPrefix(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

func commonSuffix(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[len(a)-1-i] != b[len(b)-1-i] {
			return i
		}
	}
	return n
}

// Bytes returns the memory that is held for the texts.
func (r *Repeats) Bytes() int64 {
	const partBytes = 16
	return int64(len(r.table.slots))*printSlotBytes + int64(cap(r.parts))*partBytes + r.texts.held() + int64(cap(r.texts.tail))
}

// Close removes the temporary file.
func (r *Repeats) Close() error { return r.texts.close() }
