package corpus

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxZstdWindow is the memory that a zstd file may ask for: that of the zstd
// command, which refuses more as well unless it is told.
const maxZstdWindow = 128 << 20

// Unpack reads what is in in, which may be compressed as an input may. The returned
// function frees the decompressor. The error is that in is packed in a way that cannot
// be read.
func Unpack(in io.Reader) (io.Reader, func(), error) {
	src, _, free, err := decompress(bufio.NewReaderSize(in, 64<<10))
	return src, free, err
}

// decompress looks at the first bytes of in and puts the decompressor that
// they ask for on it. Members and frames may follow one another. The returned
// function frees the decompressor.
func decompress(in *bufio.Reader) (src io.Reader, name string, free func(), err error) {
	free = func() {}
	head, _ := in.Peek(10) // an error comes again with the first Read
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return &lateGzip{in: in}, "gzip", free, nil
	case isZstd(head):
		d, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxMemory(maxZstdWindow), zstd.WithDecoderMaxWindow(maxZstdWindow))
		if err != nil {
			return nil, "", free, err
		}
		return d, "zstd", d.Close, nil
	case isBzip2(head):
		return bzip2.NewReader(in), "bzip2", free, nil
	}
	if name := unsupported(head); name != "" {
		return nil, "", free, fmt.Errorf("is packed with %s, which cannot be read", name)
	}
	return in, "", free, nil
}

// isZstd knows a zstd frame and a skippable one.
func isZstd(head []byte) bool {
	return bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")) ||
		len(head) >= 4 && head[0]&0xf0 == 0x50 && bytes.Equal(head[1:4], []byte("\x2a\x4d\x18"))
}

// isBzip2 wants the mark of a block, or of the end, after the header: a text
// may well begin with "BZh".
func isBzip2(head []byte) bool {
	if len(head) < 10 || string(head[:3]) != "BZh" || head[3] < '1' || head[3] > '9' {
		return false
	}
	mark := string(head[4:])
	return mark == "\x31\x41\x59\x26\x53\x59" || mark == "\x17\x72\x45\x38\x50\x90"
}

// unsupported names a packing that would otherwise be taken for text.
func unsupported(head []byte) string {
	for _, m := range []struct{ magic, name string }{
		{"\xfd7zXZ\x00", "xz"},
		{"\x04\x22\x4d\x18", "lz4"},
		{"\x1f\x9d", "compress"},
		{"PK\x03\x04", "zip"},
		{"7z\xbc\xaf\x27\x1c", "7z"},
	} {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.name
		}
	}
	return ""
}

// errTrailing says that all of a gzip stream was read, and more follows.
var errTrailing = errors.New("trailing bytes after the last member")

// A lateGzip reads the header with the first Read, so that a damaged header is
// told like any other damage. It goes from member to member itself, for what
// follows the last one is not always nothing.
type lateGzip struct {
	in  *bufio.Reader
	z   *gzip.Reader
	err error
}

func (g *lateGzip) Read(p []byte) (n int, err error) {
	if g.z == nil && g.err == nil {
		g.z, g.err = gzip.NewReader(g.in)
		g.begun()
	}
	for n == 0 && g.err == nil {
		if n, g.err = g.z.Read(p); g.err == io.EOF {
			g.next()
		}
	}
	return n, g.err
}

// begun looks at what came of reading a header.
func (g *lateGzip) begun() {
	switch g.err {
	case nil:
		g.z.Multistream(false)
	case io.EOF:
		g.err = io.ErrUnexpectedEOF
	}
}

// next goes to the next member. After the last one zeros may stand, with which
// tapes are filled up, and nothing else.
func (g *lateGzip) next() {
	head, err := g.in.Peek(2)
	if string(head) == "\x1f\x8b" {
		g.err = g.z.Reset(g.in)
		g.begun()
		return
	}
	for len(head) > 0 && head[0] == 0 {
		g.in.Discard(1) // it is there
		head, err = g.in.Peek(1)
	}
	g.err = err
	if len(head) > 0 {
		g.err = errTrailing
	}
}
