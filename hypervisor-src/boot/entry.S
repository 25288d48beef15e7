/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * From the boot loader (multiboot 1 or 2: 32-bit protected mode, paging off)
 * to boot_main() in 64-bit mode on an identity map of the first 4 GiB.
 */
#include "nvmx/multiboot.h"

#define CR0_PG_WP_BITS	0x80010000	/* CR0.PG | CR0.WP */
#define CR4_PAE_BIT	0x20
#define EFER_LME	0x100	/* no NX: L1 may switch it off in MISC_ENABLE */
#define MSR_EFER	0xc0000080
#define PTE_P_W		0x3
#define PTE_P_W_PS	0x83
#define CPUID_LM_BIT	29
#define COM1_DATA	0x3f8
#define DEBUG_EXIT_PORT	0xf4	/* isa-debug-exit, see core/machine.c */
#define RESULT_UNSUPPORTED 0x13

	.section .multiboot, "a"
	.balign 8
	.long MULTIBOOT1_HEADER_MAGIC
	.long MULTIBOOT1_FLAGS
	.long -(MULTIBOOT1_HEADER_MAGIC + MULTIBOOT1_FLAGS)

	.balign 8
mb2_header:
	.long MULTIBOOT2_HEADER_MAGIC
	.long 0					/* architecture: i386 */
	.long mb2_header_end - mb2_header
	.long -(MULTIBOOT2_HEADER_MAGIC + mb2_header_end - mb2_header)
	.word MULTIBOOT2_HEADER_TAG_ALIGN_MODULES, 0
	.long 8
	.word MULTIBOOT2_HEADER_TAG_END, 0
	.long 8
mb2_header_end:

	.section .text.boot, "ax"
	.code32
	.globl _start
_start:
	cli
	cld
	movl	$boot_stack_top, %esp
	movl	%eax, %ebp			/* loader's magic */
	movl	%ebx, %edi			/* loader's information */

	movl	$0x80000000, %eax		/* highest extended CPUID leaf */
	cpuid
	cmpl	$0x80000001, %eax
	jb	no_long_mode
	movl	$0x80000001, %eax
	cpuid
	btl	$CPUID_LM_BIT, %edx
	jnc	no_long_mode

	/* Four page directories of 2-MiB pages: 4 GiB, one to one. */
	movl	$(boot_pdpt + PTE_P_W), boot_pml4
	movl	$(boot_pd + PTE_P_W), %eax
	movl	$boot_pdpt, %edx
	movl	$4, %ecx
1:	movl	%eax, (%edx)
	addl	$4096, %eax
	addl	$8, %edx
	loop	1b
	movl	$boot_pd, %edx
	movl	$PTE_P_W_PS, %eax
	movl	$2048, %ecx
2:	movl	%eax, (%edx)
	addl	$0x200000, %eax
	addl	$8, %edx
	loop	2b

	movl	$boot_pml4, %eax
	movl	%eax, %cr3
	movl	%cr4, %eax
	orl	$CR4_PAE_BIT, %eax
	movl	%eax, %cr4
	movl	$MSR_EFER, %ecx
	rdmsr
	orl	$EFER_LME, %eax
	wrmsr
	movl	%cr0, %eax
	orl	$CR0_PG_WP_BITS, %eax
	movl	%eax, %cr0
	lgdt	boot_gdt_pointer
	ljmp	$8, $long_mode

no_long_mode:
	movl	$no_long_mode_text, %esi
	movw	$(COM1_DATA + 5), %dx		/* line status */
3:	inb	%dx, %al
	testb	$0x20, %al			/* THR empty */
	jz	3b
	lodsb
	testb	%al, %al
	jz	4f
	movw	$COM1_DATA, %dx
	outb	%al, %dx
	movw	$(COM1_DATA + 5), %dx
	jmp	3b
4:	movw	$DEBUG_EXIT_PORT, %dx
	movl	$RESULT_UNSUPPORTED, %eax
	outl	%eax, %dx
5:	cli
	hlt
	jmp	5b

	.code64
long_mode:
	movl	$0x10, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss
	xorl	%eax, %eax
	movl	%eax, %fs
	movl	%eax, %gs
	movl	%edi, %esi			/* second argument */
	movl	%ebp, %edi			/* first argument */
	xorl	%ebp, %ebp			/* end of the back trace */
	call	boot_main
6:	cli
	hlt
	jmp	6b

	.section .rodata
no_long_mode_text:
	.asciz "nVMX: this CPU has no 64-bit mode; nVMX needs an Intel CPU with VMX\r\n"
	.balign 8
boot_gdt:
	.quad 0
	.quad 0x00af9b000000ffff		/* 64-bit code */
	.quad 0x00cf93000000ffff		/* data */
boot_gdt_pointer:
	.word . - boot_gdt - 1
	.long boot_gdt

	.section .bss
	.balign 4096
	.globl boot_pml4, boot_pdpt
boot_pml4:
	.skip 4096
boot_pdpt:
	.skip 4096
boot_pd:
	.skip 4 * 4096
	.balign 16
	.skip 16384
	.globl boot_stack_top
boot_stack_top:

	.section .note.GNU-stack, "", @progbits
