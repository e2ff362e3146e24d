package dedupe

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
)

// randomKey is like the key of a text.
func randomKey(rng *rand.Rand) Key { return Key{Lo: rng.Uint64(), Hi: rng.Uint64()} }

// The table never holds more than 24 bytes a key, places included, at any size:
// what it says of itself is looked at after each growth, and what the heap says
// at some sizes. Documents have about ten keys, and up to a thousand lines.
func TestSeenBytes(t *testing.T) {
	most := 3_000_000
	if testing.Short() {
		most = 60_000
	}
	for _, noPlaces := range []bool{false, true} {
		t.Run(fmt.Sprintf("no places is %v", noPlaces), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(1, 9))
			before := heap()
			s := &Seen{NoPlaces: noPlaces}
			check := 200
			worst, at := 0.0, 0
			for n, bytes := 1, int64(0); n <= most; n++ {
				s.Add(randomKey(rng), NewPlace(int64(n/10), 1+n*7%1000))
				if n < 200 {
					continue
				}
				if n%64 == 0 {
					bytes = s.Bytes()
				}
				if per := float64(bytes) / float64(n); per > worst {
					worst, at = per, n
				}
				if n == check {
					if per := float64(heap()-before) / float64(n); per > 24+16<<10/float64(n) {
						t.Errorf("%d keys: %.2f bytes each on the heap", n, per)
					}
					check += check * 2 / 5
				}
			}
			t.Logf("at most %.2f bytes a key, with %d keys; %.2f with %d", worst, at, float64(s.Bytes())/float64(most), most)
			if worst > 24 {
				t.Errorf("%.2f bytes a key with %d keys", worst, at)
			}
			runtime.KeepAlive(s)
		})
	}
}

// Small tables hold no more than that either, whatever chance does with few buckets: those of
// thousands of keys with places of four bytes, those of hundreds with fewer.
func TestSeenBytesOfFewKeys(t *testing.T) {
	for name, c := range map[string]struct {
		place func(n int) Place
		from  int
	}{
		"four bytes":        {func(n int) Place { return NewPlace(1<<28-1, 1+n%15) }, 6000},
		"ten to a document": {func(n int) Place { return NewPlace(int64(n/10), 1+n*7%1000) }, 200},
		"one to a document": {func(n int) Place { return NewPlace(int64(n), 1) }, 200},
	} {
		for seed := range uint64(20) {
			rng := rand.New(rand.NewPCG(seed, 99))
			var s Seen
			for n := 1; n <= 12_000; n++ {
				s.Add(randomKey(rng), c.place(n))
				if n >= c.from && s.Bytes() > int64(24*n) {
					t.Fatalf("%s, seed %d: %d keys: %.2f bytes each", name, seed, n, float64(s.Bytes())/float64(n))
				}
			}
		}
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// No single Add takes much memory, beside that of all keys: growth goes in
// small steps.
func TestSeenGrowsInSteps(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 9))
	var s Seen
	last := int64(0)
	most := 1_000_000
	if testing.Short() {
		most = 100_000
	}
	for n := range most {
		s.Add(randomKey(rng), NewPlace(int64(n), 1))
		if n%16 != 0 {
			continue
		}
		now := s.Bytes()
		if now-last > max(now/6, 4<<10) {
			t.Fatalf("with %d keys the table grew from %d to %d bytes", n, last, now)
		}
		last = now
	}
}

// Whatever the places and in whatever order they come, they are told, and so
// are all keys with All.
func TestSeenPlaces(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 9))
	var s Seen
	want := map[Key]Place{}
	keys := 200_000
	if testing.Short() {
		keys = 20_000
	}
	for i := range keys {
		k := randomKey(rng)
		if i%3 == 0 {
			k.Hi >>= rng.IntN(12) // more alike than texts can make them
		}
		at := NewPlace(int64(rng.Uint64()>>(24+rng.IntN(40))), int(rng.Uint64()>>(40+rng.IntN(24))))
		if i < 1000 {
			at = NewPlace(int64(i), 1)
		}
		first, dup := s.Add(k, at)
		old, known := want[k]
		if !known {
			old = at
			want[k] = at
		}
		if first != old || dup != known {
			t.Fatalf("key %d: Add = %v, %v, want %v, %v", i, first, dup, old, known)
		}
	}
	n := 0
	for k, at := range s.All() {
		if p, ok := want[k]; !ok || p != at {
			t.Fatalf("All has %v at %v, want %v", k, at, p)
		}
		n++
	}
	if n != len(want) || s.Len() != n {
		t.Errorf("All has %d keys, Len is %d, want %d", n, s.Len(), len(want))
	}
	for k, at := range want {
		if first, dup := s.Add(k, 0); !dup || first != at {
			t.Fatalf("%v: %v, %v, want %v", k, first, dup, at)
		}
	}
}

// Keys that are as no text makes them are told apart as well: with the same Hi, and with one
// that begins or ends with the same bits.
func TestSeenAlikeKeys(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 9))
	for name, hi := range map[string]func() uint64{
		"the same Hi": func() uint64 { return 12345 },
		"small":       func() uint64 { return rng.Uint64() >> 44 },
		"large":       func() uint64 { return rng.Uint64() << 44 },
		"few bits":    func() uint64 { return rng.Uint64() & 0x00f0_0000_f000_000f },
	} {
		for _, noPlaces := range []bool{false, true} {
			s := Seen{NoPlaces: noPlaces}
			var keys []Key
			known := map[Key]int{}
			for i := range 6_000 {
				k := Key{Hi: hi(), Lo: uint64(i)}
				if i%3 == 0 {
					k = randomKey(rng)
				}
				at := NewPlace(int64(i), i%1000)
				if _, dup := s.Add(k, at); dup {
					t.Fatalf("%s: %v was seen before", name, k)
				}
				known[k] = i
				keys = append(keys, k)
			}
			for i, k := range keys {
				want := NewPlace(int64(i), i%1000)
				if noPlaces {
					want = 0
				}
				if at, dup := s.Add(k, 0); !dup || at != want {
					t.Fatalf("%s: %v: %v, %v, want %v", name, k, at, dup, want)
				}
				k.Lo ^= 1 << 63
				if _, ok := s.part(k.Hi).find(k); ok {
					t.Fatalf("%s: %v was never seen", name, k)
				}
			}
			dup := make([]bool, len(keys))
			s.AddAll(keys, dup)
			for i, d := range dup {
				if !d {
					t.Fatalf("%s: AddAll: %v is new", name, keys[i])
				}
			}
			n := 0
			for k := range s.All() {
				if _, ok := known[k]; !ok {
					t.Fatalf("%s: All has %v", name, k)
				}
				n++
			}
			if n != len(keys) || s.Len() != n {
				t.Errorf("%s: All has %d keys, Len is %d, want %d", name, n, s.Len(), len(keys))
			}
		}
	}
}

// The same if all keys are of one document with very many lines.
func TestSeenBytesOfOneDocument(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 9))
	var s Seen
	for n := 1; n <= 400_000; n++ {
		s.Add(randomKey(rng), NewPlace(1, n))
		if n >= 200 && n%64 == 0 && s.Bytes() > int64(24*n) {
			t.Fatalf("%d keys: %.2f bytes each", n, float64(s.Bytes())/float64(n))
		}
	}
}
