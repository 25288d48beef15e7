/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * INS and OUTS at the scratch register of COM1, which keeps the last byte: real
 * hardware bare, emulated under a hypervisor.
 */
#ifndef STRING_IO_H
#define STRING_IO_H

#include "fixture.h"

#define SCRATCH_PORT	0x3ff
#define GUARD_BYTE	0x77

/* What a string instruction uses and changes. */
struct string_registers {
	u64 rcx, rsi, rdi;
	bool backwards;		/* RFLAGS.DF */
};

/*
 * Calls @code, which is one instruction of these and a RET, with DX = the
 * scratch register. An exception is in last_exception then, the registers are
 * as it left them.
 */
void string_run(const u8 *code, struct string_registers *registers);

/* Four pages at 512 GiB: two that are there, an absent one, a read-only one. */
#define WINDOW		0x8000000000ULL
enum window_page { PAGE_FIRST, PAGE_SECOND, PAGE_ABSENT, PAGE_READ_ONLY, PAGE_COUNT };
/* The linear address of byte @offset of a page of the window. */
u64 window_address(enum window_page page, u64 offset);
/* Maps it with @pte_flags in every entry besides P and W. */
void window_map(u64 pte_flags);

void string_set_scratch(u8 value);
u8 string_scratch(void);

void run_element_cases(void);
void run_fault_cases(void);
void run_l2_cases(void);

#endif
