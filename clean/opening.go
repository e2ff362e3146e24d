package clean

// openings are the words that phrases begin with, a filter over what may follow
// each, and how long they are. Three lines in four stop here, at the price of a look into
// a table of 256 kB; the automaton's tables do not stay in the cache. The filters
// let through some tokens that lead nowhere, never stop one that leads on.
type openings struct {
	filter bitSet
	slots  []opening // a power of two, at most three quarters full; linear probing
	used   int
}

type opening struct {
	second uint64 // a filter over the words that may follow: see leadBit
	hash   uint32
	reach  uint8 // the tokens of the longest line that a phrase may match that begins with it
	taken  bool
}

// fill enters the words that lead on from the root of p. No phrase begins with
// a name or with anything at all: it would stand in the trie of the other
// direction. Those that begin with a number are not asked about here.
func (o *openings) fill(p *phraseTrie, words []wordSlot) {
	set := placeSet{trie: p, added: make([]uint32, len(p.nodes))}
	for _, s := range words {
		set.reset()
		set.add(s.next, true)
		o.add(s.hash, set.second())
	}
	for _, s := range p.known.slots {
		if s.symbol&isDateWord != 0 {
			o.add(s.hash, anyWord)
		}
	}
}

const anyWord = 1<<64 - 1

// second is a filter over the words that lead on from the places.
func (p *placeSet) second() (words uint64) {
	for _, at := range p.places {
		if at.in != inNone || p.trie.nodes[at.node].edges[edgeNumber] != 0 {
			return anyWord
		}
		words |= p.trie.sums[at.node].leads
	}
	return words
}

func (o *openings) add(hash uint32, second uint64) {
	if 4*o.used >= 3*len(o.slots) {
		old := o.slots
		o.slots = make([]opening, max(16, 2*len(old)))
		for _, s := range old {
			if s.taken {
				o.slots[o.find(s.hash)] = s
			}
		}
	}
	s := &o.slots[o.find(hash)]
	if !s.taken {
		o.filter.add(hash)
		o.used++
	}
	*s = opening{s.second | second, hash, maxPhraseTokens, true}
}

// limit notes how long the lines may be that phrases match that begin with each of
// the words. Dates, which begin with words that are not these, have no such limit.
func (o *openings) limit(p *phraseTrie, words []wordSlot) {
	for _, s := range words {
		if p.known.slot(s.hash).symbol&isDateWord == 0 {
			o.slots[o.find(s.hash)].reach = 0
		}
	}
	for _, s := range words {
		open := &o.slots[o.find(s.hash)]
		open.reach = max(open.reach, p.sums[s.next].reach)
	}
}

// find returns the slot of a word, or the free one where it belongs.
func (o *openings) find(hash uint32) int {
	i := int(hash*0x9E3779B1>>8) & (len(o.slots) - 1)
	for o.slots[i].taken && o.slots[i].hash != hash {
		i = (i + 1) & (len(o.slots) - 1)
	}
	return i
}

// after says whether a phrase may begin with t in a line of so many words or
// more, and returns a filter over the words that may follow, and the slot of t, -1
// for a number.
func (o *openings) after(t token, words int) (second uint64, slot int, ok bool) {
	if t.kind == tokenNumber {
		return anyWord, -1, true
	}
	if !o.filter.has(t.hash) {
		return 0, -1, false
	}
	slot = o.find(t.hash)
	first := &o.slots[slot]
	return first.second, slot, first.taken && words <= int(first.reach)
}
