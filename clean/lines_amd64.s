#include "textflag.h"

DATA feeds<>(SB)/8, $0x0A0A0A0A0A0A0A0A
DATA returns<>(SB)/8, $0x0D0D0D0D0D0D0D0D
GLOBL feeds<>(SB), RODATA|NOPTR, $8
GLOBL returns<>(SB), RODATA|NOPTR, $8

// func lineEndsAVX2(text *byte, blocks int, ends *uint64)
TEXT ·lineEndsAVX2(SB), NOSPLIT, $0-24
	MOVQ         text+0(FP), SI
	MOVQ         blocks+8(FP), CX
	MOVQ         ends+16(FP), DI
	VPBROADCASTQ feeds<>(SB), Y14
	VPBROADCASTQ returns<>(SB), Y15

block:
	VMOVDQU   (SI), Y0
	VMOVDQU   32(SI), Y1
	VPCMPEQB  Y14, Y0, Y2
	VPCMPEQB  Y15, Y0, Y3
	VPOR      Y3, Y2, Y2
	VPMOVMSKB Y2, AX
	VPCMPEQB  Y14, Y1, Y2
	VPCMPEQB  Y15, Y1, Y3
	VPOR      Y3, Y2, Y2
	VPMOVMSKB Y2, BX
	SHLQ      $32, BX
	ORQ       BX, AX
	MOVQ      AX, (DI)
	ADDQ      $64, SI
	ADDQ      $8, DI
	DECQ      CX
	JNE       block
	VZEROUPPER
	RET
