package clean

import (
	"cmp"
	"slices"
)

// How many tokens the wildcards of a phrase may cover. The long star is not counted
// where it stands, which would make a state of an automaton for each count: a line has
// no more tokens than the phrase with all of its wildcards in full.
const (
	starTokens     = 8
	longStarTokens = 30
	dateTokens     = 12
	nameTokens     = 5
)

// edgeTokens is how many tokens an edge may cover.
var edgeTokens = [edgeCount]int{edgeNumber: 1, edgeDate: dateTokens, edgeName: nameTokens, edgeStar: starTokens, edgeLongStar: longStarTokens}

// A place is where a line may have led to: a node of the trie, or the inside of
// a wildcard that leads to that node.
type place struct {
	node int32
	in   wildcard
	left uint8 // how many more tokens the wildcard may cover; 0 for a long star
}

// A wildcard covers several tokens. It may end after each of them.
type wildcard uint8

const (
	inNone     wildcard = iota
	inStar              // *
	inLongStar          // **
	inDate              // {date}, no number in it so far
	inDated             // {date}, and one was
	toName              // {name}, before its first token
	inName              // {name}
)

// placeSet works out which places follow others for a token.
type placeSet struct {
	trie     *phraseTrie
	backward bool
	places   []place
	bytes    []byte   // of the key
	added    []uint32 // by node: the round in which it was added
	round    uint32
}

func (p *placeSet) reset() {
	p.places = p.places[:0]
	if p.round++; p.round == 0 {
		clear(p.added)
		p.round = 1
	}
}

// add adds a node and all that can be reached from it without a token. colon
// says that a colon stands here.
func (p *placeSet) add(node int32, colon bool) {
	if p.added[node] == p.round {
		return
	}
	p.added[node] = p.round
	n := &p.trie.nodes[node]
	p.places = append(p.places, place{node: node})
	for _, join := range n.joins {
		p.add(join, colon)
	}
	if e := n.edges[edgeColon]; e != 0 && colon {
		p.add(e, colon)
	}
	if next := n.edges[edgeStar]; next != 0 {
		p.into(next, inStar, starTokens)
		p.add(next, colon) // it may cover nothing
	}
	if next := n.edges[edgeLongStar]; next != 0 {
		p.into(next, inLongStar, 0)
		p.add(next, colon)
	}
	if e := n.edges[edgeDate]; e != 0 {
		p.into(e, inDate, dateTokens)
	}
	if e := n.edges[edgeName]; e != 0 {
		p.into(e, toName, nameTokens)
	}
}

// into adds the inside of a wildcard that may cover so many more tokens.
func (p *placeSet) into(node int32, in wildcard, left uint8) {
	if left > 0 || in == inLongStar {
		p.places = append(p.places, place{node, in, left})
	}
}

// follow makes p the set of the places after from and a token. A colon that
// follows the token in the line stands behind it when the line is read forward,
// and before it when it is read backward.
func (p *placeSet) follow(from []place, sym phraseSymbol, hash uint32) {
	colon := sym&beforeColon != 0
	if p.backward && colon {
		from, colon = p.pastColon(from), false
	}
	p.reset()
	for _, at := range from {
		if at.in == inNone {
			p.step(at.node, sym, hash, colon)
		} else if in := at.in.cover(sym); in != inNone {
			if in != inLongStar {
				at.left--
			}
			p.into(at.node, in, at.left)
			if in != inDate {
				p.add(at.node, colon)
			}
		}
	}
	p.sort()
}

// pastColon returns the places from, and those that a colon leads to from them.
func (p *placeSet) pastColon(from []place) []place {
	p.reset()
	for _, at := range from {
		if at.in == inNone {
			p.add(at.node, true)
		} else {
			p.places = append(p.places, at)
		}
	}
	return slices.Clone(p.places)
}

// step adds what the token leads to from a node.
func (p *placeSet) step(node int32, sym phraseSymbol, hash uint32, colon bool) {
	if p.trie.sums[node].leads&leadBit(hash) != 0 { // else the table would be asked in vain
		for s := p.trie.words.find(node, hash); s.more(); s.step() {
			p.add(s.next(), colon)
		}
	}
	if e := p.trie.nodes[node].edges[edgeNumber]; e != 0 && sym&isNumber != 0 {
		p.add(e, colon)
	}
}

// cover returns what a wildcard is after it has covered the token, inNone if it
// cannot. A name begins with an upper-case letter, and only particles in it do
// not; a date has a number in it.
func (w wildcard) cover(sym phraseSymbol) wildcard {
	number, upper := sym&isNumber != 0, sym&isUpper != 0
	switch {
	case w == inStar, w == inLongStar:
		return w
	case w == inDate || w == inDated:
		if number {
			return inDated
		}
		if sym&isDateWord != 0 {
			return w
		}
	case !number && (upper || w == inName && sym&isParticle != 0):
		return inName
	}
	return inNone
}

// sort puts the places in order and leaves out what another says as well: a
// wildcard that may cover more.
func (p *placeSet) sort() {
	slices.SortFunc(p.places, func(a, b place) int { return cmp.Compare(a.order(), b.order()) })
	p.places = slices.CompactFunc(p.places, func(a, b place) bool { return a.node == b.node && a.in == b.in })
}

// order is less for what comes first: by node, by wildcard, by how much is left.
func (p place) order() uint64 { return uint64(p.node)<<16 | uint64(p.in)<<8 | uint64(^p.left) }

// key returns bytes that are the same for the same places. They are valid until
// the next call.
func (p *placeSet) key() []byte {
	p.bytes = p.bytes[:0]
	for _, at := range p.places {
		n := at.node
		p.bytes = append(p.bytes, byte(n), byte(n>>8), byte(n>>16), byte(n>>24), byte(at.in), at.left)
	}
	return p.bytes
}

// state returns what has to be known of the places. It leaves others in p if
// lines are read backward: the next token may have a colon behind it.
func (p *placeSet) state() (s state, end stateEnd) {
	end.length = maxPhraseTokens
	for _, at := range p.places {
		if at.in == inNone {
			end.accept.union(p.trie.nodes[at.node].accept)
			end.length = min(end.length, p.trie.sums[at.node].length)
		}
	}
	if p.backward {
		p.places = p.pastColon(slices.Clone(p.places))
	}
	classes := beforeColon
	for _, at := range p.places {
		s.reach = max(s.reach, p.trie.sums[at.node].reach)
		switch at.in {
		case inNone:
			if p.trie.nodes[at.node].edges[edgeNumber] != 0 {
				classes |= isNumber
			}
		case inDate, inDated:
			classes |= isNumber | isDateWord
		case toName, inName:
			classes |= isNumber | isUpper | isParticle
		}
	}
	f := p.follows()
	s.leads, s.also, s.classes = f.words, f.also, uint8(classes)
	return s, end
}

// follows returns what may follow the places. If lines are read backward, p must
// hold the places past a colon as well.
func (p *placeSet) follows() (f follows) {
	for _, at := range p.places {
		switch at.in {
		case inNone:
			n := &p.trie.nodes[at.node]
			f.words |= p.trie.sums[at.node].leads
			if n.edges[edgeNumber] != 0 {
				f.also |= alsoNumbers
			}
			if !n.accept.empty() {
				f.also |= alsoEnd
			}
		case inDate, inDated:
			f.also |= alsoNumbers | alsoListed
		case toName:
			f.also |= alsoNames
		case inName:
			f.also |= alsoNames | alsoListed
		default:
			f.also |= alsoAll
		}
	}
	return f
}
