package dedupe

import (
	"cmp"
	"slices"
)

// forest joins numbers to clusters (union-find: Tarjan 1975). The root of a
// cluster is its least number. That and path halving make a step logarithmic
// on average, which is as good as constant here.
type forest struct {
	parent []uint32
	size   []uint32 // of the cluster, if the number is a root
}

// add adds a cluster of one number, the next.
func (f *forest) add() uint32 {
	n := uint32(len(f.parent))
	f.parent = append(f.parent, n)
	f.size = append(f.size, 1)
	return n
}

// root returns the least number of x's cluster.
func (f *forest) root(x uint32) uint32 {
	for f.parent[x] != x {
		f.parent[x] = f.parent[f.parent[x]]
		x = f.parent[x]
	}
	return x
}

// join makes one cluster of those of a and b. It returns the root that is one
// no longer; joined is false if they were one cluster before.
func (f *forest) join(a, b uint32) (absorbed uint32, joined bool) {
	a, b = f.root(a), f.root(b)
	if a == b {
		return 0, false
	}
	a, b = min(a, b), max(a, b)
	f.parent[b] = a
	f.size[a] += f.size[b]
	return b, true
}

// A link is the reason why a text is in a cluster.
type link struct {
	text, like Place
	number     uint32 // one of the cluster
	similarity float32
}

const linkBytes = 24

// A Member is a text of a cluster, and the one for which it is there: Like is
// its own place for the first. Two clusters that one text joins are linked by
// it; then Like may come after Place.
type Member struct {
	Place, Like Place
	Similarity  float64 // to Like, rounded to single precision; 1 for the first
}

// Clusters calls yield for each cluster of two texts or more, in the order of
// their first texts, with the members in order, until yield returns false. The
// members are valid until yield returns.
func (n *Near) Clusters(yield func([]Member) bool) {
	links := n.links
	for i := range links {
		links[i].number = n.clusters.root(links[i].number)
	}
	slices.SortFunc(links, func(a, b link) int {
		return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.text, b.text))
	})
	var members []Member
	for len(links) > 0 {
		root := links[0].number
		first := n.places[root]
		members = append(members[:0], Member{first, first, 1})
		for len(links) > 0 && links[0].number == root {
			members = append(members, Member{links[0].text, links[0].like, float64(links[0].similarity)})
			links = links[1:]
		}
		if !yield(members) {
			return
		}
	}
}
