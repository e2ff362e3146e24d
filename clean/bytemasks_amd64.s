#include "go_asm.h"
#include "textflag.h"

// In Go this takes five times as many instructions as here, and all cleaning an
// eighth more.

// A byte c is between lo and hi if c+(0x80-lo), as a signed byte, is less than
// 0x80+(hi+1-lo).
DATA spaces<>(SB)/8, $0x2020202020202020 // also the bit in which letters differ by case
DATA fromA<>(SB)/8, $0x1F1F1F1F1F1F1F1F // 0x80 - 'a'
DATA pastZ<>(SB)/8, $0x9A9A9A9A9A9A9A9A // 0x80 + 26
DATA from0<>(SB)/8, $0x5050505050505050 // 0x80 - '0'
DATA past9<>(SB)/8, $0x8A8A8A8A8A8A8A8A // 0x80 + 10
GLOBL spaces<>(SB), RODATA|NOPTR, $8
GLOBL fromA<>(SB), RODATA|NOPTR, $8
GLOBL pastZ<>(SB), RODATA|NOPTR, $8
GLOBL from0<>(SB), RODATA|NOPTR, $8
GLOBL past9<>(SB), RODATA|NOPTR, $8

// The signs, as in Langdale and Lemire: a bit for each kind of them, which what
// the low half of a byte says has in common with what its high half says.
//	0x01 .    0x02 !    0x04 ?    0x08 - '    0x10 ,    0x20 ;    0x40 " ( )    0x80 :
DATA byLow<>+0(SB)/8, $0x0800000000400200
DATA byLow<>+8(SB)/8, $0x0401081020804040
DATA byHigh<>+0(SB)/8, $0x00000000A45B0000
DATA byHigh<>+8(SB)/8, $0x0000000000000000
DATA halves<>(SB)/8, $0x0F0F0F0F0F0F0F0F
DATA stops<>(SB)/8, $0x0707070707070707
DATA commas<>(SB)/8, $0x3030303030303030
DATA joins<>(SB)/8, $0x0909090909090909
GLOBL byLow<>(SB), RODATA|NOPTR, $16
GLOBL byHigh<>(SB), RODATA|NOPTR, $16
GLOBL halves<>(SB), RODATA|NOPTR, $8
GLOBL stops<>(SB), RODATA|NOPTR, $8
GLOBL commas<>(SB), RODATA|NOPTR, $8
GLOBL joins<>(SB), RODATA|NOPTR, $8

// From byte 32-n on, what keeps the first n bytes of 32.
DATA firstBytes<>+0(SB)/8, $-1
DATA firstBytes<>+8(SB)/8, $-1
DATA firstBytes<>+16(SB)/8, $-1
DATA firstBytes<>+24(SB)/8, $-1
DATA firstBytes<>+32(SB)/8, $0
DATA firstBytes<>+40(SB)/8, $0
DATA firstBytes<>+48(SB)/8, $0
DATA firstBytes<>+56(SB)/8, $0
GLOBL firstBytes<>(SB), RODATA|NOPTR, $64

// Masks of the 32 bytes in Y0: AX letters, BX capitals, DX digits, SI spaces, DI
// not ASCII, R8 stops, R9 commas, R10 joins, R11 all signs of the table.
#define MASKS32 \
	VPMOVMSKB Y0, DI         \
	VPSLLW    $2, Y0, Y1     \
	VPMOVMSKB Y1, BX         \ // those with bit 5: letters in lower case
	VPCMPEQB  Y15, Y0, Y1    \
	VPMOVMSKB Y1, SI         \
	VPOR      Y15, Y0, Y1    \
	VPADDB    Y14, Y1, Y1    \
	VPCMPGTB  Y1, Y13, Y1    \
	VPMOVMSKB Y1, AX         \
	ANDNL     AX, BX, BX     \
	VPADDB    Y12, Y0, Y1    \
	VPCMPGTB  Y1, Y11, Y1    \
	VPMOVMSKB Y1, DX         \
	VPSHUFB   Y0, Y10, Y1    \
	VPSRLW    $4, Y0, Y2     \
	VPAND     Y8, Y2, Y2     \
	VPSHUFB   Y2, Y9, Y2     \
	VPAND     Y2, Y1, Y1     \
	VPAND     Y7, Y1, Y2     \
	VPCMPGTB  Y6, Y2, Y2     \
	VPMOVMSKB Y2, R8         \
	VPAND     Y5, Y1, Y2     \
	VPCMPGTB  Y6, Y2, Y2     \
	VPMOVMSKB Y2, R9         \
	VPAND     Y4, Y1, Y2     \
	VPCMPGTB  Y6, Y2, Y2     \
	VPMOVMSKB Y2, R10        \
	VPCMPEQB  Y6, Y1, Y1     \
	VPMOVMSKB Y1, R11        \
	NOTL      R11

