// SPDX-License-Identifier: BSD-3-Clause
/* The MSR areas of the VMCS, SDM 25.7.2, 25.8.2, 27.4, 28.4, 28.6. */
#include "state.h"

#define MARK		0x1234567ULL
#define OTHER_MARK	0x89abcdeULL
#define COUNT_UNIT	512

static struct msr_entry area[COUNT_UNIT] __aligned(4096);

static void entry_loads(u32 count)
{
	vmwrite(VMCS_ENTRY_MSR_LOAD_ADDR, phys_of(area));
	vmwrite(VMCS_ENTRY_MSR_LOAD_COUNT, count);
}

static void exit_stores(u32 count)
{
	vmwrite(VMCS_EXIT_MSR_STORE_ADDR, phys_of(area));
	vmwrite(VMCS_EXIT_MSR_STORE_COUNT, count);
}

static void exit_loads(u32 count)
{
	vmwrite(VMCS_EXIT_MSR_LOAD_ADDR, phys_of(area));
	vmwrite(VMCS_EXIT_MSR_LOAD_COUNT, count);
}

static void set(u32 index, u32 msr, u64 value)
{
	area[index] = (struct msr_entry){ msr, 0, value };
}

CASE(entry_load, "An MSR of the VM-entry MSR-load area.",
     "L2 reads the area's value, SDM 27.4")
{
	state_l2(l2_rdmsr);
	set(0, MSR_IA32_LSTAR, MARK);
	entry_loads(1);
	fixture.l2.gpr[GPR_RCX] = MSR_IA32_LSTAR;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", MARK, fixture.l2.gpr[GPR_RAX]);
}

CASE(entry_load_stays, "L1 after an exit, with no exit area.",
     "the MSR keeps what the entry loaded, SDM 27.4, 28.6")
{
	u64 value;

	state_l2(l2_vmcall);
	set(0, MSR_IA32_LSTAR, MARK);
	entry_loads(1);
	wrmsr(MSR_IA32_LSTAR, 0);
	check_exit(EXIT_REASON_VMCALL);
	value = rdmsr(MSR_IA32_LSTAR);
	check_u64("IA32_LSTAR", MARK, value);
}

CASE(entry_load_order, "The same MSR twice in the area.",
     "the last entry wins, SDM 27.4")
{
	state_l2(l2_rdmsr);
	set(0, MSR_IA32_LSTAR, MARK);
	set(1, MSR_IA32_LSTAR, OTHER_MARK);
	entry_loads(2);
	fixture.l2.gpr[GPR_RCX] = MSR_IA32_LSTAR;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", OTHER_MARK, fixture.l2.gpr[GPR_RAX]);
}

CASE(entry_load_sysenter, "An MSR that is in the guest-state area as well.",
     "the MSR area is loaded after the guest state, SDM 27.4")
{
	state_l2(l2_rdmsr);
	vmwrite(VMCS_GUEST_SYSENTER_ESP, OTHER_MARK);
	set(0, MSR_IA32_SYSENTER_ESP, MARK);
	entry_loads(1);
	fixture.l2.gpr[GPR_RCX] = MSR_IA32_SYSENTER_ESP;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", MARK, fixture.l2.gpr[GPR_RAX]);
}

CASE(exit_store, "An MSR of the VM-exit MSR-store area that L2 has written.",
     "the area holds L2's value, SDM 28.4")
{
	state_l2(l2_wrmsr);
	set(0, MSR_IA32_CSTAR, 0);
	exit_stores(1);
	fixture.l2.gpr[GPR_RCX] = MSR_IA32_CSTAR;
	fixture.l2.gpr[GPR_RBX] = MARK;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("the area's value", MARK, area[0].value);
}

