#include "textflag.h"

// XXH64 with the seed 0, of 8 bytes or more. What is left over after whole stripes of 32
// bytes is gone through without branches on how much that is: each step is made, and its
// result is taken if there was one to make. Lines differ in length, so that the loops of the
// library are left by surprise, three for each line, and that takes longer than all else.

DATA primes<>+0(SB)/8, $0x9E3779B185EBCA87
DATA primes<>+8(SB)/8, $0xC2B2AE3D27D4EB4F
DATA primes<>+16(SB)/8, $0x165667B19E3779F9
DATA primes<>+24(SB)/8, $0x85EBCA77C2B2AE63
DATA primes<>+32(SB)/8, $0x27D4EB2F165667C5
GLOBL primes<>(SB), RODATA|NOPTR, $40

#define P1 R8
#define P2 R9
#define P4 R10
#define P5 R11

// acc takes the eight bytes in x.
#define ROUND(acc, x) \
	IMULQ P2, x   \
	ADDQ  x, acc  \
	ROLQ  $31, acc \
	IMULQ P1, acc

// AX takes acc, which is lost.
#define MERGE(acc) \
	IMULQ P2, acc  \
	ROLQ  $31, acc \
	IMULQ P1, acc  \
	XORQ  acc, AX  \
	IMULQ P1, AX   \
	ADDQ  P4, AX

// AX takes the word, of eight bytes, at SI+at, if there are BX bytes for them: more than at. DI has the
// last place where eight bytes are.
#define WORD(at) \
	LEAQ    at(SI), DX  \
	CMPQ    DX, DI      \
	CMOVQHI DI, DX      \
	MOVQ    (DX), DX    \
	IMULQ   P2, DX      \
	ROLQ    $31, DX     \
	IMULQ   P1, DX      \
	XORQ    AX, DX      \
	ROLQ    $27, DX     \
	IMULQ   P1, DX      \
	ADDQ    P4, DX      \
	CMPQ    BX, $(at+8) \
	CMOVQCC DX, AX

// (BYTE is a directive.) AX takes the byte at SI+at, if it is among the CX that are left. R13 is the last of
// the text.
#define BYTE1(at) \
	LEAQ    at(SI), DX  \
	CMPQ    DX, R13     \
	CMOVQHI R13, DX     \
	MOVBQZX (DX), DX    \
	IMULQ   P5, DX      \
	XORQ    AX, DX      \
	ROLQ    $11, DX     \
	IMULQ   P1, DX      \
	CMPQ    CX, $at     \
	CMOVQHI DX, AX

// func xxh64(text *byte, n int) uint64
TEXT ·xxh64(SB), NOSPLIT, $0-24
	MOVQ text+0(FP), SI
	MOVQ n+8(FP), BX
	MOVQ primes<>+0(SB), P1
	MOVQ primes<>+8(SB), P2
	MOVQ primes<>+24(SB), P4
	MOVQ primes<>+32(SB), P5
	LEAQ -8(SI)(BX*1), DI
	LEAQ -1(SI)(BX*1), R13
	MOVQ P5, AX
	CMPQ BX, $32
	JCS  short

	MOVQ P1, R14
	ADDQ P2, R14            // v1
	MOVQ P2, R15            // v2
	XORQ R12, R12           // v3
	XORQ CX, CX
	SUBQ P1, CX             // v4
	MOVQ BX, AX
	SHRQ $5, AX

stripes:
	MOVQ 0(SI), DX
	ROUND(R14, DX)
	MOVQ 8(SI), DX
	ROUND(R15, DX)
	MOVQ 16(SI), DX
	ROUND(R12, DX)
	MOVQ 24(SI), DX
	ROUND(CX, DX)
	ADDQ $32, SI
	DECQ AX
	JNZ  stripes

	MOVQ R14, AX
	ROLQ $1, AX
	MOVQ R15, DX
	ROLQ $7, DX
	ADDQ DX, AX
	MOVQ R12, DX
	ROLQ $12, DX
	ADDQ DX, AX
	MOVQ CX, DX
	ROLQ $18, DX
	ADDQ DX, AX
	MERGE(R14)
	MERGE(R15)
	MERGE(R12)
	MERGE(CX)

short:
	ADDQ BX, AX
	ANDQ $31, BX // bytes left over
	WORD(0)
	WORD(8)
	WORD(16)
	MOVQ BX, CX
	ANDQ $24, BX
	ADDQ BX, SI
	ANDQ $7, CX  // of them after whole words

	LEAQ    4(DI), R12 // the last place where four bytes are
	MOVQ    SI, DX
	CMPQ    DX, R12
	CMOVQHI R12, DX
	MOVLQZX (DX), DX
	IMULQ   P1, DX
	XORQ    AX, DX
	ROLQ    $23, DX
	IMULQ   P2, DX
	ADDQ    primes<>+16(SB), DX
	CMPQ    CX, $4
	CMOVQCC DX, AX
	MOVQ    CX, BX
	ANDQ    $4, BX
	ADDQ    BX, SI
	ANDQ    $3, CX
	BYTE1(0)
	BYTE1(1)
	BYTE1(2)

	MOVQ  AX, DX
	SHRQ  $33, DX
	XORQ  DX, AX
	IMULQ P2, AX
	MOVQ  AX, DX
	SHRQ  $29, DX
	XORQ  DX, AX
	IMULQ primes<>+16(SB), AX
	MOVQ  AX, DX
	SHRQ  $32, DX
	XORQ  DX, AX
	MOVQ  AX, ret+16(FP)
	RET
