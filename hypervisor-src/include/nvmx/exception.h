/* SPDX-License-Identifier: BSD-3-Clause */
/* Exceptions in L0 itself. */
#ifndef NVMX_EXCEPTION_H
#define NVMX_EXCEPTION_H

#include "nvmx/types.h"

/* What core/idt_entry.S pushes, lowest address first. */
struct exception_frame {
	u64 r15, r14, r13, r12, r11, r10, r9, r8;
	u64 rdi, rsi, rbp, rbx, rdx, rcx, rax;
	u64 vector;
	u64 error_code;
	u64 rip, cs, rflags, rsp, ss;
};

/*
 * An instruction that may fault and where to go on then. The fixup sees the
 * registers as they were.
 */
struct extable_entry {
	u64 insn;
	u64 fixup;
};

#define EXTABLE(insn, fixup)						\
	".pushsection .extable, \"a\"\n\t"				\
	".balign 8\n\t"							\
	".quad " insn ", " fixup "\n\t"					\
	".popsection\n\t"

void exception_handle(struct exception_frame *frame);
const char *exception_name(u64 vector);
/* The panic screen for an exception of L0's own. */
void __noreturn panic_exception(const struct exception_frame *frame);

#endif
