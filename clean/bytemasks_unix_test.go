//go:build unix

package clean

import (
	"syscall"
	"testing"
)

// Text may stand at either end of the memory that may be read.
func TestByteMasksAtPageEnds(t *testing.T) {
	page := syscall.Getpagesize()
	memory, err := syscall.Mmap(-1, 0, 3*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Skip("no memory to protect:", err)
	}
	defer syscall.Munmap(memory)
	for i := range memory {
		memory[i] = byte("Aé7 x"[i%6])
	}
	for _, at := range []int{0, 2 * page} {
		if err := syscall.Mprotect(memory[at:at+page], syscall.PROT_NONE); err != nil {
			t.Skip("cannot protect memory:", err)
		}
	}
	text := memory[page : 2*page]
	for n := 1; n <= maskBytes+9; n++ {
		checkByteMasks(t, text[:n])
		checkByteMasks(t, text[page-n:])
		checkByteMasks(t, text[page-n:page-n+1])
	}
}
