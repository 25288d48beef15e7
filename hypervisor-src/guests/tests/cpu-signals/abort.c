// SPDX-License-Identifier: BSD-3-Clause
/*
 * VMX aborts of CPU 1, as CPU 0 sees them: the indicator in the VMCS region, and
 * a CPU that does nothing any more (SDM 28.7).
 */
#include "signals.h"

#define ABORT_INDICATOR	1	/* word of a VMCS region */
#define ABORT_MSR_LOAD	4

static struct { u32 index, reserved; u64 value; } msr_area[1] __aligned(16);

SNIPPET(l2_vmcall, "incq l2_count(%rip)\n\tvmcall");

static void exit_into_abort(u32 cpu __maybe_unused)
{
	target_enter_vmx();
	/* IA32_FS_BASE may not be in the list (SDM 28.6). */
	msr_area[0].index = MSR_IA32_FS_BASE;
	vmwrite(VMCS_EXIT_MSR_LOAD_ADDR, phys_of(msr_area));
	vmwrite(VMCS_EXIT_MSR_LOAD_COUNT, 1);
	target_run_l2();
	target.passed = true;
}

/* Once: CPU 1 cannot do it again. */
static void abort_once(void)
{
	static bool done;

	if (!done)
		target_start(exit_into_abort, l2_vmcall, ACTIVITY_ACTIVE);
	done = true;
	wait_for_l2();
	smp_delay_us(SETTLE_US);
}

CASE(msr_load_stops, "A VM exit that loads an MSR which it may not load.",
     "VMX abort: L1 does not go on, SDM 28.6, 28.7")
{
	abort_once();
	check_true("L1 did not go on", !target.passed);
	check_u64("exits that L1 saw", 0, target.exits);
}

CASE_FAULTY(msr_load_indicator, "The VMX-abort indicator of that exit, read by the other CPU.",
	    "4 in the second word of the VMCS region, SDM 25.2, 28.7",
	    EMULATOR_FAULT_HIDDEN("the indicators are one too low"))
{
	abort_once();
	check_u64("VMX-abort indicator", ABORT_MSR_LOAD,
		  ((const volatile u32 *)(uintptr_t)target.l2.vmcs)[ABORT_INDICATOR]);
}

CASE_FAULTY(init_after_abort, "INIT and a start-up IPI for a CPU that has aborted.",
	    "neither does anything: only RESET ends that state, SDM 28.7",
	    EMULATOR_FAULT_HIDDEN("INIT ends the shutdown after a VMX abort"))
{
	abort_once();
	l2_count = 0;
	smp_expect(TARGET, exit_into_abort);
	smp_send_init(TARGET);
	smp_delay_us(SETTLE_US);
	smp_send_startup(TARGET, SMP_STARTUP_VECTOR);
	smp_delay_us(SETTLE_US);
	check_u64("what CPU 1 did", 0, l2_count);
	l2_count = 1;		/* for abort_once() */
}

/* CPU 1 is lost then: keep this area last. */
static const struct test_case *const cases[] = {
	&case_msr_load_stops, &case_msr_load_indicator, &case_init_after_abort,
};

void run_abort_cases(void)
{
	report_cases("vmx-abort", cases, ARRAY_SIZE(cases));
}
