package clean

import "golang.org/x/sys/cpu"

// hasAVX2 says whether the processor has what the assembly of this package takes:
// nearly all amd64 processors since 2013 do. The others use the twins in Go.
var hasAVX2 = cpu.X86.HasAVX2 && cpu.X86.HasBMI1 && cpu.X86.HasBMI2
