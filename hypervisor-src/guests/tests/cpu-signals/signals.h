/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * INIT and start-up IPIs from CPU 0 to CPU 1, which is in VMX operation of its
 * own (SDM vol. 3C 24.8, 26.2). CPU 1 does a job for each case; CPU 0 looks at
 * what it has noted and judges.
 */
#ifndef SIGNALS_H
#define SIGNALS_H

#include "fixture.h"
#include "smp.h"

#define TARGET		1U		/* the CPU that gets the signals */
/* Long against L0's way of noticing them, and against an instruction. */
#define SETTLE_US	100000U
#define EXIT_COUNT	2

/* What CPU 1 has seen. */
struct seen_exit {
	u64 reason, qualification, rip, activity, idt_vectoring;
};

struct target {
	u64 vmxon_region;
	struct l2 l2;
	const u8 *code;
	u64 activity;			/* of L2 at the first entry */
	/* Written by one CPU, read by the other. */
	volatile bool ready;		/* CPU 1: right before the step of the case */
	volatile bool go;		/* CPU 0: do the step */
	volatile bool passed;		/* CPU 1: is behind it */
	volatile u32 exits;		/* CPU 1: how many are in seen[] */
	struct seen_exit seen[EXIT_COUNT];
};

extern struct target target;
/* L2 counts here while it runs, and stops when it is told to. */
extern volatile u64 l2_count, l2_stop;

/* L2 that counts until l2_stop, then VMCALL; one that counts once and halts. */
extern const u8 l2_counts[], l2_halts[];

/* CPU 1 starts with @job; @code and @activity are its L2's. */
void target_start(void (*job)(u32 cpu), const u8 *code, u64 activity);
/* For jobs: VMXON and a VMCS that is ready for VMLAUNCH. */
void target_enter_vmx(void);
/* One VM entry, and what the exit says. */
void target_run_l2(void);
/* Waits for *@flag, on CPU 0; the case fails when it does not come. */
void wait_for_flag(const char *what, const volatile bool *flag);
void wait_for_exits(u32 count);
void wait_for_l2(void);

void run_init_cases(void);
void run_startup_cases(void);
void run_boot_cpu_cases(void);
void run_abort_cases(void);

#endif
