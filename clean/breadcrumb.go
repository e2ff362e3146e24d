package clean

import "bytes"

const breadcrumbWords = 40

// isBreadcrumb finds the path from the front page to this page: it begins with
// a word for home and goes on with a separator of links.
func isBreadcrumb(p *Page, b *Block) bool {
	if !b.Has(HasBar) || b.Words > breadcrumbWords || b.Any(EndsSentence|EndsComma) {
		return false
	}
	t, next, ok := nextToken(b.Text, 0)
	for !ok && next+1 < len(b.Text) {
		t, next, ok = nextToken(b.Text, next+1)
	}
	if !ok || !p.cleaner.book.homes[t.hash] {
		return false
	}
	return isSeparator(bytes.TrimLeft(b.Text[next:], " "))
}

// isSeparator says whether rest begins with what stands between the steps of a
// breadcrumb.
func isSeparator(rest []byte) bool {
	for _, s := range []string{"/ ", "> ", "» ", "› ", "| ", "→ ", "❯ ", "• ", "· ", ">", "›", "»", "\\ ", "~ ", ":: "} {
		if bytes.HasPrefix(rest, []byte(s)) {
			return true
		}
	}
	return false
}
