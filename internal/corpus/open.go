package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"unicode/utf8"
)

// A Reader hands out the documents of one input, in order. It serves one
// goroutine; only Offset may be called by others meanwhile.
type Reader struct {
	name     string
	o        Options
	format   format
	fields   *fields
	window   int // bytes of one window of a long document
	file     *os.File
	size     int64 // of the file in bytes, -1 if unknown
	raw      *counter
	buffer   *bufio.Reader // of raw; large reads go around it
	packed   string        // name of the compression, "" if none
	unpack   func()        // frees the decompressor
	src      io.Reader
	err      error // why src ended; io.EOF if all is well
	told     bool  // err was returned
	held     []byte
	at       int // held[at:] was read from src and not handed out
	encoding string
	width    width
	bad      string // what no character became when the input was transcoded

	pos    int64 // offset in the input of the first byte not handed out
	record int64
	line   int
	inside bool  // in a document that is handed out in parts
	base   int64 // of the next part
	start  int64 // offset of the document that is handed out in parts
	joined bool  // the next part continues a line
}

// Open makes a Reader of the named file, or of stdin if the name is "-". It
// reads as much as it needs to know compression, encoding and format. The
// error is an *InputError, except for an Option that is not known, or if the
// process may not open more files.
func Open(name string, stdin io.Reader, o Options) (*Reader, error) {
	if name == "-" {
		return open(name, stdin, o)
	}
	return open(name, nil, o)
}

// OpenStream is Open for who has the content of the input called name.
func OpenStream(name string, in io.Reader, o Options) (*Reader, error) { return open(name, in, o) }

// IsStream reports whether name is there and is neither a file nor a folder: what
// is read of it is gone.
func IsStream(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

// open makes a Reader of in, or of the named file if in is nil.
func open(name string, in io.Reader, o Options) (*Reader, error) {
	f, ok := formatNamed(o.From)
	if !ok {
		return nil, fmt.Errorf("unknown format %q", o.From)
	}
	code, err := transcoding(o.Encoding)
	if err != nil {
		return nil, err
	}
	o = o.withDefaults()
	r := &Reader{name: name, o: o, format: f, size: -1, unpack: func() {}}
	r.fields = &fields{text: o.Field, id: o.IDField, url: o.URLField, site: o.SiteField}
	r.window = int(min(windowBytes, o.MaxDocument))
	if err := r.connect(in); err != nil {
		return nil, err
	}
	r.decode(code)
	if o.TextOnly && in == nil {
		if err := r.binary(); err != nil {
			r.Close()
			return nil, whole(name, err)
		}
	}
	if r.format == formatAuto {
		r.format = formatOf(name)
	}
	if r.format == formatAuto {
		if r.format = r.sniff(); r.format == formatText && r.isJSON() {
			r.Close()
			return nil, whole(name, errJSON)
		}
	}
	return r, nil
}

var errJSON = errors.New("is JSON, but not lines of it (jq -c '.[]' makes them of a list; --from text takes it for text)")

// isJSON says whether a text that is no JSON Lines is a list or an object of JSON: it
// would be taken for prose, and be no JSON any more.
func (r *Reader) isJSON() bool {
	r.peek(4 << 10)
	head := bytes.TrimLeft(r.held[r.at:], " \t\r\n")
	next := func(c byte) bool {
		if len(head) == 0 || head[0] != c {
			return false
		}
		head = bytes.TrimLeft(head[1:], " \t\r\n")
		return true
	}
	list := next('[')
	return next('{') && (next('"') || list && next('}'))
}

// buffers are reused from file to file: a folder may hold many small ones.
var buffers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 64<<10) }}

// connect opens the file, if in is nil, and puts the decompressor on it.
func (r *Reader) connect(in io.Reader) error {
	if in == nil {
		f, err := os.Open(r.name)
		if errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) {
			return err // the fault is ours, not the file's
		}
		if err != nil {
			return whole(r.name, err)
		}
		info, err := f.Stat()
		if err == nil && info.IsDir() {
			err = errors.New("is a folder")
		}
		if err != nil {
			f.Close()
			return whole(r.name, err)
		}
		if info.Mode().IsRegular() {
			r.size = info.Size()
		}
		r.file, in = f, f
	}
	r.raw = &counter{r: in}
	r.buffer = buffers.Get().(*bufio.Reader)
	r.buffer.Reset(r.raw)
	var err error
	if r.src, r.packed, r.unpack, err = decompress(r.buffer); err != nil {
		r.Close()
		return whole(r.name, err)
	}
	return nil
}

