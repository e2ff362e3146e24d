package pipeline

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/cockroachdb/pebble/v2/vfs/errorfs"

	"winnow/clean"
	"winnow/dedupe"
	"winnow/internal/corpus"
	"winnow/internal/seen"
)

var (
	crashes   = flag.Int("crashes", 400, "how many crashes TestCrash simulates")
	crashSeed = flag.Uint64("crash-seed", 1, "the seed of what is random in TestCrash")
)

// A fileOutput is a file of a simulated file system, written as files are:
// under a temporary name, synced, renamed, and its folder synced.
type fileOutput struct {
	fs       vfs.FS
	name     string
	f        vfs.File
	sum      *seen.Sum
	finished bool
}

func newFileOutput(fs vfs.FS, name string) (Output, error) {
	f, err := fs.Create(name+".tmp", vfs.WriteCategoryUnspecified)
	if err != nil {
		return nil, err
	}
	return &fileOutput{fs: fs, name: name, f: f, sum: seen.NewSum()}, nil
}

func (o *fileOutput) Write(p []byte) (int, error) {
	o.sum.Write(p)
	return o.f.Write(slices.Clone(p)) // it may change what it is given
}

func (o *fileOutput) Finish() error {
	if o.finished {
		return nil
	}
	o.finished = true
	return errors.Join(o.f.Sync(), o.f.Close())
}

func (o *fileOutput) Close() error {
	if err := o.Finish(); err != nil {
		return err
	}
	if err := o.fs.Rename(o.name+".tmp", o.name); err != nil {
		return err
	}
	folder, err := o.fs.OpenDir(o.fs.PathDir(o.name))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func (o *fileOutput) Abort() error {
	if !o.finished {
		o.finished = true
		o.f.Close()
	}
	return o.fs.Remove(o.name + ".tmp")
}

func (o *fileOutput) Written() seen.Output { return o.sum.Output(o.name) }

// A crashWorld is documents, and how they are cleaned.
type crashWorld struct {
	folder string     // of the inputs
	texts  [][]string // the paragraphs of each input
	joint  bool
	fuse   bool
	group  int
	bulk   int
	memory int64
	clean  *clean.Cleaner
}

const crashMinWords = 4

func newCrashWorld(t *testing.T, rng *rand.Rand) *crashWorld {
	w := &crashWorld{folder: t.TempDir(), joint: rng.IntN(4) == 0, fuse: rng.IntN(4) == 0,
		group: 1 + rng.IntN(10), bulk: 1 + rng.IntN(30), memory: rng.Int64N(2), clean: testCleaner(t)}
	for i := range 9 {
		var text []string
		for range 1 + rng.IntN(8) {
			text = append(text, fmt.Sprintf("this is paragraph number %d", rng.IntN(25)))
		}
		w.texts = append(w.texts, text)
		err := os.WriteFile(w.input(i), []byte(strings.Join(text, "\n")+"\n"), 0o666)
		if err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func (w *crashWorld) input(i int) string { return filepath.Join(w.folder, fmt.Sprint(i)) }

const crashIndex = "/index"

func (w *crashWorld) open(fs vfs.FS) (*seen.Index, error) {
	return seen.Open(crashIndex, seen.Options{
		Making: &seen.Making{Unit: "paragraph", Match: "folded", MinWords: crashMinWords},
		Create: true, Lookup: true, MaxMemory: w.memory, FS: fs, Bulk: w.bulk, MemTable: 64 << 10,
	})
}

// run cleans the inputs from up to before to into the folder out.
func (w *crashWorld) run(fs vfs.FS, out string, from, to int) error {
	if err := fs.MkdirAll(out, 0o777); err != nil {
		return err
	}
	if err := syncFolder(fs, "/"); err != nil {
		return err
	}
	index, err := w.open(fs)
	if err != nil {
		return err
	}
	c := Config{Joint: w.joint, Clean: w.clean, Workers: 2, Read: corpus.Options{BatchBytes: 100},
		Dedupe:  Dedupe{Enabled: true, Match: dedupe.Folded, MinWords: crashMinWords},
		Earlier: Earlier{Index: index, Group: w.group},
		Output: func(input string) (Output, error) {
			return newFileOutput(fs, fs.PathJoin(out, "all"+filepath.Base(input)))
		}}
	if w.fuse {
		c.Fuse = Fuse{Set: true, Share: 1}
	}
	for i := from; i < to; i++ {
		c.Inputs = append(c.Inputs, w.input(i))
	}
	c.Earlier.Places = c.Inputs
	_, err = Run(context.Background(), c)
	return errors.Join(err, index.Close())
}

func syncFolder(fs vfs.FS, name string) error {
	d, err := fs.OpenDir(name)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// outputs are the files under out, but for those that never got their names.
func outputsIn(t *testing.T, fs vfs.FS, out string) map[string]string {
	t.Helper()
	names, err := fs.List(out)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, name := range names {
		if strings.HasSuffix(name, ".tmp") {
			continue
		}
		f, err := fs.Open(fs.PathJoin(out, name))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := io.Copy(&b, f); err != nil {
			t.Fatal(err)
		}
		f.Close()
		all[name] = b.String()
	}
	return all
}

// lost counts the paragraphs of the inputs that stand in no output.
func (w *crashWorld) lost(t *testing.T, fs vfs.FS, from, to int) int {
	t.Helper()
	there := map[string]bool{}
	for _, out := range []string{"/one", "/two", "/three"} {
		for _, text := range outputsIn(t, fs, out) {
			for line := range strings.Lines(text) {
				there[strings.TrimSpace(line)] = true
			}
		}
	}
	n := 0
	for _, text := range w.texts[from:to] {
		for _, p := range text {
			if !there[p] {
				n++
			}
		}
	}
	return n
}

// sound checks the index, and that what it knows of outputs is so.
func (w *crashWorld) sound(fs vfs.FS) error {
	x, err := seen.Open(crashIndex, seen.Options{FS: fs, ReadOnly: true})
	if err != nil {
		return err
	}
	err = x.Verify()
	if err == nil {
		err = x.EachOutput(func(o seen.Output) error {
			_, state, err := x.State(o)
			if state != seen.Unchanged {
				return fmt.Errorf("%s is not what was committed", o.Place)
			}
			return err
		})
	}
	return errors.Join(err, x.Close())
}

// isStep reports whether an operation may be the one at which a machine stops.
func isStep(op errorfs.Op) bool {
	switch op.Kind {
	case errorfs.OpFileWrite, errorfs.OpFileWriteAt, errorfs.OpFileSync, errorfs.OpFileSyncData, errorfs.OpFileSyncTo,
		errorfs.OpRename, errorfs.OpCreate, errorfs.OpLink, errorfs.OpRemove, errorfs.OpReuseForWrite:
		return true
	}
	return false
}

// crashed runs the second run and returns the file system as a crash would
// leave it, at each of its steps.
func (w *crashWorld) crashed(t *testing.T, fs *vfs.MemFS, rng *rand.Rand) []*vfs.MemFS {
	var mu sync.Mutex
	var states []*vfs.MemFS
	watched := errorfs.Wrap(fs, errorfs.InjectorFunc(func(op errorfs.Op) error {
		if isStep(op) {
			mu.Lock()
			defer mu.Unlock()
			states = append(states, fs.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: 25 * rng.IntN(5), RNG: rng}))
		}
		return nil
	}))
	if err := w.run(watched, "/two", 2, 6); err != nil {
		t.Fatal(err)
	}
	return states
}

var errCrashDisk = errors.New("input/output error")

// failed runs the second run with an error at step n, or at all steps from n
// on, and returns the file system as the process leaves it: nil if there are
// fewer steps.
func (w *crashWorld) failed(fs *vfs.MemFS, n int, forGood bool) *vfs.MemFS {
	var mu sync.Mutex
	steps := 0
	failing := errorfs.Wrap(fs, errorfs.InjectorFunc(func(op errorfs.Op) error {
		mu.Lock()
		defer mu.Unlock()
		if !isStep(op) {
			return nil
		}
		if steps++; steps == n || forGood && steps > n {
			return errCrashDisk
		}
		return nil
	}))
	w.run(failing, "/two", 2, 6) // with an error or, of what does not matter, without
	state := fs.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: 100, RNG: rand.New(rand.NewPCG(1, 1))})
	mu.Lock()
	defer mu.Unlock()
	if steps < n {
		return nil
	}
	return state
}

