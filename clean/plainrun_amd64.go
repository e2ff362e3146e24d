package clean

import (
	"github.com/segmentio/asm/cpu"
	"github.com/segmentio/asm/cpu/x86"
)

var hasPlainRun = cpu.X86.Has(x86.AVX2)

// plainRunOf returns how many of the n bytes at text, runBytes at least, come before
// the block of runBytes that has the first odd one. It reads the byte before text, and
// whether the last character is whole is not asked.
//
//go:noescape
func plainRunOf(text *byte, n int, t *runTables) int
