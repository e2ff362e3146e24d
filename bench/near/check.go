package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"winnow/dedupe"
)

// A neighbour is an earlier document with a common shingle.
type neighbour struct {
	doc        int32
	similarity float64
}

// neighbours returns for each document all that came before and have a common
// shingle, with their true similarities.
func neighbours(texts [][]byte) [][]neighbour {
	number := map[string]int32{}
	var with [][]int32 // documents by number of the shingle
	sizes := make([]int, len(texts))
	all := make([][]neighbour, len(texts))
	common := make([]int32, len(texts))
	for i, text := range texts {
		words := strings.Fields(string(text))
		n := dedupe.DefaultShingle
		var met []int32
		own := map[int32]bool{}
		for j := 0; j == 0 || j+n <= len(words); j++ {
			shingle := strings.Join(words[j:min(len(words), j+n)], " ")
			id, ok := number[shingle]
			if !ok {
				id = int32(len(with))
				number[shingle] = id
				with = append(with, nil)
			}
			if own[id] {
				continue
			}
			own[id] = true
			for _, d := range with[id] {
				if common[d]++; common[d] == 1 {
					met = append(met, d)
				}
			}
			with[id] = append(with[id], int32(i))
		}
		sizes[i] = len(own)
		for _, d := range met {
			all[i] = append(all[i], neighbour{d, float64(common[d]) / float64(sizes[i]+sizes[d]-int(common[d]))})
			common[d] = 0
		}
	}
	return all
}

// checkAll prints a row for each threshold.
func checkAll(w io.Writer, m *maker) error {
	texts := make([][]byte, m.docs)
	for i := range texts {
		texts[i] = dedupe.Fold(nil, m.appendDocument(nil, i), dedupe.Folded)
	}
	all := neighbours(texts)
	fmt.Fprintf(w, "%d documents, seed %d. Due: documents that resemble an earlier one by the threshold and .05 (by the threshold).\n\n", m.docs, m.seed)
	fmt.Fprintln(w, "| threshold | bands | found | precision | due | recall | due by the threshold | recall | pairs due | recall | recall if only kept documents were compared |")
	fmt.Fprintln(w, "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
	for _, threshold := range []float64{0.5, 0.7, 0.8, 0.9} {
		c := check{threshold: threshold, all: all}
		if err := c.run(texts); err != nil {
			return err
		}
		fmt.Fprintf(w, "| %.1f | %d | %d | %.4f | %d | **%.4f** | %d | %.4f | %d | %.4f | %.4f |\n", threshold, c.bands, c.found,
			float64(c.right)/float64(c.found), c.due, share(c.dueFound, c.due), c.dueAt, share(c.dueAtFound, c.dueAt),
			c.pairs, share(c.pairsFound, c.pairs), share(c.keptFound, c.due))
	}
	return nil
}

func share(part, whole int) float64 { return float64(part) / float64(whole) }

// check compares what is found at one threshold with what is to be found.
type check struct {
	threshold float64
	all       [][]neighbour

	bands, found, right      int
	due, dueFound, keptFound int
	dueAt, dueAtFound        int
	pairs, pairsFound        int
}

func (c *check) run(texts [][]byte) error {
	o := dedupe.NearOptions{Threshold: c.threshold, Clusters: true, TextBytes: 1 << 40}
	near, err := dedupe.NewNear(o)
	if err != nil {
		return err
	}
	s := dedupe.NewSketcher(o)
	c.bands = s.Bands()
	kept := make([]bool, len(texts)) // by a search in all of those that are kept
	for i, text := range texts {
		m, found, err := near.Add(text, s.Append(nil, text), dedupe.NewPlace(int64(i), 1))
		if err != nil {
			return err
		}
		c.document(i, m, found, kept)
	}
	cluster := make([]int64, len(texts))
	for i := range cluster {
		cluster[i] = int64(i)
	}
	near.Clusters(func(members []dedupe.Member) bool {
		for _, m := range members {
			cluster[m.Place.Document()] = members[0].Place.Document()
		}
		return true
	})
	for i, neighbours := range c.all {
		for _, n := range neighbours {
			if n.similarity >= c.threshold+0.05 {
				c.pairs++
				if cluster[i] == cluster[n.doc] {
					c.pairsFound++
				}
			}
		}
	}
	return near.Close()
}

// document counts one document: what is found must be so, and what is so
// should be found.
func (c *check) document(i int, m dedupe.NearMatch, found bool, kept []bool) {
	if found {
		c.found++
		like := int32(m.Like.Document())
		if slices.ContainsFunc(c.all[i], func(n neighbour) bool {
			return n.doc == like && n.similarity == m.Similarity && n.similarity >= c.threshold
		}) {
			c.right++
		}
	}
	most, amongKept := 0.0, 0.0
	for _, n := range c.all[i] {
		most = max(most, n.similarity)
		if kept[n.doc] {
			amongKept = max(amongKept, n.similarity)
		}
	}
	kept[i] = amongKept < c.threshold
	if most >= c.threshold {
		c.dueAt++
		if found {
			c.dueAtFound++
		}
	}
	if most >= c.threshold+0.05 {
		c.due++
		if found {
			c.dueFound++
		}
		if !kept[i] {
			c.keptFound++
		}
	}
}
