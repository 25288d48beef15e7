// SPDX-License-Identifier: BSD-3-Clause
/* Start-up IPIs: a VM exit of an L2 that waits for one, else nothing. */
#include "signals.h"

#define VECTOR_A	0x9a
#define VECTOR_B	0x55

static void wait_twice(u32 cpu __maybe_unused)
{
	target_enter_vmx();
	target.ready = true;
	target_run_l2();
	vmwrite(VMCS_GUEST_ACTIVITY_STATE, target.activity);
	/* The emulator has saved blocking by SMI, which no entry accepts. */
	vmwrite(VMCS_GUEST_INTERRUPTIBILITY, 0);
	target.passed = true;
	target_run_l2();
	vmx_vmxoff();
}

static void start_waiting(void)
{
	NEEDS_MISC(ACTIVITY_WAIT_SIPI);
	target_start(wait_twice, l2_counts, ACTIVITY_WAIT_SIPI);
	wait_for_flag("VMX operation", &target.ready);
	smp_delay_us(SETTLE_US);
}

static void check_sipi(u32 exit, u64 vector)
{
	const struct seen_exit *seen = &target.seen[exit];

	check_text("exit reason", exit_reason_text(EXIT_REASON_SIPI),
		   exit_reason_text((u32)seen->reason));
	check_u64("exit qualification (the vector)", vector, seen->qualification);
	check_u64("guest RIP", (uintptr_t)l2_counts, seen->rip);
	check_u64("IDT-vectoring information", 0, seen->idt_vectoring & INTR_INFO_VALID);
}

CASE(sipi_ends_the_wait, "Two start-up IPIs for an L2 in the state wait-for-SIPI, which is entered twice.",
     "exit SIPI(4) each time with the vector, L2 has not run, SDM 26.2, 28.2.1")
{
	start_waiting();
	check_u64("exits before the SIPI", 0, target.exits);
	smp_send_startup(TARGET, VECTOR_A);
	wait_for_exits(1);
	check_sipi(0, VECTOR_A);
	wait_for_flag("the second entry", &target.passed);
	smp_delay_us(SETTLE_US);
	smp_send_startup(TARGET, VECTOR_B);
	wait_for_exits(2);
	check_sipi(1, VECTOR_B);
	check_u64("what L2 did", 0, l2_count);
}

CASE_FAULTY(sipi_activity, "The activity state after the exit.",
	    "wait-for-SIPI is saved, SDM 28.3.4",
	    EMULATOR_FAULT_HIDDEN("the activity state is saved as active"))
{
	start_waiting();
	smp_send_startup(TARGET, VECTOR_A);
	wait_for_exits(1);
	check_u64("activity state", ACTIVITY_WAIT_SIPI, target.seen[0].activity);
	wait_for_flag("the second entry", &target.passed);
	smp_delay_us(SETTLE_US);
	smp_send_startup(TARGET, VECTOR_A);
	wait_for_exits(2);
}

static void run_until_stop(u32 cpu __maybe_unused)
{
	target_enter_vmx();
	target_run_l2();
	vmx_vmxoff();
}

CASE(sipi_to_running_l2, "A start-up IPI while L2 runs.",
     "discarded, SDM 26.2")
{
	u64 count;

	target_start(run_until_stop, l2_counts, ACTIVITY_ACTIVE);
	wait_for_l2();
	smp_send_startup(TARGET, VECTOR_A);
	smp_delay_us(SETTLE_US);
	check_u64("exits", 0, target.exits);
	count = l2_count;
	smp_delay_us(SETTLE_US);
	check_true("L2 goes on", l2_count > count);
	l2_stop = 1;
	wait_for_exits(1);
	check_u64("exit reason", EXIT_REASON_VMCALL, target.seen[0].reason);
}

static void wait_then_run(u32 cpu __maybe_unused)
{
	target_enter_vmx();
	target.ready = true;
	target_run_l2();
	vmwrite(VMCS_GUEST_ACTIVITY_STATE, ACTIVITY_ACTIVE);
	vmwrite(VMCS_GUEST_INTERRUPTIBILITY, 0);
	target_run_l2();
	vmx_vmxoff();
}

CASE(init_while_waiting, "INIT, then a start-up IPI, for an L2 in the state wait-for-SIPI.",
     "exit SIPI(4): the state blocks INIT. At the next VM entry exit INIT signal(3), SDM 27.7.2, 24.8")
{
	NEEDS_MISC(ACTIVITY_WAIT_SIPI);
	target_start(wait_then_run, l2_counts, ACTIVITY_WAIT_SIPI);
	wait_for_flag("VMX operation", &target.ready);
	smp_delay_us(SETTLE_US);
	smp_send_init(TARGET);
	smp_delay_us(SETTLE_US);
	check_u64("exits after INIT", 0, target.exits);
	smp_send_startup(TARGET, VECTOR_A);
	wait_for_exits(2);
	check_sipi(0, VECTOR_A);
	check_u64("the second exit", EXIT_REASON_INIT_SIGNAL, target.seen[1].reason);
	check_u64("what L2 did", 0, l2_count);
}

static const struct test_case *const cases[] = {
	&case_sipi_ends_the_wait, &case_sipi_activity, &case_sipi_to_running_l2,
	&case_init_while_waiting,
};

void run_startup_cases(void)
{
	report_cases("startup-ipi", cases, ARRAY_SIZE(cases));
}
