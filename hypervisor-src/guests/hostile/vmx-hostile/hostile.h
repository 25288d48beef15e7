/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * An L1 that does with VMX what no sane one does. It passes when it lives to
 * the end, can still run an ordinary L2, and has got only outcomes that the
 * SDM knows; that L0 lives is seen by that alone.
 *
 * What it does to itself is bounded: its L2 runs on an EPT that lets it write
 * the sandbox only, with I/O, MSRs and HLT exiting and the preemption timer on.
 */
#ifndef VMX_HOSTILE_H
#define VMX_HOSTILE_H

#include "ept.h"
#include "fixture.h"

/* 2 MiB that L2 may write, page-aligned to 2 MiB, far from the image. */
#define SANDBOX		0x8000000UL
#define SANDBOX_SIZE	SIZE_2M

void random_seed(u64 seed);
u64 random64(void);
u32 random_below(u32 limit);
bool random_chance(u32 one_in);
/* @value with bits flipped, a boundary value, or something else. */
u64 random_variant(u64 value);

/* An ordinary L2 in the sandbox, on an EPT. */
void sandbox_l2(void);
extern struct ept sandbox_ept;

void step_instructions(void);
void step_fields(void);
void step_ept(void);
/* After step_...: did anything happen that the SDM does not know? */
void check_outcome_known(struct vmx_result result);

#endif
