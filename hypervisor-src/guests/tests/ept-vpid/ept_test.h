/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * An L2 on an EPT of its own: the first 2 GiB one to one, so that it shares
 * the program's image and page tables, and a window at 3 GiB for the cases.
 */
#ifndef EPT_TEST_H
#define EPT_TEST_H

#include "ept.h"
#include "fixture.h"

#define WINDOW		0xc0000000ULL	/* guest-physical and linear */
#define IDENTITY_END	(2 * SIZE_1G)

/* L2 reads, writes or executes at RDI, then VMCALL. */
extern const u8 l2_read[], l2_write[], l2_execute[], l2_read_twice[];

/* Empties the tables and gives the identity part again; the window is absent. */
void ept_reset(struct ept *ept);
/* L2 at @code with @ept and RDI = @address. */
void ept_l2(struct ept *ept, const u8 *code, u64 address);
/* The same VMCS goes on at @code. */
void ept_l2_again(const u8 *code, u64 address);
void invept_single(const struct ept *ept);

/* A page whose first word is @mark and that can be executed (VMCALL). */
u64 *marked_page(u32 index, u64 mark);
void check_reads(u64 mark);
void check_violation(u64 qualification, u64 address);

void run_permission_cases(void);
void run_misconfiguration_cases(void);
void run_structure_cases(void);
void run_invalidation_cases(void);
void run_vpid_cases(void);
void run_memory_type_cases(void);

#endif
