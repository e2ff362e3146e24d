package clean

// MendedLines are the lines of a text that are not blank, mended as Clean mends
// them, but not measured. They are for a Cleaner without rules, for whom nothing
// else is to be said of a line, and cost a fraction of Clean.
type MendedLines struct {
	// The line at hand, as in Block. It may yet be found blank by Text.
	Start, End, Line int
	BlankBefore      bool
	// Misread says that the text was taken for UTF-8 and is not: then each line
	// may have to be read in another way.
	Misread bool

	page    *Page
	lines   lines
	run     *runTables // nil if they do not go with the classes
	plain   int        // up to where lines are known to be plain: see plainRun
	blank   bool       // there was a blank line after the one at hand, or it is one
	assumed bool       // nobody has looked whether the text is UTF-8
}

// MendedLines returns the lines of text, which use p: its Damage is that of the
// lines that Text was called for, and its Blocks are empty. With assume the text
// is taken for UTF-8 until a line is not; then the lines end, Misread.
func (c *Cleaner) MendedLines(p *Page, text []byte, assume bool) MendedLines {
	p.reset(c)
	p.text = text
	assume = assume && c.options.Encoding == ""
	if p.norm.source.valid = assume; !assume {
		p.norm.begin(text)
	}
	m := MendedLines{page: p, lines: newLines(text), assumed: assume}
	if p.norm.plain == plainClasses() {
		m.run = plainTables()
	}
	return m
}

// Next goes to the next line that has any bytes and reports whether there is one.
func (m *MendedLines) Next() bool {
	m.BlankBefore, m.blank = m.blank, false
	for m.lines.next < len(m.lines.text) && !m.Misread {
		m.Start, m.End = m.lines.line()
		m.Line++
		if m.Start < m.End {
			return true
		}
		m.BlankBefore = true
	}
	m.page.giveBack()
	return false
}

// Text returns the line at hand, normalized: the bytes of the text if they are
// already. It is empty if the line is blank. It is valid until the Page is used
// again, Next aside.
func (m *MendedLines) Text() []byte {
	if m.End < m.plain { // it is known to be normalized, as most are
		return m.lines.text[m.Start:m.End]
	}
	return m.read()
}

// read is Text for a line of which nothing is known.
func (m *MendedLines) read() []byte {
	p, line := m.page, m.lines.text[m.Start:m.End]
	if p.norm.source.keeps(line) {
		if m.run != nil && p.norm.source.valid && m.plain <= m.Start {
			// Lines are looked at many at a time, which may say no of some that are.
			if m.plain = m.run.plainRun(m.lines.text, m.Start); m.End < m.plain {
				return line
			}
		}
		s := trimSpace(line)
		if n, _ := p.norm.plain.scan(s, 0, 0, 0); n == len(s) {
			m.blank = len(s) == 0
			return s
		}
		if m.assumed && !validUTF8(line) {
			m.Misread = true
			return nil
		}
	}
	s, arena := p.norm.line(p.arena, line, m.Start, &p.Damage)
	p.arena = arena
	m.blank = len(s) == 0
	return s
}

// HasRules reports whether any rule is used: without, every line is kept.
func (c *Cleaner) HasRules() bool { return !c.enabled.empty() }
