package clean

import (
	_ "embed"
	"encoding/binary"
	"hash/crc32"
	"io/fs"
	"sync"
)

// The book of the packs that winnow ships with is compiled ahead of time, for
// compiling it takes longer than all else that a start does: most of 50 ms.
// shipped.book is made from packs/*.txt and the list of rules, and says from
// which; if those are not the present ones it is not used, and the packs are
// compiled at the start, as they are when a user has packs of his own. A test
// says when it has to be made again.
//
//go:generate go test -run TestShippedBook -update .

//go:embed shipped.book
var shippedData []byte

// shippedBook returns the compiled packs, which do not change any more; nil if
// they have to be compiled.
var shippedBook = sync.OnceValue(func() *phraseBook { return loadBook(shippedData) })

// loadBook reads a compiled book; nil if it is made from other packs.
func loadBook(data []byte) *phraseBook {
	r := bookReader{data: data}
	if len(data) < 4 || r.fixed32() != packsSum() {
		return nil
	}
	return r.book()
}

// packsSum is a checksum of all that the book is made from but the code.
func packsSum() uint32 {
	sum := crc32.NewIEEE()
	names, _ := fs.Glob(packFiles, "packs/*.txt") // the pattern is well-formed
	for _, name := range names {
		data, err := packFiles.ReadFile(name)
		if err != nil {
			return 0
		}
		sum.Write(data)
	}
	for _, r := range Rules() {
		sum.Write([]byte(r.Name + "\n"))
	}
	return sum.Sum32()
}

// A bookReader reads what a bookWriter wrote. Its data is trusted: a test holds
// it against the packs.
type bookReader struct{ data []byte }

func (r *bookReader) uint() int {
	x, n := binary.Uvarint(r.data)
	r.data = r.data[n:]
	return int(x)
}

func (r *bookReader) fixed32() uint32 {
	x := binary.LittleEndian.Uint32(r.data)
	r.data = r.data[4:]
	return x
}

func (r *bookReader) fixed64() uint64 {
	x := binary.LittleEndian.Uint64(r.data)
	r.data = r.data[8:]
	return x
}

func (r *bookReader) byte() byte {
	c := r.data[0]
	r.data = r.data[1:]
	return c
}

func (r *bookReader) book() *phraseBook {
	b := &phraseBook{forward: r.trie(), backward: r.trie(), homes: make(map[uint32]bool), persons: newPersonWords()}
	for range r.uint() {
		b.homes[r.fixed32()] = true
	}
	for range r.uint() {
		h := r.fixed32()
		b.persons.set(personWord{h, r.byte()})
	}
	return b
}

func (r *bookReader) trie() *phraseTrie {
	p := &phraseTrie{nodes: make([]phraseNode, r.uint())}
	p.sums = make([]nodeSum, len(p.nodes))
	for i := range p.sums {
		p.sums[i].length, p.sums[i].reach = r.byte(), r.byte()
	}
	node := 0
	for range r.uint() {
		node += r.uint()
		r.node(&p.nodes[node])
	}
	words := r.uint()
	var first []wordSlot // those that phrases begin with
	p.words.makeRoom(words)
	for node, i := 0, 0; i < words; i++ {
		node += r.uint()
		hash := r.fixed32()
		next := int32(r.uint())
		p.words.put(int32(node), hash, next)
		if node == 0 {
			first = append(first, wordSlot{hash: hash, next: next})
		}
		p.sums[node].leads |= leadBit(hash)
	}
	for range r.uint() {
		hash := r.fixed32()
		p.known.add(hash, phraseSymbol(r.byte()))
	}
	for range r.uint() {
		hash := r.fixed32()
		p.openings.add(hash, r.follows())
	}
	p.openings.numbers = r.follows()
	p.openings.limit(p, first)
	return p
}

func (r *bookReader) follows() follows {
	words := r.fixed64()
	return follows{words, alsoFollows(r.byte())}
}

// node reads a node: a byte that says what there is of it, then that.
func (r *bookReader) node(n *phraseNode) {
	has := r.byte()
	for e := range n.edges {
		if has&(1<<e) != 0 {
			n.edges[e] = int32(r.uint())
		}
	}
	if has&hasAccept != 0 {
		n.accept = ruleSet{r.fixed64(), r.fixed64()}
	}
	if has&hasJoins != 0 {
		n.joins = make([]int32, r.uint())
		for i := range n.joins {
			n.joins[i] = int32(r.uint())
		}
	}
}

const (
	hasAccept = 1 << edgeCount
	hasJoins  = hasAccept << 1
)
