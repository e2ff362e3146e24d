//go:build unix

package dedupe

import (
	"bytes"
	"syscall"
	"testing"
)

// Folding reads nothing of the pages of memory around the one where a text is.
func TestFoldBetweenForbiddenPages(t *testing.T) {
	page := syscall.Getpagesize()
	memory, err := syscall.Mmap(-1, 0, 3*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Skip("no memory to protect:", err)
	}
	defer syscall.Munmap(memory)
	for _, i := range []int{0, 2} {
		if err := syscall.Mprotect(memory[i*page:(i+1)*page], syscall.PROT_NONE); err != nil {
			t.Skip("cannot protect memory:", err)
		}
	}
	text := []byte("Il a 3 chats, É. Œuvre d’art: Ünal, Ärzte и Сергей 12,5 % abcdefghijklm N")
	for n := 1; n <= len(text); n++ {
		for from := range len(text) - n + 1 {
			src := text[from : from+n]
			for _, at := range []int{page, 2*page - n, 2*page - n - 7} {
				there := memory[at : at+n : at+n]
				copy(there, src)
				for _, m := range []Match{Folded, Loose} {
					want := string(Fold(nil, bytes.Clone(src), m))
					if got := Fold(nil, there, m); string(got) != want {
						t.Fatalf("%q at %d: %q, want %q", src, at%page, got, want)
					}
				}
			}
		}
	}
}
