package corpus

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// An Encoder writes documents one after another in a format. It remembers what
// stands between them: the blank line between two texts, and the joint between
// two windows of one. One Encoder serves one output and sees all of its
// documents in order.
type Encoder struct {
	to      format
	any     bool // a text was written before
	open    bool // the document that is not at its end has output
	broken  bool // a line ended in a window that gave no output
	space   bool // the window before ended with a space
	last    byte // the last byte written of the document
	escaped []byte
}

// NewEncoder makes an Encoder for the format of that name. With "" or "auto"
// each document stays in its own format. Any other name that Formats does not
// list panics: it is for the command line to refuse.
func NewEncoder(to string) *Encoder {
	f, ok := formatNamed(to)
	if !ok {
		panic("corpus: unknown format " + strconv.Quote(to))
	}
	return &Encoder{to: f}
}

// Append appends d to dst with text in place of its Text.
//
// Texts are separated by one blank line and end with one line end; an empty
// one gives nothing. In lines each document is one line; one that became empty
// gives nothing, one that was blank stays. In JSON Lines each document is one
// object; from another format it has the keys id, the name of the file, and
// text. Records that are Verbatim have no text: they are copied from JSON
// Lines to JSON Lines and left out of other formats.
func (e *Encoder) Append(dst []byte, d *Document, text []byte) []byte {
	to := e.to
	if to == formatAuto {
		to = d.format
	}
	if d.Part == Whole || d.Part == First {
		e.open, e.broken, e.last = false, false, 0
	}
	switch {
	case to == formatJSONL && d.format == formatJSONL:
		return d.AppendRecord(dst, text)
	case d.verbatim:
		return dst
	case to == formatJSONL:
		return e.object(dst, d, text)
	case to == formatLines:
		return e.lineDocument(dst, d, text)
	default:
		return e.textDocument(dst, d, text)
	}
}

// AppendText appends one whole text to dst: after a blank line unless it is
// the first, with one line end, and nothing at all if it is empty.
func AppendText(dst, text []byte, first bool) []byte {
	text = bytes.TrimRight(text, "\n")
	if len(text) == 0 {
		return dst
	}
	if !first {
		dst = append(dst, '\n')
	}
	return append(append(dst, text...), '\n')
}

func (e *Encoder) textDocument(dst []byte, d *Document, text []byte) []byte {
	text = bytes.TrimRight(text, "\n")
	if d.Part == Whole {
		first := !e.any
		e.any = e.any || len(text) > 0
		return AppendText(dst, text, first)
	}
	join := e.join(d, text)
	if len(text) > 0 {
		switch {
		case e.open:
			dst = append(dst, join...)
		case e.any:
			dst = append(dst, '\n')
		}
		dst = append(dst, text...)
	}
	if e.advance(d, text) {
		dst = append(dst, '\n')
	}
	return dst
}

func (e *Encoder) lineDocument(dst []byte, d *Document, text []byte) []byte {
	text = bytes.TrimRight(text, "\n")
	join := e.join(d, text)
	if len(text) > 0 && e.open {
		if join == "\n" {
			join = " "
		}
		dst = append(dst, join...)
	}
	dst = appendOneLine(dst, text)
	wasBlank := d.format == formatLines && d.Part == Whole && len(bytes.TrimSpace(d.Text)) == 0
	if e.advance(d, text) || wasBlank && len(text) == 0 {
		dst = append(dst, '\n')
	}
	return dst
}

// appendOneLine appends text with a space for each run of line ends.
func appendOneLine(dst, text []byte) []byte {
	for {
		i := bytes.IndexByte(text, '\n')
		if i < 0 {
			return append(dst, text...)
		}
		dst = append(append(dst, text[:i]...), ' ')
		text = bytes.TrimLeft(text[i:], "\n")
	}
}

func (e *Encoder) object(dst []byte, d *Document, text []byte) []byte {
	text = bytes.TrimRight(text, "\n")
	if d.Part == Whole || d.Part == First {
		id := d.File
		if d.format == formatLines {
			id += ":" + strconv.FormatInt(d.Record, 10)
		}
		dst = append(dst, `{"id": "`...)
		dst = e.appendValid(dst, []byte(id))
		dst = append(dst, `", "text": "`...)
	}
	join := e.join(d, text)
	if len(text) > 0 {
		if e.open {
			dst = style{}.appendEscaped(dst, []byte(join))
		}
		dst = e.appendValid(dst, text)
	}
	e.advance(d, text)
	if d.Part == Whole || d.Part == Last {
		dst = append(dst, '"', '}', '\n')
	}
	return dst
}

// appendValid escapes text, with U+FFFD for bytes that are not UTF-8: what
// comes from text may hold some, and no JSON may.
func (e *Encoder) appendValid(dst, text []byte) []byte {
	if !utf8.Valid(text) {
		e.escaped = append(e.escaped[:0], bytes.ToValidUTF8(text, []byte("\uFFFD"))...)
		text = e.escaped
	}
	return style{}.appendEscaped(dst, text)
}

// join says what stands between this window's text and what was written of the
// document before: a line end, or, inside a line that was cut, the space that
// the cleaning of a window's ends took away.
func (e *Encoder) join(d *Document, text []byte) string {
	switch {
	case !d.Continues || e.broken:
		return "\n"
	case len(text) == 0 || isSpace(e.last) || isSpace(text[0]):
		return ""
	case e.space || len(d.Text) > 0 && isSpace(d.Text[0]):
		return " "
	}
	return ""
}

// advance notes that d was written as text, and reports whether a document
// that has output ends here.
func (e *Encoder) advance(d *Document, text []byte) (ended bool) {
	if len(text) > 0 {
		e.open, e.any, e.broken = true, true, false
		e.last = text[len(text)-1]
	} else {
		e.broken = e.broken || !d.Continues
	}
	e.space = len(d.Text) > 0 && isSpace(d.Text[len(d.Text)-1])
	if d.Part == Whole || d.Part == Last {
		ended, e.open = e.open, false
	}
	return ended
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' }
