/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The leanest L1 there can be: it reads the reason, steps over the
 * instruction and resumes. Only shadowed fields are touched.
 *
 * u64 lean_run(u64 rounds (rdi), u64 reason (rsi), u64 first (rdx: address for
 * L2's R13), u64 step (rcx: for R14)): the number of exits with that reason;
 * returns at the first exit with another one.
 */
#include "bench.h"

/* Encodings, SDM vol. 3D appendix B. */
#define FIELD_EXIT_REASON	0x4402
#define FIELD_EXIT_INSN_LEN	0x440c
#define FIELD_GUEST_RIP		0x681e

	.text
	.globl lean_run
lean_run:
	pushq	%rbx
	pushq	%rbp
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	movq	%rsp, lean_rsp
	movq	%rsi, lean_reason
	movq	$0, lean_count
	movq	%rdi, %r12
	movq	%rdx, %r13
	movq	%rcx, %r14
	vmlaunch
	movq	$-1, lean_count			/* the entry failed */
	jmp	lean_done

	.globl lean_exit
	.balign 16
lean_exit:
	movl	$FIELD_EXIT_REASON, %r8d
	vmread	%r8, %r9
	cmpq	lean_reason, %r9
	jne	lean_done
	incq	lean_count
	movl	$FIELD_EXIT_INSN_LEN, %r8d
	vmread	%r8, %r9
	movl	$FIELD_GUEST_RIP, %r8d
	vmread	%r8, %r10
	addq	%r9, %r10
	vmwrite	%r10, %r8
	vmresume
	movq	$-1, lean_count
lean_done:
	movq	lean_rsp, %rsp
	movq	lean_count, %rax
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbp
	popq	%rbx
	ret

	.section .bss
	.balign 16
	.skip 4096
	.globl lean_stack_top
lean_stack_top:
	.skip 16
lean_rsp:
	.skip 8
lean_reason:
	.skip 8
lean_count:
	.skip 8

	.section .note.GNU-stack, "", @progbits
