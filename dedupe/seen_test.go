package dedupe

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Pairs of paragraphs made to share one XXH64: the hash alone would delete one
// of each. The first check shows that the pairs are what they say.
func TestForgedPairsStayApart(t *testing.T) {
	h := NewHasher()
	for _, p := range forgedPairs(t) {
		for _, m := range []Match{Exact, Folded} {
			var k [2]Key
			for i, text := range p {
				k[i] = h.Key(Fold(nil, []byte(text), m))
			}
			if m == Exact && k[0].Lo != k[1].Lo {
				t.Errorf("%q and its twin do not share an XXH64", p[0])
			}
			if m == Exact && k[0].Hi == k[1].Hi {
				t.Errorf("%q and its twin share the keyed half", p[0])
			}
			var s Seen
			s.Add(k[0], NewPlace(0, 1))
			if _, dup := s.Add(k[1], NewPlace(0, 2)); dup {
				t.Errorf("%v: %q is taken for its twin", m, p[1])
			}
		}
	}
}

func forgedPairs(t *testing.T) [][2]string {
	t.Helper()
	f, err := os.Open(filepath.Join(shared(t), "conformance", "hash", "xxh64-pairs.txt"))
	if err != nil {
		t.Skip("no forged pairs: ", err)
	}
	defer f.Close()
	var lines []string
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		if l := sc.Text(); l != "" && !strings.HasPrefix(l, "#") {
			lines = append(lines, l)
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	if len(lines) != 8 {
		t.Fatalf("%d paragraphs, want 8", len(lines))
	}
	var pairs [][2]string
	for i := 0; i < len(lines); i += 2 {
		pairs = append(pairs, [2]string{lines[i], lines[i+1]})
	}
	return pairs
}

// shared returns the folder of shared material beside the module.
func shared(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "..", "shared")
		}
		if dir == filepath.Dir(dir) {
			t.Skip("no go.mod above the working directory")
		}
	}
}

func TestSeenAgainstMap(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields(english + french + arabic)
	h := NewHasher()
	var s Seen
	for round := range 3 {
		first := make(map[string]Place)
		var buf []byte
		for i := range 50_000 {
			var p strings.Builder
			for range 3 + rng.IntN(3) {
				p.WriteString(words[rng.IntN(len(words))] + " ")
			}
			buf = Fold(buf[:0], []byte(p.String()), Folded)
			at := NewPlace(int64(i), i%7+1)
			want, wantDup := first[string(buf)]
			if !wantDup {
				want = at
				first[string(buf)] = at
			}
			if got, dup := s.Add(h.Key(buf), at); got != want || dup != wantDup {
				t.Fatalf("round %d, paragraph %d: Add = %v, %v, want %v, %v", round, i, got, dup, want, wantDup)
			}
		}
		if s.Len() != len(first) {
			t.Errorf("round %d: Len = %d, want %d", round, s.Len(), len(first))
		}
		s.Reset()
	}
	if s.Len() != 0 || s.Bytes() > 0 {
		t.Errorf("after Reset: %d keys in %d bytes", s.Len(), s.Bytes())
	}
}

func TestSeenOddKeys(t *testing.T) {
	var s Seen
	for i, k := range []Key{{}, {0, 1}, {2, 0}, {^uint64(0), ^uint64(0)}, {0, ^uint64(0)}} {
		if _, dup := s.Add(k, NewPlace(0, i)); dup {
			t.Errorf("%v was seen before", k)
		}
		if at, dup := s.Add(k, NewPlace(9, 9)); !dup || at != NewPlace(0, i) {
			t.Errorf("%v: at %v, %v", k, at, dup)
		}
	}
}

// Documents of all sizes in turn: whatever Reset keeps, nothing is remembered.
func TestSeenReset(t *testing.T) {
	var s Seen
	for _, n := range []int{0, 1, 40, 2, 300, 5, 200, 20_000, 3, 60, 17_000, 0, 9} {
		for i := range n {
			if _, dup := s.Add(testKey(i), 1); dup {
				t.Fatalf("%d keys: key %d remembered", n, i)
			}
		}
		if s.Len() != n {
			t.Errorf("Len = %d, want %d", s.Len(), n)
		}
		s.Reset()
	}
}

