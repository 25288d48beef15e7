// SPDX-License-Identifier: BSD-3-Clause
/* PML, #VE, APIC virtualization, XSAVES, CET. */
#include "features.h"

#define PAGE_COUNT	8

SNIPPET(l2_read, "mov (%rdi), %rax\n\tvmcall");
SNIPPET(l2_write, "mov %esi, (%rdi)\n\tvmcall");
SNIPPET(l2_vmcall, "vmcall");

struct ept ept;

static u8 pages[PAGE_COUNT][PAGE_SIZE] __aligned(4096);

void *clear_page(u32 index)
{
	return memset(pages[index], 0, PAGE_SIZE);
}

void set_proc2(u64 bits)
{
	vmcs_set(VMCS_PROC_CONTROLS, PROC_ACTIVATE_SECONDARY);
	vmcs_set(VMCS_PROC2_CONTROLS, bits);
}

void map_window(struct ept *tree, const void *page, u64 attributes)
{
	ept_map(tree, NGPA(WINDOW), GPA(phys_of(page)), PAGE_SIZE, attributes);
}

void ept_l2(const u8 *code)
{
	NEEDS(PROC2, ENABLE_EPT);
	if (!ept.pml4) {
		ept_create(&ept);
		ept_map_identity(&ept, SIZE_1G);
	}
	*ept_entry(&ept, NGPA(WINDOW), PAGE_SIZE) = 0;
	fixture_l2_controls(code, 0, 0, PROC2_ENABLE_EPT, 0, 0);
	vmwrite(VMCS_EPT_POINTER, ept_pointer(&ept));
	vmx_invept(2, (u64[2]){ 0, 0 });
	fixture.l2.gpr[GPR_RDI] = WINDOW;
}

void main(void)
{
	report_begin("vm-features", fixture_reset);
	run_pml_ve_cases();
	run_apic_cases();
	run_msr_feature_cases();
	report_end();
}
