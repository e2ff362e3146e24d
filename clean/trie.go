package clean

// phraseNode is a state of a trie; index 0 of edges is no edge, since no edge
// leads back to the root. joins are where the alternatives of a phrase meet
// again: they are entered without a token. (Written out one by one, the
// alternatives of the packs would make a million nodes.)
type phraseNode struct {
	accept ruleSet
	edges  [edgeCount]int32
	joins  []int32
}

// phraseTrie is one direction of the phrases.
type phraseTrie struct {
	nodes  []phraseNode
	words  wordTable
	groups map[groupKey]int32
}

// A groupKey is a group of alternatives where it stands in a trie, so that
// phrases that begin alike share their joins.
type groupKey struct {
	node int32
	text string
}

func newPhraseTrie() *phraseTrie {
	return &phraseTrie{nodes: make([]phraseNode, 1), groups: map[groupKey]int32{}}
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
			p.groups[key] = join
			for _, choice := range e.choices {
				end := p.walk(node, choice)
				p.nodes[end].joins = append(p.nodes[end].joins, join)
			}
		}
		node = join
	}
	p.nodes[node].accept.add(id)
}

// walk follows tokens from node, making nodes where there are none.
func (p *phraseTrie) walk(node int32, tokens []phraseToken) int32 {
	for _, t := range tokens {
		next := p.words.get(node, t.hash)
		if !t.word {
			next = p.nodes[node].edges[t.edge]
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

// wordTable maps a node and a word to the next node: open addressing with
// linear probing, since a map's lookup was a third of the time of matching.
type wordTable struct {
	slots []wordSlot // a power of two of them, at most half full
	used  int
}

type wordSlot struct {
	node int32
	hash uint32
	next int32 // 0: free
}

func (w *wordTable) get(node int32, hash uint32) int32 {
	if w.used == 0 {
		return 0
	}
	for i := w.home(node, hash); ; i = (i + 1) & (len(w.slots) - 1) {
		s := &w.slots[i]
		if s.next == 0 || s.hash == hash && s.node == node {
			return s.next
		}
	}
}

func (w *wordTable) home(node int32, hash uint32) int {
	return int((hash^uint32(node)*0x9E3779B1)*0x85EBCA6B>>8) & (len(w.slots) - 1)
}

func (w *wordTable) put(node int32, hash uint32, next int32) {
	if 2*w.used >= len(w.slots) {
		old := w.slots
		w.slots, w.used = make([]wordSlot, max(64, 2*len(old))), 0
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