CASE(exit_store_guest_state, "Stored MSRs that are in the guest-state area as well.",
     "L2's values, not L1's, SDM 28.4")
{
	state_l2(l2_vmcall);
	vmwrite(VMCS_GUEST_SYSENTER_EIP, MARK);
	vmwrite(VMCS_GUEST_FS_BASE, OTHER_MARK);
	set(0, MSR_IA32_SYSENTER_EIP, 0);
	set(1, MSR_IA32_FS_BASE, 0);
	exit_stores(2);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("IA32_SYSENTER_EIP", MARK, area[0].value);
	check_u64("IA32_FS_BASE", OTHER_MARK, area[1].value);
}

CASE(exit_load, "An MSR of the VM-exit MSR-load area.",
     "L1 reads the area's value after the exit, SDM 28.6")
{
	u64 value;

	state_l2(l2_vmcall);
	wrmsr(MSR_IA32_KERNEL_GS_BASE, 0);
	set(0, MSR_IA32_KERNEL_GS_BASE, MARK);
	exit_loads(1);
	check_exit(EXIT_REASON_VMCALL);
	value = rdmsr(MSR_IA32_KERNEL_GS_BASE);
	wrmsr(MSR_IA32_KERNEL_GS_BASE, 0);
	check_u64("IA32_KERNEL_GS_BASE", MARK, value);
}

CASE(store_before_load, "One area for storing and loading at VM exits.",
     "the MSR keeps L2's value: it is stored first, SDM 28.4, 28.6")
{
	u64 value;

	state_l2(l2_wrmsr);
	set(0, MSR_IA32_CSTAR, OTHER_MARK);
	exit_stores(1);
	exit_loads(1);
	fixture.l2.gpr[GPR_RCX] = MSR_IA32_CSTAR;
	fixture.l2.gpr[GPR_RBX] = MARK;
	check_exit(EXIT_REASON_VMCALL);
	value = rdmsr(MSR_IA32_CSTAR);
	check_u64("the area's value", MARK, area[0].value);
	check_u64("IA32_CSTAR in L1", MARK, value);
}

CASE(many_entries, "512 entries, as many as IA32_VMX_MISC[27:25] = 0 recommends.",
     "all are loaded and all are stored, SDM A.6")
{
	u32 i;

	state_l2(l2_vmcall);
	for (i = 0; i < COUNT_UNIT; i++)
		set(i, i == COUNT_UNIT - 1 ? MSR_IA32_STAR : MSR_IA32_FMASK,
		    MARK + i);
	entry_loads(COUNT_UNIT);
	exit_stores(COUNT_UNIT);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("first entry: IA32_FMASK as loaded last",
		  MARK + COUNT_UNIT - 2, area[0].value);
	check_u64("last entry: IA32_STAR", MARK + COUNT_UNIT - 1,
		  area[COUNT_UNIT - 1].value);
}

CASE(across_pages, "An area whose entries lie in two pages.",
     "both entries are loaded, SDM 27.4")
{
	const u32 last = PAGE_SIZE / sizeof(struct msr_entry) - 1;

	state_l2(l2_rdmsr);
	set(last, MSR_IA32_CSTAR, MARK);
	set(last + 1, MSR_IA32_LSTAR, OTHER_MARK);
	vmwrite(VMCS_ENTRY_MSR_LOAD_ADDR, phys_of(&area[last]));
	vmwrite(VMCS_ENTRY_MSR_LOAD_COUNT, 2);
	fixture.l2.gpr[GPR_RCX] = MSR_IA32_LSTAR;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("IA32_LSTAR in L2", OTHER_MARK, fixture.l2.gpr[GPR_RAX]);
	check_u64("IA32_CSTAR", MARK, rdmsr(MSR_IA32_CSTAR));
}

static const struct test_case *const cases[] = {
	&case_entry_load, &case_entry_load_stays, &case_entry_load_order,
	&case_entry_load_sysenter, &case_exit_store,
	&case_exit_store_guest_state, &case_exit_load,
	&case_store_before_load, &case_many_entries, &case_across_pages,
};

void run_msr_area_cases(void)
{
	report_cases("msr-areas", cases, ARRAY_SIZE(cases));
}
