/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Exception stubs. Each pushes an error code (0 where the CPU has none) and
 * its vector, so that one C function sees one frame layout.
 */
	.text

	.macro STUB vector
	.balign 16
	/* Vectors with an error code, SDM vol. 3A table 6-1. */
	.if !(\vector == 8 || (\vector >= 10 && \vector <= 14) || \vector == 17 || \vector == 21)
	pushq	$0
	.endif
	pushq	$\vector
	jmp	exception_common
	.endm

	.globl exception_stubs
	.balign 16
exception_stubs:
	.irp v,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15
	STUB \v
	.endr
	.irp v,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
	STUB \v
	.endr

exception_common:
	pushq	%rax
	pushq	%rcx
	pushq	%rdx
	pushq	%rbx
	pushq	%rbp
	pushq	%rsi
	pushq	%rdi
	pushq	%r8
	pushq	%r9
	pushq	%r10
	pushq	%r11
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	cld
	movq	%rsp, %rdi
	call	exception_handle
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%r11
	popq	%r10
	popq	%r9
	popq	%r8
	popq	%rdi
	popq	%rsi
	popq	%rbp
	popq	%rbx
	popq	%rdx
	popq	%rcx
	popq	%rax
	addq	$16, %rsp
	iretq

	.section .note.GNU-stack, "", @progbits
