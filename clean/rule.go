package clean

// Kind says what a rule looks at, and so when it runs.
type Kind uint8

const (
	// Rewrite rules mend the text of a line and remove nothing.
	Rewrite Kind = iota
	// Line rules judge a line by its own words and shape.
	Line
	// Section rules remove from a heading to where the section ends.
	Section
	// Whole rules need all lines of the page.
	Whole
	// Join rules put together what a removal or a scraper tore apart.
	Join
)

func (k Kind) String() string {
	return [...]string{"rewrite", "line", "section", "page", "join"}[k]
}

// A Rule is one reason to change or remove text. Rules are values: the help,
// the README, the tests and the fuzz seeds are made from them.
type Rule struct {
	Name string
	Doc  string // one sentence
	Kind Kind
	// Hits and Misses are examples beside those of the packs.
	Hits   []Example
	Misses []string // pages that the rule must leave as they are

	// line judges one block by shape; nil for rules made of phrases alone. It
	// is asked of the lines that have one of the traits in needs.
	line  func(p *Page, b *Block) bool
	needs traits
	// page judges the page; id is the rule's own number, to be put on blocks.
	page func(p *Page, id RuleID)
	// button says that the phrases could as well be headings ("Contact", "Forgot
	// your password?"): right above a paragraph they stay.
	button bool
	// answer says that the phrases are also what people say ("I agree."): with a full
	// stop they stay.
	answer bool
	// names says that the phrases name people: a line that asks or calls is none.
	names bool
	// outside limits the phrases of a line rule to lines before the first and
	// after the last paragraph of prose.
	outside bool
	// insert says that the lines stand between paragraphs of an article, which goes
	// on behind them: see insert.go.
	insert bool
	// thread says that the section is made of comments of readers, comment that
	// the lines stand among them, dated that the lines tell when.
	thread, comment, dated bool
	// topic is what phrases are about, for the line model: promo if nothing is
	// said.
	topic topic
}

// An Example is a page before and after.
type Example struct{ Before, After string }

// traits tell in one look which lines a rule need not be asked about. Those of a
// page stand side by side: to go through them is to read a byte of each line.
type traits uint8

const (
	hasDigits traits = 1 << iota
	hasBar
	hasSign   // begins with a sign outside of ASCII
	hasGaps   // the rewrites have squeezed ten spaces or more
	ofProse   // see isProse
	breaksOff // ends with an ellipsis
	mayJoin   // see mayContinue
	mayCredit // has as many words as a caption
)

func traitsOf(b *Block) traits {
	var t traits
	if b.Digits > 0 {
		t |= hasDigits
	}
	if b.Has(HasBar) {
		t |= hasBar
	}
	if b.Has(StartsMark) && b.Text[0] == "©"[0] {
		t |= hasSign
	}
	if b.End-b.Start-len(b.Text) >= 10 {
		t |= hasGaps
	}
	if isProse(b) {
		t |= ofProse
	}
	if b.Has(EndsEllipsis) {
		t |= breaksOff
	}
	if mayContinue(b.Text) {
		t |= mayJoin
	}
	if b.Words >= captionLeast && b.Words <= captionMost && !b.Has(Unspaced) {
		t |= mayCredit
	}
	return t
}
