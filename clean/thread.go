package clean

import "bytes"

// Comments of readers are prose about the same things as the article, so the
// article seems to resume with each of them. What tells them is what frames
// them, again and again: who wrote it, when, and the buttons to answer or to
// report it. A heading, an article above it and such lines close to each other
// make a thread.
//
// The numbers were chosen on the labelled sets, for few main words lost: more
// gap or words finds more comments, and articles that stand below the latest
// comments on others.
const (
	threadFrames   = 3   // so many lines that frame make a thread,
	threadButtons  = 2   // if so many of them are buttons
	threadPatience = 12  // frames after which no button will come
	threadGap      = 15  // lines from one frame to the next
	threadWords    = 200 // words of prose from one frame to the next
	threadAbove    = 6   // lines removed above it, or the text is no page with furniture
	frameWords     = 20  // longest line that tells who and when
	buttonWords    = 6   // longest line that is a button because it comes
	buttonTwins    = 3   // so often
)

// A threadFinder finds the threads of comments of a page, from its top.
type threadFinder struct {
	*Page
	next, gone int  // so many of the lines before next are removed
	counted    bool // that what follows, and twins, are known: never in a dump, in which many lines have twins
	from       int  // the first block of which below is known
	below      int  // words of prose from there on that stood before the sections went
}

// end returns where the thread ends whose heading is block i, or i if there is
// none. before are the words of prose above it. i must not be less than in the
// call before.
func (f *threadFinder) end(i, before int) int {
	for ; f.next < i; f.next++ {
		f.gone += one(f.Blocks[f.next].Rule != Kept)
	}
	if f.gone < threadAbove {
		return i
	}
	if !f.counted && !f.isDump() {
		f.twins.count(f.Blocks)
		f.counted = true
		f.from, f.below = len(f.Blocks), 0
		for f.from > i {
			f.from--
			f.below += f.proseWordsOf(f.from)
		}
	}
	last, phrases := f.lastFrame(i)
	if last == i {
		return i
	}
	if f.counted && phrases >= threadButtons && f.proseBelow(last+1) < before {
		return len(f.Blocks)
	}
	return f.resume(last + 1)
}

// lastFrame returns the last of the lines that frame the comments below the
// heading, or the heading if they make no thread, and how many of them are
// phrases.
func (f *threadFinder) lastFrame(heading int) (last, phrases int) {
	last = heading
	frames, buttons, lines, words := 0, 0, 0, 0
	for i := heading + 1; i < len(f.Blocks) && lines < threadGap && words <= threadWords; i++ {
		b := &f.Blocks[i]
		if bytes.Equal(b.Text, f.Blocks[heading].Text) {
			return heading, 0 // a button itself, as below each of many posts
		}
		phrase := f.cleaner.rules[b.Rule].comment
		button := phrase || f.counted && wordCount(b) <= buttonWords && f.twins[slotOf(b)] >= buttonTwins
		if !button && !f.isDated(b) {
			lines++
			if b.Rule == Kept && isProse(b) {
				words += wordCount(b)
			}
			continue
		}
		frames++
		buttons += one(button)
		phrases += one(phrase)
		if frames == threadPatience && buttons < threadButtons {
			return heading, 0
		}
		lines, words, last = 0, 0, i
	}
	if frames < threadFrames || buttons < threadButtons {
		return heading, 0
	}
	return last, phrases
}

// isDated says whether b is a line that tells when, and little else.
func (p *Page) isDated(b *Block) bool {
	return p.cleaner.rules[b.Rule].dated || b.Digits >= 3 && wordCount(b) <= frameWords && !b.Has(EndsSentence) && hasClock(b.Text)
}

// hasClock says whether text holds a time of day, as 9:05 or 21h30.
func hasClock(text []byte) bool {
	for i := 1; i+2 < len(text); i++ {
		if isClock(text, i) {
			return true
		}
	}
	return false
}

// isClock says whether the colon or h of a time of day stands at text[i].
func isClock(text []byte, i int) bool {
	return (text[i] == ':' || text[i] == 'h') && isASCIIDigit(text[i-1]) && isASCIIDigit(text[i+1]) && isASCIIDigit(text[i+2])
}

// proseBelow returns the words of kept prose from block i on, where no section
// has been yet. It is counted once, from the end.
func (f *threadFinder) proseBelow(i int) int {
	for ; f.from < i; f.from++ {
		f.below -= f.proseWordsOf(f.from)
	}
	return f.below
}

// proseWordsOf returns the words of block i if it is prose that no rule but one
// for sections has removed.
func (f *threadFinder) proseWordsOf(i int) int {
	b := &f.Blocks[i]
	if b.Rule != Kept && !f.cleaner.sections.has(b.Rule) || !isProse(b) {
		return 0
	}
	return wordCount(b)
}
