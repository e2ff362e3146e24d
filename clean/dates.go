package clean

// A diary, a chronicle or a list of letters has dates and names on lines of
// their own, as pages with several articles do. Those stand among furniture;
// in a text with next to none the dates belong to it.
const (
	chronicleDates = 3 // so many dates in the body or right above it,
	chronicleGone  = 5 // and fewer lines removed for other reasons
	chronicleReach = 2 // lines above the body
)

// isChronicle says whether the dates that were removed belong to the text.
func (p *Page) isChronicle() bool {
	dates, others := 0, 0
	for i := range p.Blocks {
		b := &p.Blocks[i]
		switch {
		case b.Rule == Kept:
		case p.cleaner.rules[b.Rule].topic != meta:
			if others++; others == chronicleGone {
				return false
			}
		case i >= p.first-chronicleReach && i < p.last:
			dates++
		}
	}
	return dates >= chronicleDates
}

// spareDates puts back the dates and names in the body and right above it.
func (p *Page) spareDates() {
	for i := max(p.first-chronicleReach, 0); i < p.last; i++ {
		if b := &p.Blocks[i]; b.Rule != Kept && p.cleaner.rules[b.Rule].topic == meta {
			b.Rule = Kept
		}
	}
}
