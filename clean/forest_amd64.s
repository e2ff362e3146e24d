#include "go_asm.h"
#include "textflag.h"

// Question k of the tree at DX: Y12, where each byte is the answers so far, is
// doubled, and one is added where the cell is above the border.
#define ASK(k) \
	MOVWLZX      (sixTree_feature+2*k)(DX), AX \
	IMULQ        R8, AX                        \
	MOVBQSX      (sixTree_lag+k)(DX), BX       \
	ADDQ         SI, AX                        \
	VMOVDQU      (AX)(BX*1), Y0                \
	VPBROADCASTB (sixTree_border+k)(DX), Y1    \
	VPCMPGTB     Y1, Y0, Y0                    \
	VPADDB       Y12, Y12, Y12                 \
	VPSUBB       Y0, Y12, Y12

// What the table of 64 bytes at DX has for the numbers in Y12, whose bit 4 is the
// highest of each byte in Y13, and bit 5 in Y14.
#define LOOKUP(table, to) \
	VBROADCASTI128 (table)(DX), Y0    \
	VBROADCASTI128 (table+16)(DX), Y1 \
	VBROADCASTI128 (table+32)(DX), Y2 \
	VBROADCASTI128 (table+48)(DX), Y3 \
	VPSHUFB        Y12, Y0, Y0        \
	VPSHUFB        Y12, Y1, Y1        \
	VPSHUFB        Y12, Y2, Y2        \
	VPSHUFB        Y12, Y3, Y3        \
	VPBLENDVB      Y13, Y1, Y0, Y0    \
	VPBLENDVB      Y13, Y3, Y2, Y2    \
	VPBLENDVB      Y14, Y2, Y0, to

// func addSixes(trees *sixTree, n int, cells *byte, stride int, sums *[blockLines]int32)
TEXT ·addSixes(SB), NOSPLIT, $0-40
	MOVQ    trees+0(FP), DX
	MOVQ    n+8(FP), CX
	MOVQ    cells+16(FP), SI
	MOVQ    stride+24(FP), R8
	MOVQ    sums+32(FP), DI
	VMOVDQU 0(DI), Y8
	VMOVDQU 32(DI), Y9
	VMOVDQU 64(DI), Y10
	VMOVDQU 96(DI), Y11

tree:
	VPXOR Y12, Y12, Y12
	ASK(0)
	ASK(1)
	ASK(2)
	ASK(3)
	ASK(4)
	ASK(5)
	VPSLLW $3, Y12, Y13
	VPSLLW $2, Y12, Y14
	LOOKUP(sixTree_low, Y4)
	LOOKUP(sixTree_high, Y5)

	// Halves to leaves: lines 0 to 7 and 16 to 23, 8 to 15 and 24 to 31.
	VPUNPCKLBW   Y5, Y4, Y6
	VPUNPCKHBW   Y5, Y4, Y7
	VPMOVSXWD    X6, Y0
	VPMOVSXWD    X7, Y1
	VEXTRACTI128 $1, Y6, X6
	VEXTRACTI128 $1, Y7, X7
	VPMOVSXWD    X6, Y2
	VPMOVSXWD    X7, Y3
	VPADDD       Y0, Y8, Y8
	VPADDD       Y1, Y9, Y9
	VPADDD       Y2, Y10, Y10
	VPADDD       Y3, Y11, Y11

	ADDQ $sixTree__size, DX
	DECQ CX
	JNZ  tree

	VMOVDQU Y8, 0(DI)
	VMOVDQU Y9, 32(DI)
	VMOVDQU Y10, 64(DI)
	VMOVDQU Y11, 96(DI)
	VZEROUPPER
	RET
