package dedupe

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// edited makes n texts: some new, most of them an edition of an earlier one
// with words changed, sentences moved, a header and a footer added.
func edited(n int, seed uint64) [][]byte {
	r := rand.New(rand.NewPCG(seed, 1))
	word := func() string { return fmt.Sprintf("w%d", int(1000*math.Exp(3*r.Float64()))) }
	sentence := func() []string {
		s := make([]string, 5+r.IntN(20))
		for i := range s {
			s[i] = word()
		}
		return s
	}
	var furniture, all [][][]string
	for range 20 {
		furniture = append(furniture, [][]string{sentence(), sentence()})
	}
	for len(all) < n {
		if len(all) == 0 || r.IntN(4) == 0 {
			var text [][]string
			for range 1 + r.IntN(25) {
				text = append(text, sentence())
			}
			all = append(all, text)
			continue
		}
		var text [][]string
		change := math.Exp(-7 + 6*r.Float64()) // of the words, from 1 in 1000 to 1 in 3
		for _, s := range all[r.IntN(len(all))] {
			s = slices.Clone(s)
			for i := range s {
				if r.Float64() < change {
					s[i] = word()
				}
			}
			text = append(text, s)
		}
		if r.IntN(3) == 0 {
			i, j := r.IntN(len(text)), r.IntN(len(text))
			text[i], text[j] = text[j], text[i]
		}
		if r.IntN(3) == 0 {
			text = slices.Concat(furniture[r.IntN(20)][:1], text, furniture[r.IntN(20)][1:])
		}
		all = append(all, text)
	}
	var out [][]byte
	for _, text := range all {
		var sentences []string
		for _, s := range text {
			sentences = append(sentences, strings.Join(s, " "))
		}
		out = append(out, []byte(strings.Join(sentences, " ")))
	}
	return out
}

// wordSet is the plainest form of a set of shingles.
func wordSet(text []byte, n int) map[string]bool {
	words := strings.Fields(string(text))
	set := map[string]bool{}
	for i := 0; i == 0 || i+n <= len(words); i++ {
		set[strings.Join(words[i:min(len(words), i+n)], " ")] = true
	}
	return set
}

func jaccard(a, b map[string]bool) float64 {
	common := 0
	for s := range a {
		if b[s] {
			common++
		}
	}
	return float64(common) / float64(len(a)+len(b)-common)
}

// What is found resembles what it is said to resemble, exactly as much as it
// is said to; and of what is a little above the threshold hardly anything is
// missed.
func TestNearAgainstBruteForce(t *testing.T) {
	texts := edited(fewer(1500, 500), 7)
	sets := make([]map[string]bool, len(texts))
	most := make([]float64, len(texts)) // the similarity to the earlier text that is most like it
	with := map[string][]int{}
	for i, text := range texts {
		sets[i] = wordSet(text, DefaultShingle)
		common := map[int]int{}
		for shingle := range sets[i] {
			for _, j := range with[shingle] {
				common[j]++
			}
			with[shingle] = append(with[shingle], i)
		}
		for j, n := range common {
			most[i] = max(most[i], float64(n)/float64(len(sets[i])+len(sets[j])-n))
		}
	}
	for _, threshold := range []float64{0.5, 0.7, 0.8, 0.9} {
		o := NearOptions{Threshold: threshold, Clusters: true}
		near, found := findAll(t, o, texts)
		var due, missed int
		for j := range texts {
			if m := found[j]; m != nil {
				i := int(m.Like.Document())
				if s := jaccard(sets[i], sets[j]); s != m.Similarity || s < threshold || i >= j {
					t.Fatalf("%v: text %d is said to resemble %d by %v: it does by %v", threshold, j, i, m.Similarity, s)
				}
			}
			if most[j] >= threshold+0.05 {
				due++
				if found[j] == nil {
					missed++
				}
			}
		}
		if due < fewer(100, 20) {
			t.Fatalf("%v: only %d texts to find", threshold, due)
		}
		t.Logf("%v: %d of %d missed, %d remembered", threshold, missed, due, near.Len())
		if float64(missed) > 0.03*float64(due) {
			t.Errorf("%v: %d of %d texts missed", threshold, missed, due)
		}
		checkClusters(t, near, found, sets, threshold)
	}
}

// fewer is the second number for a short test: the race detector is slow.
func fewer(many, few int) int {
	if testing.Short() {
		return few
	}
	return many
}

func findAll(t *testing.T, o NearOptions, texts [][]byte) (*Near, map[int]*NearMatch) {
	t.Helper()
	near, err := NewNear(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := near.Close(); err != nil {
			t.Error(err)
		}
	})
	s := NewSketcher(o)
	found := map[int]*NearMatch{}
	for i, text := range texts {
		m, ok, err := near.Add(text, s.Append(nil, text), NewPlace(int64(i), 1))
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			found[i] = &m
		}
	}
	return near, found
}

