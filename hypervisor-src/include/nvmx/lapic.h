/* SPDX-License-Identifier: BSD-3-Clause */
/* The local APIC of this CPU, as L0 uses it: to start and wake other CPUs. */
#ifndef NVMX_LAPIC_H
#define NVMX_LAPIC_H

#include "nvmx/types.h"

#define LAPIC_BASE		0xfee00000UL
#define LAPIC_REG_ID		0x020
#define LAPIC_REG_TPR		0x080
#define LAPIC_REG_EOI		0x0b0
#define LAPIC_REG_LDR		0x0d0
#define LAPIC_REG_DFR		0x0e0
#define LAPIC_REG_SVR		0x0f0
#define LAPIC_REG_ISR		0x100	/* 8 registers */
#define LAPIC_REG_ESR		0x280
#define LAPIC_REG_ICR_LOW	0x300
#define LAPIC_REG_ICR_HIGH	0x310
#define LAPIC_REG_LVT_TIMER	0x320
#define LAPIC_REG_LVT_THERMAL	0x330
#define LAPIC_REG_LVT_PERFORMANCE	0x340
#define LAPIC_REG_LVT_LINT0	0x350
#define LAPIC_REG_LVT_LINT1	0x360
#define LAPIC_REG_LVT_ERROR	0x370
#define LAPIC_REG_TIMER_INITIAL	0x380
#define LAPIC_REG_TIMER_DIVIDE	0x3e0

#define SVR_ENABLE		BIT(8)
#define SVR_RESET		0xffU	/* after INIT: disabled */
#define LVT_MASKED		BIT(16)
#define LVT_TIMER_PERIODIC	BIT(17)
#define TIMER_DIVIDE_BY_1	0xbU

/* Interrupt command register, SDM vol. 3A 11.6.1. */
#define ICR_VECTOR_MASK		0xffU
#define ICR_MODE_MASK		(7U << 8)
#define ICR_MODE_NMI		(4U << 8)
#define ICR_MODE_INIT		(5U << 8)
#define ICR_MODE_STARTUP	(6U << 8)
#define ICR_LOGICAL		BIT(11)
#define ICR_PENDING		BIT(12)
#define ICR_ASSERT		BIT(14)
#define ICR_LEVEL		BIT(15)
#define ICR_SHORTHAND_MASK	(3U << 18)
#define ICR_SHORTHAND_SELF	(1U << 18)
#define ICR_SHORTHAND_ALL	(2U << 18)
#define ICR_SHORTHAND_OTHERS	(3U << 18)
#define ICR_XAPIC_DEST_SHIFT	24

bool lapic_in_x2apic_mode(void);
u32 lapic_id(void);
/* Enables the APIC and its timer, interrupting every @period bus clocks. */
void lapic_timer_start(u8 vector, u8 spurious_vector, u32 period);
bool lapic_in_service(u8 vector);
void lapic_eoi(void);
/*
 * The state after INIT (SDM vol. 3A 11.4.7.3), which leaves xAPIC or x2APIC mode
 * alone: for a vCPU that L0 resets without one. Interrupts that were accepted
 * but not delivered cannot be taken back; they wait until the APIC is enabled.
 */
void lapic_reset(void);
/* Sends @command to the CPU with @apic_id and waits until it is accepted. */
void lapic_send(u32 apic_id, u32 command);

#endif
