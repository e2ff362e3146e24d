package clean

// How many tokens the wildcards of a phrase may cover.
const (
	starTokens     = 8
	longStarTokens = 30
	dateTokens     = 12
	nameTokens     = 5
)

// A phraseMatch is one line held against a trie. Tokens are read as they are
// needed, for most lines part from every phrase within a word or two.
type phraseMatch struct {
	trie     *phraseTrie
	book     *phraseBook
	line     []byte
	next     int     // where the next token is looked for
	tokens   []token // in reverse order, and complete, for the backward trie
	backward bool
	found    ruleSet

	steps int
	been  map[step]struct{} // once there were patientSteps
}

// A step is a node with what is left of the line.
type step struct{ node, token int32 }

// patientSteps is how many steps a line may take before they are remembered.
// Hardly a line takes so many; without memory one that is made for it, of words
// that several wildcards compete for, would take millions.
const patientSteps = 512

// again says whether the step was taken before.
func (m *phraseMatch) again(node int32, i int) bool {
	if m.steps++; m.steps < patientSteps {
		return false
	}
	if m.been == nil {
		m.been = make(map[step]struct{})
	}
	s := step{node, int32(i)}
	if _, ok := m.been[s]; ok {
		return true
	}
	m.been[s] = struct{}{}
	return false
}

// has says whether there is a token i.
func (m *phraseMatch) has(i int) bool {
	for i >= len(m.tokens) {
		if m.next >= len(m.line) || len(m.tokens) == maxPhraseTokens {
			return false
		}
		m.tokens, m.next = appendToken(m.tokens, m.line, m.next)
	}
	return true
}

// ends says whether the line ends before token i.
func (m *phraseMatch) ends(i int) bool { return !m.has(i) && m.next >= len(m.line) }

// from follows every edge of node that the tokens from i on allow, and notes
// the rules of each phrase that ends with the line.
func (m *phraseMatch) from(node int32, i int) {
	if m.again(node, i) {
		return
	}
	s := &m.trie.states[node]
	if s.accepts && m.ends(i) {
		m.found.union(m.trie.nodes[node].accept)
	}
	if s.special {
		n := &m.trie.nodes[node]
		lead := m.lead(i)
		for _, join := range n.joins {
			// Most joins lead nowhere: it pays to look before entering.
			if j := &m.trie.states[join]; j.special || j.accepts || j.leads&lead != 0 {
				m.from(join, i)
			}
		}
		if n.edges != [edgeCount]int32{} {
			m.classes(n, i)
		}
	}
	if s.leads != 0 && s.leads&m.lead(i) != 0 {
		m.word(node, i)
	}
}

// lead is the bit by which states are asked about token i; 0 if there is none.
func (m *phraseMatch) lead(i int) uint64 {
	if i < len(m.tokens) || m.has(i) {
		return leadBit(m.tokens[i].hash)
	}
	return 0
}

// word follows the edges of token i from node.
func (m *phraseMatch) word(node int32, i int) {
	for s := m.trie.words.find(node, m.tokens[i].hash); s.more(); s.step() {
		m.from(s.next(), i+1)
	}
}

// classes follows the edges of n that are not words.
func (m *phraseMatch) classes(n *phraseNode, i int) {
	if e := n.edges[edgeColon]; e != 0 && m.colonAt(i) {
		m.from(e, i)
	}
	if e := n.edges[edgeStar]; e != 0 {
		m.star(e, i, starTokens)
	}
	if e := n.edges[edgeLongStar]; e != 0 {
		m.star(e, i, longStarTokens)
	}
	if !m.has(i) {
		return
	}
	if e := n.edges[edgeNumber]; e != 0 && m.tokens[i].kind == tokenNumber {
		m.from(e, i+1)
	}
	if e := n.edges[edgeDate]; e != 0 {
		m.date(e, i)
	}
	if e := n.edges[edgeName]; e != 0 {
		m.name(e, i)
	}
}

// colonAt says whether a colon stands between the token before i and the one
// at i, in the direction of the trie.
func (m *phraseMatch) colonAt(i int) bool {
	if m.backward {
		return m.has(i) && m.tokens[i].colon
	}
	m.has(i) // the colon is noted when the token after it is looked for
	return i > 0 && m.tokens[i-1].colon
}

// star passes over up to most tokens before it goes on from node. Mostly a
// word comes next, or nothing.
func (m *phraseMatch) star(node int32, i, most int) {
	simple := !m.trie.states[node].special
	for end := i + most; ; i++ {
		if !simple {
			m.from(node, i)
		} else if m.trie.states[node].leads&m.lead(i) != 0 {
			m.word(node, i)
		}
		if !m.has(i) {
			if simple && m.ends(i) {
				m.found.union(m.trie.nodes[node].accept)
			}
			return
		}
		if i == end {
			return
		}
	}
}

func (m *phraseMatch) date(node int32, i int) {
	numbers := false
	for end := i + dateTokens; i < end && m.has(i); i++ {
		if m.tokens[i].kind == tokenNumber {
			numbers = true
		} else if !m.book.dates.has(m.tokens[i].hash) {
			return
		}
		if numbers {
			m.from(node, i+1)
		}
	}
}

// name follows a name: it begins with an upper-case letter, and only particles
// in it do not.
func (m *phraseMatch) name(node int32, i int) {
	if !m.has(i) || !m.tokens[i].upper {
		return
	}
	for end := i + nameTokens; i < end && m.has(i); i++ {
		t := m.tokens[i]
		if t.kind == tokenNumber || !t.upper && !m.book.names.has(t.hash) {
			return
		}
		m.from(node, i+1)
	}
}
