/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * L2 programs, one per measurement. R12 is the number of rounds; each program
 * ends with an exit of another kind than the measured one. R8-R11 belong to
 * L1's exit handler.
 */
#include "bench.h"

	/* One program: name, the measured instructions, the ending one. */
	.macro PROGRAM name:req
	.section .rodata
	.balign 16
	.globl l2_\name
l2_\name:
	.endm

PROGRAM cpuid
1:	xorl	%eax, %eax
	cpuid
	decq	%r12
	jnz	1b
	vmcall

PROGRAM vmcall
1:	vmcall
	decq	%r12
	jnz	1b
	cpuid

PROGRAM out
1:	outb	%al, $BENCH_PORT
	decq	%r12
	jnz	1b
	vmcall

PROGRAM rdmsr
	movl	$BENCH_MSR, %ecx
1:	rdmsr
	decq	%r12
	jnz	1b
	vmcall

PROGRAM hlt
1:	hlt
	decq	%r12
	jnz	1b
	vmcall

	/* Touches R13, R13 + R14, ... */
PROGRAM touch
1:	movb	(%r13), %al
	addq	%r14, %r13
	decq	%r12
	jnz	1b
	vmcall

	/* Touches the same page in every round, after an exit. */
PROGRAM refault
1:	cpuid
	movb	(%r13), %al
	decq	%r12
	jnz	1b
	vmcall

	/* No exit at all: three instructions a round. */
PROGRAM compute
1:	addq	%r12, %rax
	decq	%r12
	jnz	1b
	vmcall
	.globl l2_programs_end
l2_programs_end:

	.section .note.GNU-stack, "", @progbits
