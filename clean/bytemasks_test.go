package clean

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// The masks are what the bytes are, one by one.
func TestByteMasks(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	const signs = " azAZ09@[`{/\n\x7f\x80\xff.!?,;-'\"():*+<=>$"
	text := make([]byte, 3*maskBytes)
	for range 20_000 {
		for i := range text {
			text[i] = byte(random.UintN(256))
			if random.UintN(2) == 0 {
				text[i] = signs[random.IntN(len(signs))]
			}
		}
		from := random.IntN(maskBytes)
		checkByteMasks(t, text[from:from+1+random.IntN(2*maskBytes)])
	}
}

func checkByteMasks(t *testing.T, text []byte) {
	t.Helper()
	var m, generic, want byteMasks
	n := m.of(text)
	if n != min(len(text), maskBytes) {
		t.Fatalf("%d of %d bytes", n, len(text))
	}
	generic.generic(text[:n])
	for i, c := range text[:n] {
		bit := uint64(1) << i
		switch {
		case c >= 0x80:
			want.high |= bit
		case c == ' ':
			want.space |= bit
		case c >= '0' && c <= '9':
			want.digit |= bit
		case c >= 'a' && c <= 'z':
			want.letter |= bit
		case c >= 'A' && c <= 'Z':
			want.letter |= bit
			want.upper |= bit
		}
		if strings.IndexByte(".!?", c) >= 0 {
			want.stop |= bit
		}
		if strings.IndexByte(",;", c) >= 0 {
			want.comma |= bit
		}
		if strings.IndexByte(".-'", c) >= 0 {
			want.join |= bit
		}
		if strings.IndexByte(".!?,;-'\"():", c) >= 0 {
			want.sign |= bit
		}
	}
	if m != want || generic != want {
		t.Fatalf("%q: %+v; in Go %+v; want %+v", text[:n], m, generic, want)
	}
	m.keep(n / 2)
	if want.keep(n / 2); m != want || m.letter|m.upper|m.digit|m.space|m.high|m.sign|m.stop|m.comma|m.join >= 1<<(n/2) {
		t.Fatalf("%q: the first %d bytes: %+v", text[:n], n/2, m)
	}
}