// checkClusters sees to it that each text that was found is in one cluster,
// behind a first one, and resembles the member it is linked to.
func checkClusters(t *testing.T, near *Near, found map[int]*NearMatch, sets []map[string]bool, threshold float64) {
	t.Helper()
	in := map[Place]bool{}
	last := Place(0)
	near.Clusters(func(members []Member) bool {
		if len(members) < 2 || members[0].Like != members[0].Place || members[0].Place < last {
			t.Errorf("%v: a cluster of %d with the first %v after %v", threshold, len(members), members[0], last)
		}
		last = members[0].Place
		places := map[Place]bool{}
		for _, m := range members {
			places[m.Place] = true
		}
		for _, m := range members {
			if in[m.Place] {
				t.Errorf("%v: %v is in two clusters, or twice in one", threshold, m.Place)
			}
			in[m.Place] = true
			s := jaccard(sets[m.Place.Document()], sets[m.Like.Document()])
			if !places[m.Like] || math.Abs(s-m.Similarity) > 1e-6 || s < threshold {
				t.Errorf("%v: %+v: the similarity is %v", threshold, m, s)
			}
		}
		return true
	})
	for i := range found {
		if !in[NewPlace(int64(i), 1)] {
			t.Errorf("%v: text %d was found but is in no cluster", threshold, i)
		}
	}
}

// Any number of pages alike costs what some do: neither the texts that are
// remembered nor the comparisons grow with it.
func TestNearManyAlike(t *testing.T) {
	n := fewer(5000, 500)
	r := rand.New(rand.NewPCG(3, 3))
	shared := edited(40, 5)[39]
	shared = bytes.Join([][]byte{shared, shared[:len(shared)/2]}, []byte(" end "))
	words := len(wordSet(shared, 1))
	for _, changed := range []int{1, words / 12} {
		o := NearOptions{Threshold: 0.5}
		near, err := NewNear(o)
		if err != nil {
			t.Fatal(err)
		}
		s := NewSketcher(o)
		missed := 0
		for i := range n {
			text := bytes.Clone(shared)
			for range changed {
				text = fmt.Appendf(append(text, ' '), "x%d", r.Uint64())
			}
			_, ok, err := near.Add(text, s.Append(nil, text), NewPlace(int64(i), 1))
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				missed++
			}
		}
		if missed > 1 || near.Len() > maxMembers {
			t.Errorf("%d of %d pages alike were not found, %d are remembered", missed, n, near.Len())
		}
	}
}

// Texts of scripts without spaces are compared by their characters.
func TestNearWithoutSpaces(t *testing.T) {
	line := strings.Repeat("市役所は新しい橋の工事が来年の春まで続くと発表した", 1)
	more := line + "住民の多くは迂回路の渋滞に困っている"
	texts := [][]byte{[]byte(more), []byte(strings.Replace(more, "来年", "今年", 1)), []byte("全く別の文章がここにあり橋とは関係がない")}
	_, found := findAll(t, NearOptions{Threshold: 0.7}, texts)
	if found[1] == nil || found[2] != nil {
		t.Errorf("found: %v, want only the second text", found)
	}
}

// Texts without words resemble nothing, short texts only what is equal.
func TestNearShort(t *testing.T) {
	texts := [][]byte{{}, {}, []byte("one"), []byte("one two"), []byte("one"), []byte("two one")}
	_, found := findAll(t, NearOptions{Threshold: 0.5}, texts)
	if len(found) != 1 || found[4] == nil || found[4].Similarity != 1 {
		t.Errorf("found: %v, want only the second one", found)
	}
}

// What is found does not depend on where the texts are kept.
func TestNearSpills(t *testing.T) {
	if testing.Short() {
		t.Skip("long texts are needed to fill a file")
	}
	texts := edited(4000, 11)
	o := NearOptions{Threshold: 0.8}
	_, spilled := findAll(t, o, texts)
	o.TextBytes = 1 << 40
	near, held := findAll(t, o, texts)
	if near.texts.size < 3*logChunk {
		t.Fatalf("%d bytes of texts fill no file", near.texts.size)
	}
	for i := range texts {
		if a, b := spilled[i], held[i]; (a == nil) != (b == nil) || a != nil && *a != *b {
			t.Fatalf("text %d: %v with a file, %v without", i, a, b)
		}
	}
}

func TestNearOptions(t *testing.T) {
	for _, o := range []NearOptions{{Threshold: 0}, {Threshold: 1.01}, {Threshold: math.NaN()}, {Threshold: 0.8, Words: -1}} {
		if _, err := NewNear(o); err == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
}

// The bands miss no more than they may at any threshold, and few pairs far
// below it are compared in vain.
func TestChooseBands(t *testing.T) {
	for threshold := MinThreshold; threshold <= 1; threshold += 0.01 {
		b := chooseBands(threshold)
		if b.number*b.rows > maxMinima || b.number < 1 || b.rows < 1 {
			t.Errorf("%.2f: %+v", threshold, b)
		}
		if p := b.found(threshold); p < 1-maxMissed {
			t.Errorf("%.2f: %+v finds %.4f", threshold, b, p)
		}
	}
	if b := chooseBands(0.8); b != (bands{16, 6}) {
		t.Errorf("bands at 0.8: %+v", b)
	}
	if p := chooseBands(0.8).found(0.3); p > 0.02 {
		t.Errorf("at 0.8 texts of similarity 0.3 are compared with probability %.3f", p)
	}
}
