// Package clean turns scraped text into judged blocks: it mends what decoding
// and markup left in the text, and says of every line whether it belongs to
// what a person came to read, or which rule removes it.
//
// A Cleaner is made once and used by any number of goroutines, each with a
// Page of its own.
package clean

import (
	"fmt"
	"slices"
	"sync"
)

// Options choose what a Cleaner does. The zero value is the default.
type Options struct {
	NormalizeOptions
	// Disable names rules that are not used.
	Disable []string
	// Only names the rules that are used; empty means all.
	Only []string
	// Packs are used beside those that winnow ships with. A heading that
	// names a known rule adds phrases to it; any other defines a line rule.
	Packs []Pack
	// Model judges lines in place of DefaultModel.
	Model *Model
	// Level says how sure the model has to be.
	Level Level
	// Weigh makes Page.Weights work, at the cost of a copy of all features.
	Weigh bool
	// NoRules leaves every line in place: only the rewrites work.
	NoRules bool
}

// A Cleaner holds rules and phrases. It does not change once made.
type Cleaner struct {
	options  Options
	rules    []Rule
	book     *phraseBook
	enabled  ruleSet
	lineSet  ruleSet  // enabled rules of kind Line that hold anywhere
	outside  ruleSet  // enabled rules of kind Line that hold outside the body
	sections ruleSet  // enabled rules of kind Section
	links    ruleSet  // enabled rules whose phrases are links of menus and could be headings
	answers  ruleSet  // enabled rules whose phrases could be answers
	names    ruleSet  // enabled rules whose phrases are the names of people
	shapes   []RuleID // enabled rules with a function over a line
	needs    traits   // what a line needs for one of shapes to be asked
	pages    []RuleID // enabled rules of kind Whole
	joins    []RuleID // enabled rules of kind Join
	model    *Model
	benches  benches
}

// An UnknownRuleError names a rule that does not exist.
type UnknownRuleError struct{ Name string }

func (e *UnknownRuleError) Error() string { return fmt.Sprintf("no rule is named %q", e.Name) }

// New makes a Cleaner. Errors are *UnknownRuleError, *PackError, or about the
// encoding's name.
func New(o Options) (*Cleaner, error) {
	c := &Cleaner{options: o, rules: Rules(), model: o.Model}
	if _, err := newNormalizer(o.NormalizeOptions); err != nil {
		return nil, err
	}
	switch {
	case len(o.Packs) > 0:
	case o.NoRules: // nobody looks anything up, and the phrases take some megabytes
		c.book = newPhraseBook()
		c.book.seal()
	default:
		c.book = shippedBook()
	}
	if c.book == nil {
		var err error
		if c.book, err = c.compile(); err != nil {
			return nil, err
		}
	}
	return c, c.enable()
}

// compile makes the book of the packs that winnow ships with and those of the
// options, which may define rules.
func (c *Cleaner) compile() (*phraseBook, error) {
	packs, err := Packs()
	if err != nil {
		return nil, err
	}
	b := newPhraseBook()
	if err := c.addPacks(b, packs, false); err != nil {
		return nil, err
	}
	if err := c.addPacks(b, c.options.Packs, true); err != nil {
		return nil, err
	}
	b.seal()
	return b, nil
}

// Rules returns the Cleaner's rules; a RuleID is an index into them. The first
// is a placeholder for lines that are kept.
func (c *Cleaner) Rules() []Rule { return c.rules }

// addPacks adds the phrases of packs to the book b. own packs may define rules.
func (c *Cleaner) addPacks(b *phraseBook, packs []Pack, own bool) error {
	for _, p := range packs {
		for _, e := range p.Entries {
			if e.Kind == Words {
				b.addWords(e.Rule, e.Text)
				continue
			}
			id, ok := c.ruleNamed(e.Rule)
			switch {
			case !ok && !own:
				return &PackError{p.Name, e.Line, 1, fmt.Sprintf("no rule is named %q", e.Rule)}
			case !ok && len(c.rules) == maxRules:
				return &PackError{p.Name, e.Line, 1, fmt.Sprintf("more than %d rules", maxRules)}
			case !ok:
				id = RuleID(len(c.rules))
				c.rules = append(c.rules, Rule{Name: e.Rule, Doc: "Phrases of " + p.Name + ".", Kind: Line})
			case c.rules[id].Kind != Line && c.rules[id].Kind != Section:
				return &PackError{p.Name, e.Line, 1, fmt.Sprintf("the rule %q takes no phrases", e.Rule)}
			}
			if e.Kind == Phrase {
				b.add(e.Text, id)
			}
		}
	}
	return nil
}

func (c *Cleaner) ruleNamed(name string) (RuleID, bool) {
	for i := 1; i < len(c.rules); i++ {
		if c.rules[i].Name == name {
			return RuleID(i), true
		}
	}
	return 0, false
}

