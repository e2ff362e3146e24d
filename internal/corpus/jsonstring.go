package corpus

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// plain is the length of the part of b before the first quote, backslash or
// control character. It looks at eight bytes at a time.
func plain(b []byte) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i < len(b)-7; i += 8 {
		v := binary.LittleEndian.Uint64(b[i : i+8])
		quote, slash := v^ones*'"', v^ones*'\\'
		// A borrow may mark a byte wrongly, but only above one marked rightly.
		hit := ((v-ones*0x20)&^v | (quote-ones)&^quote | (slash-ones)&^slash) & tops
		if hit != 0 {
			return i + bits.TrailingZeros64(hit)/8
		}
	}
	for ; i < len(b); i++ {
		if c := b[i]; c < 0x20 || c == '"' || c == '\\' {
			break
		}
	}
	return i
}

// short holds what the letter behind a backslash stands for, 0 if nothing.
var short = [256]byte{
	'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t',
}

// digits holds the values of hexadecimal digits, -1 for all other bytes.
var digits = func() (t [256]int32) {
	for i := range t {
		t[i] = -1
	}
	for i := range int32(10) {
		t['0'+i] = i
	}
	for i := range int32(6) {
		t['a'+i], t['A'+i] = 10+i, 10+i
	}
	return t
}()

// hex4 is the value of the first four bytes of b as hexadecimal digits, or
// negative.
func hex4(b []byte) rune {
	_ = b[3]
	return digits[b[0]]<<12 | digits[b[1]]<<8 | digits[b[2]]<<4 | digits[b[3]]
}

// escapeLen is the length of the escape that b begins with: 2, or 6 for \u; 0
// if it is not valid. Surrogates are not paired here.
func escapeLen(b []byte) int {
	switch {
	case len(b) >= 2 && short[b[1]] != 0:
		return 2
	case len(b) >= 6 && b[1] == 'u' && hex4(b[2:]) >= 0:
		return 6
	}
	return 0
}

// unescape decodes the valid escape that b begins with: its character, its
// length and whether it is half of a surrogate pair, which gives U+FFFD.
func unescape(b []byte) (r rune, n int, lone bool) {
	if c := short[b[1]]; c != 0 {
		return rune(c), 2, false
	}
	r = hex4(b[2:])
	if !utf16.IsSurrogate(r) {
		return r, 6, false
	}
	if len(b) >= 12 && b[6] == '\\' && b[7] == 'u' {
		if r = utf16.DecodeRune(r, hex4(b[8:])); r != utf8.RuneError {
			return r, 12, false
		}
	}
	return utf8.RuneError, 6, true
}

// appendUnescaped appends the text of the inside of a valid JSON string and
// counts the halves of surrogate pairs. The text is never longer than src.
func appendUnescaped(dst, src []byte) (text []byte, lone int) {
	for len(src) > 0 {
		if src[0] != '\\' {
			i := bytes.IndexByte(src, '\\')
			if i < 0 {
				i = len(src)
			}
			dst, src = append(dst, src[:i]...), src[i:]
			continue
		}
		if c := short[src[1]]; c != 0 { // the most, by far
			dst, src = append(dst, c), src[2:]
			continue
		}
		r, n, half := unescape(src)
		if half {
			lone++
		}
		dst, src = utf8.AppendRune(dst, r), src[n:]
	}
	return dst, lone
}

// A style is how the writer of a record escapes.
type style struct {
	ascii bool // all that is not ASCII as \uXXXX
	slash bool // "/" as "\/"
	upper bool // hexadecimal digits A to F
}

// styleOf learns the style from the inside of a JSON string.
func styleOf(lit []byte) style {
	var st style
	for rest := lit; ; {
		i := bytes.IndexByte(rest, '\\')
		if i < 0 {
			break
		}
		if rest[i+1] != 'u' {
			st.slash = st.slash || rest[i+1] == '/'
			rest = rest[i+2:]
			continue
		}
		st.ascii = st.ascii || hex4(rest[i+2:]) >= 0x80
		st.upper = st.upper || bytes.ContainsAny(rest[i+2:i+6], "ABCDEF")
		rest = rest[i+6:]
	}
	st.ascii = st.ascii && !slices.ContainsFunc(lit, func(c byte) bool { return c >= utf8.RuneSelf })
	return st
}

// appendEscaped appends text as the inside of a JSON string.
func (st style) appendEscaped(dst, text []byte) []byte {
	for len(text) > 0 {
		n := st.plain(text)
		dst, text = append(dst, text[:n]...), text[n:]
		if len(text) == 0 {
			break
		}
		r, size := rune(text[0]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text)
		}
		dst, text = st.appendRune(dst, r), text[size:]
	}
	return dst
}

// plain is the length of the part of text that needs no escape.
func (st style) plain(text []byte) int {
	if !st.ascii && !st.slash {
		return plain(text)
	}
	for i, c := range text {
		if c < 0x20 || c == '"' || c == '\\' || st.ascii && c >= utf8.RuneSelf || st.slash && c == '/' {
			return i
		}
	}
	return len(text)
}

// appendRune appends the escape of r.
func (st style) appendRune(dst []byte, r rune) []byte {
	switch r {
	case '"', '\\', '/':
		return append(dst, '\\', byte(r))
	case '\n':
		return append(dst, '\\', 'n')
	case '\t':
		return append(dst, '\\', 't')
	case '\r':
		return append(dst, '\\', 'r')
	case '\b':
		return append(dst, '\\', 'b')
	case '\f':
		return append(dst, '\\', 'f')
	}
	if r > 0xffff {
		high, low := utf16.EncodeRune(r)
		return st.appendHex(st.appendHex(dst, high), low)
	}
	return st.appendHex(dst, r)
}

func (st style) appendHex(dst []byte, r rune) []byte {
	hex := "0123456789abcdef"
	if st.upper {
		hex = "0123456789ABCDEF"
	}
	return append(dst, '\\', 'u', hex[r>>12], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}
