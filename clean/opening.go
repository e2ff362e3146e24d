package clean

import "slices"

// openings are the words that phrases begin with, what may follow each, and how
// long they are. Most lines stop here, at the price of a look into a table of
// 256 kB; the automaton's tables do not stay in the cache. What is said to follow
// holds some tokens that lead nowhere, and all that lead on.
type openings struct {
	filter  bitSet
	slots   []opening // a power of two, at most three quarters full; linear probing
	used    int
	numbers follows // what may follow a number that no phrase spells out
}

type opening struct {
	second uint64 // see follows
	hash   uint32
	also   alsoFollows
	reach  uint8 // the tokens of the longest line that a phrase may match that begins with it
	taken  bool
}

// follows are tokens that may come next.
type follows struct {
	words uint64 // a filter over the words: see leadBit
	also  alsoFollows
}

// alsoFollows are the tokens that may come next whatever words they are.
type alsoFollows uint8

const (
	alsoNumbers alsoFollows = 1 << iota
	alsoNames               // words that begin with an upper-case letter
	alsoListed              // date words and particles
	alsoAll
	alsoEnd // a phrase may end
)

func (f *follows) union(g follows) { f.words, f.also = f.words|g.words, f.also|g.also }

// allow says whether t may come next though the words have it not. listed is a
// filter over the date words and particles.
func (also alsoFollows) allow(t token, listed *bitSet) bool {
	switch {
	case also&^alsoEnd == 0:
		return false
	case also&alsoAll != 0:
		return true
	case t.kind == tokenNumber:
		return also&alsoNumbers != 0
	}
	return also&alsoNames != 0 && t.upper || also&alsoListed != 0 && listed.has(t.hash)
}

// fill enters the words that lead on from the root of p: those that phrases begin
// with, and date words.
func (o *openings) fill(p *phraseTrie, words []wordSlot, backward bool) {
	set := placeSet{trie: p, backward: backward, added: make([]uint32, len(p.nodes))}
	set.reset()
	set.add(0, false)
	root := slices.Clone(set.places)
	after := func(sym phraseSymbol, hash uint32) follows {
		set.follow(root, sym|isUpper|beforeColon, hash)
		if backward {
			set.places = set.pastColon(slices.Clone(set.places))
		}
		return set.follows()
	}
	for _, s := range words {
		o.add(s.hash, after(p.known.slot(s.hash).symbol&classMask, s.hash))
	}
	for _, s := range p.known.slots {
		if s.symbol&isDateWord != 0 {
			o.add(s.hash, after(s.symbol&classMask, s.hash))
		}
	}
	o.numbers = after(isNumber, 0)
}

func (o *openings) add(hash uint32, second follows) {
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
	*s = opening{s.second | second.words, hash, s.also | second.also, maxPhraseTokens, true}
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
// more, and returns what may follow, and the slot of t, -1 for a number.
func (o *openings) after(t token, words int) (second follows, slot int, ok bool) {
	if t.kind == tokenNumber {
		second = o.numbers
		if o.filter.has(t.hash) { // perhaps spelled out
			first := &o.slots[o.find(t.hash)]
			second.union(follows{first.second, first.also})
		}
		return second, -1, true
	}
	if !o.filter.has(t.hash) {
		return second, -1, false
	}
	slot = o.find(t.hash)
	first := &o.slots[slot]
	return follows{first.second, first.also}, slot, first.taken && words <= int(first.reach)
}
