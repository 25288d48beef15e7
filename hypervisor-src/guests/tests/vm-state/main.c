// SPDX-License-Identifier: BSD-3-Clause
/* State that VM entries and VM exits load and save. */
#include "state.h"

SNIPPET(l2_vmcall, "vmcall");
/* MSR ECX to RAX. */
SNIPPET(l2_rdmsr, "rdmsr\n\tshl $32, %rdx\n\tmov %eax, %eax\n\tor %rdx, %rax\n\tvmcall");
/* RBX to MSR ECX. */
SNIPPET(l2_wrmsr, "mov %rbx, %rdx\n\tshr $32, %rdx\n\tmov %ebx, %eax\n\twrmsr\n\tvmcall");
SNIPPET(l2_rdtsc, "rdtsc\n\tshl $32, %rdx\n\tmov %eax, %eax\n\tor %rdx, %rax\n\tvmcall");

static u8 msr_bitmap[PAGE_SIZE] __aligned(4096);

void state_l2(const u8 *code)
{
	NEEDS(PROC, USE_MSR_BITMAPS);
	fixture_l2(code);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_USE_MSR_BITMAPS);
	vmwrite(VMCS_MSR_BITMAP, phys_of(msr_bitmap));
}

void main(void)
{
	report_begin("vm-state", fixture_reset);
	run_msr_area_cases();
	run_msr_switch_cases();
	run_register_cases();
	run_tsc_cases();
	report_end();
}
