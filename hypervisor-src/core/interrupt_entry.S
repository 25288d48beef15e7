/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Stubs for interrupts, on all 256 vectors: unlike an exception, an interrupt
 * never comes with an error code. See core/idle.c and idt_entry.S.
 */
	.text
	.globl interrupt_stubs
	.balign 16
interrupt_stubs:
	.set	vector, 0
	.rept	256
	.balign 16
	pushq	$0
	pushq	$vector
	jmp	interrupt_common
	.set	vector, vector + 1
	.endr

	.balign 16
interrupt_common:
	pushq	%rax
	pushq	%rcx
	pushq	%rdx
	pushq	%rsi
	pushq	%rdi
	pushq	%r8
	pushq	%r9
	pushq	%r10
	pushq	%r11
	cld
	movzbl	8*9(%rsp), %edi			/* the vector */
	subq	$8, %rsp			/* 16-byte alignment */
	call	idle_interrupt
	addq	$8, %rsp
	popq	%r11
	popq	%r10
	popq	%r9
	popq	%r8
	popq	%rdi
	popq	%rsi
	popq	%rdx
	popq	%rcx
	popq	%rax
	addq	$16, %rsp
	iretq

	.section .note.GNU-stack, "", @progbits
