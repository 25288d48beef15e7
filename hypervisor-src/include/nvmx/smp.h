/* SPDX-License-Identifier: BSD-3-Clause */
/* The other CPUs of the machine: all of them run L0, wanted or not. */
#ifndef NVMX_SMP_H
#define NVMX_SMP_H

#include "nvmx/types.h"

struct vcpu;

/*
 * Takes the page for the real-mode trampoline out of the memory map. Before
 * any memory is given to L1.
 */
int smp_reserve_trampoline(void);

/*
 * Starts every CPU that the MADT lists and leaves each waiting in VMX root
 * operation: a CPU that L0 did not start could be started by L1, around L0.
 */
void smp_start_all(void);

/* CPUs that run L0, this one included: pcpus[0 .. smp_count() - 1]. */
u32 smp_count(void);

/* Wakes a CPU that waits in pcpu_idle(), or makes it leave it later. */
void smp_wake(u32 pcpu);

/*
 * Sleeps until an NMI, unless *@state is already @starting. An NMI that comes
 * between the look and the HLT makes it return, too (core/exception.c).
 */
void pcpu_sleep(const volatile u32 *state, u32 starting);

/* Waits for work; the calling CPU has no vCPU that runs. Never returns. */
void __noreturn pcpu_idle(void);

#endif
