package clean

import "slices"

// opening is a filter over lines: it knows the first words of the phrases of a
// trie, what may follow them, and how long such phrases can be. It lets through
// a few lines that are no phrase, and never stops one that is.
type opening struct {
	words  bitSet  // phrases begin with the word
	alone  bitSet  // the word is a phrase
	open   bitSet  // anything may follow the word
	number bitSet  // a number or a date may follow the word
	name   bitSet  // a name may follow the word
	pairs  pairSet // the two words begin a phrase
	// longest and ends hold, by the low bits of the first word's hash, the most
	// tokens of the phrases that begin with it, and how they end.
	longest  [1 << 10]uint8
	ends     [1 << 10]endKinds
	lastWord bitSet // phrases end with the word

	date        bool   // phrases begin with a date
	afterDate   bitSet // the word may follow a date in front
	dateName    bool   // a name may follow a date in front
	dateOpen    bool   // anything may follow a date in front
	dateEnds    endKinds
	longestDate int // the most tokens of the phrases that begin with a date
}

type (
	bitSet  [1 << 10]uint64
	pairSet [1 << 13]uint64
)

func (s *bitSet) add(h uint32)      { s[h>>6&(1<<10-1)] |= 1 << (h & 63) }
func (s *bitSet) has(h uint32) bool { return s[h>>6&(1<<10-1)]&(1<<(h&63)) != 0 }

func pairHash(first, second uint32) uint32 { return (first*hashPrime ^ second) * 0x9E3779B1 >> 13 }

func (s *pairSet) add(h uint32)      { s[h>>6] |= 1 << (h & 63) }
func (s *pairSet) has(h uint32) bool { return s[h>>6]&(1<<(h&63)) != 0 }

// numberHash stands for any number in front, for which numbers have no hash of
// their own that a word could have.
const numberHash = 1

// endKinds is what phrases may end with.
type endKinds uint8

const (
	endsKnown  endKinds = 1 << iota // the kinds have been found out
	endsWord                        // a word of lastWord
	endsNumber                      // a number or a word of a date
	endsName                        // a word of a name
	endsOpen                        // anything
)

var endKindOf = [edgeCount]endKinds{edgeNumber: endsNumber, edgeDate: endsNumber, edgeName: endsName, edgeStar: endsOpen, edgeLongStar: endsOpen, edgeColon: endsOpen}

// newOpening reads the filter off a trie.
func newOpening(p *phraseTrie) *opening {
	f := openingMaker{trie: p, opening: &opening{}, after: p.words.byNode(len(p.nodes)),
		most: make([]uint8, len(p.nodes)), kinds: make([]endKinds, len(p.nodes))}
	f.root()
	return f.opening
}

// openingMaker walks over a trie.
type openingMaker struct {
	*opening
	trie  *phraseTrie
	after [][]wordSlot // by node, the words that lead on
	most  []uint8      // by node, the most tokens after it, plus one; 0: not known yet
	kinds []endKinds   // by node, how the phrases that go through it end
}

func (f *openingMaker) root() {
	for _, s := range f.after[0] {
		f.words.add(s.hash)
		f.follow(s.next, s.hash)
	}
	root := &f.trie.nodes[0]
	if e := root.edges[edgeNumber]; e != 0 {
		f.words.add(numberHash)
		f.follow(e, numberHash)
	}
	if e := root.edges[edgeDate]; e != 0 {
		f.date = true
		n := &f.trie.nodes[e]
		others := n.edges
		others[edgeName] = 0
		f.dateName = n.edges[edgeName] != 0
		f.dateOpen = len(n.joins) > 0 || others != [edgeCount]int32{}
		f.dateEnds = f.endsAfter(e)
		f.longestDate = dateTokens + int(f.mostAfter(e))
		for _, s := range f.after[e] {
			f.afterDate.add(s.hash)
		}
	}
}

// follow notes what may come after the first word, which led to node.
func (f *openingMaker) follow(node int32, first uint32) {
	n := &f.trie.nodes[node]
	if !n.accept.empty() {
		f.alone.add(first)
	}
	for e, next := range n.edges {
		if next == 0 {
			continue
		}
		switch edge(e) {
		case edgeNumber:
			if first == numberHash {
				f.follow(next, first) // any number of numbers in front counts as one
				continue
			}
			f.number.add(first)
		case edgeDate:
			f.number.add(first)
		case edgeName:
			f.name.add(first)
		default:
			f.open.add(first)
		}
	}
	for _, s := range f.after[node] {
		f.pairs.add(pairHash(first, s.hash))
	}
	long := &f.longest[first&(1<<10-1)]
	*long = max(*long, 1+f.mostAfter(node))
	f.ends[first&(1<<10-1)] |= f.endsAfter(node)
	for _, join := range n.joins {
		f.follow(join, first)
	}
}

