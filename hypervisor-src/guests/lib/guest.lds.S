/* SPDX-License-Identifier: BSD-3-Clause */
OUTPUT_FORMAT(elf64-x86-64)
ENTRY(_start)

PHDRS
{
	text PT_LOAD FLAGS(5);
	data PT_LOAD FLAGS(6);
}

SECTIONS
{
	. = 0x100000;		/* 1 MiB, as a kernel would be */
	.text : {
		*(.multiboot) *(.text.boot) *(.text .text.*)
		*(.rodata .rodata.*)
		. = ALIGN(8);
		extable_start = .;
		KEEP(*(.extable))
		extable_end = .;
	} :text
	. = ALIGN(4096);
	.data : { *(.data .data.*) } :data
	.bss : { *(.bss .bss.*) *(COMMON) } :data
	image_end = .;
	/DISCARD/ : { *(.comment) *(.eh_frame*) *(.note*) }
}
