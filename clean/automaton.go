package clean

import "slices"

// An automaton holds lines against one direction of the phrases. It is a
// deterministic automaton over the tokens of a line that is made while lines
// go by (the lazy subset construction: Cox, "Regular Expression Matching in
// the Wild", 2010, caching DFA). A state stands for all the places in the trie
// where the line so far may have led, wildcards included; which state follows
// for which symbol is worked out once (placeSet) and remembered. Walking the
// trie itself, with its wildcards tried one after the other, took a third of
// the time of all cleaning.
//
// What is remembered never changes a result, only what it costs. It is bounded:
// when there is too much of it, all is forgotten. An automaton serves one
// goroutine.
type automaton struct {
	trie     *phraseTrie
	backward bool

	reader tokenReader
	set    placeSet
	states []state
	ends   []stateEnd       // of the states
	places []place          // of all states
	known  map[string]int32 // states, by the bytes of their places
	moves  moveTable
	firsts []int32 // the states after the words that phrases begin with, by their slot in openings; nowhere: unknown
}

// Two states are always there.
const (
	nowhere int32 = iota // no phrase is left
	begin                // before the first token
)

// A state is a set of places: what has to be known of it to go on. It is small, for
// states that lines go through are all over the table, and out of the cache.
type state struct {
	leads   uint64      // a filter over the words that lead on: see leadBit
	also    alsoFollows // what leads on beside words
	classes uint8       // the classes of tokens that make a difference here
	reach   uint8       // the tokens of the longest line that leads to a phrase from here
}

// A stateEnd is what has to be known of a state if a line ends there.
type stateEnd struct {
	accept   ruleSet // of the phrases that end here
	from, to int32   // its places
	length   uint8   // the tokens of the longest line that all of accept may match
}

// What an automaton remembers at most: some 3 MB. Crawls in sixteen languages
// need two thirds of it.
const (
	maxMoves  = 1 << 16
	maxPlaces = 1 << 17
)

func newAutomaton(trie *phraseTrie, backward bool) *automaton {
	a := &automaton{trie: trie, backward: backward}
	a.set = placeSet{trie: trie, backward: backward, added: make([]uint32, len(trie.nodes))}
	a.forget()
	return a
}

// forget drops all states but the first two.
func (a *automaton) forget() {
	a.states, a.ends, a.places = a.states[:0], a.ends[:0], a.places[:0]
	a.known = make(map[string]int32)
	a.moves.reset()
	a.firsts = make([]int32, len(a.trie.openings.slots))
	a.set.reset()
	a.state() // nowhere
	a.set.add(0, false)
	a.state() // begin
}

// rules returns the rules with a phrase that is the whole of line; words is
// how many words the line has, or less. A line has at least as many tokens.
func (a *automaton) rules(line []byte, words int) ruleSet {
	r := &a.reader
	r.start(line, a.backward)
	t, ok := r.next()
	if !ok {
		return ruleSet{}
	}
	second, slot, ok := a.trie.openings.after(t, words)
	if !ok {
		return ruleSet{}
	}
	following, more := r.next()
	switch {
	case !more:
		if second.also&alsoEnd == 0 {
			return ruleSet{}
		}
	case second.words&leadBit(following.hash) == 0 && !second.also.allow(following, &a.trie.known.listed):
		return ruleSet{}
	}
	at := a.first(t, slot)
	for read := 1; at != nowhere && words <= int(a.states[at].reach); read++ {
		if !more {
			return a.accepted(at, read)
		}
		if read == maxPhraseTokens {
			break
		}
		t = following
		following, more = r.next()
		at = a.next(at, t)
	}
	return ruleSet{}
}

// accepted returns the rules whose phrases end in the state at, for a line of so many
// tokens.
func (a *automaton) accepted(at int32, tokens int) (rules ruleSet) {
	s := &a.ends[at]
	if tokens <= int(s.length) {
		return s.accept
	}
	for _, p := range a.places[s.from:s.to] {
		if p.in == inNone && tokens <= int(a.trie.sums[p.node].length) {
			rules.union(a.trie.nodes[p.node].accept)
		}
	}
	return rules
}

