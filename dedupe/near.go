package dedupe

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

// NearOptions say when two texts are almost the same.
type NearOptions struct {
	// Threshold is the least Jaccard similarity of two texts that are taken
	// for the same, from MinThreshold to 1: the number of shingles that both
	// have, divided by the number of shingles that at least one has.
	Threshold float64
	// Words is the length of a shingle; 0 is DefaultShingle.
	Words int
	// TextBytes is how much of the texts stays in memory; what is more goes
	// to a temporary file.
	TextBytes int64
	// Clusters asks for Near.Clusters, for 24 bytes more a text that is found.
	Clusters bool
}

const (
	// DefaultShingle is the number of words, or of characters in scripts
	// without spaces, in a shingle: the one that is usual for web corpora
	// (Penedo et al. 2023, The RefinedWeb dataset, section 3.3). It hardly
	// matters as long as it is not 1: at 0.8, shingles of 2, 3, 4, 5 and 7
	// words found 40, 39, 38, 38 and 36 of 5,281 labelled articles again, but
	// single words 54, for texts of few different characters share most.
	DefaultShingle = 5
	// MinThreshold is the least threshold.
	MinThreshold = 0.1
)

func (o NearOptions) words() int { return cmp.Or(o.Words, DefaultShingle) }

func (o NearOptions) check() error {
	switch {
	case !(o.Threshold >= MinThreshold && o.Threshold <= 1):
		return errors.New("a similarity is a number from 0.1 to 1")
	case o.Words < 0:
		return errors.New("a shingle has 1 word or more")
	}
	return nil
}

// Near remembers texts and finds those that resemble an earlier one.
//
// A text is found if one that came before has at least the threshold's
// similarity. Sketches say which texts are compared; the similarity is then
// counted, so that nothing is found wrongly. What may be missed is one pair in
// a hundred at the threshold, hardly any above it: see Bands.
//
// For each text that is remembered, a Near holds 10 to 15 bytes a band and 28
// beside that (some 250 in all at 0.8), and its folded text in a log that is
// in memory up to TextBytes. A text that is found is remembered only if it
// adds something: see margin and maxMembers. So a million pages alike cost
// what a few cost, and take time in proportion to their number.
//
// It is not safe for concurrent use. After the last use Close frees the
// temporary file.
type Near struct {
	o        NearOptions
	bands    []band
	compare  *comparer
	clusters forest
	places   []Place // by number of the text
	starts   []int64 // in texts, by number
	texts    textLog
	links    []link

	found []uint32 // texts that share a band, with repetitions
	rooms []int    // by band, where the text at hand may stand
	text  []byte   // one that is compared
	cands []candidate
}

const (
	// margin is how much a text must differ from the one that it resembles to
	// be remembered. The Jaccard distance, 1 minus the similarity, is a metric
	// (Charikar 2002, section 3): what is alike to a text within the margin,
	// by the threshold and the margin, is alike to the other by the threshold.
	margin = 0.05
	// maxMembers is how many texts of one cluster are remembered.
	maxMembers = 64
	// maxCompared is with how many texts one is compared, those first with
	// which it shares most bands.
	maxCompared = 64
)

// A candidate is a text that shares bands with the one at hand.
type candidate struct {
	text  uint32
	bands int
}

// NearMatch says what a text resembles.
type NearMatch struct {
	// First is the first text of the cluster: the one that is kept.
	First Place
	// Like is the text that was compared, often the first one too.
	Like Place
	// Similarity is that to Like, counted.
	Similarity float64
}

// NewNear returns an empty Near, or an error that says what is wrong with o.
func NewNear(o NearOptions) (*Near, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	b := chooseBands(o.Threshold)
	return &Near{
		o: o, bands: make([]band, b.number), rooms: make([]int, b.number),
		compare: newComparer(o.words()), texts: textLog{memory: o.TextBytes},
	}, nil
}

var errTooMany = errors.New("more than 4,294,967,294 texts to compare")

