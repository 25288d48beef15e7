/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Where another CPU starts after SIPI: real mode, at the start of the page
 * below 1 MiB that this code is copied to (CS = page / 16, IP = 0). It goes to
 * 64-bit mode on the boot CPU's page tables and calls ap_main() on the stack
 * that the boot CPU has put into ap_stack_top.
 */
#define CR0_PE_BIT		0x1
#define CR0_PG_WP_PE_NE_BITS	0x80010021
#define CR4_PAE_BIT		0x20
#define EFER_LME		0x100
#define MSR_EFER		0xc0000080

	.section .rodata
	.balign 16
	.globl trampoline_start, trampoline_end
	.code16
trampoline_start:
	cli
	cld
	movw	%cs, %ax
	movw	%ax, %ds
	/* The descriptor pointer and the far jump are relative to this page. */
	lgdtl	trampoline_gdt_pointer - trampoline_start
	movl	%cr0, %eax
	orl	$CR0_PE_BIT, %eax
	movl	%eax, %cr0
	ljmpl	$0x18, $ap_protected_mode	/* 32-bit code, in L0's image */

	.balign 4
trampoline_gdt_pointer:
	.word ap_gdt_end - ap_gdt - 1
	.long ap_gdt
trampoline_end:

	.text
	.code32
ap_protected_mode:
	movl	$0x10, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss
	movl	%cr4, %eax
	orl	$CR4_PAE_BIT, %eax
	movl	%eax, %cr4
	movl	$boot_pml4, %eax
	movl	%eax, %cr3
	movl	$MSR_EFER, %ecx
	rdmsr
	orl	$EFER_LME, %eax
	wrmsr
	movl	$CR0_PG_WP_PE_NE_BITS, %eax
	movl	%eax, %cr0
	ljmp	$8, $ap_long_mode

	.code64
ap_long_mode:
	xorl	%eax, %eax
	movl	%eax, %fs
	movl	%eax, %gs
	movq	ap_stack_top, %rsp
	xorl	%ebp, %ebp
	call	ap_main
1:	cli
	hlt
	jmp	1b

	.section .rodata
	.balign 8
ap_gdt:
	.quad 0
	.quad 0x00af9b000000ffff		/* 64-bit code */
	.quad 0x00cf93000000ffff		/* data */
	.quad 0x00cf9b000000ffff		/* 32-bit code */
ap_gdt_end:

	.section .note.GNU-stack, "", @progbits
