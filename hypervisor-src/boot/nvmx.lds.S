/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * L0's memory is one contiguous block: the image, then the page pool. It is
 * far from where L1 kernels like to be (1 MiB, 16 MiB) and 2-MiB aligned, so
 * that leaving it out of EPT01 costs no split page.
 */
#include "nvmx/layout.h"

OUTPUT_FORMAT(elf64-x86-64)
ENTRY(_start)

PHDRS
{
	text PT_LOAD FLAGS(5);
	rodata PT_LOAD FLAGS(4);
	data PT_LOAD FLAGS(6);
}

SECTIONS
{
	. = NVMX_LOAD_ADDRESS;
	image_start = .;
	.text : { *(.multiboot) *(.text.boot) *(.text .text.*) } :text
	. = ALIGN(4096);
	text_end = .;
	.rodata : {
		*(.rodata .rodata.*)
		. = ALIGN(8);
		extable_start = .;
		KEEP(*(.extable))
		extable_end = .;
	} :rodata
	. = ALIGN(4096);
	rodata_end = .;
	.data : { *(.data .data.*) } :data
	.bss : { *(.bss .bss.*) *(COMMON) } :data
	. = ALIGN(4096);
	/* Symbols come last: adding them moves nothing that they name. */
	.symtab_image : { *(.symtab_image) } :data
	. = ALIGN(4096);
	image_end = .;
	/DISCARD/ : { *(.comment) *(.eh_frame*) *(.note*) }
}
