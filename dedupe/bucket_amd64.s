#include "textflag.h"

// In Go this takes five times as many instructions as here, and every search does it.
// SSE2 is what every amd64 processor has.

// func taggedOf(tags *[bucketSlots]byte, tag uint64) (same uint64)
TEXT ·taggedOf(SB), NOSPLIT, $0-24
	MOVQ       tags+0(FP), SI
	MOVQ       tag+8(FP), X0
	PUNPCKLQDQ X0, X0
	MOVOU      0(SI), X1
	MOVOU      16(SI), X2
	MOVOU      32(SI), X3
	MOVOU      48(SI), X4
	PCMPEQB    X0, X1
	PCMPEQB    X0, X2
	PCMPEQB    X0, X3
	PCMPEQB    X0, X4
	PMOVMSKB   X1, AX
	PMOVMSKB   X2, BX
	PMOVMSKB   X3, CX
	PMOVMSKB   X4, DX
	SHLQ       $16, BX
	SHLQ       $32, CX
	SHLQ       $48, DX
	ORQ        BX, AX
	ORQ        DX, CX
	ORQ        CX, AX
	MOVQ       AX, same+16(FP)
	RET

// func prefetch(p *byte)
TEXT ·prefetch(SB), NOSPLIT, $0-8
	MOVQ       p+0(FP), AX
	PREFETCHT0 (AX)
	RET
