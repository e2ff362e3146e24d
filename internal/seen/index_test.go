package seen

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"

	"winnow/dedupe"
)

func making() *Making {
	return &Making{Unit: "paragraph", Match: "folded", MinWords: 8, MinChars: 24, Rules: "r1"}
}

// open opens an index that is closed with the test, if it is not before.
func open(t *testing.T, dir string, o Options) *Index {
	t.Helper()
	x, err := Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

func closed(t *testing.T, x *Index) {
	t.Helper()
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
}

// key is the key of paragraph n in x.
func key(x *Index, n int) dedupe.Key { return x.Hasher().Key(fmt.Appendf(nil, "paragraph %d", n)) }

func id(x *Index, document string) Identity { return x.Identity([]byte(document)) }

// group is a document with the paragraphs from up to before to.
func group(x *Index, document, output string, from, to int) *Group {
	g := &Group{Sources: []string{document}, Documents: []Document{{Identity: id(x, document), Record: 1, Output: Stream}}}
	if output != "" {
		g.Outputs = []Output{{Place: output, Length: 5, Sum: 7}}
		g.Documents[0].Output = 0
	}
	for n := from; n < to; n++ {
		g.Add(Entry{Key: key(x, n), Line: uint32(n + 1)})
	}
	return g
}

func commit(t *testing.T, x *Index, g *Group) {
	t.Helper()
	if err := x.Commit(g); err != nil {
		t.Fatal(err)
	}
}

// owns checks who owns the paragraphs from up to before to.
func owns(t *testing.T, x *Index, want Identity, from, to int) {
	t.Helper()
	var keys []dedupe.Key
	for n := from; n < to; n++ {
		keys = append(keys, key(x, n))
		if got, err := x.Owner(key(x, n)); err != nil || got != want {
			t.Fatalf("paragraph %d is owned by %016x, %v; want %016x", n, got, err, want)
		}
	}
	all, err := x.Owners(nil, keys)
	if err != nil || len(all) != len(keys) {
		t.Fatalf("%d owners of %d paragraphs, %v", len(all), len(keys), err)
	}
	for i, got := range all {
		if got != want {
			t.Fatalf("among others, paragraph %d is owned by %016x; want %016x", from+i, got, want)
		}
	}
}

// What was committed is there after the index was opened again, whether it went
// in as a batch or as tables, and whether the keys are in memory or behind the
// filter.
func TestCommitAndLookup(t *testing.T) {
	for _, bulk := range []int{1, 1000} {
		for _, memory := range []int64{0, 100} {
			dir := filepath.Join(t.TempDir(), "new", "index")
			x := open(t, dir, Options{Making: making(), Create: true, Bulk: bulk})
			a, b := id(x, "a"), id(x, "b")
			commit(t, x, group(x, "a", "/out/a", 0, 300))
			commit(t, x, group(x, "b", "", 300, 500))
			closed(t, x)
			if x, err := Open(dir, Options{Making: making(), Lookup: true, MaxMemory: memory}); err != nil {
				t.Fatal(err)
			} else {
				owns(t, x, a, 0, 300)
				owns(t, x, b, 300, 500)
				owns(t, x, 0, 500, 1000)
				want := Place{Source: "b", Record: 1, Line: 311}
				if got, err := x.Where(key(x, 310)); err != nil || got != want {
					t.Errorf("paragraph 310 is at %v, %v; want %v", got, err, want)
				}
				if err := x.Verify(); err != nil {
					t.Error(err)
				}
				s, err := x.Stats()
				if err != nil || s.Paragraphs != 500 || s.Documents != 2 || s.Sources != 2 || s.Outputs != 1 || s.Commits != 2 || s.Bytes == 0 {
					t.Errorf("stats: %+v, %v", s, err)
				}
				closed(t, x)
			}
			if _, err := os.Stat(filepath.Join(dir, tablesFolder)); err == nil {
				t.Error("the folder of tables is left")
			}
		}
	}
}

// Keys are in tables of their own, so that to merge counts none has to be written
// anew.
func TestTablesOfOneKind(t *testing.T) {
	x := open(t, t.TempDir(), Options{Making: making(), Create: true, Bulk: 1})
	commit(t, x, group(x, "a", "/out/a", 0, 300))
	if err := x.db.Flush(); err != nil {
		t.Fatal(err)
	}
	levels, err := x.db.SSTables()
	if err != nil {
		t.Fatal(err)
	}
	ofKeys := 0
	for _, level := range levels {
		for _, table := range level {
			first, last := table.Smallest.UserKey[0], table.Largest.UserKey[0]
			if first == kindKey && last == kindKey {
				ofKeys++
			} else if first <= kindKey && last >= kindKey {
				t.Errorf("a table goes from %c to %c", first, last)
			}
		}
	}
	if ofKeys == 0 {
		t.Error("no table has keys")
	}
}

// A number of paragraphs that is not the one written down is found, and said once.
func TestWrongCount(t *testing.T) {
	for _, keys := range []int64{0, 1, 300, 5999, 6001} {
		for _, memory := range []int64{0, 100} {
			mem := vfs.NewMem()
			x := open(t, "/i", Options{Making: making(), Create: true, FS: mem})
			commit(t, x, group(x, "a", "/out/a", 0, 6000))
			if err := x.db.Set([]byte{kindCounts}, counts{Keys: keys, Commits: 1}.append(nil), pebble.Sync); err != nil {
				t.Fatal(err)
			}
			closed(t, x)
			_, err := Open("/i", Options{Lookup: true, MaxMemory: memory, FS: mem})
			if !errors.Is(err, errCount) || strings.Count(err.Error(), errCount.Error()) != 1 {
				t.Errorf("%d: %v", keys, err)
			}
		}
	}
}

// The owners that a run hears of are those at its beginning, however much it
// commits, in memory and behind the filter alike.
func TestLookupIsAsOpened(t *testing.T) {
	for _, memory := range []int64{0, 100} {
		dir := t.TempDir()
		x := open(t, dir, Options{Making: making(), Create: true})
		commit(t, x, group(x, "a", "", 0, 100))
		closed(t, x)
		x = open(t, dir, Options{Making: making(), Lookup: true, MaxMemory: memory})
		commit(t, x, group(x, "b", "", 100, 5000))
		owns(t, x, id(x, "a"), 0, 100)
		owns(t, x, 0, 100, 5000)
		closed(t, x)
	}
}

func TestRefused(t *testing.T) {
	dir := t.TempDir()
	closed(t, open(t, dir, Options{Making: making(), Create: true}))
	for _, c := range []struct {
		name   string
		change func(*Making)
		says   string
	}{
		{"unit", func(m *Making) { m.Unit = "line" }, "--unit is paragraph there and line here"},
		{"match", func(m *Making) { m.Match = "loose" }, "--match"},
		{"words", func(m *Making) { m.MinWords = 3 }, "--min-words is 8 there and 3 here"},
		{"rules", func(m *Making) { m.Rules = "r2" }, "other rules"},
	} {
		m := making()
		c.change(m)
		_, err := Open(dir, Options{Making: m, Create: true})
		var refused *RefusedError
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	closed(t, open(t, dir, Options{Making: making()})) // and it is still there
}

// A folder without an index is refused and left as it is.
func TestNoIndex(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "letter.txt"), []byte("Dear"), 0o666); err != nil {
		t.Fatal(err)
	}
	store := t.TempDir()
	db, err := pebble.Open(store, &pebble.Options{Logger: newFailure()})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Set([]byte("mine"), nil, pebble.Sync), db.Close()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		dir    string
		create bool
	}{{full, true}, {full, false}, {t.TempDir(), false}, {filepath.Join(full, "missing"), false}, {store, true}} {
		before, _ := os.ReadDir(c.dir)
		_, err := Open(c.dir, Options{Making: making(), Create: c.create})
		var refused *RefusedError
		if !errors.As(err, &refused) {
			t.Errorf("%s: %v", c.dir, err)
		}
		after, _ := os.ReadDir(c.dir)
		if c.dir != store && len(before) != len(after) {
			t.Errorf("%s: %d files, %d before", c.dir, len(after), len(before))
		}
	}
}

