// SPDX-License-Identifier: BSD-3-Clause
/* EPT and VPID as L2 and L1 see them: SDM vol. 3C chapter 29. */
#include "ept_test.h"

#define PAGE_COUNT	16
#define QUAL_MASK	(GENMASK64(5, 0) | GENMASK64(8, 7))

SNIPPET(l2_read, "mov (%rdi), %rax\n\tvmcall");
SNIPPET(l2_write, "mov %rsi, (%rdi)\n\tvmcall");
SNIPPET(l2_execute, "jmp *%rdi");
SNIPPET(l2_read_twice, "mov (%rdi), %rax\n\tvmcall\n\tmov (%rdi), %rax\n\tvmcall");

static u8 pages[PAGE_COUNT][PAGE_SIZE] __aligned(4096);

u64 *marked_page(u32 index, u64 mark)
{
	/* What the page starts with is VMCALL (0f 01 c1) and the mark. */
	u64 *page = (u64 *)(void *)pages[index];

	memset(page, 0, PAGE_SIZE);
	*page = mark << 24 | 0xc1010f;
	return page;
}

void ept_reset(struct ept *ept)
{
	if (!ept->pml4) {
		ept_create(ept);
		ept_map_identity(ept, IDENTITY_END);
	}
	/* The tables below the window's entry, if any, are lost to the pool. */
	*ept_entry(ept, NGPA(WINDOW), SIZE_1G) = 0;
}

void ept_l2(struct ept *ept, const u8 *code, u64 address)
{
	NEEDS(PROC2, ENABLE_EPT);
	fixture_l2_controls(code, 0, 0, PROC2_ENABLE_EPT, 0, 0);
	vmwrite(VMCS_EPT_POINTER, ept_pointer(ept));
	invept_single(ept);
	fixture.l2.gpr[GPR_RDI] = address;
}

void ept_l2_again(const u8 *code, u64 address)
{
	fixture_guard();
	vmwrite(VMCS_GUEST_RIP, (uintptr_t)code);
	fixture.l2.gpr[GPR_RDI] = address;
}

void invept_single(const struct ept *ept)
{
	u64 descriptor[2] = { ept_pointer(ept), 0 };

	if (!vmx_succeeded(vmx_invept(1, descriptor)) &&
	    !vmx_succeeded(vmx_invept(2, descriptor)))
		case_abort("INVEPT failed");
}

void check_reads(u64 mark)
{
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", mark << 24 | 0xc1010f,
		  fixture.l2.gpr[GPR_RAX]);
}

void check_violation(u64 qualification, u64 address)
{
	check_exit(EXIT_REASON_EPT_VIOLATION);
	check_u64("exit qualification", qualification,
		  vmread(VMCS_EXIT_QUALIFICATION) & QUAL_MASK);
	check_u64("guest-physical address", address,
		  vmread(VMCS_GUEST_PHYSICAL_ADDRESS));
	check_u64("guest-linear address", address,
		  vmread(VMCS_GUEST_LINEAR_ADDRESS));
}

void main(void)
{
	report_begin("ept-vpid", fixture_reset);
	run_permission_cases();
	run_misconfiguration_cases();
	run_structure_cases();
	run_invalidation_cases();
	run_memory_type_cases();
	run_vpid_cases();
	report_end();
}
