package dedupe

import "crypto/rand"

// A Key stands for a folded text: two texts are the same if their keys are.
//
// Lo alone would not do: texts that share their XXH64 can be made in a
// millisecond, whatever the seed. Hi depends on a secret that the maker of the
// text does not know.
type Key struct {
	Lo uint64 // XXH64, seed 0
	Hi uint64 // HighwayHash-64, keyed with the Hasher's secret
}

// A Hasher makes keys. It holds a secret of 32 bytes; keys of different
// secrets must not be compared. It is safe for concurrent use.
type Hasher struct {
	secret [32]byte
}

// NewHasher returns a Hasher with a random secret of its own: for keys that
// are forgotten at the end of the run.
func NewHasher() *Hasher {
	h := new(Hasher)
	rand.Read(h.secret[:]) // never fails: see crypto/rand
	return h
}

// NewHasherWithSecret returns a Hasher for keys that outlive a run. The secret
// must be random and be kept with the keys.
func NewHasherWithSecret(secret [32]byte) *Hasher {
	return &Hasher{secret: secret}
}

// Key returns the key of a text that Fold made. It does not allocate.
func (h *Hasher) Key(folded []byte) Key { return h.KeyWith(Sum(folded), folded) }

// KeyWith is Key for who has the Sum of the text already.
func (h *Hasher) KeyWith(sum uint64, folded []byte) Key {
	return Key{
		// No key has a Lo of 0: the zero Key stands for no text.
		Lo: max(1, sum),
		Hi: highway(folded, &h.secret),
	}
}
