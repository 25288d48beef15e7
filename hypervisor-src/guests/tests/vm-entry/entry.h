/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Tables of VM-entry checks: an L2 that would run (it executes VMCALL at once)
 * is spoilt in one field, and the entry must fail as the SDM says for that
 * field, or, for an accepted row, must still work.
 */
#ifndef VM_ENTRY_H
#define VM_ENTRY_H

#include "fixture.h"

#define NON_CANONICAL		0x8000000000000000ULL
#define BEYOND_MAXPHYADDR	BIT64(52)

enum entry_change { NOTHING, SET, OR, CLEAR };

struct entry_row {
	const char *name;
	const char *rule;		/* the check, in words */
	void (*prepare)(void);		/* on the good VMCS; may be NULL */
	u32 field;
	enum entry_change change;
	u64 value;
	bool accepted;
	u64 qualification;		/* of VM-entry failures */
	struct emulator_fault fault;
};

enum entry_outcome { VMFAIL_CONTROLS, VMFAIL_HOST, FAILURE_GUEST, FAILURE_MSR };

struct entry_area {
	const char *name;
	const char *section;		/* of the SDM */
	enum entry_outcome outcome;
	const struct entry_row *rows;
	u32 count;
};

void run_entry_area(const struct entry_area *area);

extern const struct entry_area controls_area, exit_entry_controls_area,
	injection_area, host_area, guest_registers_area, guest_segments_area,
	guest_state_area, msr_load_area;

/* Executes VMCALL at once. */
extern const u8 l2_vmcall[];

/* Preparations that several tables use. */
void with_ept(void);
void with_protected_mode(void);		/* 32-bit paging, IA-32e mode off */
void with_unrestricted_guest(void);
void with_virtual_8086(void);
void with_entry_efer(void);

void run_failure_cases(void);

#endif