// first returns the state after the first token, whose slot in openings is slot.
// Two lines in five get here: the words are few, and remembered where they stay
// in the cache.
func (a *automaton) first(t token, slot int) int32 {
	if slot < 0 || t.colon || phraseSymbol(a.states[begin].classes)&isUpper != 0 {
		return a.next(begin, t)
	}
	if a.firsts[slot] == nowhere {
		to := a.next(begin, t) // may forget them all
		a.firsts[slot] = to
	}
	return a.firsts[slot]
}

// next returns the state after a token.
func (a *automaton) next(at int32, t token) int32 {
	s := &a.states[at]
	leads, also := s.leads&leadBit(t.hash) != 0, s.also.allow(t, &a.trie.known.listed)
	if !leads && !also {
		return nowhere // before the word is looked up: a miss of the cache less
	}
	sym, classes := t.classes(), phraseSymbol(s.classes)
	if leads || classes&(isDateWord|isParticle) != 0 { // else that word would make no difference
		sym = a.trie.known.symbol(t)
	}
	if !leads || sym <= classMask {
		if !also {
			return nowhere
		}
		sym &= classMask
	}
	sym &^= classMask &^ classes
	if to := *a.moves.find(at, sym); to != 0 {
		return to.to()
	}
	return a.work(at, sym, t)
}

// work works out the state after a token with the symbol sym.
func (a *automaton) work(at int32, sym phraseSymbol, t token) int32 {
	s := &a.ends[at]
	a.set.follow(a.places[s.from:s.to], sym, t.hash)
	full := a.moves.used >= maxMoves || len(a.states) >= maxStates || len(a.places) >= maxPlaces
	if full {
		moved := slices.Clone(a.set.places)
		a.forget()
		a.set.places = moved
	}
	to := a.state()
	if !full {
		a.moves.put(newMove(at, sym, to))
	}
	return to
}

// state returns the state of the places in a.set.
func (a *automaton) state() int32 {
	key := a.set.key()
	if n, ok := a.known[string(key)]; ok {
		return n
	}
	from, n := int32(len(a.places)), int32(len(a.states))
	a.places = append(a.places, a.set.places...)
	s, end := a.set.state()
	end.from, end.to = from, int32(len(a.places))
	a.states, a.ends = append(a.states, s), append(a.ends, end)
	a.known[string(key)] = n
	return n
}

// moveTable maps a state and a symbol to the next state: open addressing with
// linear probing.
type moveTable struct {
	slots []move // a power of two, at most half full
	used  int
}

// A move is 0 where a slot is free. The highest 16 bits are the state it leads from,
// which is not nowhere, the lowest 16 the state it leads to, and the symbol is
// between. It is small because the table does not fit into the fast caches.
type move uint64

const (
	stateBits  = 16
	symbolBits = 64 - 2*stateBits
	maxStates  = 1 << stateBits
)

func newMove(from int32, sym phraseSymbol, to int32) move {
	return moveKey(from, sym)<<stateBits | move(to)
}

// moveKey is the move without where it leads to.
func moveKey(from int32, sym phraseSymbol) move { return move(from)<<symbolBits | move(sym) }

func (m move) key() move { return m >> stateBits }
func (m move) to() int32 { return int32(m & (1<<stateBits - 1)) }

func (m *moveTable) reset() { *m = moveTable{slots: make([]move, 1<<10)} }

// find returns the slot of a state and a symbol, or the free one where it
// belongs.
func (m *moveTable) find(from int32, sym phraseSymbol) *move { return m.slot(moveKey(from, sym)) }

func (m *moveTable) slot(key move) *move {
	for i := int(uint64(key)*0x9E3779B97F4A7C15>>32) & (len(m.slots) - 1); ; i = (i + 1) & (len(m.slots) - 1) {
		if s := &m.slots[i]; *s == 0 || s.key() == key {
			return s
		}
	}
}

func (m *moveTable) put(one move) {
	if 2*m.used >= len(m.slots) {
		old := m.slots
		m.slots = make([]move, 2*len(old))
		for _, s := range old {
			if s != 0 {
				*m.slot(s.key()) = s
			}
		}
	}
	*m.slot(one.key()) = one
	m.used++
}
