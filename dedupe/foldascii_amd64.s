#include "textflag.h"

// In Go this takes ten times as long, and every text that is compared goes through it.

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

// Of the letters of Latin-1: what begins them, one past what ends them, and what ends ×, ÷ and ß.
#define LATIN(name, value) \
DATA name<>+0(SB)/8, value \
DATA name<>+8(SB)/8, value \
GLOBL name<>(SB), RODATA|NOPTR, $16

LATIN(begin, $0xC3C3C3C3C3C3C3C3)
LATIN(past, $0xC0C0C0C0C0C0C0C0)
LATIN(times, $0x9797979797979797)
LATIN(over, $0xB7B7B7B7B7B7B7B7)
LATIN(sharp, $0x9F9F9F9F9F9F9F9F)

// The bytes of a block in their order, and zeros behind them: read from byte i on, they shift
// it by i bytes.
DATA shift<>+0(SB)/8, $0x0706050403020100
DATA shift<>+8(SB)/8, $0x0F0E0D0C0B0A0908
DATA shift<>+16(SB)/8, $0x8080808080808080
DATA shift<>+24(SB)/8, $0x8080808080808080
GLOBL shift<>(SB), RODATA|NOPTR, $32

// Read from byte 16-n on, it keeps the first n bytes of a block.
DATA keep<>+0(SB)/8, $0xFFFFFFFFFFFFFFFF
DATA keep<>+8(SB)/8, $0xFFFFFFFFFFFFFFFF
DATA keep<>+16(SB)/8, $0
DATA keep<>+24(SB)/8, $0
GLOBL keep<>(SB), RODATA|NOPTR, $32

// Writes those bytes of the lower half of X0 whose bit is set in R11, which has eight.
#define SQUEEZE \
	MOVQ    (R13)(R11*8), X7 \
	MOVO    X0, X8           \
	PSHUFB  X7, X8           \
	MOVQ    X8, (DI)         \
	POPCNTQ R11, R11         \
	ADDQ    R11, DI

// func foldBlocks(dst, src *byte, n int, digits, latin, open uint64) (read, wrote int, still uint64)
TEXT ·foldBlocks(SB), NOSPLIT, $0-72
	MOVQ   dst+0(FP), DI
	MOVQ   src+8(FP), SI
	MOVQ   n+16(FP), R8
	MOVQ   digits+24(FP), R9   // bit 63 says whether digits are words
	MOVQ   open+40(FP), R10
	XORQ   $1, R10             // whether the byte before separates
	SARQ   $63, R9
	MOVQ   R9, X10
	PUNPCKLQDQ X10, X10
	MOVOU  spaces<>(SB), X11
	MOVOU  fromA<>(SB), X12
	MOVOU  pastZ<>(SB), X13
	MOVOU  from0<>(SB), X14
	MOVOU  past9<>(SB), X15
	LEAQ   ·squeezes(SB), R13
	XORL   CX, CX              // bytes read
	SUBQ   $16, R8

block:
	CMPQ  CX, R8
	JGT   tail
	MOVOU (SI)(CX*1), X0

fold:
	PMOVMSKB X0, R12 // not ASCII
	MOVO     X0, X1
	POR      X11, X1
	PADDB    X12, X1
	MOVO     X13, X2
	PCMPGTB  X1, X2 // letters
	MOVO     X0, X3
	PADDB    X14, X3
	MOVO     X15, X4
	PCMPGTB  X3, X4
	PAND     X10, X4 // digits
	POR      X2, X4  // of words
	PAND     X11, X2
	POR      X2, X0  // letters in lower case
	TESTQ    R12, latin+32(FP)
	JNZ      latin

words:
	PMOVMSKB X4, AX
	PAND     X4, X0
	PANDN    X11, X4
	POR      X4, X0  // spaces for all else
	MOVQ     AX, DX
	XORQ     $0xFFFF, DX
	LEAQ     (R10)(DX*2), BX // from bit 1 on, what separates
	NOTQ     BX
	ANDQ     BX, DX
	ORQ      DX, AX // of which the first behind a word stays
	TESTQ    R12, R12
	JNZ      last
	MOVBQZX  AX, R11
	SQUEEZE
	PSRLO    $8, X0
	MOVQ     AX, R11
	SHRQ     $8, R11
	SQUEEZE
	NOTQ     BX
	SHRQ     $16, BX
	ANDQ     $1, BX
	MOVQ     BX, R10
	ADDQ     $16, CX
	JMP      block

latin:
	MOVOU    begin<>(SB), X5
	PCMPEQB  X0, X5
	PSLLO    $1, X5  // the bytes behind what begins one
	MOVOU    past<>(SB), X6
	PCMPGTB  X0, X6
	PAND     X6, X5  // that go on in UTF-8
	MOVOU    times<>(SB), X6
	PCMPEQB  X0, X6
	MOVOU    over<>(SB), X9
	PCMPEQB  X0, X9
	POR      X9, X6
	PANDN    X5, X6  // and make a letter of it
	MOVOU    sharp<>(SB), X9
	PCMPEQB  X0, X9
	PANDN    X6, X9
	PAND     X11, X9
	POR      X9, X0  // in lower case
	MOVO     X6, X9
	PSRLO    $1, X9
	POR      X9, X6  // both bytes
	POR      X6, X4
	PMOVMSKB X6, AX
	NOTQ     AX
	ANDQ     AX, R12 // what is neither ASCII nor such a letter
	JMP      words

	// Less than a block is left: it is made one with zeros behind it, which separate, so that a
	// space comes behind its last word. It ends the 16 bytes that end with the text, or begins
	// those that begin with it if the text is shorter: whichever are on the same page of memory.
tail:
	LEAQ   16(R8), DX
	SUBQ   CX, DX
	JLE    done
	NEGQ   DX
	TESTQ  R8, R8
	JGE    ends
	MOVQ   SI, AX
	ANDQ   $0xFFF, AX
	CMPQ   AX, $0xFF0
	JGT    ends
	MOVOU  (SI), X0
	LEAQ   keep<>(SB), BX
	MOVOU  16(BX)(DX*1), X1
	PAND   X1, X0
	JMP    fold

ends:
	MOVOU  (SI)(R8*1), X0
	LEAQ   shift<>(SB), BX
	MOVOU  16(BX)(DX*1), X1
	PSHUFB X1, X0
	JMP    fold

last:
	MOVQ    CX, R9  // bytes read before
	BSFQ    R12, CX // bytes before the first that is for others to fold
	NOTQ    BX
	SHRQ    CX, BX
	ANDQ    $1, BX
	MOVQ    BX, R10
	MOVQ    $1, DX
	SHLQ    CX, DX
	DECQ    DX
	ANDQ    DX, AX
	MOVBQZX AX, R11
	SQUEEZE
	PSRLO   $8, X0
	MOVQ    AX, R11
	SHRQ    $8, R11
	SQUEEZE
	ADDQ    R9, CX

done:
	ADDQ    $16, R8 // no more was read than there is
	CMPQ    CX, R8
	CMOVQGT R8, CX
	MOVQ    CX, read+48(FP)
	SUBQ    dst+0(FP), DI
	MOVQ    DI, wrote+56(FP)
	XORQ    $1, R10
	MOVQ    R10, still+64(FP)
	RET
