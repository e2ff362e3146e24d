package corpus

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"
)

// A code is an encoding whose bytes cannot be split into lines before they
// are decoded. The zero value stands for all the others.
type code struct {
	name    string
	width   width
	bad     string // what decoder makes of what is no character
	decoder func() transform.Transformer
}

func utf16le() code {
	return code{"utf-16le", width16, string(notUTF16), func() transform.Transformer { return utf16Decoder{} }}
}
func utf16be() code {
	return code{"utf-16be", width16, string(notUTF16), func() transform.Transformer { return utf16Decoder{big: true} }}
}
func utf32le() code {
	return code{"utf-32le", width32, "\uFFFD", decoderOf(utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM))}
}
func utf32be() code {
	return code{"utf-32be", width32, "\uFFFD", decoderOf(utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM))}
}

func decoderOf(e encoding.Encoding) func() transform.Transformer {
	return func() transform.Transformer { return e.NewDecoder() }
}

// transcoding finds the code of that name. Other encodings give the zero code;
// a name that nobody knows is an error.
func transcoding(name string) (code, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "", "auto":
		return code{}, nil
	case "utf-32", "utf32", "utf-32le", "utf32le":
		return utf32le(), nil
	case "utf-32be", "utf32be":
		return utf32be(), nil
	case "utf16":
		return utf16le(), nil
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return code{}, fmt.Errorf("unknown encoding %q", name)
	}
	canonical, err := htmlindex.Name(e)
	if err != nil {
		return code{}, fmt.Errorf("unknown encoding %q", name)
	}
	switch canonical {
	case "utf-16le":
		return utf16le(), nil
	case "utf-16be":
		return utf16be(), nil
	case "iso-2022-jp":
		return code{canonical, width8, "\uFFFD", decoderOf(japanese.ISO2022JP)}, nil
	}
	return code{}, nil
}

// decode takes a byte order mark off the stream, and makes UTF-8 of what the
// mark, or else c, says that it is.
func (r *Reader) decode(c code) {
	r.peek(4)
	mark := 0
	for _, b := range []struct {
		mark string
		code code
	}{
		{"\xef\xbb\xbf", code{}},
		{"\xff\xfe\x00\x00", utf32le()}, // before UTF-16, whose mark it begins with
		{"\x00\x00\xfe\xff", utf32be()},
		{"\xff\xfe", utf16le()},
		{"\xfe\xff", utf16be()},
	} {
		if bytes.HasPrefix(r.held, []byte(b.mark)) {
			mark, c = len(b.mark), b.code
			break
		}
	}
	r.at, r.pos = mark, int64(mark)
	if c.decoder == nil {
		return
	}
	rest := &resumed{head: r.held[mark:], r: r.src, err: r.err}
	r.src = transform.NewReader(rest, c.decoder())
	r.held, r.at, r.err = nil, 0, nil
	r.encoding, r.width, r.bad = c.name, c.width, c.bad
}

// A resumed reads head, then r, or err if r has ended already.
type resumed struct {
	head []byte
	r    io.Reader
	err  error
}

func (r *resumed) Read(p []byte) (int, error) {
	if len(r.head) > 0 {
		n := copy(p, r.head)
		r.head = r.head[n:]
		return n, nil
	}
	if r.err != nil {
		return 0, r.err
	}
	return r.r.Read(p)
}

// A width says how many bytes of the input a character of the text comes from.
type width uint8

const (
	width8  width = iota // as many as in the text
	width16              // UTF-16: 2, or 4 for those outside the basic plane
	width32              // UTF-32: 4
)

// size is the length in the input of text, which is valid UTF-8 unless the
// width is width8. A unit of the input that was cut off counts as whole.
func (w width) size(text []byte) int64 {
	if w == width8 {
		return int64(len(text))
	}
	runes, long := 0, 0
	for _, c := range text {
		if c&0xc0 != 0x80 {
			runes++
		}
		if c >= 0xf0 {
			long++
		}
	}
	if w == width32 {
		return 4 * int64(runes)
	}
	return 2 * int64(runes+long)
}

// unit is how many bytes of the input a character takes that is none.
func (w width) unit() int {
	switch w {
	case width16:
		return 2
	case width32:
		return 4
	}
	return 1
}
