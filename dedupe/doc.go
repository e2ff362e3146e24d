// Package dedupe answers one question: has this text been seen before?
//
// A text is folded, so that case, punctuation and spacing do not tell two
// copies apart; the folded text is hashed to a [Key] of 128 bits; and [Seen]
// remembers each key with the [Place] of its first copy:
//
//	h := dedupe.NewHasher()
//	var seen dedupe.Seen
//	var folded []byte
//	for i, p := range paragraphs {
//		folded = dedupe.Fold(folded[:0], p, dedupe.Folded)
//		first, dup := seen.Add(h.Key(folded), dedupe.NewPlace(0, i+1))
//		// dup: p stands already at first
//	}
//
// Only the key is folded; the text itself is never changed. The package keeps
// no text: 24 bytes a key at most, about 18 without places (see Seen).
package dedupe
