/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Multiboot entry of a guest, then 64-bit mode with the first 4 GiB mapped one
 * to one, then guest_start(). Exactly what a small hypervisor does on a PC.
 */
#include "nvmx/multiboot.h"

#define CR0_PG_WP_NE_BITS	0x80010020
#define CR4_PAE_BIT		0x20
#define EFER_LME_NXE		0x900
#define MSR_EFER		0xc0000080
#define PTE_P_W_U		0x7	/* tests also run code at CPL 3 */
#define PTE_P_W_U_PS		0x87

	.section .multiboot, "a"
	.balign 8
	.long MULTIBOOT1_HEADER_MAGIC
	.long MULTIBOOT1_FLAGS
	.long -(MULTIBOOT1_HEADER_MAGIC + MULTIBOOT1_FLAGS)

	.section .text.boot, "ax"
	.code32
	.globl _start
_start:
	cli
	cld
	movl	$guest_stack_top, %esp
	movl	%eax, %ebp
	movl	%ebx, %edi
	movl	$(pdpt + PTE_P_W_U), pml4
	movl	$(pd + PTE_P_W_U), %eax
	movl	$pdpt, %edx
	movl	$4, %ecx
1:	movl	%eax, (%edx)
	addl	$4096, %eax
	addl	$8, %edx
	loop	1b
	movl	$pd, %edx
	movl	$PTE_P_W_U_PS, %eax
	movl	$2048, %ecx
2:	movl	%eax, (%edx)
	addl	$0x200000, %eax
	addl	$8, %edx
	loop	2b
	movl	$pml4, %eax
	movl	%eax, %cr3
	movl	%cr4, %eax
	orl	$CR4_PAE_BIT, %eax
	movl	%eax, %cr4
	movl	$MSR_EFER, %ecx
	rdmsr
	orl	$EFER_LME_NXE, %eax
	wrmsr
	movl	%cr0, %eax
	orl	$CR0_PG_WP_NE_BITS, %eax
	movl	%eax, %cr0
	lgdt	gdt_pointer32
	ljmp	$8, $long_mode

	.code64
long_mode:
	movl	$0x10, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss
	movl	%eax, %fs
	movl	%eax, %gs
	movl	%edi, %esi
	movl	%ebp, %edi
	xorl	%ebp, %ebp
	call	guest_start
3:	cli
	hlt
	jmp	3b

	.section .data
	.balign 16
	/* In the middle the TSS descriptor, see exception.c. */
	.globl guest_gdt
guest_gdt:
	.quad 0
	.quad 0x00af9b000000ffff		/* 64-bit code */
	.quad 0x00cf93000000ffff		/* data */
	.quad 0, 0
	.quad 0x00cff3000000ffff		/* data of CPL 3 */
	.quad 0x00affb000000ffff		/* 64-bit code of CPL 3 */
	.quad 0x00cf9b000000ffff		/* 32-bit code */
guest_gdt_end:
gdt_pointer32:
	.word guest_gdt_end - guest_gdt - 1
	.long guest_gdt

	.section .bss
	.balign 4096
	.globl guest_pml4
guest_pml4:
pml4:	.skip 4096
pdpt:	.skip 4096
pd:	.skip 4 * 4096
	.skip 16384
guest_stack_top:

	.section .note.GNU-stack, "", @progbits
