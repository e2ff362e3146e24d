package corpus

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"
)

// readLines fills b with whole lines. A record never straddles batches.
func (r *Reader) readLines(b *Batch) error {
	limit := int(r.o.MaxDocument)
	end := 0
	for want, seen := r.o.BatchBytes, 0; end == 0; {
		b.buf = r.fill(b.buf, want)
		end = seen + bytes.LastIndexByte(b.buf[seen:], '\n') + 1
		switch {
		case len(b.buf) < want: // the last line may have no line end
			end = len(b.buf)
			if end == 0 {
				return r.finish()
			}
		case end > seen:
		case len(b.buf) > limit:
			return r.readLong(b)
		default:
			seen, end = len(b.buf), 0
			want = min(2*want, limit+1)
			if cap(b.buf) < want {
				b.buf = slices.Grow(b.buf, r.step(seen))
			}
		}
	}
	return r.split(b, end)
}

// maxRecords is how many records a batch holds at most: what is known of one
// takes some hundred bytes, whatever its length.
const maxRecords = 8 << 10

// split makes documents of the lines in b.buf[:end] and gives back the rest:
// what comes after maxRecords, or from the first line that is too long.
func (r *Reader) split(b *Batch, end int) error {
	for start := 0; start < end; {
		line, next := b.buf[start:end], end
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line, next = line[:i], start+i+1
		}
		if len(line) > int(r.o.MaxDocument) {
			if start == 0 {
				return r.readLong(b)
			}
			end = start
			break
		}
		if len(b.Docs) == maxRecords {
			end = start
			break
		}
		r.addLine(b, line, b.buf[start:next])
		start = next
	}
	rest := b.buf[end:]
	b.buf = b.buf[:end]
	r.putBack(rest)
	return nil
}

// addLine appends the document of one line to b; all is the line with its end.
func (r *Reader) addLine(b *Batch, line, all []byte) {
	d := r.document(Whole)
	r.mend(&d, line)
	d.Raw, d.crlf = cutCR(line)
	if r.format == formatLines {
		d.Text = d.Raw
	} else if blank(line) {
		d.Blank, d.verbatim = true, true
	}
	if !d.Blank {
		r.record++
	}
	d.Record = r.record
	b.Docs = append(b.Docs, d)
	r.pos += r.width.size(all)
	r.line++
}

// document makes a document that begins at the next byte.
func (r *Reader) document(p Part) Document {
	return Document{
		File: r.name, Record: r.record, Offset: r.pos, Line: r.line, Part: p,
		Encoding: r.encoding, width: r.width, format: r.format, fields: r.fields,
	}
}

// mend counts in d what of its text was no character before the input was
// transcoded, and makes it U+FFFD.
func (r *Reader) mend(d *Document, text []byte) {
	if r.bad == "" {
		return
	}
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte(r.bad))
		if i < 0 {
			return
		}
		at += i
		copy(text[at:], "\uFFFD")
		if d.Undecoded == 0 {
			d.FirstUndecoded = d.Offset + d.Base + r.width.size(text[:at])
		}
		d.Undecoded += r.width.unit()
		at += len(r.bad)
	}
}

// readLong begins a line longer than MaxDocument, which b.buf begins with. A
// line of text is worked in windows; a JSON record cannot be, and passes.
func (r *Reader) readLong(b *Batch) error {
	r.putBackAll(b)
	r.inside, r.start, r.base = true, r.pos, 0
	r.record++
	if err := r.readPiece(b); err != nil || r.format == formatLines {
		return err
	}
	return &InputError{
		File: r.name, Record: r.record, Offset: r.start,
		What: fmt.Sprintf("the record is longer than %d bytes", r.o.MaxDocument), Done: "copied unchanged", Verbatim: true,
	}
}

// pieceBytes is how much of a JSON record that is too long travels at once.
const pieceBytes = 1 << 20

// readPiece fills b with the next part of a long line.
func (r *Reader) readPiece(b *Batch) error {
	size := r.window
	if r.format == formatJSONL {
		size = min(pieceBytes, r.window)
	}
	b.buf = r.fill(b.buf, size+1)
	for len(b.buf) > size && size > 1 && !utf8.RuneStart(b.buf[size]) {
		size--
	}
	part, used := Middle, size
	piece := b.buf[:min(size, len(b.buf))]
	crlf := false
	if i := bytes.IndexByte(b.buf, '\n'); i >= 0 {
		part, used = Last, i+1
		piece, crlf = cutCR(b.buf[:i])
	} else if len(b.buf) <= size {
		part, used = Last, len(b.buf)
	} else if r.format == formatLines {
		used, _ = cutWindow(piece)
		piece = piece[:used]
	}
	r.addPart(b, part, piece, used)
	d := &b.Docs[0]
	d.crlf = crlf
	d.cut = part != Last
	d.Continues = d.Part != First && r.format == formatLines
	d.Raw = piece
	if r.format == formatJSONL {
		d.Text, d.verbatim = nil, true
	}
	if part == Last {
		r.line++
	}
	return nil
}

// addPart makes the next part of a long document of the first used bytes of
// b.buf and gives back the rest.
func (r *Reader) addPart(b *Batch, part Part, text []byte, used int) {
	if r.base == 0 && part == Middle {
		part = First
	}
	d := r.document(part)
	d.Offset, d.Base, d.Text = r.start, r.base, text
	r.mend(&d, text)
	b.Docs = append(b.Docs, d)
	n := r.width.size(b.buf[:used])
	r.pos += n
	r.base += n
	r.inside = part != Last
	rest := b.buf[used:]
	b.buf = b.buf[:used]
	r.putBack(rest)
}

// cutCR takes the carriage return off the end of a line.
func cutCR(line []byte) ([]byte, bool) {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		return line[:n-1], true
	}
	return line, false
}

// blank reports whether a line holds nothing but JSON's white space.
func blank(line []byte) bool {
	for _, c := range line {
		if c != ' ' && c != '\t' && c != '\r' {
			return false
		}
	}
	return true
}
