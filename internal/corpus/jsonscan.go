package corpus

// maxDepth is how deep a record may nest. Real records stay far below it.
const maxDepth = 1024

// A scanner checks that a record is valid JSON (RFC 8259) and finds the wanted
// keys of its outermost object, without decoding anything else. Of keys that
// come twice the last counts, as it does to most parsers (RFC 8259, section 4).
type scanner struct {
	src    []byte
	at     int
	fields *fields

	text, id, url, site value
	keyBuf              [64]byte
	stack               [maxDepth / 64]uint64 // a bit for each open bracket: 1 is an object
}

// A value is where a value stands: src[start:end], without the quotes if it is
// a string. kind is the first byte, 0 for a key that was not seen.
type value struct {
	start, end int
	kind       byte
	escaped    bool
}

// A scanError says what is wrong with a record and where; syntax, that it is
// no JSON at all.
type scanError struct {
	at     int
	what   string
	syntax bool
}

func (s *scanner) wrong(what string) *scanError {
	return &scanError{at: s.at, what: "the record is not valid JSON: " + what, syntax: true}
}

// record scans the whole of src.
func (s *scanner) record() *scanError {
	c := s.next()
	start := s.at
	var err *scanError
	if c == '{' {
		err = s.top()
	} else {
		err = s.skip()
	}
	if err != nil {
		return err
	}
	if s.next() != 0 || s.at < len(s.src) {
		return s.wrong("something follows the value")
	}
	if c != '{' {
		return &scanError{at: start, what: "the record is not a JSON object"}
	}
	return nil
}

// next skips white space and returns the byte that follows, 0 at the end.
func (s *scanner) next() byte {
	for s.at < len(s.src) {
		c := s.src[s.at]
		if c > ' ' || c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			return c
		}
		s.at++
	}
	return 0
}

// top scans the outermost object, which begins here.
func (s *scanner) top() *scanError {
	s.at++
	if s.next() == '}' {
		s.at++
		return nil
	}
	for {
		key, err := s.key()
		if err != nil {
			return err
		}
		v := value{kind: s.next(), start: s.at}
		if v.kind == '"' {
			s.at++
			v.start = s.at
			v.escaped, err = s.str()
			v.end = s.at - 1
		} else {
			err = s.skip()
			v.end = s.at
		}
		if err != nil {
			return err
		}
		if want := s.wanted(key); want != nil {
			*want = v
		}
		switch s.next() {
		case ',':
			s.at++
		case '}':
			s.at++
			return nil
		default:
			return s.wrong("a comma or the end of the object is missing")
		}
	}
}

// wanted is where the value of that key goes, nil if nobody asks for it.
func (s *scanner) wanted(key value) *value {
	name := s.src[key.start:key.end]
	if key.escaped {
		name, _ = appendUnescaped(s.keyBuf[:0], name)
	}
	switch string(name) {
	case s.fields.text:
		return &s.text
	case "":
		return nil
	case s.fields.id:
		return &s.id
	case s.fields.url:
		return &s.url
	case s.fields.site:
		return &s.site
	}
	return nil
}

// key scans a key and its colon.
func (s *scanner) key() (value, *scanError) {
	if s.next() != '"' {
		return value{}, s.wrong("a key is missing")
	}
	s.at++
	start := s.at
	escaped, err := s.str()
	if err != nil {
		return value{}, err
	}
	end := s.at - 1
	if s.next() != ':' {
		return value{}, s.wrong("a colon is missing")
	}
	s.at++
	return value{start: start, end: end, escaped: escaped}, nil
}

// skip scans any value. It keeps its own stack, so that a hostile record
// cannot exhaust the goroutine's.
func (s *scanner) skip() *scanError {
	for depth := 0; ; {
		open, err := s.element(&depth)
		if err != nil {
			return err
		}
		for !open && depth > 0 { // a value has ended inside a bracket
			object := s.stack[(depth-1)/64]>>((depth-1)%64)&1 == 1
			switch c := s.next(); {
			case c == ',':
				s.at++
				if object {
					if _, err := s.key(); err != nil {
						return err
					}
				}
				open = true
			case object && c == '}', !object && c == ']':
				s.at++
				depth--
			default:
				return s.wrong("a comma or a closing bracket is missing")
			}
		}
		if depth == 0 {
			return nil
		}
	}
}

// element scans one value, or the opening of one that holds others; open says
// that a value has to follow.
func (s *scanner) element(depth *int) (open bool, err *scanError) {
	switch c := s.next(); c {
	case '{', '[':
		if *depth == maxDepth {
			return false, s.wrong("it nests too deep")
		}
		s.at++
		if s.next() == c+2 { // the closing bracket stands two places behind in ASCII
			s.at++
			return false, nil
		}
		bit := uint64(1) << (*depth % 64)
		s.stack[*depth/64] &^= bit
		*depth++
		if c == '{' {
			s.stack[(*depth-1)/64] |= bit
			_, err = s.key()
		}
		return true, err
	case '"':
		s.at++
		_, err = s.str()
		return false, err
	case 't':
		return false, s.word("true")
	case 'f':
		return false, s.word("false")
	case 'n':
		return false, s.word("null")
	default:
		return false, s.number()
	}
}

func (s *scanner) word(w string) *scanError {
	if len(s.src)-s.at < len(w) || string(s.src[s.at:s.at+len(w)]) != w {
		return s.wrong("a value is missing")
	}
	s.at += len(w)
	return nil
}

// number scans a number, or says that there is no value.
func (s *scanner) number() *scanError {
	if s.peek() == '-' {
		s.at++
	}
	switch c := s.peek(); {
	case c == '0':
		s.at++
	case c >= '1' && c <= '9':
		s.digits()
	default:
		return s.wrong("a value is missing")
	}
	if s.peek() == '.' {
		s.at++
		if !s.digits() {
			return s.wrong("a number is not complete")
		}
	}
	if c := s.peek(); c == 'e' || c == 'E' {
		s.at++
		if c := s.peek(); c == '+' || c == '-' {
			s.at++
		}
		if !s.digits() {
			return s.wrong("a number is not complete")
		}
	}
	return nil
}

func (s *scanner) peek() byte {
	if s.at < len(s.src) {
		return s.src[s.at]
	}
	return 0
}

func (s *scanner) digits() bool {
	start := s.at
	for s.at < len(s.src) && s.src[s.at]-'0' <= 9 {
		s.at++
	}
	return s.at > start
}

// str scans a string from behind its opening quote to behind its closing one.
func (s *scanner) str() (escaped bool, err *scanError) {
	src, at := s.src, s.at
	for {
		at += plain(src[at:])
		s.at = at
		switch {
		case at == len(src):
			return escaped, s.wrong("a string does not end")
		case src[at] == '"':
			s.at++
			return escaped, nil
		case src[at] != '\\':
			return escaped, s.wrong("a control character in a string")
		}
		escaped = true
		for at < len(src) && src[at] == '\\' { // where there is one, there are often more
			n := escapeLen(src[at:])
			if n == 0 {
				s.at = at
				return escaped, s.wrong("an unknown escape in a string")
			}
			at += n
		}
	}
}
