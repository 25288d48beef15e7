/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Tables of VM exits: one instruction of L2, the control that makes it exit,
 * and what the exit must say. Without the control the same instruction must
 * not exit (the case NAME_off): L2 then reaches the VMCALL behind it.
 */
#ifndef VM_EXITS_H
#define VM_EXITS_H

#include "fixture.h"

/* @name: where L2 starts; name_at: the instruction; name_end: behind it. */
#define STIMULUS(name, setup, insn)					\
	asm(".pushsection .text\n\t.balign 16\n\t.globl " #name ", "	\
	    #name "_at, " #name "_end\n" #name ":\n\t" setup "\n"	\
	    #name "_at:\n\t" insn "\n" #name "_end:\n\tvmcall\n\tud2\n\t" \
	    ".popsection\n");						\
	extern const u8 name[], name##_at[], name##_end[]

struct exit_row {
	const char *name, *purpose;
	const u8 *code, *at, *end;
	enum control_word word;
	u64 control;			/* 0: the exit is unconditional */
	const char *key;
	void (*prepare)(void);
	u32 reason;
	bool no_off_case;		/* without the control L2 would stop */
	bool trap_like;			/* the exit comes after the instruction */
	bool checks_qualification;
	u64 qualification;
	u32 info_mask, info;		/* of the instruction information */
	void (*check)(void);		/* more, after the exit */
	struct emulator_fault fault;
};

#define INSN(label)		.name = #label, .code = label,		\
				.at = label##_at, .end = label##_end
#define BY(word_name, control_name)					\
				.word = WORD_##word_name,		\
				.control = word_name##_##control_name,	\
				.key = #word_name "_" #control_name
#define REASON(reason_name)	.reason = EXIT_REASON_##reason_name
#define QUALIFICATION(value)	.checks_qualification = true, .qualification = (value)
#define INFO(mask, value)	.info_mask = (mask), .info = (value)

struct exit_area {
	const char *name, *section;
	const struct exit_row *rows;
	u32 count;
};

void run_exit_area(const struct exit_area *area);
void set_control(enum control_word word, u64 bits);

/* VM-exit instruction information, SDM tables 28-8 to 28-15. */
#define INFO_SCALE_4		2U
#define INFO_REG1(reg)		((u32)(reg) << 3)
#define INFO_ADDRESS_32		(1U << 7)
#define INFO_ADDRESS_64		(2U << 7)
#define INFO_REGISTER		BIT(10)
#define INFO_OPERAND_64		(2U << 11)
#define INFO_SEGMENT_DS		(3U << 15)
#define INFO_SEGMENT_FS		(4U << 15)
#define INFO_INDEX(reg)		((u32)(reg) << 18)
#define INFO_NO_INDEX		BIT(22)
#define INFO_BASE(reg)		((u32)(reg) << 23)
#define INFO_REG2(reg)		((u32)(reg) << 28)
#define INFO_IDENTITY(number)	((u32)(number) << 28)

/* All of a memory operand disp(%rbx,%rcx,4) in 64-bit mode, DS. */
#define INFO_MEMORY_MASK	(3U | 7U << 7 | BIT(10) | 7U << 15 | 15U << 18 | \
				 BIT(22) | 15U << 23 | BIT(27))
#define INFO_MEMORY		(INFO_SCALE_4 | INFO_ADDRESS_64 |	\
				 INFO_SEGMENT_DS | INFO_INDEX(GPR_RCX) | \
				 INFO_BASE(GPR_RBX))

extern const struct exit_area instructions_area, vmx_instructions_area,
	registers_area, io_area, msr_area, exceptions_area;

void run_other_exit_cases(void);

#endif