// enable sorts the rules that are to be used into the sets Clean works with.
func (c *Cleaner) enable() error {
	on := make([]bool, len(c.rules))
	for i := range on {
		on[i] = len(c.options.Only) == 0
	}
	for _, list := range []struct {
		names []string
		on    bool
	}{{c.options.Only, true}, {c.options.Disable, false}} {
		for _, name := range list.names {
			id, ok := c.ruleNamed(name)
			if !ok {
				return &UnknownRuleError{name}
			}
			on[id] = list.on
		}
	}
	for i := 1; i < len(c.rules); i++ {
		id, r := RuleID(i), &c.rules[i]
		if !on[i] || c.options.NoRules {
			continue
		}
		c.enabled.add(id)
		switch {
		case r.Kind == Line && r.outside:
			c.outside.add(id)
		case r.Kind == Line:
			c.lineSet.add(id)
		case r.Kind == Section:
			c.sections.add(id)
		}
		if r.button && r.topic == nav {
			c.links.add(id)
		}
		if r.answer {
			c.answers.add(id)
		}
		if r.names {
			c.names.add(id)
		}
		if r.line != nil {
			c.shapes = append(c.shapes, id)
			c.needs |= r.needs
		}
		switch {
		case r.Kind == Join:
			c.joins = append(c.joins, id)
		case r.page != nil:
			c.pages = append(c.pages, id)
		}
		if r.Name == ModelRule && c.model == nil {
			c.model = DefaultModel()
		}
	}
	return nil
}

// Judging returns a Cleaner that finds the same lines as c and asks the line
// model about them: c itself if it does, else one with all rules.
func (c *Cleaner) Judging() (*Cleaner, error) {
	if id, ok := c.ruleNamed(ModelRule); ok && c.enabled.has(id) {
		return c, nil
	}
	o := c.options
	o.Disable, o.Only, o.NoRules = nil, nil, false
	return New(o)
}

// A Page is the memory that Clean works in, and its result. It belongs to one
// goroutine at a time; everything it holds is valid until the next Clean.
type Page struct {
	// Blocks are the lines that are not blank, in order.
	Blocks []Block
	// Damage tells what had to be mended.
	Damage Damage

	*bench  // during Clean only
	cleaner *Cleaner
	text    []byte
	part    bool // the text is a part of a longer one
	arena   []byte
	traits  []traits // of the blocks that split has made
	hits    []hit
	weighed Columns // if the Cleaner weighs
	first   int     // first and one past the last block of prose: see body.go
	last    int
}

// A bench is what Clean works with beside a Page: memory that gets better the
// more lines it has seen. Pages wait in queues with their results, so there
// are more of them than goroutines; benches there are one for each goroutine.
type bench struct {
	memo    memo // first, for its lines to stand in those of the cache
	norm    *normalizer
	matcher *phraseMatcher

	// For the line model: see judge.go.
	columns   Columns
	scores    []int32
	least     int32 // what a line has to exceed to stay,
	sure      int32 // what it scores if it is sure to,
	back      int32 // and has to exceed if a rule has removed it
	judged    int   // blocks of which it is known what becomes of them
	twins     twins
	twinSlots []uint16 // by line
	signal    []byte   // by line: see describeSignals
	inserts   []insert // see insert.go
	held      holders
	title     titleFinder
}

// benches are those that nobody uses. There are never more than goroutines
// that were in Clean at once; a sync.Pool would lose them, and what they have
// learnt, whenever the collector runs.
type benches struct {
	mutex sync.Mutex
	free  []*bench
}

// take returns one that nobody uses, or nil.
func (b *benches) take() (one *bench) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if last := len(b.free) - 1; last >= 0 {
		one, b.free = b.free[last], b.free[:last]
	}
	return one
}

func (b *benches) giveBack(one *bench) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.free = append(b.free, one)
}

// bench returns one that nobody uses.
func (c *Cleaner) bench() *bench {
	if b := c.benches.take(); b != nil {
		return b
	}
	b := &bench{matcher: newPhraseMatcher(c.book)}
	b.norm, _ = newNormalizer(c.options.NormalizeOptions) // New has checked it
	return b
}

// A hit is a block that is the phrase of some rules.
type hit struct {
	block int32
	rules ruleSet
}

// Clean judges text. text must not change while p's blocks are in use, for
// they alias it.
func (c *Cleaner) Clean(p *Page, text []byte) { c.clean(p, text, false) }

// CleanPart is Clean for a part of a text that is too long to be judged at once. The
// line model has no say then: it judges pages.
func (c *Cleaner) CleanPart(p *Page, text []byte) { c.clean(p, text, true) }

