package clean

// Damage counts what normalisation found wrong with a text and put right.
type Damage struct {
	// Invalid is the number of bytes that were no UTF-8 and became U+FFFD.
	Invalid int
	// FirstInvalid is the offset in the text of the first of them. It means
	// something only when Invalid is above zero; it is -1 otherwise once Add
	// or a Cleaner has written it.
	FirstInvalid int
	// Mojibake, Entities and Invisible are the numbers of lines changed by
	// the repair of double decoding (C1 controls included), by decoding
	// character references and by removing invisible characters.
	Mojibake, Entities, Invisible int
	// Guessed is the WHATWG name of the charset that was guessed for lines
	// that are not UTF-8; empty if none was.
	Guessed string
	// GuessedLines is the number of lines decoded with it.
	GuessedLines int
}

// Add sums o into d. Of two places and of two charsets the earlier stays.
func (d *Damage) Add(o Damage) {
	if d.Invalid == 0 {
		d.FirstInvalid = -1
		if o.Invalid > 0 {
			d.FirstInvalid = o.FirstInvalid
		}
	}
	d.Invalid += o.Invalid
	d.Mojibake += o.Mojibake
	d.Entities += o.Entities
	d.Invisible += o.Invisible
	d.GuessedLines += o.GuessedLines
	if d.Guessed == "" {
		d.Guessed = o.Guessed
	}
}

// invalid notes n bytes at offset at that became U+FFFD.
func (d *Damage) invalid(at, n int) {
	if d.Invalid == 0 {
		d.FirstInvalid = at
	}
	d.Invalid += n
}
