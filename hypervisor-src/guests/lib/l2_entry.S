/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * u64 l2_entry(struct l2 *l2 (rdi), u64 launched (rsi)): 0 after a VM exit,
 * RFLAGS when VMLAUNCH or VMRESUME failed. A fault of theirs is recorded by the
 * exception handler and also returns here.
 *
 * VM exits arrive on a stack of their own, in struct l2 (HOST_RSP never
 * changes), on top of which its address is kept.
 */
#include "l2_offsets.h"

	.text
	.globl l2_entry
l2_entry:
	pushq	%rbx
	pushq	%rbp
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	pushq	%rdi
	movq	%rsp, L2_L1_RSP(%rdi)
	movq	%rdi, L2_SELF(%rdi)
	testq	%rsi, %rsi
	movq	%rdi, %rax
	movq	8*1(%rax), %rcx
	movq	8*2(%rax), %rdx
	movq	8*3(%rax), %rbx
	movq	8*5(%rax), %rbp
	movq	8*6(%rax), %rsi
	movq	8*7(%rax), %rdi
	movq	8*8(%rax), %r8
	movq	8*9(%rax), %r9
	movq	8*10(%rax), %r10
	movq	8*11(%rax), %r11
	movq	8*12(%rax), %r12
	movq	8*13(%rax), %r13
	movq	8*14(%rax), %r14
	movq	8*15(%rax), %r15
	movq	8*0(%rax), %rax
	jnz	2f
1:	vmlaunch
	jmp	3f
2:	vmresume
3:	pushfq
	popq	%rax
	/* An entry that failed left no CF or ZF only if it faulted. */
	jmp	leave

	.globl l2_exit
l2_exit:
	pushq	%rax
	movq	8(%rsp), %rax
	movq	%rcx, 8*1(%rax)
	movq	%rdx, 8*2(%rax)
	movq	%rbx, 8*3(%rax)
	movq	%rbp, 8*5(%rax)
	movq	%rsi, 8*6(%rax)
	movq	%rdi, 8*7(%rax)
	movq	%r8, 8*8(%rax)
	movq	%r9, 8*9(%rax)
	movq	%r10, 8*10(%rax)
	movq	%r11, 8*11(%rax)
	movq	%r12, 8*12(%rax)
	movq	%r13, 8*13(%rax)
	movq	%r14, 8*14(%rax)
	movq	%r15, 8*15(%rax)
	popq	8*0(%rax)
	movq	L2_L1_RSP(%rax), %rsp
	xorl	%eax, %eax
leave:
	popq	%rdi
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbp
	popq	%rbx
	ret

	.section .extable, "a"
	.balign 8
	.quad 1b, 3b
	.quad 2b, 3b

	.section .note.GNU-stack, "", @progbits
