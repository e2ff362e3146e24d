package clean

import "slices"

// phraseNode is a state of a trie; index 0 of edges is no edge, since no edge
// leads back to the root. joins are where the alternatives of a phrase meet
// again: they are entered without a token. (Written out one by one, the
// alternatives of the packs would make a million nodes.)
type phraseNode struct {
	accept ruleSet
	edges  [edgeCount]int32
	joins  []int32
	join   bool // alternatives meet here
}

// nodeSum is what the states of an automaton sum up of their nodes.
type nodeSum struct {
	leads  uint64 // a filter over the words that lead on: see leadBit
	length uint8  // the tokens of the longest line that a phrase may match that ends here
	reach  uint8  // the same of a phrase that ends here or goes on from here
}

// leadBit is the bit of a word in nodeSum.leads.
func leadBit(hash uint32) uint64 { return 1 << (hash >> 26) }

// phraseTrie is one direction of the phrases.
type phraseTrie struct {
	nodes    []phraseNode
	sums     []nodeSum // by node; made by seal
	words    wordTable
	known    vocabulary // of all words that make a difference
	openings openings
	groups   map[groupKey]int32
}

// seal sums the nodes up. Nothing may be added afterwards.
func (p *phraseTrie) seal(backward bool) {
	p.sums, p.groups = make([]nodeSum, len(p.nodes)), nil
	after := p.words.byNode(len(p.nodes))
	for i := range p.nodes {
		for _, s := range after[i] {
			p.sums[i].leads |= leadBit(s.hash)
		}
	}
	p.sumLengths(after)
	for _, s := range p.words.slots {
		if s.next != 0 {
			p.known.add(s.hash, 0)
		}
	}
	p.openings.fill(p, after[0], backward)
	p.openings.limit(p, after[0])
}

// sumLengths finds the longest line of the phrases that end at each node, and of
// those that go through it.
func (p *phraseTrie) sumLengths(after [][]wordSlot) {
	leadsTo := func(node int32, visit func(next int32, tokens int)) {
		n := &p.nodes[node]
		for e, next := range n.edges {
			if next != 0 {
				visit(next, edgeTokens[e])
			}
		}
		for _, join := range n.joins {
			visit(join, 0)
		}
		for _, s := range after[node] {
			visit(s.next, 1)
		}
	}
	order, known := make([]int32, 0, len(p.nodes)), make([]bool, len(p.nodes)) // what is behind a node first
	var put func(node int32)
	put = func(node int32) {
		known[node] = true
		leadsTo(node, func(next int32, _ int) {
			if !known[next] {
				put(next)
			}
		})
		order = append(order, node)
	}
	put(0)
	longest := make([]int, len(p.nodes)) // the most tokens up to each node
	for _, node := range slices.Backward(order) {
		leadsTo(node, func(next int32, tokens int) { longest[next] = max(longest[next], longest[node]+tokens) })
	}
	for _, node := range order {
		s := &p.sums[node]
		if p.nodes[node].accept.empty() {
			s.length = maxPhraseTokens // nothing to be held against a line
		} else {
			s.length = uint8(min(longest[node], maxPhraseTokens))
			s.reach = s.length
		}
		leadsTo(node, func(next int32, _ int) { s.reach = max(s.reach, p.sums[next].reach) })
	}
}

// A groupKey is a group of alternatives where it stands in a trie, so that
// phrases that begin alike share their joins.
type groupKey struct {
	node int32
	text string
}

// newPhraseTrie returns a trie with room for about so many nodes.
func newPhraseTrie(nodes int) *phraseTrie {
	p := &phraseTrie{nodes: make([]phraseNode, 1, nodes), groups: make(map[groupKey]int32, nodes/8)}
	p.words.slots = make([]wordSlot, 4*nodes)
	return p
}

// add enters a phrase.
func (p *phraseTrie) add(pattern []phraseElement, id RuleID) {
	node := int32(0)
	for _, e := range pattern {
		if len(e.choices) == 1 {
			node = p.walk(node, e.choices[0])
			continue
		}
		key := groupKey{node, e.text}
		join := p.groups[key]
		if join == 0 {
			join = p.newNode()
			p.nodes[join].join = true
			p.groups[key] = join
			for _, choice := range e.choices {
				p.link(node, choice, join)
			}
		}
		node = join
	}
	p.nodes[node].accept.add(id)
}