// An index of another version is refused.
func TestVersion(t *testing.T) {
	dir := t.TempDir()
	x := open(t, dir, Options{Making: making(), Create: true})
	h := x.Header()
	h.Version++
	value, err := h.encode()
	if err != nil {
		t.Fatal(err)
	}
	if err := x.db.Set([]byte{kindHeader}, value, pebble.Sync); err != nil {
		t.Fatal(err)
	}
	closed(t, x)
	var refused *RefusedError
	if _, err := Open(dir, Options{Making: making()}); !errors.As(err, &refused) || !strings.Contains(err.Error(), "version 2") {
		t.Errorf("%v", err)
	}
}

func TestLocked(t *testing.T) {
	dir := t.TempDir()
	x := open(t, dir, Options{Making: making(), Create: true})
	var locked *LockedError
	if _, err := Open(dir, Options{Making: making()}); !errors.As(err, &locked) {
		t.Errorf("the second: %v", err)
	}
	closed(t, x)
	closed(t, open(t, dir, Options{ReadOnly: true}))
}

// A damaged byte in a table of the store is found.
func TestVerifyFindsDamage(t *testing.T) {
	dir := t.TempDir()
	x := open(t, dir, Options{Making: making(), Create: true, Bulk: 1})
	commit(t, x, group(x, "a", "/out/a", 0, 5000))
	closed(t, x)
	tables, err := filepath.Glob(filepath.Join(dir, "*.sst"))
	if err != nil || len(tables) == 0 {
		t.Fatal("no tables", err)
	}
	for _, name := range tables {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		b[len(b)/2] ^= 1
		if err := os.WriteFile(name, b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	x, err = Open(dir, Options{ReadOnly: true})
	if err == nil {
		err = x.Verify()
	}
	if err == nil {
		t.Error("the damage was not found")
	}
}

// Records that contradict each other are found.
func TestVerifyFindsContradictions(t *testing.T) {
	for name, breakIt := range map[string]func(x *Index) error{
		"owner":  func(x *Index) error { return x.db.Delete(appendHash(nil, kindDocument, uint64(id(x, "a"))), nil) },
		"count":  func(x *Index) error { return x.db.Delete(appendKey(nil, key(x, 3)), nil) },
		"source": func(x *Index) error { return x.db.Delete(appendHash(nil, kindSource, x.hash([]byte("a"))), nil) },
		"name": func(x *Index) error {
			return x.db.Set(appendHash(nil, kindSource, x.hash([]byte("a"))), []byte("b"), nil)
		},
		"value": func(x *Index) error { return x.db.Set(appendKey(nil, key(x, 3)), []byte("short"), nil) },
	} {
		x := open(t, "/i", Options{Making: making(), Create: true, FS: vfs.NewMem()})
		commit(t, x, group(x, "a", "/out/a", 0, 10))
		if err := x.Verify(); err != nil {
			t.Fatal(err)
		}
		if err := breakIt(x); err != nil {
			t.Fatal(err)
		}
		if x.Verify() == nil {
			t.Errorf("%s: not found", name)
		}
		closed(t, x)
	}
}

func TestForget(t *testing.T) {
	dir := t.TempDir()
	x := open(t, dir, Options{Making: making(), Create: true})
	commit(t, x, group(x, "a", "/out/a", 0, 10))
	commit(t, x, group(x, "b", "/out/b", 10, 30))
	f, err := x.Forget(func(source string, record int64) bool { return source == "a" && record == 1 })
	if err != nil || f != (Forgotten{Documents: 1, Paragraphs: 10}) {
		t.Errorf("%+v, %v", f, err)
	}
	b := id(x, "b")
	if err := x.Verify(); err != nil {
		t.Error(err)
	}
	closed(t, x)
	x = open(t, dir, Options{Lookup: true})
	owns(t, x, 0, 0, 10)
	owns(t, x, b, 10, 30)
	if s, err := x.Stats(); err != nil || s.Documents != 1 || s.Sources != 1 || s.Outputs != 1 {
		t.Errorf("%+v, %v", s, err)
	}
}

// Rebuild keeps what stands in its output, and what went to a stream.
func TestRebuild(t *testing.T) {
	mem := vfs.NewMem()
	x := open(t, "/i", Options{Making: making(), Create: true, FS: mem})
	for i, name := range []string{"same", "changed", "gone"} {
		g := group(x, name, "/"+name, 10*i, 10*i+10)
		sum := NewSum()
		sum.Write([]byte(name))
		g.Outputs[0] = sum.Output("/" + name)
		commit(t, x, g)
	}
	commit(t, x, group(x, "stream", "", 30, 40))
	for name, text := range map[string]string{"same": "same", "changed": "edited"} {
		f, err := mem.Create("/"+name, vfs.WriteCategoryUnspecified)
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(text))
		f.Close()
	}
	read := 0
	f, err := x.Rebuild(func(o Output) (KeySet, error) {
		read++
		if o.Place != "/changed" {
			t.Errorf("%s was read", o.Place)
		}
		return KeySet{key(x, 13): true, key(x, 99): true}, nil
	})
	if err != nil || f != (Forgotten{Documents: 1, Paragraphs: 19}) || read != 1 {
		t.Errorf("%+v, %v; %d read", f, err, read)
	}
	if err := x.Verify(); err != nil {
		t.Error(err)
	}
	same, changed, stream := id(x, "same"), id(x, "changed"), id(x, "stream")
	if err := x.EachOutput(func(o Output) error {
		_, state, err := x.State(o)
		if state != Unchanged {
			t.Errorf("%s is not what is written down", o.Place)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
	closed(t, x)
	x = open(t, "/i", Options{Lookup: true, FS: mem})
	owns(t, x, same, 0, 10)
	owns(t, x, 0, 10, 13)
	owns(t, x, changed, 13, 14)
	owns(t, x, 0, 14, 30)
	owns(t, x, stream, 30, 40)
}

// The filter has no false negatives, and about the rate of false positives
// that its comment says.
func TestFilter(t *testing.T) {
	const n = 200_000
	rng := rand.New(rand.NewPCG(1, 2))
	random := func() dedupe.Key { return dedupe.Key{Lo: rng.Uint64(), Hi: rng.Uint64()} }
	f := newFilter(n)
	var in []dedupe.Key
	for range n {
		k := random()
		in = append(in, k)
		f.add(k)
	}
	for _, k := range in {
		if !f.has(k) {
			t.Fatal("a key is missing")
		}
	}
	wrong := 0
	for range n {
		if f.has(random()) {
			wrong++
		}
	}
	if rate := float64(wrong) / n; rate > 0.008 || rate == 0 {
		t.Errorf("%.4f of unknown keys pass the filter", rate)
	} else {
		t.Logf("%.4f of unknown keys pass the filter", rate)
	}
}
