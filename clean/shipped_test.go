package clean

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"flag"
	"os"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "write shipped.book anew")

// The compiled packs are those of packs/*.txt, and what is read of them is what
// was compiled.
func TestShippedBook(t *testing.T) {
	c := &Cleaner{rules: Rules()}
	compiled, err := c.compile()
	if err != nil {
		t.Fatal(err)
	}
	want := binary.LittleEndian.AppendUint32(nil, packsSum())
	want = appendBook(want, compiled)
	if *update {
		if err := os.WriteFile("shipped.book", want, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(shippedData, want) && !*update {
		t.Fatal("shipped.book is not made from the packs and rules as they are: go generate ./clean")
	}
	r := bookReader{data: want[4:]}
	read := r.book()
	if len(r.data) > 0 || !bytes.Equal(appendBook(want[:4:4], read), want) {
		t.Fatal("what was written of the book is not what is read")
	}
	a, b := newPhraseMatcher(compiled), newPhraseMatcher(read)
	lines := exampleLines(t)
	for _, line := range append(lines, shuffledLines(lines, 5000)...) {
		if got, want := b.rules(line, 0), a.rules(line, 0); got != want {
			t.Fatalf("%q: rules %b, want %b", line, got, want)
		}
	}
}

// A book that was made from other packs is left alone.
func TestStaleBook(t *testing.T) {
	if loadBook(shippedData) == nil {
		t.Error("the book is not used")
	}
	stale := slices.Clone(shippedData)
	stale[0]++
	if loadBook(stale) != nil || loadBook(nil) != nil {
		t.Error("a book of other packs is used")
	}
}

// appendBook writes a sealed book for a bookReader.
func appendBook(dst []byte, b *phraseBook) []byte {
	dst = appendTrie(appendTrie(dst, b.forward), b.backward)
	homes := make([]uint32, 0, len(b.homes))
	for hash := range b.homes {
		homes = append(homes, hash)
	}
	slices.Sort(homes)
	dst = binary.AppendUvarint(dst, uint64(len(homes)))
	for _, hash := range homes {
		dst = binary.LittleEndian.AppendUint32(dst, hash)
	}
	var words []personWord
	for _, w := range b.persons.slots {
		if w.person != 0 {
			words = append(words, w)
		}
	}
	dst = binary.AppendUvarint(dst, uint64(len(words)))
	for _, w := range words {
		dst = append(binary.LittleEndian.AppendUint32(dst, w.hash), w.person)
	}
	return dst
}

func appendTrie(dst []byte, p *phraseTrie) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(p.nodes)))
	for _, s := range p.sums {
		dst = append(dst, s.length, s.reach)
	}
	var nodes []byte
	count, last := 0, 0
	for i := range p.nodes {
		if node := appendNode(nil, &p.nodes[i]); node[0] != 0 {
			nodes = append(binary.AppendUvarint(nodes, uint64(i-last)), node...)
			count, last = count+1, i
		}
	}
	dst = append(binary.AppendUvarint(dst, uint64(count)), nodes...)

	words := slices.DeleteFunc(slices.Clone(p.words.slots), func(s wordSlot) bool { return s.next == 0 })
	slices.SortFunc(words, func(a, b wordSlot) int {
		return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.hash, b.hash), cmp.Compare(a.next, b.next))
	})
	dst = binary.AppendUvarint(dst, uint64(len(words)))
	node := int32(0)
	for _, s := range words {
		dst = binary.AppendUvarint(dst, uint64(s.node-node))
		dst = binary.LittleEndian.AppendUint32(dst, s.hash)
		dst = binary.AppendUvarint(dst, uint64(s.next))
		node = s.node
	}

	known := slices.DeleteFunc(slices.Clone(p.known.slots), func(s vocabularySlot) bool { return s.symbol == 0 })
	slices.SortFunc(known, func(a, b vocabularySlot) int { return cmp.Compare(a.hash, b.hash) })
	dst = binary.AppendUvarint(dst, uint64(len(known)))
	for _, s := range known {
		dst = append(binary.LittleEndian.AppendUint32(dst, s.hash), byte(s.symbol&classMask))
	}

	first := slices.DeleteFunc(slices.Clone(p.openings.slots), func(s opening) bool { return !s.taken })
	slices.SortFunc(first, func(a, b opening) int { return cmp.Compare(a.hash, b.hash) })
	dst = binary.AppendUvarint(dst, uint64(len(first)))
	for _, s := range first {
		dst = appendFollows(binary.LittleEndian.AppendUint32(dst, s.hash), follows{s.second, s.also})
	}
	return appendFollows(dst, p.openings.numbers)
}

func appendFollows(dst []byte, f follows) []byte {
	return append(binary.LittleEndian.AppendUint64(dst, f.words), byte(f.also))
}

func appendNode(dst []byte, n *phraseNode) []byte {
	has := byte(0)
	for e, next := range n.edges {
		if next != 0 {
			has |= 1 << e
		}
	}
	if !n.accept.empty() {
		has |= hasAccept
	}
	if len(n.joins) > 0 {
		has |= hasJoins
	}
	dst = append(dst, has)
	for _, next := range n.edges {
		if next != 0 {
			dst = binary.AppendUvarint(dst, uint64(next))
		}
	}
	if !n.accept.empty() {
		dst = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(dst, n.accept.low), n.accept.high)
	}
	if len(n.joins) > 0 {
		dst = binary.AppendUvarint(dst, uint64(len(n.joins)))
		for _, join := range n.joins {
			dst = binary.AppendUvarint(dst, uint64(join))
		}
	}
	return dst
}
