package clean

// A MendedLine is a line of a text that is not blank, with Start, End, Line,
// Text and BlankBefore as in Block.
type MendedLine struct {
	Start, End, Line int
	Text             []byte
	BlankBefore      bool
}

// AppendLines appends the lines of text that are not blank, mended as Clean
// mends them, but not measured. It is for a Cleaner without rules, for whom
// nothing else is to be said of a line, and costs a fraction of Clean. The
// lines are valid until the Page is used again; its Blocks are empty.
func (c *Cleaner) AppendLines(dst []MendedLine, p *Page, text []byte) []MendedLine {
	p.reset(c)
	p.text = text
	p.norm.begin(text)
	blank := false
	l := newLines(text)
	for line := 1; l.next < len(text); line++ {
		start, end := l.line()
		s := p.mend(text[start:end], start)
		if len(s) > 0 {
			dst = append(dst, MendedLine{start, end, line, s, blank})
		}
		blank = len(s) == 0
	}
	return dst
}

// mend returns a line, which stands at offset off, normalized.
func (p *Page) mend(line []byte, off int) (s []byte) {
	if p.norm.source.keeps(line) {
		s = trimSpace(line)
		if n, _ := p.norm.plain.scan(s, 0, 0, 0); n == len(s) {
			return s
		}
	}
	s, p.arena = p.norm.line(p.arena, line, off, &p.Damage)
	return s
}

// HasRules reports whether any rule is used: without, every line is kept.
func (c *Cleaner) HasRules() bool { return !c.enabled.empty() }
