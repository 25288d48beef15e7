// SPDX-License-Identifier: BSD-3-Clause
/* Many VMCSs at once: the CPU may keep any number active, SDM 25.1. */
#include "instructions.h"

#define VMCS_COUNT	20

SNIPPET(l2_report_rsp, "mov %rsp, %rax\n\tvmcall");

static u64 regions[VMCS_COUNT];

static void allocate_regions(void)
{
	u32 i;

	for (i = 0; i < VMCS_COUNT; i++) {
		if (!regions[i])
			regions[i] = phys_of(page_alloc(1));
		memset((void *)(uintptr_t)regions[i], 0, PAGE_SIZE);
		*(u32 *)(uintptr_t)regions[i] = fixture.revision;
	}
}

static void load(u32 index)
{
	if (!vmx_succeeded(vmx_vmptrld(&regions[index])))
		case_abort("VMPTRLD of VMCS %u failed", index);
}

static const u32 sample_fields[] = {
	VMCS_GUEST_GS_SELECTOR, VMCS_HOST_FS_SELECTOR, VMCS_TSC_OFFSET,
	VMCS_EXCEPTION_BITMAP, VMCS_GUEST_CS_LIMIT, VMCS_GUEST_RIP,
	VMCS_HOST_RSP, VMCS_CR0_READ_SHADOW, VMCS_GUEST_DR7,
	VMCS_ENTRY_INTR_INFO,
};

static u64 sample(u32 vmcs, u32 field)
{
	return 0x100 * (vmcs + 1) + field;
}

static void write_samples(void)
{
	u32 i, f;

	allocate_regions();
	fixture_vmxon();
	for (i = 0; i < VMCS_COUNT; i++) {
		vmx_vmclear(&regions[i]);
		load(i);
		for (f = 0; f < ARRAY_SIZE(sample_fields); f++)
			vmwrite(sample_fields[f], sample(i, f));
	}
}

static void check_samples(u32 first, u32 step)
{
	u32 i, f;

	for (i = first; i < VMCS_COUNT; i += step) {
		load(i);
		for (f = 0; f < ARRAY_SIZE(sample_fields); f++)
			check_u64("field", sample(i, f),
				  vmread(sample_fields[f]));
	}
}

CASE(fields_are_separate, "20 VMCSs, written one after the other.",
     "each keeps its own fields, in any order of VMPTRLD, SDM 25.1")
{
	write_samples();
	check_samples(0, 1);
	check_samples(1, 3);
	check_samples(0, 7);
}

CASE(vmclear_writes_back, "VMCLEAR of all, then VMPTRLD again.",
     "each has its fields still, SDM 25.11.3")
{
	u32 i;

	write_samples();
	for (i = 0; i < VMCS_COUNT; i++)
		vmx_vmclear(&regions[i]);
	check_samples(0, 1);
}

CASE(vmxoff_after_vmclear, "VMCLEAR of all, VMXOFF, VMXON.",
     "each has its fields still, SDM 25.11.1")
{
	u32 i;

	write_samples();
	for (i = 0; i < VMCS_COUNT; i++)
		vmx_vmclear(&regions[i]);
	check_result("VMXOFF", VMSUCCEED, vmx_vmxoff());
	check_result("VMXON", VMSUCCEED, vmx_vmxon(&fixture.vmxon_region));
	check_samples(0, 1);
}

CASE(copied_region, "A region copied after VMCLEAR is a VMCS as well.",
     "the copy has the fields, and a life of its own, SDM 25.11.1")
{
	write_samples();
	vmx_vmclear(&regions[0]);
	memcpy((void *)(uintptr_t)regions[1], (void *)(uintptr_t)regions[0],
	       PAGE_SIZE);
	vmx_vmclear(&regions[1]);
	memcpy((void *)(uintptr_t)regions[1], (void *)(uintptr_t)regions[0],
	       PAGE_SIZE);
	load(1);
	check_u64("guest RIP of the copy", sample(0, 5),
		  vmread(VMCS_GUEST_RIP));
	vmwrite(VMCS_GUEST_RIP, 0);
	load(0);
	check_u64("guest RIP of the original", sample(0, 5),
		  vmread(VMCS_GUEST_RIP));
}

CASE(launched_together, "20 VMCSs launched, then resumed in turn, twice.",
     "each L2 runs with its own state, VMRESUME never fails, SDM 25.1")
{
	static struct l2 l2s[VMCS_COUNT];
	u32 i, round;

	allocate_regions();
	fixture_vmxon();
	for (i = 0; i < VMCS_COUNT; i++) {
		l2s[i] = (struct l2){ .vmcs = regions[i] };
		fixture_another_l2(&l2s[i], l2_report_rsp);
		vmwrite(VMCS_GUEST_RSP, sample(i, 0));
	}
	for (round = 0; round < 3; round++) {
		for (i = 0; i < VMCS_COUNT; i++) {
			load(i);
			check_result("VM entry", VMSUCCEED, l2_enter(&l2s[i]));
			check_u64("exit reason", EXIT_REASON_VMCALL,
				  vmread(VMCS_EXIT_REASON));
			check_u64("RSP that L2 saw", sample(i, 0),
				  l2s[i].gpr[GPR_RAX]);
			vmwrite(VMCS_GUEST_RIP, (uintptr_t)l2_report_rsp);
		}
	}
}

static const struct test_case *const cases[] = {
	&case_fields_are_separate, &case_vmclear_writes_back,
	&case_vmxoff_after_vmclear, &case_copied_region,
	&case_launched_together,
};

void run_many_vmcs_cases(void)
{
	report_cases("many-vmcs", cases, ARRAY_SIZE(cases));
}