// A file of which one byte in zeroShare is 0, of the first binaryBytes, is a program,
// an image or an archive, and no text: mended, it would be neither. A stream is
// taken for what the user says it is.
const (
	binaryBytes = 8 << 10
	zeroShare   = 256
	leastZeros  = 4
)

var errBinary = errors.New("is no text: it is full of zero bytes (if it is UTF-16, name it with --encoding)")

// magics are what files begin with that are no text, though small ones may have few
// zero bytes. For what is packed see unsupported.
var magics = []struct{ bytes, what string }{
	{"%PDF-", "PDF"}, {"\x89PNG\r\n", "PNG"}, {"GIF8", "GIF"}, {"\xff\xd8\xff", "JPEG"}, {"RIFF", "RIFF"},
	{"Rar!\x1a\x07", "RAR"}, {"\x7fELF", "ELF"}, {"\xd0\xcf\x11\xe0\xa1\xb1", "an office document"},
	{"SQLite format 3\x00", "SQLite"}, {"wOFF", "a font"}, {"OggS", "Ogg"}, {"ID3\x03", "MP3"}, {"ID3\x04", "MP3"},
}

// binary returns an error if the input is no text.
func (r *Reader) binary() error {
	if r.encoding != "" {
		return nil
	}
	r.peek(binaryBytes)
	head := r.held[r.at:]
	head = head[:min(len(head), binaryBytes)]
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.bytes)) && !isText(head) {
			return fmt.Errorf("is no text: it begins as %s does (--encoding takes it for text)", m.what)
		}
	}
	if bytes.Count(head, []byte{0}) >= max(leastZeros, len(head)/zeroShare) {
		return errBinary
	}
	return nil
}

// isText says whether head, which may end within a character, is UTF-8.
func isText(head []byte) bool {
	for range utf8.UTFMax {
		if utf8.Valid(head) {
			return true
		}
		head = head[:max(0, len(head)-1)]
	}
	return false
}

// sniffBytes is after how much white space a stream is taken for text.
const sniffBytes = 1 << 20

// sniff chooses JSON Lines if the first line that is not blank begins as a
// JSON object does, with a brace and a quote on one line, or is an empty one.
// Whether the record is whole and has the field does not matter: damage should
// be complained about, not have the records taken for prose.
func (r *Reader) sniff() format {
	for n := 4 << 10; ; n *= 2 {
		r.peek(n)
		line := bytes.TrimLeft(r.held[r.at:], " \t\r\n")
		if len(line) > 0 && line[0] != '{' {
			return formatText
		}
		ended := r.err != nil || n >= sniffBytes
		if len(line) > 0 {
			line = bytes.TrimLeft(line[1:], " \t")
			if empty, ok := bytes.CutPrefix(line, []byte{'}'}); ok {
				line = bytes.TrimLeft(empty, " \t\r")
				if len(line) > 0 && line[0] == '\n' || len(line) == 0 && ended {
					return formatJSONL
				}
			} else if len(line) > 0 && line[0] == '"' {
				return formatJSONL
			}
		}
		if len(line) > 0 || ended {
			return formatText
		}
	}
}

// Format names the format that is read.
func (r *Reader) Format() string { return r.format.String() }

// Size is the length of the file in bytes, before decompression; -1 if it is
// not known.
func (r *Reader) Size() int64 { return r.size }

// Offset is how many bytes of the file were read, before decompression.
func (r *Reader) Offset() int64 { return r.raw.n.Load() }

// Close frees the decompressor and closes the file; not standard input.
func (r *Reader) Close() error {
	r.unpack()
	r.unpack = func() {}
	if r.buffer != nil {
		r.buffer.Reset(nil)
		buffers.Put(r.buffer)
		r.buffer, r.src = nil, nil
		if r.err == nil {
			r.err = os.ErrClosed
		}
	}
	if r.file == nil {
		return nil
	}
	f := r.file
	r.file = nil
	return f.Close()
}

// A counter counts what is read of r, and repeats its first error for ever.
type counter struct {
	r   io.Reader
	n   atomic.Int64
	err error
}

func (c *counter) Read(p []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	c.err = err
	return n, err
}
