package clean

// opening is a filter over lines: it knows the first words of the phrases of a
// trie, what may follow them, and how long such phrases can be. It lets through
// a few lines that are no phrase, and never stops one that is.
type opening struct {
	words bitSet  // phrases begin with the word
	alone bitSet  // the word is a phrase
	open  bitSet  // anything may follow the word
	pairs pairSet // the two words begin a phrase
	// longest holds, by the low bits of the first word's hash, the most tokens
	// of the phrases that begin with it.
	longest [1 << 10]uint8

	number, date bool   // phrases begin with a number, with a date
	afterDate    bitSet // the word may follow a date in front
	dateOpen     bool   // anything may follow a date in front
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

// numberHash stands for any number in front.
const numberHash = 1

// newOpening reads the filter off a trie.
func newOpening(p *phraseTrie) *opening {
	f := openingMaker{trie: p, opening: &opening{}, after: make([][]wordSlot, len(p.nodes)), most: make([]uint8, len(p.nodes))}
	for _, s := range p.words.slots {
		if s.next != 0 {
			f.after[s.node] = append(f.after[s.node], s)
		}
	}
	f.root()
	return f.opening
}

// openingMaker walks over a trie.
type openingMaker struct {
	*opening
	trie  *phraseTrie
	after [][]wordSlot // by node, the words that lead on
	most  []uint8      // by node, the most tokens after it, plus one; 0: not known yet
}

func (f *openingMaker) root() {
	for _, s := range f.after[0] {
		f.words.add(s.hash)
		f.follow(s.next, s.hash)
	}
	root := &f.trie.nodes[0]
	if e := root.edges[edgeNumber]; e != 0 {
		f.number = true
		f.follow(e, numberHash)
	}
	if e := root.edges[edgeDate]; e != 0 {
		f.date = true
		n := &f.trie.nodes[e]
		f.dateOpen = len(n.joins) > 0 || n.edges != [edgeCount]int32{}
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
	if n.edges != [edgeCount]int32{} {
		f.open.add(first)
	}
	for _, s := range f.after[node] {
		f.pairs.add(pairHash(first, s.hash))
	}
	long := &f.longest[first&(1<<10-1)]
	*long = max(*long, 1+f.mostAfter(node))
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

// mayEnd says whether a phrase of the backward trie may end with last, in a
// line of so many words.
func (o *opening) mayEnd(last token, words int, dates *wordSet) bool {
	if last.kind == tokenNumber || dates.has(last.hash) {
		return o.number || o.date || o.begins(last.hash, words)
	}
	return o.begins(last.hash, words)
}

// begins says whether a phrase that is long enough may begin with the word.
func (o *opening) begins(word uint32, words int) bool {
	return o.words.has(word) && words <= int(o.longest[word&(1<<10-1)])
}

// mayMatch says whether a phrase may begin with first and go on with the
// tokens of rest, in a line of so many words. A line has at least as many
// tokens as words.
func (o *opening) mayMatch(first token, rest []byte, words int, dates *wordSet) bool {
	word := o.begins(first.hash, words)
	if word && o.open.has(first.hash) {
		return true
	}
	number := first.kind == tokenNumber
	date := o.date && (number || dates.has(first.hash))
	number = number && o.number && words <= int(o.longest[numberHash])
	if !word && !number && !date {
		return false
	}
	second, next, ok := firstToken(rest, 0)
	switch {
	case !ok:
		return date || word && o.alone.has(first.hash) || number && o.alone.has(numberHash)
	case word && o.pairs.has(pairHash(first.hash, second.hash)):
		return true
	case number && (o.open.has(numberHash) || o.pairs.has(pairHash(numberHash, second.hash))):
		return true
	}
	return date && o.mayFollowDate(second, rest[next:], dates)
}

// mayFollowDate says whether second and what comes after it may go on a phrase
// that begins with a date.
func (o *opening) mayFollowDate(second token, rest []byte, dates *wordSet) bool {
	for ok := true; ok; {
		if second.kind != tokenNumber && !dates.has(second.hash) {
			return o.dateOpen || o.afterDate.has(second.hash)
		}
		var next int
		second, next, ok = firstToken(rest, 0)
		rest = rest[next:]
	}
	return true
}
