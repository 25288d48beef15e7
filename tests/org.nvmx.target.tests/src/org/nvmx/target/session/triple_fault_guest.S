# SPDX-License-Identifier: EPL-2.0
# A multiboot kernel that ends in a triple fault: it has no IDT.
	.code32
	.text
	.align	4
	.long	0x1BADB002, 0, -0x1BADB002
	.globl	_start
_start:	lidt	no_idt
	int3
no_idt:	.word	0
	.long	0
