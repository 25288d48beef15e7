/* SPDX-License-Identifier: BSD-3-Clause */
/* What VM entry loads, what a VM exit saves and loads: SDM 27.3.2, 27.4, 28.3 to 28.6. */
#ifndef VM_STATE_H
#define VM_STATE_H

#include "fixture.h"

struct msr_entry {
	u32 index, reserved;
	u64 value;
};

/* L2 without MSR exits: the bitmap is all 0. */
void state_l2(const u8 *code);

extern const u8 l2_vmcall[], l2_rdmsr[], l2_wrmsr[], l2_rdtsc[];

void run_msr_area_cases(void);
void run_msr_switch_cases(void);
void run_register_cases(void);
void run_tsc_cases(void);

#endif
