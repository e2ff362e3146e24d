package corpus

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// names are the names of all that is in the folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func create(t *testing.T, name string) *Writer {
	t.Helper()
	w, err := Create(name, nil, WriteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWriteRead(t *testing.T) {
	text := strings.Repeat("some text\n", 50_000)
	for _, name := range []string{"a.txt", "a.txt.gz", "a.txt.zst", "A.ZST"} {
		path := filepath.Join(t.TempDir(), name)
		w := create(t, path)
		for i := 0; i < len(text); i += 9999 {
			if _, err := io.WriteString(w, text[i:min(i+9999, len(text))]); err != nil {
				t.Fatal(err)
			}
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(w.Close(), w.Close(), w.Abort()); err != nil {
			t.Fatal(err)
		}
		r, err := Open(path, nil, Options{From: "text"})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(collect(t, r).texts(), ""); got != text {
			t.Errorf("%s: another text comes back", name)
		}
		if _, err := w.Write(nil); !errors.Is(err, os.ErrClosed) {
			t.Errorf("%s: Write after Close: %v", name, err)
		}
	}
}

func TestFileAppearsWhole(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o026))
	dir := t.TempDir()
	path := filepath.Join(dir, "out.txt")
	w := create(t, path)
	if got := names(t, dir); len(got) > 0 {
		t.Errorf("before the first byte: %v", got)
	}
	io.WriteString(w, "half")
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	got := names(t, dir)
	if len(got) != 1 || !strings.HasPrefix(got[0], ".winnow-") {
		t.Fatalf("while writing: %v", got)
	}
	info, _ := os.Stat(filepath.Join(dir, got[0]))
	if info.Mode().Perm() != 0o640 {
		t.Errorf("while writing: mode %v", info.Mode())
	}
	if err := w.Abort(); err != nil {
		t.Fatal(err)
	}
	if got := names(t, dir); len(got) > 0 {
		t.Errorf("after Abort: %v", got)
	}
	if err := create(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Size() != 0 || info.Mode().Perm() != 0o640 {
		t.Errorf("an empty output: %v, %v", info, err)
	}
}

func TestReplaces(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "out.txt"), filepath.Join(dir, "link")
	if err := os.WriteFile(path, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("out.txt", link); err != nil {
		t.Fatal(err)
	}
	w := create(t, link)
	io.WriteString(w, "new")
	if old, _ := os.ReadFile(path); string(old) != "old" {
		t.Errorf("before Close the file holds %q", old)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if now, _ := os.ReadFile(path); string(now) != "new" {
		t.Errorf("after Close the file holds %q", now)
	}
	info, _ := os.Lstat(path)
	if l, _ := os.Lstat(link); info.Mode().Perm() != 0o640 || l.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("mode %v, link %v", info.Mode(), l.Mode())
	}
}

func TestCreateRefuses(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		o    WriteOptions
		want string
	}{
		{"a.bz2", WriteOptions{}, "cannot write .bz2"},
		{"a.xz", WriteOptions{}, "cannot write .xz"},
		{dir, WriteOptions{}, "is a folder"},
		{filepath.Join(dir, "no", "a"), WriteOptions{}, "the folder cannot be written: no such file or directory"},
		{filepath.Join(file, "a"), WriteOptions{}, "not a directory"},
		{"a", WriteOptions{Compression: "rar"}, `unknown compression "rar"`},
	} {
		if _, err := Create(test.name, nil, test.o); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", test.name, err, test.want)
		}
	}
}

// A failing writer takes some bytes and then no more.
type failing struct {
	left int
	err  error
}

func (f *failing) Write(p []byte) (int, error) {
	n := min(f.left, len(p))
	f.left -= n
	if n < len(p) {
		return n, f.err
	}
	return n, nil
}

