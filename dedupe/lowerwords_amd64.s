#include "textflag.h"

// In Go this takes three times as many instructions as here, and every paragraph
// goes through it. SSE2 is what every amd64 processor has.

// A byte c is between lo and hi if c+(0x80-lo), as a signed byte, is less than
// 0x80+(hi+1-lo).
DATA spaces<>+0(SB)/8, $0x2020202020202020 // also the bit in which letters differ by case
DATA spaces<>+8(SB)/8, $0x2020202020202020
DATA fromA<>+0(SB)/8, $0x1F1F1F1F1F1F1F1F // 0x80 - 'a'
DATA fromA<>+8(SB)/8, $0x1F1F1F1F1F1F1F1F
DATA pastZ<>+0(SB)/8, $0x9A9A9A9A9A9A9A9A // 0x80 + 26
DATA pastZ<>+8(SB)/8, $0x9A9A9A9A9A9A9A9A
DATA from0<>+0(SB)/8, $0x5050505050505050 // 0x80 - '0'
DATA from0<>+8(SB)/8, $0x5050505050505050
DATA past9<>+0(SB)/8, $0x8A8A8A8A8A8A8A8A // 0x80 + 10
DATA past9<>+8(SB)/8, $0x8A8A8A8A8A8A8A8A
GLOBL spaces<>(SB), RODATA|NOPTR, $16
GLOBL fromA<>(SB), RODATA|NOPTR, $16
GLOBL pastZ<>(SB), RODATA|NOPTR, $16
GLOBL from0<>(SB), RODATA|NOPTR, $16
GLOBL past9<>(SB), RODATA|NOPTR, $16

// func lowerBlocks(dst, src *byte, n int, digits uint64) (done int)
TEXT ·lowerBlocks(SB), NOSPLIT, $0-40
	MOVQ   dst+0(FP), DI
	MOVQ   src+8(FP), SI
	MOVQ   n+16(FP), R8
	MOVQ   digits+24(FP), R9   // bit 63 says whether digits are words
	SARQ   $63, R9
	MOVOU  spaces<>(SB), X11
	MOVOU  fromA<>(SB), X12
	MOVOU  pastZ<>(SB), X13
	MOVOU  from0<>(SB), X14
	MOVOU  past9<>(SB), X15
	XORL   CX, CX              // bytes done
	XORL   R10, R10            // whether the byte before is a space
	SUBQ   $16, R8
	JLT    done

block:
	MOVOU    (SI)(CX*1), X0
	MOVO     X0, X1
	POR      X11, X1
	PADDB    X12, X1
	MOVO     X13, X2
	PCMPGTB  X1, X2 // letters
	MOVO     X0, X3
	PADDB    X14, X3
	MOVO     X15, X4
	PCMPGTB  X3, X4 // digits
	MOVO     X0, X5
	PCMPEQB  X11, X5 // spaces
	PMOVMSKB X4, AX
	ANDQ     R9, AX
	PMOVMSKB X2, BX
	PMOVMSKB X5, DX
	PAND     X11, X2
	POR      X2, X0 // letters in lower case
	MOVOU    X0, (DI)(CX*1)
	ORQ      BX, AX
	ORQ      DX, AX
	XORQ     $0xFFFF, AX    // neither
	LEAQ     (R10)(DX*2), BX
	ANDQ     DX, BX         // a space behind another
	ORQ      BX, AX
	JNE      stop
	MOVQ     DX, R10
	SHRQ     $15, R10
	ADDQ     $16, CX
	CMPQ     CX, R8
	JLE      block

done:
	MOVQ CX, done+32(FP)
	RET

stop:
	BSFQ AX, AX
	ADDQ AX, CX
	MOVQ CX, done+32(FP)
	RET