func (c *Cleaner) clean(p *Page, text []byte, part bool) {
	p.reset(c)
	p.text, p.part = text, part
	p.norm.begin(text)
	p.split(text)
	if !c.enabled.empty() {
		p.applyLines()
		p.findBody()
		p.applyOutside()
		p.applySections()
		for _, id := range c.pages {
			c.rules[id].page(p, id)
		}
		if p.isChronicle() {
			p.spareDates()
		}
		for _, id := range c.joins {
			c.rules[id].page(p, id)
		}
	}
	p.giveBack()
}

// giveBack ends the use of the bench.
func (p *Page) giveBack() {
	p.cleaner.benches.giveBack(p.bench)
	p.bench = nil
}

func (p *Page) reset(c *Cleaner) {
	p.cleaner, p.bench = c, c.bench()
	p.Blocks, p.traits, p.arena, p.hits = p.Blocks[:0], p.traits[:0], p.arena[:0], p.hits[:0]
	p.Damage = Damage{FirstInvalid: -1}
}

// bytesPerLine is how long a line that is not blank is taken to be when memory
// for the blocks is first made: scraped pages have 57 on average.
const bytesPerLine = 48

// split cuts text at its line ends (\n, \r\n, \r) into normalized, measured
// blocks.
func (p *Page) split(text []byte) {
	if cap(p.Blocks) == 0 {
		p.Blocks = make([]Block, 0, len(text)/bytesPerLine+8)
	}
	blank := false
	l := newLines(text)
	for line := 1; l.next < len(text); line++ {
		start, end := l.line()
		if start == end {
			blank = true
			continue
		}
		// It is made where it will stand: a copy would wait for what was just written.
		n := len(p.Blocks)
		if n == cap(p.Blocks) {
			p.Blocks = slices.Grow(p.Blocks, 1)
		}
		b := &p.Blocks[:n+1][n]
		*b = Block{Start: start, End: end, Line: line, BlankBefore: blank}
		rules, ok := p.block(b, text[start:end])
		if blank = !ok; blank {
			continue
		}
		if !rules.empty() { // few lines
			if rules = p.withoutChance(rules, b); !rules.empty() {
				p.hits = append(p.hits, hit{int32(n), rules})
			}
		}
		p.Blocks, p.traits = p.Blocks[:n+1], append(p.traits, traitsOf(b))
	}
}

// block fills in the text of b, normalized from line, what there is to say of
// that by itself, and the rules it is a phrase of. It says whether there is any
// text.
func (p *Page) block(b *Block, line []byte) (rules ruleSet, ok bool) {
	if p.norm.source.keeps(line) {
		s := trimSpace(line)
		if len(s) == 0 {
			return rules, false
		}
		if rules, ok = p.lookPlain(b, s); ok {
			return rules, true
		}
	}
	if b.Text, p.arena = p.norm.line(p.arena, line, b.Start, &p.Damage); len(b.Text) == 0 {
		return rules, false
	}
	return p.look(b), true
}

// applyLines removes the lines that line rules judge by themselves. The first
// rule in the order of the list names the line.
func (p *Page) applyLines() {
	for _, h := range p.hits {
		id := firstOf(h.rules, p.cleaner.lineSet)
		if id != Kept && p.cleaner.rules[id].button && p.isHeading(int(h.block)) {
			continue
		}
		p.remove(int(h.block), id)
	}
	for i, has := range p.traits {
		if has&p.cleaner.needs == 0 {
			continue
		}
		b := &p.Blocks[i]
		if b.Rule != Kept {
			continue
		}
		for _, id := range p.cleaner.shapes {
			if r := &p.cleaner.rules[id]; has&r.needs != 0 && r.line(p, b) {
				b.Rule = id
				break
			}
		}
	}
}

// applyOutside removes the phrases that only count outside the body.
func (p *Page) applyOutside() {
	for _, h := range p.hits {
		if p.inBody(int(h.block)) || p.first == p.last {
			continue
		}
		p.remove(int(h.block), firstOf(h.rules, p.cleaner.outside))
	}
}

// remove puts the rule on block i unless another has removed it.
func (p *Page) remove(i int, id RuleID) {
	if id != Kept && p.Blocks[i].Rule == Kept {
		p.Blocks[i].Rule = id
	}
}

// AppendText appends the kept blocks to dst, a line each: no line end after
// the last, and one blank line where some stood. A block that continues one
// that is Elsewhere begins a line, unless more of the paragraph came before.
func (p *Page) AppendText(dst []byte) []byte {
	start := len(dst)
	blank, open := false, false
	for i := range p.Blocks {
		b := &p.Blocks[i]
		blank = blank || b.BlankBefore
		if b.Rule != Kept {
			open = open && (b.Rule != Elsewhere || b.Glued)
			continue
		}
		glued := b.Glued && open
		open = true
		switch {
		case len(dst) == start:
		case glued && b.Spaced:
			dst = append(dst, ' ')
		case glued:
		case blank:
			dst = append(dst, '\n', '\n')
		default:
			dst = append(dst, '\n')
		}
		dst = append(dst, b.Text...)
		blank = false
	}
	return dst
}
