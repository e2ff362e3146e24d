package corpus

import "bytes"

// Parse finds the text of a JSON record and sets Text, ID and URL, which alias
// Raw, or arena if there is something to unescape. It does nothing for other
// formats. If the record is damaged or has no such text, the error is an
// *InputError that is not Fatal, and the document is Verbatim from then on.
// Documents of different batches may be parsed at the same time.
func (d *Document) Parse(arena *Arena) error {
	if d.format != formatJSONL || d.verbatim {
		return nil
	}
	s := scanner{src: d.Raw, fields: d.fields}
	err := s.record()
	if err == nil && s.text.kind == 0 {
		err = &scanError{what: "the record has no field " + quote(d.fields.text)}
	}
	if err == nil && s.text.kind != '"' {
		err = &scanError{at: s.text.start, what: "the field " + quote(d.fields.text) + " is not a string"}
	}
	d.ID, _ = d.scalar(s.id, arena)
	d.URL, _ = d.scalar(s.url, arena)
	switch d.fields.site {
	case "":
	case d.fields.id:
		d.Site = d.ID
	case d.fields.url:
		d.Site = d.URL
	default:
		d.Site, _ = d.scalar(s.site, arena)
	}
	if err != nil {
		d.verbatim = true
		return &InputError{
			File: d.File, Record: d.Record, Offset: d.Offset + d.width.size(d.Raw[:err.at]),
			What: err.what, Done: "copied unchanged", Verbatim: true,
		}
	}
	d.lit, d.end, d.escaped = s.text.start, s.text.end, s.text.escaped
	d.Text, d.LoneSurrogates = d.scalar(s.text, arena)
	return nil
}

// scalar is the text of a string, or a number as it is written; else nil.
func (d *Document) scalar(v value, arena *Arena) (text []byte, lone int) {
	lit := d.Raw[v.start:v.end:v.end]
	switch {
	case v.kind == 0 || bytes.IndexByte([]byte("{[tfn"), v.kind) >= 0:
		return nil, 0
	case !v.escaped:
		return lit, 0
	}
	text, lone = appendUnescaped(arena.take(len(lit)), lit)
	return arena.keep(text), lone
}

// FirstLone is where the first escape stands that is half of a pair, in bytes
// of the decompressed input, if LoneSurrogates counts any.
func (d *Document) FirstLone() int64 {
	at := d.lit
	for at < d.end {
		i := bytes.IndexByte(d.Raw[at:d.end], '\\')
		if i < 0 {
			break
		}
		at += i
		_, n, lone := unescape(d.Raw[at:d.end])
		if lone {
			break
		}
		at += n
	}
	return d.Offset + d.width.size(d.Raw[:at])
}

// quote makes a key fit to stand in a message.
func quote(key string) string {
	return `"` + string(style{ascii: true}.appendEscaped(nil, []byte(key))) + `"`
}

// AppendRecord appends the document to dst as a record of its own format, with
// text in place of Text and with its line end. In JSON Lines no byte outside
// the text's value changes, and with the same text none at all; a record that
// is Verbatim ignores text. Of a long text document each window ends its line,
// unless the next continues it: an Encoder does better.
func (d *Document) AppendRecord(dst, text []byte) []byte {
	switch {
	case d.format != formatJSONL:
		dst = append(dst, text...)
		if d.cut || len(text) == 0 && d.format == formatText {
			return dst
		}
		return append(dst, '\n')
	case d.verbatim || bytes.Equal(text, d.Text):
		dst = append(dst, d.Raw...)
	default:
		dst = append(dst, d.Raw[:d.lit]...)
		dst = styleOf(d.Raw[d.lit:d.end]).appendEscaped(dst, text)
		dst = append(dst, d.Raw[d.end:]...)
	}
	if d.cut {
		return dst
	}
	if d.crlf {
		dst = append(dst, '\r')
	}
	return append(dst, '\n')
}
