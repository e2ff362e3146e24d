package spill

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// Records come back in order, whether they fit into memory, make a few runs, or
// so many that runs are merged to runs; and nothing is left in the folder.
func TestSorter(t *testing.T) {
	for _, words := range []int{1, 2, 3, 4} {
		for _, n := range []int{0, 1, 2047, 2048, 2049, 9000, 300_000} {
			rng := rand.New(rand.NewPCG(uint64(n), 1))
			folder := t.TempDir()
			s := NewSorter(words, minMemory, folder)
			want := make([]Record, n)
			for i := range want {
				for w := range words {
					want[i][w] = rng.Uint64N(uint64(n/3 + 1))
				}
				if err := s.Add(want[i]); err != nil {
					t.Fatal(err)
				}
			}
			slices.SortFunc(want, compare)
			sorted, err := s.Sorted()
			if err != nil {
				t.Fatal(err)
			}
			if s.Spilled() != (n > minMemory/RecordBytes) {
				t.Errorf("%d records: spilled is %v", n, s.Spilled())
			}
			for i := 0; ; i++ {
				r, ok, err := sorted.Next()
				if err != nil || ok != (i < n) {
					t.Fatalf("%d records of %d words: after %d: %v, %v", n, words, i, ok, err)
				}
				if !ok {
					break
				}
				if r != want[i] {
					t.Fatalf("%d records of %d words: number %d is %v, want %v", n, words, i, r, want[i])
				}
			}
			if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

// A disk that is too small is found out before it is full.
func TestRoom(t *testing.T) {
	defer func(f func(*os.File) (int64, bool)) { freeBytes = f }(freeBytes)
	freeBytes = func(*os.File) (int64, bool) { return 100e6, true }
	s := NewSorter(2, minMemory, t.TempDir())
	s.Expect(func() int64 { return 200e6 })
	var err error
	for i := uint64(0); i < 10_000 && err == nil; i++ {
		err = s.Add(Record{i})
	}
	var room *RoomError
	if !errors.As(err, &room) || room.Need < 200e6 || !strings.Contains(err.Error(), "201 MB are needed") {
		t.Errorf("error %v", err)
	}
	freeBytes = func(*os.File) (int64, bool) { return 1e6, true }
	if _, _, err := Spool(strings.NewReader("x"), t.TempDir()); !errors.As(err, &room) {
		t.Errorf("spool: error %v", err)
	}
}

func TestSpool(t *testing.T) {
	text := bytes.Repeat([]byte("winnow "), 100_000)
	for _, want := range []error{nil, syscall.EIO} {
		in := io.Reader(bytes.NewReader(text))
		if want != nil {
			in = io.MultiReader(in, broken{})
		}
		f, readErr, err := Spool(in, t.TempDir())
		if err != nil || readErr != want {
			t.Fatalf("%v, %v, want %v", err, readErr, want)
		}
		got, err := io.ReadAll(io.NewSectionReader(f, 0, f.Size()))
		if err != nil || !bytes.Equal(got, text) {
			t.Errorf("%d bytes, %v", len(got), err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		if _, _, err := Spool(bytes.NewReader(text), "/no/such/folder"); err == nil {
			t.Error("no error without the folder")
		}
	}
	if _, err := Create("/no/such/folder"); err == nil {
		t.Error("no error without the folder")
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, syscall.EIO }