// mostAfter returns the most tokens that a phrase may have after node.
func (f *openingMaker) mostAfter(node int32) uint8 {
	if f.most[node] > 0 {
		return f.most[node] - 1
	}
	most := 0
	n := &f.trie.nodes[node]
	for e, tokens := range [edgeCount]int{edgeNumber: 1, edgeDate: dateTokens, edgeName: nameTokens, edgeStar: starTokens, edgeLongStar: longStarTokens} {
		if n.edges[e] != 0 {
			most = max(most, tokens+int(f.mostAfter(n.edges[e])))
		}
	}
	for _, join := range n.joins {
		most = max(most, int(f.mostAfter(join)))
	}
	for _, s := range f.after[node] {
		most = max(most, 1+int(f.mostAfter(s.next)))
	}
	f.most[node] = uint8(min(most, maxPhraseTokens)) + 1
	return f.most[node] - 1
}

// endsAfter returns how the phrases end that go on after node.
func (f *openingMaker) endsAfter(node int32) endKinds {
	if f.kinds[node] != 0 {
		return f.kinds[node]
	}
	kinds := endsKnown
	n := &f.trie.nodes[node]
	for e, next := range n.edges {
		if next != 0 {
			kinds |= f.endsAfter(next)
			if f.accepts(next) {
				kinds |= endKindOf[e]
			}
		}
	}
	for _, join := range n.joins {
		kinds |= f.endsAfter(join)
	}
	for _, s := range f.after[node] {
		kinds |= f.endsAfter(s.next)
		if f.accepts(s.next) {
			kinds |= endsWord
			f.lastWord.add(s.hash)
		}
	}
	f.kinds[node] = kinds
	return kinds
}

// accepts says whether a phrase may end at node.
func (f *openingMaker) accepts(node int32) bool {
	n := &f.trie.nodes[node]
	return !n.accept.empty() || slices.ContainsFunc(n.joins, f.accepts)
}

// mayEnd says whether a phrase of the backward trie may end with last, in a
// line of so many words. A line has at least as many tokens as words.
func (o *opening) mayEnd(last token, words int, dates *wordSet) bool {
	return o.begins(last.word(), words) || o.mayBeDate(last, words, dates)
}

// word is what a filter knows t by.
func (t token) word() uint32 {
	if t.kind == tokenNumber {
		return numberHash
	}
	return t.hash
}

// begins says whether a phrase that is long enough may begin with the word.
func (o *opening) begins(word uint32, words int) bool {
	return o.words.has(word) && words <= int(o.longest[word&(1<<10-1)])
}

func (o *opening) mayBeDate(t token, words int, dates *wordSet) bool {
	return o.date && words <= o.longestDate && (t.kind == tokenNumber || dates.has(t.hash))
}

// endsWith says whether a phrase that begins with the word may end with last.
func (o *opening) endsWith(word uint32, last token, dates *wordSet) bool {
	return o.mayEndWith(o.ends[word&(1<<10-1)], last, dates)
}

func (o *opening) mayEndWith(kinds endKinds, last token, dates *wordSet) bool {
	return kinds&endsOpen != 0 ||
		kinds&endsWord != 0 && o.lastWord.has(last.hash) ||
		kinds&endsNumber != 0 && (last.kind == tokenNumber || dates.has(last.hash)) ||
		kinds&endsName != 0 && last.upper
}

// mayMatch says whether a phrase may begin with first, go on with the tokens
// of rest, and end with last, in a line of so many words.
func (o *opening) mayMatch(first token, rest []byte, last token, words int, dates *wordSet) bool {
	word := first.word()
	begins, date := o.begins(word, words), o.mayBeDate(first, words, dates)
	switch {
	case !begins && !date:
		return false
	case begins && o.open.has(word) && o.endsWith(word, last, dates):
		return true
	}
	second, next, ok := firstToken(rest, 0)
	for ok && word == numberHash && second.kind == tokenNumber {
		rest = rest[next:]
		second, next, ok = firstToken(rest, 0)
	}
	if !ok {
		return begins && o.alone.has(word) || date && first.kind == tokenNumber
	}
	if begins && o.endsWith(word, last, dates) {
		number := second.kind == tokenNumber
		switch {
		case o.pairs.has(pairHash(word, second.hash)):
			return true
		case second.upper && o.name.has(word):
			return true
		case (number || dates.has(second.hash)) && o.number.has(word):
			return true
		}
	}
	return date && o.mayFollowDate(first, second, last, rest[next:], dates)
}

// mayFollowDate says whether first, second and what comes after them up to
// last may be a date, or a phrase that begins with one.
func (o *opening) mayFollowDate(first, second, last token, rest []byte, dates *wordSet) bool {
	numbers := first.kind == tokenNumber
	for ok := true; ok; {
		switch {
		case second.kind == tokenNumber:
			numbers = true
		case !dates.has(second.hash):
			follows := o.dateOpen || o.dateName && second.upper || o.afterDate.has(second.hash)
			return numbers && follows && o.mayEndWith(o.dateEnds, last, dates)
		}
		var next int
		second, next, ok = firstToken(rest, 0)
		rest = rest[next:]
	}
	return numbers
}
