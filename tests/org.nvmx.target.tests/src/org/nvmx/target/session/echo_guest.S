# SPDX-License-Identifier: EPL-2.0
# A multiboot kernel: greets on COM1 and COM2, echoes what comes in on COM2, and switches Bochs off (port 0x8900) when that is a q.
	.code32
	.text
	.align	4
	.long	0x1BADB002, 0, -0x1BADB002
	.globl	_start
_start:	mov	$stack_top, %esp
	mov	$0x3f8, %edi
	mov	$greeting1, %esi
	call	open
	mov	$0x2f8, %edi
	mov	$greeting2, %esi
	call	open
echo:	lea	5(%edi), %edx
	in	%dx, %al
	test	$1, %al
	jz	echo
	mov	%edi, %edx
	in	%dx, %al
	cmp	$'q', %al
	je	off
	call	putc
	jmp	echo
off:	call	drain
	mov	$0x8900, %edx
	mov	$word, %esi
	mov	$8, %ecx
	rep outsb
	hlt

# open: sets up the UART at %edi (115200 8n1) and prints the text at %esi.
open:	lea	3(%edi), %edx
	mov	$0x80, %al
	out	%al, %dx
	mov	%edi, %edx
	mov	$1, %al
	out	%al, %dx
	inc	%edx
	mov	$0, %al
	out	%al, %dx
	lea	3(%edi), %edx
	mov	$3, %al
	out	%al, %dx
1:	lodsb
	test	%al, %al
	jz	2f
	call	putc
	jmp	1b
2:	ret

# putc: prints %al on the UART at %edi.
putc:	mov	%al, %bl
1:	lea	5(%edi), %edx
	in	%dx, %al
	test	$0x20, %al
	jz	1b
	mov	%bl, %al
	mov	%edi, %edx
	out	%al, %dx
	ret

# drain: waits until the UART at %edi has sent everything.
drain:	lea	5(%edi), %edx
	in	%dx, %al
	test	$0x40, %al
	jz	drain
	ret

greeting1:	.asciz	"hello on COM1\r\n"
greeting2:	.asciz	"hello on COM2\r\n"
word:		.ascii	"Shutdown"
	.bss
	.space	4096
stack_top:
