/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Into the guest and out of it. RSP is the same number at every VM exit
 * (HOST_RSP); the vCPU's address is stored there. Nothing else survives.
 */
#include "nvmx/vcpu_offsets.h"

	.text

	.macro LOAD_GUEST_REGISTERS
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
	.endm

	/* vmx_run(vcpu, host stack top: where the vCPU's address is) */
	.globl vmx_run
	.balign 16
vmx_run:
	movq	%rsi, %rsp
	jmp	enter

	.globl vmx_exit_entry
	.balign 16
vmx_exit_entry:
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
	movq	%rax, %rdi
	xorl	%ebp, %ebp			/* end of the back trace */
	call	vmx_handle_exit
decide:
	testl	%eax, %eax
	jnz	stopped
enter:
	movq	(%rsp), %rax
	movq	VCPU_LOADED(%rax), %rcx
	cmpb	$0, LOADED_VMCS_LAUNCHED(%rcx)
	je	launch
	LOAD_GUEST_REGISTERS
	vmresume
	jmp	failed
launch:
	movb	$1, LOADED_VMCS_LAUNCHED(%rcx)
	LOAD_GUEST_REGISTERS
	vmlaunch
failed:
	movq	(%rsp), %rdi
	xorl	%ebp, %ebp
	call	vmx_handle_entry_failure
	jmp	decide
stopped:
	call	pcpu_idle			/* does not return */

	/* pcpu_sleep(state (rdi), starting (esi)), see smp.h */
	.globl pcpu_sleep, pcpu_sleep_end
	.balign 16
pcpu_sleep:
	cmpl	%esi, (%rdi)
	je	pcpu_sleep_end
	hlt
pcpu_sleep_end:
	ret

	.section .note.GNU-stack, "", @progbits
