package clean

// Inserts, labels of advertisements and pointers to other articles, stand between
// the paragraphs of an article, on some sites around each of them. There they say
// nothing of their neighbours, and the line model, which goes by neighbours, is not
// shown them.

// hideInserts takes inserts between prose and what is kept out of Blocks, for
// showInserts to put back. It reports whether there are any.
func (p *Page) hideInserts() bool {
	p.inserts = p.inserts[:0]
	for i := range p.Blocks {
		if p.isHidden(i) {
			p.inserts = append(p.inserts, insert{at: i})
		}
	}
	if len(p.inserts) == 0 {
		return false
	}
	n := p.inserts[0].at
	for i, k := n, 0; i < len(p.Blocks); i++ {
		if k < len(p.inserts) && p.inserts[k].at == i {
			p.inserts[k].block = p.Blocks[i]
			p.inserts[k].block.hidden = true
			k++
			continue
		}
		p.Blocks[n] = p.Blocks[i]
		n++
	}
	p.Blocks = p.Blocks[:n]
	return true
}

// showInserts puts back what hideInserts has taken out, which may be nothing.
func (p *Page) showInserts() {
	n := len(p.Blocks)
	p.Blocks = p.Blocks[:n+len(p.inserts)]
	for i := len(p.Blocks) - 1; len(p.inserts) > 0; i-- {
		last := len(p.inserts) - 1
		if p.inserts[last].at == i {
			p.Blocks[i] = p.inserts[last].block
			p.inserts = p.inserts[:last]
			continue
		}
		n--
		p.Blocks[i] = p.Blocks[n]
	}
}

// An insert is a block that is hidden, and where it stood.
type insert struct {
	block Block
	at    int
}

// isHidden says whether block i is an insert between what is kept, of which one
// side is prose.
func (p *Page) isHidden(i int) bool {
	if !p.cleaner.rules[p.Blocks[i].Rule].insert {
		return false
	}
	above, below := i-1, p.afterInserts(i)
	for above >= 0 && p.cleaner.rules[p.Blocks[above].Rule].insert {
		above--
	}
	if above < 0 || below == len(p.Blocks) {
		return false
	}
	a, b := &p.Blocks[above], &p.Blocks[below]
	return a.Rule == Kept && b.Rule == Kept && (isProse(a) || isSentence(a) || isProse(b) || isSentence(b))
}
