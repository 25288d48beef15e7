/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * One L2 per CPU: CPUID in a loop, a read of every demo page, and at the end
 * VMCALL with the sum of all answers in RBX.
 */
#include "demo.h"

	.text
	.globl l2_code
	.balign 16
l2_code:
	xorl	%r15d, %r15d
	movl	$DEMO_CPUID_ROUNDS, %r12d
1:	movl	%r12d, %eax
	cpuid
	addq	%rbx, %r15
	decl	%r12d
	jnz	1b

	movl	$DEMO_PAGES_START, %edi
	movl	$DEMO_PAGES, %r12d
2:	addq	(%rdi), %r15
	addq	$4096, %rdi
	decl	%r12d
	jnz	2b

	movq	%r15, %rbx
	vmcall
3:	hlt
	jmp	3b

	.section .note.GNU-stack, "", @progbits