// Add looks for texts that resemble the folded one at hand, whose sketch a
// Sketcher of the same options made, and remembers it. An error is one of the
// temporary file, or says that the table is full; the Near is of no use then.
func (n *Near) Add(folded []byte, sketch []uint32, at Place) (m NearMatch, found bool, err error) {
	if len(sketch) == 0 { // without words a text resembles nothing
		return m, false, nil
	}
	n.candidates(sketch)
	number := uint32(math.MaxUint32) // of the text that at was joined to
	compared := false
	for i, c := range n.cands {
		if i == maxCompared {
			break
		}
		if found && n.clusters.root(c.text) == n.clusters.root(number) {
			continue
		}
		if !compared {
			n.compare.with(folded)
			compared = true
		}
		s, err := n.similarity(c.text)
		if err != nil {
			return m, false, err
		}
		switch {
		case s < n.o.Threshold:
		case !found:
			found, number = true, c.text
			m = NearMatch{Like: n.places[c.text], Similarity: s}
		default: // at is the bridge between two clusters
			n.join(number, c.text, at, s)
		}
	}
	if found {
		if m, number, err = n.first(m, number); err != nil {
			return m, false, err
		}
	}
	if !found || 1-m.Similarity > margin && n.clusters.size[n.clusters.root(number)] < maxMembers {
		own, err := n.remember(folded, sketch, at)
		if err != nil {
			return m, false, err
		}
		if found {
			n.clusters.join(own, number)
		}
	}
	if found && n.o.Clusters {
		n.links = append(n.links, link{at, m.Like, number, float32(m.Similarity)})
	}
	return m, found, nil
}

// first completes a match with the first text of the cluster, and compares
// with that one too: it is the better witness, if it is similar enough.
func (n *Near) first(m NearMatch, number uint32) (NearMatch, uint32, error) {
	root := n.clusters.root(number)
	m.First = n.places[root]
	if m.First == m.Like {
		return m, number, nil
	}
	s, err := n.similarity(root)
	if err == nil && s >= n.o.Threshold {
		m.Like, m.Similarity, number = m.First, s, root
	}
	return m, number, err
}

// candidates finds the texts that share bands with a sketch, those with most
// common bands first, then earlier ones.
func (n *Near) candidates(sketch []uint32) {
	n.found = n.found[:0]
	for i, value := range sketch {
		n.found, n.rooms[i] = n.bands[i].find(n.found, value)
	}
	n.cands = n.cands[:0]
	slices.Sort(n.found)
	for _, text := range n.found {
		if last := len(n.cands) - 1; last >= 0 && n.cands[last].text == text {
			n.cands[last].bands++
		} else {
			n.cands = append(n.cands, candidate{text, 1})
		}
	}
	if len(n.cands) > 1 {
		slices.SortFunc(n.cands, func(a, b candidate) int {
			return cmp.Or(b.bands-a.bands, cmp.Compare(a.text, b.text))
		})
	}
}

// similarity compares the text at hand with a remembered one. It is 0 if it is
// below the threshold.
func (n *Near) similarity(text uint32) (s float64, err error) {
	end := n.texts.size
	if int(text)+1 < len(n.starts) {
		end = n.starts[text+1]
	}
	n.text, err = n.texts.read(n.text[:0], n.starts[text], end-n.starts[text])
	if err != nil {
		return 0, err
	}
	return n.compare.similarity(n.text, n.o.Threshold), nil
}

// remember makes the text at hand one that others are compared with.
func (n *Near) remember(folded []byte, sketch []uint32, at Place) (number uint32, err error) {
	if len(n.places) == math.MaxUint32 {
		return 0, errTooMany
	}
	start, err := n.texts.append(folded)
	if err != nil {
		return 0, err
	}
	number = n.clusters.add()
	n.places = append(n.places, at)
	n.starts = append(n.starts, start)
	for i, value := range sketch {
		if n.rooms[i] >= 0 {
			n.bands[i].put(n.rooms[i], value, number)
		}
	}
	return number, nil
}

// join makes one cluster of two that the text at at resembles.
func (n *Near) join(a, b uint32, at Place, similarity float64) {
	absorbed, joined := n.clusters.join(a, b)
	if joined && n.o.Clusters {
		n.links = append(n.links, link{n.places[absorbed], at, absorbed, float32(similarity)})
	}
}

// Len returns the number of texts that are remembered.
func (n *Near) Len() int { return len(n.places) }

// Bytes returns the memory that is held for them, the texts included.
func (n *Near) Bytes() int64 {
	b := int64(cap(n.places)+cap(n.starts))*8 + int64(cap(n.clusters.parent)+cap(n.clusters.size))*4
	b += int64(cap(n.links)) * linkBytes
	b += n.texts.held() + int64(cap(n.texts.tail))
	for i := range n.bands {
		b += int64(len(n.bands[i].slots)) * bandSlotBytes
	}
	return b
}

// Close removes the temporary file.
func (n *Near) Close() error { return n.texts.close() }
