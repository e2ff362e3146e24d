package clean

// A phraseSymbol is all that phrases can tell of a token: which of their words it is,
// and its classes. Words that no phrase and no list holds are one symbol.
type phraseSymbol uint32

const (
	isNumber    phraseSymbol = 1 << iota // digits
	isUpper                              // begins like a name
	beforeColon                          // a colon follows
	isDateWord                           // of [date-words]
	isParticle                           // of [name-particles]
	classBits   = iota
	classMask   = 1<<classBits - 1
)

// vocabulary numbers the words that phrases and lists hold, by the hashes of
// their tokens: open addressing with linear probing, behind a filter that fits
// into the fastest cache.
type vocabulary struct {
	filter bitSet
	listed bitSet           // those with classes
	slots  []vocabularySlot // a power of two, at most three quarters full
	used   int
}

type vocabularySlot struct {
	hash   uint32
	symbol phraseSymbol // 0: free
}

// bitSet is a filter over hashes: it may have some that were not added.
type bitSet [1 << 10]uint64

func (s *bitSet) add(h uint32)      { s[h>>6&(1<<10-1)] |= 1 << (h & 63) }
func (s *bitSet) has(h uint32) bool { return s[h>>6&(1<<10-1)]&(1<<(h&63)) != 0 }

// add enters a word if it is new, and puts classes on it.
func (v *vocabulary) add(hash uint32, classes phraseSymbol) {
	if 4*v.used >= 3*len(v.slots) {
		old := v.slots
		v.slots = make([]vocabularySlot, max(1<<10, 2*len(old)))
		for _, s := range old {
			if s.symbol != 0 {
				*v.slot(s.hash) = s
			}
		}
	}
	s := v.slot(hash)
	if s.symbol == 0 {
		v.used++
		*s = vocabularySlot{hash, phraseSymbol(v.used) << classBits}
		v.filter.add(hash)
	}
	s.symbol |= classes
	if classes != 0 {
		v.listed.add(hash)
	}
}

// slot returns the slot of a word, or the free one where it belongs.
func (v *vocabulary) slot(hash uint32) *vocabularySlot {
	for i := int(hash*0x9E3779B1>>8) & (len(v.slots) - 1); ; i = (i + 1) & (len(v.slots) - 1) {
		if s := &v.slots[i]; s.symbol == 0 || s.hash == hash {
			return s
		}
	}
}

// symbol returns the symbol of a token.
func (v *vocabulary) symbol(t token) phraseSymbol {
	var s phraseSymbol
	if v.filter.has(t.hash) && len(v.slots) > 0 {
		s = v.slot(t.hash).symbol
	}
	return s | t.classes()
}

// classes are those that a token has whatever word it is.
func (t token) classes() (s phraseSymbol) {
	if t.kind == tokenNumber {
		s |= isNumber
	}
	if t.upper {
		s |= isUpper
	}
	if t.colon {
		s |= beforeColon
	}
	return s
}
