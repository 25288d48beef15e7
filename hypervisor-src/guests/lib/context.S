/* SPDX-License-Identifier: BSD-3-Clause */
	.text
	.globl context_save
context_save:
	movq	%rbx, 0(%rdi)
	movq	%rbp, 8(%rdi)
	movq	%r12, 16(%rdi)
	movq	%r13, 24(%rdi)
	movq	%r14, 32(%rdi)
	movq	%r15, 40(%rdi)
	leaq	8(%rsp), %rax
	movq	%rax, 48(%rdi)
	movq	(%rsp), %rax
	movq	%rax, 56(%rdi)
	pushfq
	popq	64(%rdi)
	xorl	%eax, %eax
	ret

	.globl context_restore
context_restore:
	movl	%esi, %eax
	movq	0(%rdi), %rbx
	movq	8(%rdi), %rbp
	movq	16(%rdi), %r12
	movq	24(%rdi), %r13
	movq	32(%rdi), %r14
	movq	40(%rdi), %r15
	movl	$0x10, %ecx
	movl	%ecx, %ds
	movl	%ecx, %es
	pushq	%rcx
	pushq	48(%rdi)
	pushq	64(%rdi)
	pushq	$0x08
	pushq	56(%rdi)
	iretq

	/* context_jump(code, cs, ss, arg, stack) */
	.globl context_jump
context_jump:
	movq	%rdx, %rax
	pushq	%rdx
	pushq	%r8
	pushq	$2
	pushq	%rsi
	pushq	%rdi
	movl	%edx, %ds
	movl	%edx, %es
	movq	%rcx, %rdi
	movq	%rcx, %rbx
	iretq

	.section .note.GNU-stack, "", @progbits