// TestErrorsAreSeen: whenever the stream fails, at Write, Flush or Close, the
// error comes out as it is.
func TestErrorsAreSeen(t *testing.T) {
	noise := make([]byte, 300_000)
	for i := range noise {
		noise[i] = byte(i * i >> 7 * 31)
	}
	for _, packing := range []string{"none", "gzip", "zstd"} {
		var whole bytes.Buffer
		w, _ := Create("-", &whole, WriteOptions{Compression: packing})
		w.Write(noise)
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		for _, left := range []int{0, 1, whole.Len() / 2, whole.Len() - 1} {
			w, err := Create("-", &failing{left, syscall.EPIPE}, WriteOptions{Compression: packing})
			if err != nil {
				t.Fatal(err)
			}
			for i := 0; i < len(noise) && err == nil; i += 10_000 {
				_, err = w.Write(noise[i : i+10_000])
			}
			if e := w.Close(); e != syscall.EPIPE || err != nil && err != syscall.EPIPE {
				t.Errorf("%s, %d bytes: Write %v, Close %v", packing, left, err, e)
			}
		}
		w, _ = Create("-", &failing{0, syscall.EPIPE}, WriteOptions{Compression: packing})
		io.WriteString(w, "text")
		if err := w.Flush(); err != syscall.EPIPE {
			t.Errorf("%s: Flush: %v", packing, err)
		}
		if _, err := w.Write(noise); err != syscall.EPIPE {
			t.Errorf("%s: Write after an error: %v", packing, err)
		}
	}
}

// A badSink fails where it is told to.
type badSink struct {
	at      string
	aborted bool
}

func (s *badSink) open() (io.Writer, error) { return io.Discard, s.fail("open") }
func (s *badSink) sync() error              { return s.fail("sync") }
func (s *badSink) finish() error            { return s.fail("finish") }
func (s *badSink) commit() error            { return s.fail("commit") }
func (s *badSink) abort() error             { s.aborted = true; return nil }

func (s *badSink) fail(at string) error {
	if s.at == at {
		return syscall.EIO
	}
	return nil
}

func TestSinkErrors(t *testing.T) {
	for _, at := range []string{"open", "finish", "commit"} {
		w := &Writer{packing: "none", sink: &badSink{at: at}}
		if err := w.Close(); err != syscall.EIO {
			t.Errorf("%s: %v", at, err)
		}
	}
}

func TestFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("there is no /dev/full")
	}
	w := create(t, "/dev/full")
	io.WriteString(w, "text")
	if err := w.Close(); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("got %v", err)
	}
	if info, err := os.Stat("/dev/full"); err != nil || info.Mode().IsRegular() {
		t.Error("the device was replaced")
	}
}

// A replaced file keeps its owner, if the system lets us give files away.
func TestKeepsOwner(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.txt")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(path, 4321, 1234); err != nil {
		t.Skip(err)
	}
	w := create(t, path)
	io.WriteString(w, "new")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if st := info.Sys().(*syscall.Stat_t); st.Uid != 4321 || st.Gid != 1234 {
		t.Errorf("owner %d, group %d", st.Uid, st.Gid)
	}
}

// After Finish no file is held open, and nothing has its name yet.
func TestFinish(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.txt.gz")
	w := create(t, path)
	io.WriteString(w, "text")
	for range 2 {
		if err := w.Finish(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Write(nil); !errors.Is(err, os.ErrClosed) {
		t.Errorf("Write after Finish: %v", err)
	}
	if _, err := w.sink.(*fileSink).f.Stat(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("the file is open: %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("after Finish: %v", err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"out.txt.gz"}, names(t, dir)); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	w = create(t, path)
	if err := errors.Join(w.Finish(), w.Abort()); err != nil || len(names(t, dir)) != 1 {
		t.Errorf("Abort after Finish: %v, %v", err, names(t, dir))
	}
}

// Salvage keeps what was written before an error, and what Sync made last.
func TestSalvage(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.txt")
	w := create(t, path)
	io.WriteString(w, "first\n")
	if err := w.Sync(); err != nil {
		t.Fatal(err)
	}
	w.sink.(*fileSink).f.Close() // what stands for a disk that is full
	io.WriteString(w, "second\n")
	if err := w.Sync(); err == nil {
		t.Fatal("the write did not fail")
	}
	if err := w.Salvage(); err == nil {
		t.Error("the error is lost")
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "first\n" {
		t.Errorf("%q, %v", got, err)
	}
}
