package clean

// Teasers are cards for other pages: a title and a snippet that breaks off.
const (
	teaserCards   = 3  // so many cards make a list
	teaserWords   = 6  // shortest snippet
	teaserTitle   = 30 // longest title
	teaserBetween = 4  // lines between two cards: label, date, button
	teaserRange   = 2  // the longest snippet of a list is so many times as long as the shortest
)

// teasers removes lists of cards that no heading announces. Without an article
// beside them the cards are what the page is for. A machine has cut their
// snippets, after so many characters; people who let their sentences trail
// off do so at any length.
func teasers(p *Page, id RuleID) {
	if !p.hasArticle() {
		return
	}
	for i := 0; i < len(p.Blocks); i++ {
		if !p.isCard(i) {
			continue
		}
		cards, end := 1, i+1
		shortest, longest := len(p.Blocks[i].Text), len(p.Blocks[i].Text)
		for j := end; j < len(p.Blocks) && j <= end+teaserBetween; j++ {
			if p.traits[j]&ofProse != 0 && p.Blocks[j].Rule == Kept {
				break
			}
			if p.isCard(j) {
				cards++
				end = j + 1
				n := len(p.Blocks[j].Text)
				shortest, longest = min(shortest, n), max(longest, n)
			}
		}
		if cards >= teaserCards && longest <= teaserRange*shortest {
			for k := p.cardStart(i); k < end; k++ {
				p.remove(k, id)
			}
		}
		i = end - 1
	}
}

// isCard says whether block i is a snippet under its title.
func (p *Page) isCard(i int) bool {
	if p.traits[i]&breaksOff == 0 {
		return false
	}
	b := &p.Blocks[i]
	if b.Rule != Kept || wordCount(b) < teaserWords || i == 0 {
		return false
	}
	title := &p.Blocks[i-1]
	return title.Rule == Kept && isLabel(title, teaserTitle) && wordCount(title) >= 2
}

// cardStart returns the first line of the card whose snippet is block i: its
// title, and labels right above the title.
func (p *Page) cardStart(i int) int {
	i--
	for i > 0 && p.Blocks[i-1].Rule == Kept && isLabel(&p.Blocks[i-1], 3) {
		i--
	}
	return i
}
