#include "textflag.h"

// HighwayHash-64 as Alakuijala, Cox and Wassenberg define it ("Fast keyed hash/pseudo-random
// function using SIMD multiply and permute", 2016), of short texts: what begins, goes on and
// ends is one function here, without branches on how much is left over. With four calls
// for that, all of which fetch and store the state, a line of 50 bytes takes twice as
// long.

DATA start<>+0(SB)/8, $0xDBE6D5D5FE4CCE2F
DATA start<>+8(SB)/8, $0xA4093822299F31D0
DATA start<>+16(SB)/8, $0x13198A2E03707344
DATA start<>+24(SB)/8, $0x243F6A8885A308D3
DATA start<>+32(SB)/8, $0x3BD39E10CB0EF593
DATA start<>+40(SB)/8, $0xC0ACF169B5F18A8C
DATA start<>+48(SB)/8, $0xBE5466CF34E90C6C
DATA start<>+56(SB)/8, $0x452821E638D01377
GLOBL start<>(SB), RODATA|NOPTR, $64

DATA zipper<>+0(SB)/8, $0x000F010E05020C03
DATA zipper<>+8(SB)/8, $0x070806090D0A040B
GLOBL zipper<>(SB), RODATA|NOPTR, $16

// From word 8-k on, what keeps the first k words, of four bytes, of eight.
DATA words<>+0(SB)/8, $-1
DATA words<>+8(SB)/8, $-1
DATA words<>+16(SB)/8, $-1
DATA words<>+24(SB)/8, $-1
DATA words<>+32(SB)/8, $0
DATA words<>+40(SB)/8, $0
DATA words<>+48(SB)/8, $0
DATA words<>+56(SB)/8, $0
GLOBL words<>(SB), RODATA|NOPTR, $64

// Where the last four bytes of a text go in the upper half of its last packet: by whether
// 16 bytes or more are left over, and how many bytes are after whole words. Of one to
// three bytes after the words stand the first, the middle and the last.
DATA ends<>+0(SB)/8, $0x8080808080808080
DATA ends<>+8(SB)/8, $0x8080808080808080
DATA ends<>+16(SB)/8, $0x8080808080030303
DATA ends<>+24(SB)/8, $0x8080808080808080
DATA ends<>+32(SB)/8, $0x8080808080030302
DATA ends<>+40(SB)/8, $0x8080808080808080
DATA ends<>+48(SB)/8, $0x8080808080030201
DATA ends<>+56(SB)/8, $0x8080808080808080
DATA ends<>+64(SB)/8, $0x8080808080808080
DATA ends<>+72(SB)/8, $0x0302010080808080
GLOBL ends<>(SB), RODATA|NOPTR, $80

// The state is v0 in Y0, v1 in Y1, mul0 in Y2, mul1 in Y3. The packet is in Y5.
#define UPDATE \
	VPADDQ   Y2, Y5, Y5 \
	VPADDQ   Y5, Y1, Y1 \
	VPSRLQ   $32, Y0, Y5 \
	VPMULUDQ Y1, Y5, Y5 \
	VPXOR    Y5, Y2, Y2 \
	VPADDQ   Y3, Y0, Y0 \
	VPSRLQ   $32, Y1, Y5 \
	VPMULUDQ Y0, Y5, Y5 \
	VPXOR    Y5, Y3, Y3 \
	VPSHUFB  Y4, Y1, Y5 \
	VPADDQ   Y5, Y0, Y0 \
	VPSHUFB  Y4, Y0, Y5 \
	VPADDQ   Y5, Y1, Y1

#define PERMUTE_AND_UPDATE \
	VPERMQ  $0x4E, Y0, Y5 \ // the halves swapped,
	VPSHUFD $0xB1, Y5, Y5 \ // and those of each lane
	UPDATE

// func highwayAVX2(text *byte, n int, secret *[32]byte) uint64
TEXT ·highwayAVX2(SB), NOSPLIT, $0-32
	MOVQ           text+0(FP), SI
	MOVQ           n+8(FP), CX
	MOVQ           secret+16(FP), DX
	VMOVDQU        start<>+0(SB), Y2
	VMOVDQU        start<>+32(SB), Y3
	VBROADCASTI128 zipper<>(SB), Y4
	VMOVDQU        (DX), Y1
	VPXOR          Y1, Y2, Y0
	VPSHUFD        $0xB1, Y1, Y1
	VPXOR          Y1, Y3, Y1
	MOVQ           CX, BX
	ANDQ           $31, BX          // bytes left over
	SHRQ           $5, CX
	JZ             rest

packets:
	VMOVDQU (SI), Y5
	UPDATE
	ADDQ    $32, SI
	DECQ    CX
	JNZ     packets

rest:
	TESTQ        BX, BX
	JZ           finish
	VMOVD        BX, X6
	VPBROADCASTD X6, Y7
	VPADDQ       Y7, Y0, Y0         // their number in both halves of the lanes
	VPSLLD       X6, Y1, Y5         // and so far these are turned
	MOVL         $32, AX
	SUBL         BX, AX
	VMOVD        AX, X7
	VPSRLD       X7, Y1, Y1
	VPOR         Y5, Y1, Y1
	LEAQ         words<>+32(SB), DI
	MOVQ         BX, AX
	ANDQ         $28, AX
	SUBQ         AX, DI
	VMOVDQU      (DI), Y6
	VPMASKMOVD   (SI), Y6, Y5       // the whole words
	VMOVD        -4(SI)(BX*1), X6   // the last four bytes
	MOVQ         BX, AX
	ANDQ         $3, AX
	MOVQ         $4, DI
	TESTQ        $16, BX
	CMOVQNE      DI, AX
	SHLQ         $4, AX
	LEAQ         ends<>(SB), DI
	VPSHUFB      (DI)(AX*1), X6, X6
	VPXOR        Y7, Y7, Y7
	VINSERTI128  $1, X6, Y7, Y6
	VPOR         Y6, Y5, Y5
	UPDATE

finish:
	PERMUTE_AND_UPDATE
	PERMUTE_AND_UPDATE
	PERMUTE_AND_UPDATE
	PERMUTE_AND_UPDATE
	VPADDQ Y1, Y0, Y0
	VPADDQ Y3, Y2, Y2
	VPADDQ Y2, Y0, Y0
	VMOVQ  X0, AX
	MOVQ   AX, ret+24(FP)
	VZEROUPPER
	RET
