/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Small L2 programs. They run with random registers, on tables and controls
 * that may be nonsense, so none is sure to reach its VMCALL.
 */
	.macro PROGRAM
	.pushsection .rodata.offsets, "a"
	.quad 9f - l2_programs
	.popsection
	.balign 16
9:
	.endm

	.section .rodata.offsets, "a"
	.balign 8
	.globl l2_program_offsets
l2_program_offsets:

	.section .rodata
	.balign 16
	.globl l2_programs
l2_programs:
PROGRAM
	cpuid
	vmcall
PROGRAM					/* memory */
	movq	(%rdi), %rax
	movq	%rax, (%rsi)
	vmcall
PROGRAM
	rdmsr
	vmcall
PROGRAM
	wrmsr
	vmcall
PROGRAM					/* harmless ports only */
	outb	%al, $0x80
	inb	$0x80, %al
	outl	%eax, $0xe9
	vmcall
PROGRAM
	hlt
	vmcall
PROGRAM
	movq	%rax, %cr0
	vmcall
PROGRAM
	movq	%rax, %cr3
	vmcall
PROGRAM
	movq	%rax, %cr4
	movq	%cr8, %rax
	vmcall
PROGRAM
	vmread	%rax, %rbx
	vmcall
PROGRAM
	vmlaunch
	vmcall
PROGRAM
	vmptrld	(%rdi)
	vmcall
PROGRAM
	invlpg	(%rdi)
	invd
	wbinvd
	rdtsc
	rdpmc
	vmcall
PROGRAM
	pause
	pause
	int3
PROGRAM
	xorl	%edx, %edx
	xsetbv
	vmcall
PROGRAM
	sgdt	(%rsi)
	lgdt	(%rdi)
	sldt	(%rsi)
	ltr	%ax
	vmcall
PROGRAM
	ud2
PROGRAM					/* until the timer */
1:	addq	$4096, %rdi
	movb	(%rdi), %al
	jmp	1b
PROGRAM
1:	jmp	1b
PROGRAM
	rdrand	%rax
	rdseed	%rax
	rdtscp
	vmfunc
	vmcall
PROGRAM					/* an interrupt through no IDT */
	int	$0x30
	vmcall
PROGRAM
	movq	%rax, %dr7
	movq	%dr6, %rax
	pushfq
	orq	$0x100, (%rsp)
	popfq
	nop
	vmcall
	.globl l2_programs_end
l2_programs_end:

	.section .rodata.offsets, "a"
	.globl l2_program_count
l2_program_count:
	.quad (. - l2_program_offsets) / 8

	.section .note.GNU-stack, "", @progbits
