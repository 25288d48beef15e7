/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * legacy_run(ops): from 64-bit mode to protected mode with 32-bit paging (SDM
 * vol. 3A 9.8.5.4), the instructions, and back (9.8.5). Everything lies in the
 * lower 4 GBytes, mapped one to one on both sides.
 */
#include "legacy.h"

#define CR0_PG		0x80000000
#define CR4_PSE		0x10
#define CR4_PAE		0x20
#define CR4_VMXE	0x2000
#define MSR_EFER	0xc0000080
#define EFER_LME	0x100
#define SELECTOR_CODE64	0x08

	.text
	.globl legacy_run
	.code64
legacy_run:
	push	%rbx
	push	%rbp
	push	%r12
	push	%r13
	push	%r14
	push	%r15
	pushfq
	cli
	movq	%rsp, saved_rsp(%rip)
	movq	%cr3, %rax
	movq	%rax, saved_cr3(%rip)
	movq	%cr4, %rax
	movq	%rax, saved_cr4(%rip)
	movl	%edi, current_op(%rip)
	pushq	$LEGACY_SELECTOR_CODE
	lea	leave_long_mode(%rip), %rax
	pushq	%rax
	lretq

	.code32
leave_long_mode:
	movl	%cr0, %eax
	andl	$~CR0_PG, %eax
	movl	%eax, %cr0
	movl	$MSR_EFER, %ecx
	rdmsr
	andl	$~EFER_LME, %eax
	wrmsr
	movl	saved_cr4, %eax
	andl	$~CR4_PAE, %eax
	orl	$CR4_PSE + CR4_VMXE, %eax
	movl	%eax, %cr4
	movl	$legacy_page_directory, %eax
	movl	%eax, %cr3
	movl	%cr0, %eax
	orl	$CR0_PG, %eax
	movl	%eax, %cr0
	jmp	1f
1:	movl	$legacy_stack_top, %esp

next_op:
	movl	current_op, %esi
	movl	LEGACY_OP_A(%esi), %ecx
	movl	LEGACY_OP_B(%esi), %edx
	movl	(%esi), %eax
	cmpl	$LEGACY_OP_COUNT, %eax
	jae	back
	jmp	*jump_table(,%eax,4)

op_vmxon:
	vmxon	(%ecx)
	jmp	done
op_vmclear:
	vmclear	(%ecx)
	jmp	done
op_vmptrld:
	vmptrld	(%ecx)
	jmp	done
op_vmptrst:
	vmptrst	(%ecx)
	jmp	done
op_vmread:
	vmread	%ecx, %edx
	jmp	done
op_vmread_memory:
	vmread	%ecx, LEGACY_OP_B(%esi)
	pushfl
	movl	LEGACY_OP_B(%esi), %edx
	popfl
	jmp	done
op_vmwrite:
	vmwrite	%edx, %ecx
	jmp	done
op_vmlaunch:
	vmlaunch
	jmp	done
op_vmresume:
	vmresume
	jmp	done
op_vmxoff:
	vmxoff
	jmp	done
op_invept:
	invept	(%ecx), %edx
	jmp	done

	.globl legacy_exit
legacy_exit:
	pushfl
	popl	%eax
	orl	$LEGACY_EXITED, %eax
	jmp	store

done:
	pushfl
	popl	%eax
store:
	movl	current_op, %esi
	movl	%eax, LEGACY_OP_FLAGS(%esi)
	movl	%edx, LEGACY_OP_B(%esi)
	addl	$LEGACY_OP_SIZE, current_op
	jmp	next_op

back:
	movl	%cr0, %eax
	andl	$~CR0_PG, %eax
	movl	%eax, %cr0
	movl	saved_cr4, %eax
	movl	%eax, %cr4
	movl	saved_cr3, %eax
	movl	%eax, %cr3
	movl	$MSR_EFER, %ecx
	rdmsr
	orl	$EFER_LME, %eax
	wrmsr
	movl	%cr0, %eax
	orl	$CR0_PG, %eax
	movl	%eax, %cr0
	ljmp	$SELECTOR_CODE64, $2f

	.code64
2:	movq	saved_rsp(%rip), %rsp
	popfq
	pop	%r15
	pop	%r14
	pop	%r13
	pop	%r12
	pop	%rbp
	pop	%rbx
	ret

	.section .rodata
	.balign 4
jump_table:
	.long back, op_vmxon, op_vmclear, op_vmptrld, op_vmptrst, op_vmread
	.long op_vmread_memory, op_vmwrite, op_vmlaunch, op_vmresume, op_vmxoff
	.long op_invept

	.bss
	.balign 16
	.skip 4096
	.globl legacy_stack_top
legacy_stack_top:
saved_rsp:	.skip 8
saved_cr3:	.skip 8
saved_cr4:	.skip 8
current_op:	.skip 4

	.section .note.GNU-stack, "", @progbits
