// SPDX-License-Identifier: BSD-3-Clause
#include "nvmx/cpu.h"
#include "nvmx/lapic.h"
#include "nvmx/msr.h"

#define XAPIC_ID_SHIFT		24
#define ACCEPT_LOOPS		1000000
#define VECTOR_COUNT		256U

static volatile u32 *xapic_register(u32 offset)
{
	return (volatile u32 *)(LAPIC_BASE + offset);
}

bool lapic_in_x2apic_mode(void)
{
	return rdmsr(MSR_IA32_APIC_BASE) & APIC_BASE_X2APIC;
}

/* Any register but the ICR, by its xAPIC offset (SDM vol. 3A table 11-6). */
static u32 read_register(u32 offset)
{
	if (lapic_in_x2apic_mode())
		return (u32)rdmsr(MSR_X2APIC_FIRST + offset / 16);
	return *xapic_register(offset);
}

static void write_register(u32 offset, u32 value)
{
	if (lapic_in_x2apic_mode())
		wrmsr(MSR_X2APIC_FIRST + offset / 16, value);
	else
		*xapic_register(offset) = value;
}

void lapic_timer_start(u8 vector, u8 spurious_vector, u32 period)
{
	write_register(LAPIC_REG_SVR, SVR_ENABLE | spurious_vector);
	write_register(LAPIC_REG_TIMER_DIVIDE, TIMER_DIVIDE_BY_1);
	write_register(LAPIC_REG_LVT_TIMER, LVT_TIMER_PERIODIC | vector);
	write_register(LAPIC_REG_TIMER_INITIAL, period);
}

bool lapic_in_service(u8 vector)
{
	return read_register(LAPIC_REG_ISR + vector / 32 * 16) >> vector % 32 & 1;
}

void lapic_eoi(void)
{
	write_register(LAPIC_REG_EOI, 0);
}

/* A CPU need not have every LVT register. */
static void mask_lvt(u32 offset)
{
	u32 msr = MSR_X2APIC_FIRST + offset / 16;
	u64 present;

	if (!lapic_in_x2apic_mode())
		*xapic_register(offset) = LVT_MASKED;
	else if (rdmsr_safe(msr, &present))
		wrmsr(msr, LVT_MASKED);
}

void lapic_reset(void)
{
	static const u16 lvts[] = { LAPIC_REG_LVT_TIMER, LAPIC_REG_LVT_THERMAL,
				    LAPIC_REG_LVT_PERFORMANCE, LAPIC_REG_LVT_LINT0,
				    LAPIC_REG_LVT_LINT1, LAPIC_REG_LVT_ERROR };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(lvts); i++)
		mask_lvt(lvts[i]);
	for (i = 0; i < VECTOR_COUNT; i++)
		if (lapic_in_service((u8)i))
			lapic_eoi();
	write_register(LAPIC_REG_TPR, 0);
	write_register(LAPIC_REG_TIMER_INITIAL, 0);
	write_register(LAPIC_REG_TIMER_DIVIDE, 0);
	write_register(LAPIC_REG_ESR, 0);
	write_register(LAPIC_REG_SVR, SVR_RESET);
	/* In x2APIC mode one is read-only, the other is not there. */
	if (!lapic_in_x2apic_mode()) {
		write_register(LAPIC_REG_LDR, 0);
		write_register(LAPIC_REG_DFR, ~0U);
	}
}

u32 lapic_id(void)
{
	if (lapic_in_x2apic_mode())
		return (u32)rdmsr(MSR_X2APIC_APICID);
	return *xapic_register(LAPIC_REG_ID) >> XAPIC_ID_SHIFT;
}

void lapic_send(u32 apic_id, u32 command)
{
	u32 high;
	int i;

	if (lapic_in_x2apic_mode()) {
		wrmsr(MSR_X2APIC_ICR, (u64)apic_id << 32 | command);
		return;
	}
	/* L1 may be between its writes to the two halves: keep what it wrote. */
	high = *xapic_register(LAPIC_REG_ICR_HIGH);
	*xapic_register(LAPIC_REG_ICR_HIGH) = apic_id << ICR_XAPIC_DEST_SHIFT;
	*xapic_register(LAPIC_REG_ICR_LOW) = command;
	for (i = 0; i < ACCEPT_LOOPS &&
	     *xapic_register(LAPIC_REG_ICR_LOW) & ICR_PENDING; i++)
		cpu_relax();
	*xapic_register(LAPIC_REG_ICR_HIGH) = high;
}
