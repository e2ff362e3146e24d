package seen

import (
	"cmp"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"winnow/dedupe"
)

// Entries come back in the order of their keys, without those that were cut, and
// as often as they are asked for.
func TestEntries(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 3))
	var e entries
	for round := range 3 {
		var want []Entry
		for _, n := range []int{0, 1, 70_000, 3} {
			var m mark
			e.mark(&m)
			for i := range n {
				entry := Entry{Key: dedupe.Key{Hi: rng.Uint64() >> (round * 4), Lo: rng.Uint64()}, Document: uint32(i), Line: uint32(n)}
				if i%7 == 0 && len(want) > 0 {
					entry.Key.Hi = want[len(want)-1].Key.Hi
				}
				e.add(entry)
				want = append(want, entry)
			}
			if n == 1 {
				e.cut(&m)
				want = want[:len(want)-n]
			}
		}
		if e.n != len(want) {
			t.Fatalf("%d entries, want %d", e.n, len(want))
		}
		slices.SortFunc(want, func(a, b Entry) int {
			return cmp.Or(cmp.Compare(a.Key.Hi, b.Key.Hi), cmp.Compare(a.Key.Lo, b.Key.Lo))
		})
		for range 2 {
			var got []Entry
			if err := e.sorted(func(entry *Entry) error { got = append(got, *entry); return nil }); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got, want) {
				t.Fatalf("round %d: other entries, or another order", round)
			}
		}
		e.reset()
	}
}

// The first error ends it.
func TestEntriesError(t *testing.T) {
	var e entries
	for i := range 3000 {
		e.add(Entry{Key: dedupe.Key{Hi: uint64(i) << 52}})
	}
	full := errors.New("full")
	for _, last := range []int{0, 1, 100, 2999} {
		n := 0
		err := e.sorted(func(*Entry) error {
			if n++; n > last {
				return full
			}
			return nil
		})
		if err != full || n != last+1 {
			t.Errorf("after %d entries: %v", n, err)
		}
	}
}

// What a group gives back is what came since its mark.
func TestGroupBack(t *testing.T) {
	x := open(t, t.TempDir(), Options{Making: making(), Create: true, Lookup: true})
	g := group(x, "a", "", 0, 300)
	g.Mark()
	g.Documents = append(g.Documents, Document{Identity: id(x, "b"), Record: 2, Output: Stream})
	for n := 300; n < 900; n++ {
		g.Add(Entry{Key: key(x, n), Document: 1, Line: 1})
	}
	g.Back()
	if g.Len() != 301 {
		t.Errorf("%d entries and documents", g.Len())
	}
	commit(t, x, g)
	if err := x.Verify(); err != nil {
		t.Error(err)
	}
	g.Reset()
	if g.Back(); g.Len() != 0 {
		t.Errorf("%d entries and documents after Reset", g.Len())
	}
}
