package seen

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"winnow/dedupe"
)

// A list tells the owner of every key it was made of and of no other, in memory
// and on the disk, even if many keys are more alike than hashes are.
func TestList(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 2))
	for _, n := range []int{0, 1, 2, 7, 1000, 20_000} {
		var keys []dedupe.Key
		for i := range n {
			k := dedupe.Key{Hi: rng.Uint64() >> shardBits, Lo: rng.Uint64()} // of the first shard
			if i%5 == 0 {
				k.Hi = 1<<40 | k.Hi>>50 // several hundred in a bucket
			}
			keys = append(keys, k)
		}
		if n > 2 {
			keys[0].Hi, keys[1].Hi = 0, ^uint64(0)>>shardBits
		}
		slices.SortFunc(keys, func(a, b dedupe.Key) int {
			return cmp.Or(cmp.Compare(a.Hi, b.Hi), cmp.Compare(a.Lo, b.Lo))
		})
		for _, onDisk := range []bool{false, true} {
			w, err := newListWriter(int64(n)/2, onDisk, t.TempDir()) // it holds more than was expected
			if err != nil {
				t.Fatal(err)
			}
			for i, k := range keys {
				if err := w.add(k, Identity(i+1)); err != nil {
					t.Fatal(err)
				}
			}
			l, err := w.end()
			if err != nil {
				t.Fatal(err)
			}
			for i, k := range keys {
				if got, err := l.find(k); got != Identity(i+1) || err != nil {
					t.Fatalf("%d keys, on the disk %v: key %d is owned by %d, %v", n, onDisk, i, got, err)
				}
				k.Lo++
				if got, err := l.find(k); got != 0 || err != nil {
					t.Fatalf("%d keys, on the disk %v: an unknown key is owned by %d, %v", n, onDisk, got, err)
				}
			}
			if err := l.close(); err != nil {
				t.Error(err)
			}
		}
	}
}
