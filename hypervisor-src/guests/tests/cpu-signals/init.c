// SPDX-License-Identifier: BSD-3-Clause
/* INIT: blocked in VMX root operation, a VM exit in non-root operation. */
#include "signals.h"

static volatile bool restarted;
static volatile u64 restarted_cr4;

static void check_init_exit(const struct seen_exit *seen)
{
	check_text("exit reason", exit_reason_text(EXIT_REASON_INIT_SIGNAL),
		   exit_reason_text((u32)seen->reason));
	check_u64("exit qualification", 0, seen->qualification);
	check_u64("IDT-vectoring information", 0, seen->idt_vectoring & INTR_INFO_VALID);
}

static void run_l2_once(u32 cpu __maybe_unused)
{
	target_enter_vmx();
	target_run_l2();
	vmx_vmxoff();
}

CASE(init_in_l2, "INIT while L2 runs.",
     "exit INIT signal(3), RIP where L2 was, SDM 26.2")
{
	u64 rip;

	target_start(run_l2_once, l2_counts, ACTIVITY_ACTIVE);
	wait_for_l2();
	smp_send_init(TARGET);
	wait_for_exits(1);
	check_init_exit(&target.seen[0]);
	rip = target.seen[0].rip - (uintptr_t)l2_counts;
	check_true("RIP in the loop", rip < 32);
	check_u64("activity state", ACTIVITY_ACTIVE, target.seen[0].activity);
}

CASE_FAULTY(init_in_l2_hlt, "INIT while L2 is in the HLT state.",
	    "exit INIT signal(3), activity state HLT, SDM 26.2, 28.3.4",
	    EMULATOR_FAULT_HIDDEN("the activity state is saved as active"))
{
	NEEDS_MISC(ACTIVITY_HLT);
	target_start(run_l2_once, l2_halts, ACTIVITY_ACTIVE);
	wait_for_l2();
	smp_delay_us(SETTLE_US);
	smp_send_init(TARGET);
	wait_for_exits(1);
	check_init_exit(&target.seen[0]);
	check_u64("L2 did not go on", 1, l2_count);
	check_u64("activity state", ACTIVITY_HLT, target.seen[0].activity);
}

static void enter_after_init(u32 cpu __maybe_unused)
{
	target_enter_vmx();
	target.ready = true;
	while (!target.go)
		cpu_relax();
	target_run_l2();
	vmx_vmxoff();
}

CASE_FAULTY(init_before_entry, "INIT in VMX root operation, then VM entry.",
	    "blocked until the entry, then exit INIT signal(3) before L2's first instruction, SDM 24.8, 26.2",
	    EMULATOR_FAULT_HIDDEN("an INIT that is blocked is lost"))
{
	target_start(enter_after_init, l2_counts, ACTIVITY_ACTIVE);
	wait_for_flag("VMX operation", &target.ready);
	smp_send_init(TARGET);
	smp_delay_us(SETTLE_US);
	target.go = true;
	wait_for_exits(1);
	check_init_exit(&target.seen[0]);
	check_u64("guest RIP", (uintptr_t)l2_counts, target.seen[0].rip);
	check_u64("what L2 did", 0, l2_count);
}

static void leave_vmx_after_init(u32 cpu __maybe_unused)
{
	target_enter_vmx();
	target.ready = true;
	while (!target.go)
		cpu_relax();
	target.exits = 1;	/* in root operation still */
	vmx_vmxoff();
	target.passed = true;
}

static void note_restart(u32 cpu __maybe_unused)
{
	restarted_cr4 = read_cr4();
	restarted = true;
}

CASE_FAULTY(init_before_vmxoff, "INIT in VMX root operation, then VMXOFF.",
	    "blocked until VMXOFF, behind which L1 does not come. SIPI alone starts the CPU again, SDM 24.8",
	    EMULATOR_FAULT_HIDDEN("an INIT that is blocked is lost"))
{
	restarted = false;
	target_start(leave_vmx_after_init, l2_counts, ACTIVITY_ACTIVE);
	wait_for_flag("VMX operation", &target.ready);
	smp_send_init(TARGET);
	smp_delay_us(SETTLE_US);
	target.go = true;
	wait_for_exits(1);
	smp_delay_us(SETTLE_US);
	check_true("nothing behind VMXOFF was done", !target.passed);
	smp_expect(TARGET, note_restart);
	smp_send_startup(TARGET, SMP_STARTUP_VECTOR);
	check_true("CPU 1 started", smp_wait_online(TARGET));
	wait_for_flag("the code after SIPI", &restarted);
	check_u64("CR4.VMXE after INIT", 0, restarted_cr4 & CR4_VMXE);
}

static void counts_outside(u32 cpu __maybe_unused)
{
	target.ready = true;
	for (;;)
		l2_count++;
}

static void go_on_after_init(u32 cpu __maybe_unused)
{
	target_enter_vmx();
	target.ready = true;
	while (!target.go)
		cpu_relax();
	target.passed = true;
	vmx_vmxoff();
}

CASE(init_in_root, "INIT in VMX root operation.",
     "blocked: the CPU goes on, SDM 24.8")
{
	target_start(go_on_after_init, l2_counts, ACTIVITY_ACTIVE);
	wait_for_flag("VMX operation", &target.ready);
	smp_send_init(TARGET);
	smp_delay_us(SETTLE_US);
	target.go = true;
	smp_delay_us(SETTLE_US);
	check_true("CPU 1 goes on in VMX root operation", target.passed);
}

CASE(init_outside_vmx, "INIT outside of VMX operation.",
     "the CPU waits for SIPI, SDM 3A 9.4.3")
{
	u64 count;

	restarted = false;
	target_start(counts_outside, l2_counts, ACTIVITY_ACTIVE);
	wait_for_l2();
	smp_send_init(TARGET);
	smp_delay_us(SETTLE_US);
	count = l2_count;
	smp_delay_us(SETTLE_US);
	check_u64("what CPU 1 counted after INIT", count, l2_count);
	smp_expect(TARGET, note_restart);
	smp_send_startup(TARGET, SMP_STARTUP_VECTOR);
	wait_for_flag("the code after SIPI", &restarted);
}

static const struct test_case *const cases[] = {
	&case_init_in_l2, &case_init_in_l2_hlt, &case_init_in_root, &case_init_before_entry,
	&case_init_before_vmxoff, &case_init_outside_vmx,
};

void run_init_cases(void)
{
	report_cases("init", cases, ARRAY_SIZE(cases));
}
