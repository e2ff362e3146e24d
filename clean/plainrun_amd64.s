#include "go_asm.h"
#include "textflag.h"

// In Go a line takes six times as long.

// Adds to what is odd, in Y4, what spaces make so in Y0, of which Y1 has the bytes
// before, and puts all of it into Y0.
#define SPACES \
	VPCMPEQB  Y13, Y1, Y2      \ // a space before,
	VPCMPEQB  Y14, Y1, Y3      \ // a line feed before
	VPOR      Y2, Y3, Y3       \
	VPCMPEQB  Y13, Y0, Y5      \
	VPAND     Y5, Y3, Y3       \ // a space after any of them
	VPOR      Y3, Y4, Y4       \
	VPCMPEQB  Y14, Y0, Y5      \
	VPAND     Y5, Y2, Y2       \ // a line feed after a space
	VPOR      Y2, Y4, Y0

// What is odd in the 32 bytes at SI+AX, in Y0. Y6 to Y11 are the tables, Y12 has 0x0F, Y13
// spaces, Y14 line feeds, Y15 0xC0: the least byte that begins a character.
#define ODD \
	VMOVDQU   (SI)(AX*1), Y0   \
	VMOVDQU   -1(SI)(AX*1), Y1 \
	VPAND     Y12, Y0, Y2      \ // halves of the byte
	VPSRLW    $4, Y0, Y3       \
	VPAND     Y12, Y3, Y3      \
	VPSHUFB   Y2, Y6, Y4       \
	VPSHUFB   Y3, Y7, Y5       \
	VPAND     Y4, Y5, Y4       \ // alone
	VPSHUFB   Y2, Y10, Y2      \
	VPSHUFB   Y3, Y11, Y3      \
	VPAND     Y2, Y3, Y2       \
	VPAND     Y12, Y1, Y3      \ // halves of the byte before
	VPSHUFB   Y3, Y8, Y3       \
	VPAND     Y2, Y3, Y2       \
	VPSRLW    $4, Y1, Y3       \
	VPAND     Y12, Y3, Y3      \
	VPSHUFB   Y3, Y9, Y3       \
	VPAND     Y2, Y3, Y2       \ // pair
	VPOR      Y2, Y4, Y4       \
	VPCMPGTB  Y0, Y15, Y2      \ // 0x80 to 0xBF: they have to follow what begins a character,
	VPMAXUB   Y1, Y15, Y3      \
	VPCMPEQB  Y1, Y3, Y3       \ // and nothing else may
	VPXOR     Y2, Y3, Y2       \
	VPOR      Y2, Y4, Y4       \
	SPACES

// The same, where the signs of three bytes may stand.
#define ODDSIGNS \
	VMOVDQU        (SI)(AX*1), Y0   \
	VMOVDQU        -1(SI)(AX*1), Y1 \
	VPAND          Y12, Y0, Y2      \ // halves of the byte
	VPSRLW         $4, Y0, Y3       \
	VPAND          Y12, Y3, Y3      \
	VBROADCASTI128 96(DX), Y4       \
	VPSHUFB        Y2, Y4, Y4       \
	VBROADCASTI128 112(DX), Y5      \
	VPSHUFB        Y3, Y5, Y5       \
	VPAND          Y4, Y5, Y4       \ // alone
	VPSHUFB        Y2, Y10, Y5      \
	VPSHUFB        Y3, Y11, Y0      \
	VPAND          Y0, Y5, Y5       \
	VBROADCASTI128 160(DX), Y0      \
	VPSHUFB        Y2, Y0, Y2       \
	VBROADCASTI128 176(DX), Y0      \
	VPSHUFB        Y3, Y0, Y3       \
	VPAND          Y3, Y2, Y2       \
	VPAND          Y12, Y1, Y3      \ // halves of the byte before
	VPSHUFB        Y3, Y8, Y0       \
	VPAND          Y0, Y5, Y5       \
	VBROADCASTI128 128(DX), Y0      \
	VPSHUFB        Y3, Y0, Y0       \
	VPAND          Y0, Y2, Y2       \
	VPSRLW         $4, Y1, Y3       \
	VPAND          Y12, Y3, Y3      \
	VPSHUFB        Y3, Y9, Y0       \
	VPAND          Y0, Y5, Y5       \
	VBROADCASTI128 144(DX), Y0      \
	VPSHUFB        Y3, Y0, Y0       \
	VPAND          Y0, Y2, Y2       \
	VPOR           Y5, Y4, Y4       \ // pair
	VPOR           Y2, Y4, Y4       \ // pair with a sign in it
	VMOVDQU        (SI)(AX*1), Y0   \
	VPCMPGTB       Y0, Y15, Y2      \ // 0x80 to 0xBF: they have to follow what begins a character,
	VPMAXUB        Y1, Y15, Y3      \
	VPCMPEQB       Y1, Y3, Y3       \
	VMOVDQU        -2(SI)(AX*1), Y5 \ // of three bytes if it is the second byte before,
	VPBROADCASTB   values<>+4(SB), Y1 \
	VPMAXUB        Y5, Y1, Y1       \
	VPCMPEQB       Y5, Y1, Y1       \
	VPOR           Y1, Y3, Y3       \
	VPXOR          Y2, Y3, Y2       \ // and nothing else may
	VPOR           Y2, Y4, Y4       \
	VMOVDQU        -1(SI)(AX*1), Y1 \
	SPACES

DATA values<>+0(SB)/8, $0x000000E0C00A200F
GLOBL values<>(SB), RODATA|NOPTR, $8

// func plainRunOf(text *byte, n int, t *runTables) int
TEXT ·plainRunOf(SB), NOSPLIT, $0-32
	MOVQ            text+0(FP), SI
	MOVQ            n+8(FP), CX
	MOVQ            t+16(FP), DX
	VBROADCASTI128  0(DX), Y6
	VBROADCASTI128  16(DX), Y7
	VBROADCASTI128  32(DX), Y8
	VBROADCASTI128  48(DX), Y9
	VBROADCASTI128  64(DX), Y10
	VBROADCASTI128  80(DX), Y11
	VPBROADCASTB    values<>+0(SB), Y12
	VPBROADCASTB    values<>+1(SB), Y13
	VPBROADCASTB    values<>+2(SB), Y14
	VPBROADCASTB    values<>+3(SB), Y15
	XORQ            AX, AX
	SUBQ            $const_runBytes, CX // where the last block begins

blocks:
	ODD
	VPTEST Y0, Y0
	JNZ    signs
	ADDQ   $const_runBytes, AX
	CMPQ   AX, CX
	JLE    blocks

last:

	// The last block ends where the text does.
	MOVQ   AX, BX
	MOVQ   CX, AX
	ODDSIGNS
	VPTEST Y0, Y0
	MOVQ   BX, AX
	JNZ    done
	LEAQ   const_runBytes(CX), AX
	JMP    done

signs:
	ODDSIGNS
	VPTEST  Y0, Y0
	JNZ     done
	ADDQ    $const_runBytes, AX
	CMPQ    AX, CX
	JGT     last
	MOVBQZX -1(SI)(AX*1), BX // a sign that began in this block goes on in the next
	CMPQ    BX, $0xE2
	JEQ     signs
	MOVBQZX -2(SI)(AX*1), BX
	CMPQ    BX, $0xE2
	JEQ     signs
	JMP     blocks

done:
	MOVQ AX, ret+24(FP)
	VZEROUPPER
	RET
