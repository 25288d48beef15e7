/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * L1 and L2 without IA-32e mode: protected mode with 32-bit paging. For L1,
 * legacy.S leaves 64-bit mode, does a list of VMX instructions there, and comes
 * back.
 */
#ifndef LEGACY_H
#define LEGACY_H

/* What to do; the results are in the same place. Known to legacy.S. */
#define LEGACY_END		0
#define LEGACY_VMXON		1	/* a: address of the 64-bit pointer */
#define LEGACY_VMCLEAR		2
#define LEGACY_VMPTRLD		3
#define LEGACY_VMPTRST		4
#define LEGACY_VMREAD		5	/* a: encoding; to a register */
#define LEGACY_VMREAD_MEMORY	6	/* to b's place */
#define LEGACY_VMWRITE		7	/* a: encoding, b: value */
#define LEGACY_VMLAUNCH		8
#define LEGACY_VMRESUME		9
#define LEGACY_VMXOFF		10
#define LEGACY_INVEPT		11	/* a: address of the descriptor, b: type */
#define LEGACY_OP_COUNT		12

#define LEGACY_OP_SIZE		16
#define LEGACY_OP_A		4
#define LEGACY_OP_B		8
#define LEGACY_OP_FLAGS		12

/* Beside CF and ZF: a VM exit came, EFLAGS are those after it. */
#define LEGACY_EXITED		0x80000000

#define LEGACY_SELECTOR_CODE	0x38	/* of guest_gdt: 32-bit code */

#ifndef __ASSEMBLER__
#include "fixture.h"

struct legacy_op {
	u32 what, a, b, flags;
};

/* On the tables of legacy_paging_init(). */
void legacy_run(struct legacy_op *ops);
/* Where VM exits come to, and its stack. */
extern const u8 legacy_exit[], legacy_stack_top[];

/* 4-MByte pages, 4 GBytes one to one. */
extern u32 legacy_page_directory[];
void legacy_paging_init(void);

/* 32-bit code at a label of its own: SNIPPET() makes 64-bit code. */
#define SNIPPET32(name, text)						\
	asm(".pushsection .text\n\t.code32\n\t.balign 16\n\t.globl "	\
	    #name "\n" #name ":\n\t" text "\n\tud2\n\t.code64\n\t"	\
	    ".popsection\n");						\
	extern const u8 name[]

/* fixture_l2(), for an L2 in protected mode. */
void legacy_l2(const void *code);

void run_legacy_l1_cases(void);
void run_task_switch_cases(void);
void run_string_io_cases(void);
void run_pdpte_cases(void);
#endif

#endif
