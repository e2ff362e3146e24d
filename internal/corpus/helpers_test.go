package corpus

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// sharedPath is a path below the folder of test data beside the repository;
// the test is skipped if it is not there.
func sharedPath(t testing.TB, elem ...string) string {
	t.Helper()
	dir, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(append([]string{dir, "..", "shared"}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not there", path)
	}
	return path
}

// collected is all that came out of a Reader.
type collected struct {
	docs   []Document // with memory of their own
	errs   []*InputError
	parsed []*InputError
}

// collect reads r to its end, parses and closes.
func collect(t testing.TB, r *Reader) collected {
	t.Helper()
	var c collected
	var b Batch
	for {
		err := r.Read(&b)
		for i := range b.Docs {
			d := &b.Docs[i]
			var damage *InputError
			if err := d.Parse(&b.Arena); errors.As(err, &damage) {
				c.parsed = append(c.parsed, damage)
			} else if err != nil {
				t.Fatalf("Parse: %v", err)
			}
			own := *d
			own.Raw, own.Text = bytes.Clone(d.Raw), bytes.Clone(d.Text)
			own.ID, own.URL = bytes.Clone(d.ID), bytes.Clone(d.URL)
			c.docs = append(c.docs, own)
		}
		var damage *InputError
		switch {
		case err == io.EOF:
			if len(b.Docs) > 0 {
				t.Fatal("documents together with io.EOF")
			}
			if err := r.Close(); err != nil {
				t.Fatal(err)
			}
			return c
		case errors.As(err, &damage):
			c.errs = append(c.errs, damage)
		case err != nil:
			t.Fatalf("Read: %v", err)
		case len(b.Docs) == 0:
			t.Fatal("neither documents nor an error")
		}
	}
}

// from opens in as standard input.
func from(t testing.TB, in io.Reader, o Options) *Reader {
	t.Helper()
	r, err := Open("-", in, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func fromString(t testing.TB, in string, o Options) collected {
	t.Helper()
	return collect(t, from(t, strings.NewReader(in), o))
}

// unchanged is the output if nothing is cleaned.
func (c collected) unchanged(to string) string {
	e := NewEncoder(to)
	var out []byte
	for i := range c.docs {
		out = e.Append(out, &c.docs[i], c.docs[i].Text)
	}
	return string(out)
}

// texts are the texts of all documents.
func (c collected) texts() []string {
	var texts []string
	for _, d := range c.docs {
		texts = append(texts, string(d.Text))
	}
	return texts
}

// readSizes wraps a source in all the ways in which it may answer Read.
var readSizes = []struct {
	name string
	wrap func(io.Reader) io.Reader
}{
	{"whole", func(r io.Reader) io.Reader { return r }},
	{"one byte", iotest.OneByteReader},
	{"half", iotest.HalfReader},
	{"data with error", iotest.DataErrReader},
}

// equalDocs compares all but the memory that a document stands in.
func equalDocs(a, b Document) bool {
	same := bytes.Equal(a.Text, b.Text) && bytes.Equal(a.Raw, b.Raw) && bytes.Equal(a.ID, b.ID) && bytes.Equal(a.URL, b.URL)
	strip := func(d Document) Document {
		d.Text, d.Raw, d.ID, d.URL, d.fields = nil, nil, nil, nil, nil
		return d
	}
	x, y := strip(a), strip(b)
	return same && x.File == y.File && x.Record == y.Record && x.Offset == y.Offset && x.Base == y.Base &&
		x.Line == y.Line && x.Encoding == y.Encoding && x.Part == y.Part && x.Continues == y.Continues &&
		x.Blank == y.Blank && x.cut == y.cut && x.crlf == y.crlf && x.lit == y.lit && x.end == y.end
}

func sameDocs(a, b []Document) bool { return slices.EqualFunc(a, b, equalDocs) }
