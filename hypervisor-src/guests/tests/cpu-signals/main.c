// SPDX-License-Identifier: BSD-3-Clause
#include "signals.h"

#define WAIT_LOOPS	5000000

SNIPPET(l2_counts, "1: incq l2_count(%rip)\n\tcmpq $0, l2_stop(%rip)\n\tje 1b\n\tvmcall");
SNIPPET(l2_halts, "incq l2_count(%rip)\n\thlt\n\tincq l2_count(%rip)\n\tvmcall");

struct target target;
volatile u64 l2_count, l2_stop;

void target_start(void (*job)(u32 cpu), const u8 *code, u64 activity)
{
	if (!target.vmxon_region) {
		target.vmxon_region = vmx_region_alloc();
		target.l2.vmcs = vmx_region_alloc();
	}
	target.ready = target.go = target.passed = false;
	target.exits = 0;
	target.code = code;
	target.activity = activity;
	l2_count = l2_stop = 0;
	if (!smp_start(TARGET, job))
		case_abort("CPU %u did not start", TARGET);
}

void target_enter_vmx(void)
{
	vmx_prepare_cpu();
	vmx_vmxon(&target.vmxon_region);
	vmx_vmclear(&target.l2.vmcs);
	vmx_vmptrld(&target.l2.vmcs);
	target.l2.launched = false;
	l2_setup_host(&target.l2);
	l2_setup_guest64(read_cr3(), (uintptr_t)target.code, 0);
	l2_setup_controls(0, 0, 0, 0, 0);
	vmwrite(VMCS_GUEST_ACTIVITY_STATE, target.activity);
}

void target_run_l2(void)
{
	struct seen_exit *seen = &target.seen[target.exits];

	if (!vmx_succeeded(l2_enter(&target.l2)))
		return;
	*seen = (struct seen_exit){
		vmread(VMCS_EXIT_REASON), vmread(VMCS_EXIT_QUALIFICATION),
		vmread(VMCS_GUEST_RIP), vmread(VMCS_GUEST_ACTIVITY_STATE),
		vmread(VMCS_IDT_VECTORING_INFO),
	};
	__atomic_fetch_add(&target.exits, 1, __ATOMIC_SEQ_CST);
}

void wait_for_flag(const char *what, const volatile bool *flag)
{
	u32 i;

	for (i = 0; i < WAIT_LOOPS && !*flag; i++)
		cpu_relax();
	if (!*flag)
		case_abort("%s: CPU 1 did not come so far", what);
}

void wait_for_exits(u32 count)
{
	u32 i;

	for (i = 0; i < WAIT_LOOPS && target.exits < count; i++)
		cpu_relax();
	if (target.exits < count)
		case_abort("VM exit %u did not come", count);
}

void wait_for_l2(void)
{
	u32 i;

	for (i = 0; i < WAIT_LOOPS && !l2_count; i++)
		cpu_relax();
	if (!l2_count)
		case_abort("L2 did not run");
}

void main(void)
{
	report_begin("cpu-signals", fixture_reset);
	run_init_cases();
	run_startup_cases();
	run_boot_cpu_cases();
	run_abort_cases();
	report_end();
}
