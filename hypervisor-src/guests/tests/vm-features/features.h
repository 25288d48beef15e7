/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Features that a CPU may not have. Each case asks for its control; where a
 * hypervisor hides it, the case does not apply.
 */
#ifndef VM_FEATURES_H
#define VM_FEATURES_H

#include "ept.h"
#include "fixture.h"

#define WINDOW		0xc0000000ULL	/* free in the L2's EPT */

/* L2 on @ept (a fresh identity of the first GiB), RDI = WINDOW. */
void ept_l2(const u8 *code);
extern struct ept ept;
/* Maps @page at the window of @tree. */
void map_window(struct ept *tree, const void *page, u64 attributes);
void set_proc2(u64 bits);
/* A page of the program, cleared. */
void *clear_page(u32 index);

extern const u8 l2_read[], l2_write[], l2_vmcall[];

void run_pml_ve_cases(void);
void run_apic_cases(void);
void run_msr_feature_cases(void);

#endif
