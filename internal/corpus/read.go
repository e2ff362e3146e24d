package corpus

import (
	"errors"
	"fmt"
	"io"
	"slices"
)

// Read empties b and fills it with the next documents, about BatchBytes of
// them. At the end of the input it returns io.EOF, and of a damaged input,
// once, an *InputError that is Fatal: all that could be read was handed out
// before. With an *InputError that is not Fatal b holds documents as well, and
// reading goes on.
func (r *Reader) Read(b *Batch) error {
	b.Reset()
	switch {
	case r.format == formatText:
		return r.readText(b)
	case r.inside:
		return r.readPiece(b)
	default:
		return r.readLines(b)
	}
}

// finish is what Read returns when nothing is left.
func (r *Reader) finish() error {
	if r.err == io.EOF || r.told {
		return io.EOF
	}
	r.told = true
	damage := &InputError{
		File: r.name, Record: r.record, Offset: r.pos,
		What: r.damage(), Done: "read up to there", Fatal: true, Err: r.err,
	}
	switch {
	case r.err == errTrailing:
		damage.Done = "ignored"
	case r.record == 0:
		damage.Done = "skipped"
	}
	return damage
}

// damage says in words why the input ended.
func (r *Reader) damage() string {
	switch {
	case r.raw.err != nil && r.raw.err != io.EOF:
		return "cannot be read: " + reason(r.raw.err)
	case r.err == errTrailing:
		return r.err.Error()
	case errors.Is(r.err, io.ErrUnexpectedEOF):
		return fmt.Sprintf("the %s data is cut off", r.packed)
	default:
		return fmt.Sprintf("the %s data is damaged: %v", r.packed, r.err)
	}
}

// bigBytes is where a buffer stops doubling and grows at once to what a
// document may have by default: memory that is never touched costs less than
// the copies that doubling leaves behind.
const bigBytes = 8 << 20

// step is by how much a buffer of n bytes grows.
func (r *Reader) step(n int) int {
	if n >= bigBytes {
		return max(n, int(min(r.o.MaxDocument, defaultMaxDocument))+1-n)
	}
	return max(n, r.o.BatchBytes)
}

// fill appends to buf, which holds nothing older than r.held, until it has
// want bytes. If it comes back with fewer, the input has ended.
func (r *Reader) fill(buf []byte, want int) []byte {
	n := min(want-len(buf), len(r.held)-r.at)
	if n > 0 {
		buf = append(buf, r.held[r.at:r.at+n]...)
		r.at += n
	}
	for idle := 0; len(buf) < want && r.err == nil; {
		if len(buf) == cap(buf) {
			buf = slices.Grow(buf, min(want-len(buf), r.step(len(buf))))
		}
		n, err := r.src.Read(buf[len(buf):min(cap(buf), want)])
		buf = buf[:len(buf)+n]
		r.err = err
		if idle++; n > 0 {
			idle = 0
		}
		if idle > 100 && err == nil {
			r.err = io.ErrNoProgress
		}
	}
	return buf
}

// peek makes r.held[r.at:] at least n bytes long, if the input has them.
func (r *Reader) peek(n int) {
	held := r.held[r.at:]
	r.held, r.at = nil, 0
	r.held = r.fill(held, n)
}

// putBack gives back the end of what the last fill of this Read returned.
func (r *Reader) putBack(rest []byte) {
	if r.at < len(r.held) {
		// All of it came from held, where it still stands.
		r.at -= len(rest)
		return
	}
	if cap(r.held) > keepBytes {
		r.held = nil
	}
	r.held, r.at = append(r.held[:0], rest...), 0
}

// putBackAll gives back all of b's buffer without copying it.
func (r *Reader) putBackAll(b *Batch) {
	if r.at < len(r.held) {
		r.at -= len(b.buf)
		b.buf = b.buf[:0]
		return
	}
	b.buf, r.held, r.at = r.held[:0], b.buf, 0
}
