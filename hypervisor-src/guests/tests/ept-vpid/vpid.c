// SPDX-License-Identifier: BSD-3-Clause
/* VPIDs and what INVVPID drops, SDM 29.1 and 29.4.3. L2 has no EPT here. */
#include "ept_test.h"

#define VIRTUAL_WINDOW	0x8000000000ULL	/* 512 GiB, free in L1's tables */
#define SOME_VPID	5

extern u64 guest_pml4[];

SNIPPET(l2_flush_by_cr3, "mov (%rdi), %rax\n\tmov %rsi, (%rdx)\n\tmov %cr3, %rcx\n\tmov %rcx, %cr3\n\tmov (%rdi), %rax\n\tvmcall");
SNIPPET(l2_flush_by_invlpg, "mov (%rdi), %rax\n\tmov %rsi, (%rdx)\n\tinvlpg (%rdi)\n\tmov (%rdi), %rax\n\tvmcall");

/* The page-table entry of VIRTUAL_WINDOW. */
static u64 *window_pte(void)
{
	static u64 *table;

	if (!table) {
		u64 *pdpt = page_alloc(1), *pd = page_alloc(1);

		table = page_alloc(1);
		*pd = phys_of(table) | PTE_P | PTE_W;
		*pdpt = phys_of(pd) | PTE_P | PTE_W;
		guest_pml4[VIRTUAL_WINDOW >> 39] = phys_of(pdpt) | PTE_P |
						   PTE_W;
	}
	return table;
}

static u64 pte_of(u64 *page)
{
	return phys_of(page) | PTE_P | PTE_W;
}

static void start(u16 vpid, const u8 *code)
{
	*window_pte() = pte_of(marked_page(0, 0xa));
	write_cr3(read_cr3());
	fixture_l2(code);
	if (vpid) {
		NEEDS(PROC2, ENABLE_VPID);
		vmcs_set(VMCS_PROC_CONTROLS, PROC_ACTIVATE_SECONDARY);
		vmwrite(VMCS_PROC2_CONTROLS, PROC2_ENABLE_VPID);
		vmwrite(VMCS_VPID, vpid);
		vmx_invvpid(2, (u64[2]){ 0, 0 });
	}
	fixture.l2.gpr[GPR_RDI] = VIRTUAL_WINDOW;
}

static void change_and_invalidate(u64 type)
{
	u64 descriptor[2] = { SOME_VPID, VIRTUAL_WINDOW };

	case_needs(rdmsr(MSR_IA32_VMX_EPT_VPID_CAP) &
		   (u64)EPTVPID_INVVPID_ADDRESS << type, "the INVVPID type");
	start(SOME_VPID, l2_read);
	check_reads(0xa);
	*window_pte() = pte_of(marked_page(1, 0xb));
	check_result("INVVPID", VMSUCCEED, vmx_invvpid(type, descriptor));
	ept_l2_again(l2_read, VIRTUAL_WINDOW);
	check_reads(0xb);
}

CASE(individual_address, "L1 changes L2's page table, individual-address INVVPID.",
     "L2 reads the new page, SDM 29.4.3.3")
{
	change_and_invalidate(0);
}

CASE(single_context, "L1 changes L2's page table, single-context INVVPID.",
     "L2 reads the new page, SDM 29.4.3.3")
{
	change_and_invalidate(1);
}

CASE(all_contexts, "L1 changes L2's page table, all-context INVVPID.",
     "L2 reads the new page, SDM 29.4.3.3")
{
	change_and_invalidate(2);
}

CASE(retaining_globals, "L1 changes L2's page table, INVVPID retaining globals.",
     "L2 reads the new page: it is not global, SDM 29.4.3.3")
{
	change_and_invalidate(3);
}

