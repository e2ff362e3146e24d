package dedupe

import "golang.org/x/sys/cpu"

// What the assembly of this package takes beside SSE2, which every amd64 processor has.
// Where it is not there, twins in Go and the libraries do the same.
var (
	hasSSSE3 = cpu.X86.HasSSSE3 && cpu.X86.HasPOPCNT
	hasAVX2  = cpu.X86.HasAVX2
)
