/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The L2: position-independent 64-bit code that L1 copies to L2_CODE. R15
 * gathers what L2 got from each step, so that L1 can tell whether every answer
 * really arrived.
 */
#include "demo.h"

	.section .rodata
	.globl l2_image, l2_image_end
	.balign 16
l2_image:
	xorl	%r15d, %r15d

	/* 1. CPUID always exits; L1 answers with a name of its own. */
	movl	$DEMO_CPUID_LEAF, %eax
	xorl	%ecx, %ecx
	cpuid
	addq	%rbx, %r15

	/* 2. One OUT per character. */
	leaq	message(%rip), %rsi
	movl	$(message_end - message), %ecx
1:	movb	(%rsi), %al
	outb	%al, $DEMO_PORT
	incq	%rsi
	loop	1b

	/* 3. An MSR that belongs to L1's imagination. */
	movl	$DEMO_MSR, %ecx
	rdmsr
	addq	%rax, %r15

	/* 4. Nothing to do. */
	hlt

	/* 5. Memory that is not there yet. */
	movl	$L2_LATE_PAGE, %eax
	movq	(%rax), %rbx
	addq	%rbx, %r15
	/* Once more: now it must not exit. */
	movq	(%rax), %rbx
	addq	%rbx, %r15

	/* 6. Plain work: the sum 1..1000, without any exit. */
	movl	$1000, %ecx
	xorl	%ebx, %ebx
2:	addq	%rcx, %rbx
	loop	2b
	addq	%rbx, %r15
	movl	$DEMO_CALL_CHECK, %eax
	vmcall

	/* 7. The end. */
	movl	$DEMO_CALL_DONE, %eax
	movq	%r15, %rbx
	vmcall
3:	hlt
	jmp	3b

message:
	.ascii "Hello!\n"
message_end:
l2_image_end:

	.section .note.GNU-stack, "", @progbits
