// SPDX-License-Identifier: BSD-3-Clause
/*
 * INIT for the boot CPU, outside of VMX operation: it goes on at the reset
 * vector, in the firmware, which for this shutdown code jumps where software
 * wants to come back.
 */
#include "context.h"
#include "signals.h"

#define BOOT_CPU		0U
#define CMOS_INDEX		0x70
#define CMOS_DATA		0x71
#define CMOS_SHUTDOWN_CODE	0x0f
#define SHUTDOWN_JUMP		0x0a	/* far jump through 40H:67H */
#define BIOS_RESET_OFFSET	0x467
#define BIOS_RESET_SEGMENT	0x469
#define WAIT_LOOPS		5000000

static struct context before;
static volatile bool came_back;

static void send_init_to_boot_cpu(u32 cpu __maybe_unused)
{
	target.ready = true;
	while (!target.go)
		cpu_relax();
	smp_send_init(BOOT_CPU);
	target.passed = true;
}

/* On the trampoline's stack. */
static void boot_cpu_again(u32 cpu __maybe_unused)
{
	came_back = true;
	context_restore(&before, 1);
}

static void want_warm_reset(void)
{
	volatile u16 *offset = (volatile u16 *)BIOS_RESET_OFFSET;
	volatile u16 *segment = (volatile u16 *)BIOS_RESET_SEGMENT;

	asm volatile("" : "+r"(offset), "+r"(segment));
	*offset = 0;
	*segment = SMP_STARTUP_VECTOR << 8;
	outb(CMOS_INDEX, CMOS_SHUTDOWN_CODE);
	outb(CMOS_DATA, SHUTDOWN_JUMP);
}

CASE(init_boot_cpu, "INIT for the boot CPU.",
     "it is reset and goes on at the reset vector, without SIPI, SDM 3A 9.4.3, table 10-1")
{
	u32 i;

	came_back = false;
	target_start(send_init_to_boot_cpu, l2_counts, ACTIVITY_ACTIVE);
	wait_for_flag("CPU 1", &target.ready);
	want_warm_reset();
	smp_expect(BOOT_CPU, boot_cpu_again);
	if (!context_save(&before)) {
		/* What a reset clears. */
		write_cr4(read_cr4() | CR4_DE);
		target.go = true;
		for (i = 0; i < WAIT_LOOPS; i++)
			cpu_relax();
		check_true("the boot CPU was reset", false);
		return;
	}
	check_true("the boot CPU came back through the firmware", came_back);
	check_u64("CR4.DE after the reset", 0, read_cr4() & CR4_DE);
	check_true("IA32_APIC_BASE still says boot CPU",
		   rdmsr(MSR_IA32_APIC_BASE) & APIC_BASE_BSP);
}

static const struct test_case *const cases[] = { &case_init_boot_cpu };

void run_boot_cpu_cases(void)
{
	report_cases("boot-cpu", cases, ARRAY_SIZE(cases));
}