CASE(no_vpid_flushes_l2, "Without VPIDs every VM entry empties L2's TLB.",
     "L2 reads the new page, no INVVPID, SDM 29.4.3.1")
{
	start(0, l2_read);
	check_reads(0xa);
	*window_pte() = pte_of(marked_page(1, 0xb));
	ept_l2_again(l2_read, VIRTUAL_WINDOW);
	check_reads(0xb);
}

CASE(no_vpid_flushes_l1, "Without VPIDs every VM exit empties L1's TLB.",
     "L1 reads the new page after an exit, SDM 29.4.3.1")
{
	volatile u64 *window = (volatile u64 *)VIRTUAL_WINDOW;
	u64 before, after;

	start(0, l2_read);
	before = *window;
	*window_pte() = pte_of(marked_page(1, 0xb));
	check_exit(EXIT_REASON_VMCALL);
	after = *window;
	check_u64("what L1 read before", 0xaULL << 24 | 0xc1010f, before);
	check_u64("what L1 reads after", 0xbULL << 24 | 0xc1010f, after);
}

/* L2 changes the entry itself: RDX its address, RSI its new value. */
static void l2_changes(const u8 *code, u16 vpid)
{
	start(vpid, code);
	fixture.l2.gpr[GPR_RDX] = (uintptr_t)window_pte();
	fixture.l2.gpr[GPR_RSI] = pte_of(marked_page(1, 0xb));
	check_reads(0xb);
}

CASE(l2_moves_cr3, "With a VPID, L2 changes a mapping and reloads CR3.",
     "L2 reads the new page, no exit, SDM 29.4.3.1")
{
	l2_changes(l2_flush_by_cr3, SOME_VPID);
}

CASE(l2_invlpg, "With a VPID, L2 changes a mapping and executes INVLPG.",
     "L2 reads the new page, no exit, SDM 29.4.3.1")
{
	l2_changes(l2_flush_by_invlpg, SOME_VPID);
}

CASE(two_vpids, "Two VPIDs with different page tables at the same address.",
     "each reads its own page, SDM 29.1")
{
	static u64 other_pml4[512] __aligned(4096);
	static u64 tables[3][512] __aligned(4096);
	u32 round;

	start(SOME_VPID, l2_read);
	memcpy(other_pml4, guest_pml4, PAGE_SIZE);
	tables[2][0] = pte_of(marked_page(2, 0xc));
	tables[1][0] = phys_of(tables[2]) | PTE_P | PTE_W;
	tables[0][0] = phys_of(tables[1]) | PTE_P | PTE_W;
	other_pml4[VIRTUAL_WINDOW >> 39] = phys_of(tables[0]) | PTE_P | PTE_W;
	for (round = 0; round < 3; round++) {
		vmwrite(VMCS_VPID, SOME_VPID);
		vmwrite(VMCS_GUEST_CR3, read_cr3());
		ept_l2_again(l2_read, VIRTUAL_WINDOW);
		check_reads(0xa);
		vmwrite(VMCS_VPID, SOME_VPID + 1);
		vmwrite(VMCS_GUEST_CR3, phys_of(other_pml4));
		ept_l2_again(l2_read, VIRTUAL_WINDOW);
		check_reads(0xc);
	}
}

CASE(many_vpids, "40 VPIDs used in turn.",
     "each L2 reads the same page, SDM 29.1")
{
	u16 vpid;

	start(SOME_VPID, l2_read);
	for (vpid = 1; vpid <= 40; vpid++) {
		vmwrite(VMCS_VPID, vpid);
		ept_l2_again(l2_read, VIRTUAL_WINDOW);
		check_reads(0xa);
	}
}

static const struct test_case *const cases[] = {
	&case_individual_address, &case_single_context, &case_all_contexts,
	&case_retaining_globals, &case_no_vpid_flushes_l2,
	&case_no_vpid_flushes_l1, &case_l2_moves_cr3, &case_l2_invlpg,
	&case_two_vpids, &case_many_vpids,
};

void run_vpid_cases(void)
{
	report_cases("vpid", cases, ARRAY_SIZE(cases));
}