// link makes the tokens lead from node to the join end.
func (p *phraseTrie) link(node int32, tokens []phraseToken, end int32) {
	if last := len(tokens) - 1; last >= 0 && tokens[last].word {
		p.words.put(p.walk(node, tokens[:last]), tokens[last].hash, end)
		return
	}
	node = p.walk(node, tokens)
	p.nodes[node].joins = append(p.nodes[node].joins, end)
}

// walk follows tokens from node, making nodes where there are none. It does
// not share joins, for what is added behind one is added to all that meet
// there.
func (p *phraseTrie) walk(node int32, tokens []phraseToken) int32 {
	for _, t := range tokens {
		next := int32(0)
		if !t.word {
			next = p.nodes[node].edges[t.edge]
		}
		for s := p.words.find(node, t.hash); t.word && next == 0 && s.more(); s.step() {
			if !p.nodes[s.next()].join {
				next = s.next()
			}
		}
		if next == 0 {
			next = p.newNode()
			if t.word {
				p.words.put(node, t.hash, next)
			} else {
				p.nodes[node].edges[t.edge] = next
			}
		}
		node = next
	}
	return node
}

func (p *phraseTrie) newNode() int32 {
	p.nodes = append(p.nodes, phraseNode{})
	return int32(len(p.nodes) - 1)
}

// wordTable maps a node and a word to the next nodes: open addressing with
// linear probing, since a map's lookup was a third of the time of matching.
// A word leads to more than one node where alternatives of several phrases
// begin alike.
type wordTable struct {
	slots []wordSlot // a power of two of them, at most two thirds full
	used  int
}

type wordSlot struct {
	node int32
	hash uint32
	next int32 // 0: free
}

// find returns an iterator over the nodes that the word leads to from node.
func (w *wordTable) find(node int32, hash uint32) wordIter {
	if w.used == 0 {
		return wordIter{table: &noWords, node: node, hash: hash}
	}
	it := wordIter{table: w, node: node, hash: hash, i: w.home(node, hash)}
	it.seek()
	return it
}

var noWords = wordTable{slots: make([]wordSlot, 1)}

// wordIter stands on a slot of the word, or on a free one at the end.
type wordIter struct {
	table *wordTable
	node  int32
	hash  uint32
	i     int
}

func (s *wordIter) more() bool  { return s.table.slots[s.i].next != 0 }
func (s *wordIter) next() int32 { return s.table.slots[s.i].next }

func (s *wordIter) step() {
	s.i = (s.i + 1) & (len(s.table.slots) - 1)
	s.seek()
}

func (s *wordIter) seek() {
	for {
		t := &s.table.slots[s.i]
		if t.next == 0 || t.hash == s.hash && t.node == s.node {
			return
		}
		s.i = (s.i + 1) & (len(s.table.slots) - 1)
	}
}

func (w *wordTable) home(node int32, hash uint32) int {
	return int((hash^uint32(node)*0x9E3779B1)*0x85EBCA6B>>8) & (len(w.slots) - 1)
}

// byNode returns the slots in use by the node they lead on from.
func (w *wordTable) byNode(nodes int) [][]wordSlot {
	counts := make([]int, nodes)
	for _, s := range w.slots {
		if s.next != 0 {
			counts[s.node]++
		}
	}
	all := make([]wordSlot, w.used)
	by := make([][]wordSlot, nodes)
	for i, n := range counts {
		by[i], all = all[:0:n], all[n:]
	}
	for _, s := range w.slots {
		if s.next != 0 {
			by[s.node] = append(by[s.node], s)
		}
	}
	return by
}

// makeRoom makes the table as large as it has to be for so many words.
func (w *wordTable) makeRoom(words int) {
	size := 1 << 10
	for 3*words >= 2*size {
		size *= 2
	}
	w.slots = make([]wordSlot, size)
}

func (w *wordTable) put(node int32, hash uint32, next int32) {
	if 3*w.used >= 2*len(w.slots) {
		old := w.slots
		w.slots, w.used = make([]wordSlot, max(1<<10, 2*len(old))), 0
		for _, s := range old {
			if s.next != 0 {
				w.put(s.node, s.hash, s.next)
			}
		}
	}
	i := w.home(node, hash)
	for w.slots[i].next != 0 {
		i = (i + 1) & (len(w.slots) - 1)
	}
	w.slots[i] = wordSlot{node, hash, next}
	w.used++
}
