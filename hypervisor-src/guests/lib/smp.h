/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Further CPUs of a guest. Wrappers that may fault (vmx_guest.h, rdmsr_safe())
 * share one exception record: only one CPU at a time may expect an exception.
 */
#ifndef GUEST_SMP_H
#define GUEST_SMP_H

#include "guest.h"

#define SMP_CPU_MAX	8

/* Switches this CPU's local APIC to x2APIC mode. */
void smp_use_x2apic(void);

/*
 * INIT and start-up IPIs for CPU @cpu (1 to 7), whose APIC identifier is the
 * boot CPU's plus @cpu; it then calls @entry. False when it has not come within a bounded time.
 * May be repeated: the CPU is reset and starts again.
 */
bool smp_start(u32 cpu, void (*entry)(u32 cpu));

/*
 * The single steps of smp_start(): whoever comes to the trampoline next calls
 * @entry as CPU @cpu; the commands, from any CPU.
 */
void smp_expect(u32 cpu, void (*entry)(u32 cpu));
void smp_send_init(u32 cpu);
void smp_send_startup(u32 cpu, u8 vector);
/* Page number of the trampoline: the vector that starts a CPU there. */
#define SMP_STARTUP_VECTOR	8U
/* Waits until the CPU has come; false after a bounded time. */
bool smp_wait_online(u32 cpu);
/* At least so long; short times come out longer. */
void smp_delay_us(u32 us);

/* Waits until @entry of @cpu has returned. False after a bounded time. */
bool smp_wait_done(u32 cpu);

/* Returns when @count CPUs have called it; reusable. */
void smp_barrier(u32 count);

#endif