// A crashTally is what TestCrash found.
type crashTally struct{ crashes, errors, lost, differ, unsound int }

// recover goes on after a crash, in one of two ways: the run is made again, and
// must give what it gives without a crash; or other documents come first.
func (w *crashWorld) recover(t *testing.T, n *crashTally, fs *vfs.MemFS, want map[string]string, other bool) {
	t.Helper()
	if other {
		if err := w.run(fs, "/three", 5, 9); err != nil {
			t.Fatal(err)
		}
		n.lost += w.lost(t, fs, 0, 2) + w.lost(t, fs, 5, 9)
	}
	if err := w.run(fs, "/two", 2, 6); err != nil {
		t.Fatal(err)
	}
	n.lost += w.lost(t, fs, 0, 6)
	if !other {
		if got := outputsIn(t, fs, "/two"); fmt.Sprint(got) != fmt.Sprint(want) {
			n.differ++
			t.Errorf("after a crash: %q, want %q", got, want)
		}
	}
	if err := w.sound(fs); err != nil {
		n.unsound++
		t.Error(err)
	}
}

// TestCrash stops the machine, or has the disk fail, at every step of a run
// with an index, and makes the run again. It says how often, with which seed,
// and what came of it:
//
//	go test ./internal/pipeline -run TestCrash -v -crashes 10000
func TestCrash(t *testing.T) {
	rng := rand.New(rand.NewPCG(*crashSeed, 0))
	var n crashTally
	for worlds := 0; n.crashes+n.errors < *crashes; worlds++ {
		w := newCrashWorld(t, rng)
		fs := vfs.NewCrashableMem()
		if err := w.run(fs, "/one", 0, 3); err != nil {
			t.Fatal(err)
		}
		start := func() *vfs.MemFS { return fs.CrashClone(vfs.CrashCloneCfg{}) }
		calm := start()
		if err := w.run(calm, "/two", 2, 6); err != nil {
			t.Fatal(err)
		}
		want := outputsIn(t, calm, "/two")
		if len(want) == 0 || w.lost(t, calm, 0, 6) != 0 {
			t.Fatalf("the run that nothing happened to is wrong: %q", want)
		}
		for i, state := range w.crashed(t, start(), rng) {
			if n.crashes+n.errors == *crashes {
				break
			}
			n.crashes++
			w.recover(t, &n, state, want, i%2 == 1)
		}
		if worlds%4 != 0 { // a store that failed is never given back
			continue
		}
		for step := 1; n.crashes+n.errors < *crashes; step++ {
			state := w.failed(start(), step, step%2 == 0)
			if state == nil {
				break
			}
			n.errors++
			w.recover(t, &n, state, want, rng.IntN(2) == 1)
		}
	}
	if n.lost+n.differ+n.unsound > 0 {
		t.Fail()
	}
	t.Logf("%d crashes and %d errors of the disk, seed %d: %d paragraphs lost, %d outputs differ, %d indexes unsound",
		n.crashes, n.errors, *crashSeed, n.lost, n.differ, n.unsound)
}