func testKey(i int) Key {
	h := Hasher{}
	return h.Key(binary.LittleEndian.AppendUint64(nil, uint64(i)))
}

func TestPlace(t *testing.T) {
	for _, tt := range []struct {
		doc  int64
		line int
		want int
	}{{0, 0, 0}, {1, 2, 2}, {MaxDocument, MaxLine, MaxLine}, {7, MaxLine + 1, MaxLine}, {7, 1 << 40, MaxLine}} {
		p := NewPlace(tt.doc, tt.line)
		if p.Document() != tt.doc || p.Line() != tt.want {
			t.Errorf("NewPlace(%d, %d) is %d, %d", tt.doc, tt.line, p.Document(), p.Line())
		}
	}
}

func TestParseMatch(t *testing.T) {
	for _, m := range []Match{Exact, Folded, Loose} {
		if got, err := ParseMatch(m.String()); err != nil || got != m {
			t.Errorf("ParseMatch(%q) = %v, %v", m.String(), got, err)
		}
	}
	if _, err := ParseMatch("near"); err == nil {
		t.Error("no error for an unknown name")
	}
}

func TestKeyDoesNotAllocate(t *testing.T) {
	h, p := NewHasher(), []byte(english)
	if n := testing.AllocsPerRun(100, func() { h.Key(p) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestKeysDependOnTheSecret(t *testing.T) {
	a, b := NewHasher().Key([]byte(english)), NewHasher().Key([]byte(english))
	if a.Lo != b.Lo || a.Hi == b.Hi {
		t.Errorf("keys of two secrets: %x and %x", a, b)
	}
	same := NewHasherWithSecret([32]byte{1})
	if same.Key([]byte(french)) != NewHasherWithSecret([32]byte{1}).Key([]byte(french)) {
		t.Error("one secret, two keys")
	}
}

func BenchmarkKey(b *testing.B) {
	h := NewHasher()
	for _, n := range []int{40, 200, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := []byte(strings.Repeat("winnowing", n)[:n])
			b.SetBytes(int64(n))
			b.ReportAllocs()
			for b.Loop() {
				h.Key(p)
			}
		})
	}
}

func BenchmarkSeenAdd(b *testing.B) {
	keys := make([]Key, 1<<18)
	for i := range keys {
		keys[i] = testKey(i)
	}
	b.ReportAllocs()
	for b.Loop() {
		var s Seen
		for i, k := range keys {
			s.Add(k, Place(i))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(keys)), "ns/key")
}

func BenchmarkSeenReset(b *testing.B) {
	var s Seen
	for b.Loop() {
		for i := range 4 {
			s.Add(Key{uint64(i), uint64(i) << 20}, 1)
		}
		s.Reset()
	}
}

// AddAll says what Add says for one key after another, also where a key stands
// twice among those at hand, and while the table grows.
func TestSeenAddAll(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 9))
	s := Seen{NoPlaces: true}
	known := make(map[Key]bool)
	var old []Key
	for len(old) < 150_000 {
		keys := make([]Key, random.IntN(200))
		for i := range keys {
			switch n := random.IntN(10); {
			case n < 3 && len(old) > 0:
				keys[i] = old[random.IntN(len(old))]
			case n < 5 && i > 0:
				keys[i] = keys[random.IntN(i)]
			case n == 5:
				keys[i] = Key{Lo: random.Uint64(), Hi: random.Uint64() >> 11} // more alike than texts can make them
			default:
				keys[i] = randomKey(random)
			}
		}
		dup := make([]bool, len(keys))
		s.AddAll(keys, dup)
		for i, k := range keys {
			if dup[i] != known[k] {
				t.Fatalf("key %d of %d, after %d: %v, want %v", i, len(keys), len(old), dup[i], known[k])
			}
			if !known[k] {
				known[k] = true
				old = append(old, k)
			}
		}
	}
	if s.Len() != len(known) {
		t.Errorf("Len is %d, want %d", s.Len(), len(known))
	}
}