// Writes the masks of MASKS32 down.
#define STORE \
	MOVQ AX, byteMasks_letter(R12)  \
	MOVQ BX, byteMasks_upper(R12)   \
	MOVQ DX, byteMasks_digit(R12)   \
	MOVQ SI, byteMasks_space(R12)   \
	MOVQ DI, byteMasks_high(R12)    \
	MOVQ R8, byteMasks_stop(R12)    \
	MOVQ R9, byteMasks_comma(R12)   \
	MOVQ R10, byteMasks_join(R12)   \
	MOVQ R11, byteMasks_sign(R12)

// func maskBytesAVX2(text *byte, n int, m *byteMasks)
TEXT ·maskBytesAVX2(SB), NOSPLIT, $64-24
	MOVQ           text+0(FP), R13
	MOVQ           n+8(FP), CX
	MOVQ           m+16(FP), R12
	VPBROADCASTQ   spaces<>(SB), Y15
	VPBROADCASTQ   fromA<>(SB), Y14
	VPBROADCASTQ   pastZ<>(SB), Y13
	VPBROADCASTQ   from0<>(SB), Y12
	VPBROADCASTQ   past9<>(SB), Y11
	VBROADCASTI128 byLow<>(SB), Y10
	VBROADCASTI128 byHigh<>(SB), Y9
	VPBROADCASTQ   halves<>(SB), Y8
	VPBROADCASTQ   stops<>(SB), Y7
	VPXOR          Y6, Y6, Y6
	VPBROADCASTQ   commas<>(SB), Y5
	VPBROADCASTQ   joins<>(SB), Y4
	SUBQ           $32, CX
	JLS            short

	VMOVDQU (R13), Y0
	VMOVDQU (R13)(CX*1), Y3 // the last 32, some of which may be among the first
	MASKS32
	STORE
	VMOVDQA Y3, Y0
	MASKS32
	SHLXQ   CX, AX, AX
	SHLXQ   CX, BX, BX
	SHLXQ   CX, DX, DX
	SHLXQ   CX, SI, SI
	SHLXQ   CX, DI, DI
	SHLXQ   CX, R8, R8
	SHLXQ   CX, R9, R9
	SHLXQ   CX, R10, R10
	SHLXQ   CX, R11, R11
	ORQ     AX, byteMasks_letter(R12)
	ORQ     BX, byteMasks_upper(R12)
	ORQ     DX, byteMasks_digit(R12)
	ORQ     SI, byteMasks_space(R12)
	ORQ     DI, byteMasks_high(R12)
	ORQ     R8, byteMasks_stop(R12)
	ORQ     R9, byteMasks_comma(R12)
	ORQ     R10, byteMasks_join(R12)
	ORQ     R11, byteMasks_sign(R12)
	VZEROUPPER
	RET

short:
	// 32 bytes or fewer: with those behind them, or where they end near the end of
	// a page, with those before them.
	NEGQ CX // 32-n
	MOVQ R13, AX
	ANDL $0xFFF, AX
	CMPL AX, $0xFE0
	JGT  before
	VMOVDQU (R13), Y0

cut:
	LEAQ    firstBytes<>(SB), AX
	VPAND   (AX)(CX*1), Y0, Y0 // zero is nothing
	MASKS32
	STORE
	VZEROUPPER
	RET

before:
	SUBQ    CX, R13
	VMOVDQU (R13), Y0
	VMOVDQU Y0, bytes-64(SP)
	VMOVDQU bytes-64(SP)(CX*1), Y0
	JMP     cut
