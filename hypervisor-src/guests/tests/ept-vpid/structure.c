// SPDX-License-Identifier: BSD-3-Clause
/* Walks, A/D flags, several trees, an unrestricted guest: SDM 29.3.2 to 29.3.5. */
#include "ept_test.h"

#define EPT_COUNT	12

extern u64 guest_pml4[];

static struct ept ept, trees[EPT_COUNT];

SNIPPET(l2_cross, "mov 0xffc(%rdi), %rax\n\tvmcall");
/* 16-bit code: CPUID; HLT. */
SNIPPET(l2_real, ".code16\n\tmov $0x1234, %ax\n\tcpuid\n\thlt\n\t.code64");

static void map_window(u64 *page, u64 rights)
{
	ept_reset(&ept);
	ept_map(&ept, NGPA(WINDOW), GPA(phys_of(page)), PAGE_SIZE,
		rights | (u64)MEMTYPE_WB << EPT_MEMTYPE_SHIFT);
}

CASE(reads_and_writes, "L2 reads and writes through a 4-KByte leaf.",
     "the page's words, no exit, SDM 29.3.2")
{
	u64 *page = marked_page(0, 0xabcd);

	map_window(page, EPT_RWX);
	ept_l2(&ept, l2_read, WINDOW);
	check_reads(0xabcd);
	ept_l2_again(l2_write, WINDOW + 8);
	fixture.l2.gpr[GPR_RSI] = 0x5678;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 wrote", 0x5678, page[1]);
}

CASE(rights_of_all_levels, "A PDE forbids what the leaf allows.",
     "exit EPT violation(48), bits 5:3 are the AND of all levels, SDM table 28-7")
{
	map_window(marked_page(0, 1), EPT_RWX);
	*ept_entry(&ept, NGPA(WINDOW), SIZE_2M) &= ~EPT_WRITE;
	ept_l2(&ept, l2_write, WINDOW);
	check_violation(EPT_QUAL_WRITE | (EPT_READ | EPT_EXEC) <<
			EPT_QUAL_ALLOWED_SHIFT | EPT_QUAL_GLA_VALID |
			EPT_QUAL_GLA_TRANSLATED, WINDOW);
}

CASE(offset_in_page, "The addresses of a violation are exact to the byte.",
     "guest-physical and guest-linear address with their page offset, SDM 28.2.1")
{
	map_window(marked_page(0, 1), EPT_READ);
	ept_l2(&ept, l2_write, WINDOW + 0x123);
	check_violation(EPT_QUAL_WRITE | EPT_READ << EPT_QUAL_ALLOWED_SHIFT |
			EPT_QUAL_GLA_VALID | EPT_QUAL_GLA_TRANSLATED,
			WINDOW + 0x123);
}

CASE(crossing_access, "An access whose second page is absent.",
     "exit EPT violation(48) at the second page, SDM 29.3.3.2")
{
	map_window(marked_page(0, 1), EPT_RWX);
	ept_l2(&ept, l2_cross, WINDOW);
	check_exit(EXIT_REASON_EPT_VIOLATION);
	check_u64("guest-physical address", WINDOW + PAGE_SIZE,
		  vmread(VMCS_GUEST_PHYSICAL_ADDRESS));
}

/* L2's CR3 in the window: a copy of L1's PML4. */
static void paging_in_window(u64 rights)
{
	u64 *page = marked_page(0, 0);

	memcpy(page, guest_pml4, PAGE_SIZE);
	map_window(page, rights);
}

CASE(walk_violation, "L2's page table is not mapped by EPT.",
     "exit EPT violation(48): read, linear address valid, not its translation (bit 8 = 0), SDM table 28-7")
{
	paging_in_window(EPT_RWX);
	*ept_entry(&ept, NGPA(WINDOW), PAGE_SIZE) = 0;
	ept_l2(&ept, l2_read, WINDOW);
	vmwrite(VMCS_GUEST_CR3, WINDOW);
	check_exit(EXIT_REASON_EPT_VIOLATION);
	check_u64("exit qualification, bits 8:7 and 2:0",
		  EPT_QUAL_READ | EPT_QUAL_GLA_VALID,
		  vmread(VMCS_EXIT_QUALIFICATION) & (GENMASK64(8, 7) | 7));
	check_u64("guest-physical page", WINDOW,
		  vmread(VMCS_GUEST_PHYSICAL_ADDRESS) & PAGE_MASK);
	check_u64("guest-linear address", (uintptr_t)l2_read,
		  vmread(VMCS_GUEST_LINEAR_ADDRESS));
}

CASE(walk_read_only, "L2's page table is read-only in EPT; its A flags are set already.",
     "no exit: nothing is written, SDM 29.3.3.2")
{
	paging_in_window(EPT_RWX);
	ept_l2(&ept, l2_read, (uintptr_t)&ept);
	vmwrite(VMCS_GUEST_CR3, WINDOW);
	check_exit(EXIT_REASON_VMCALL);
	*ept_entry(&ept, NGPA(WINDOW), PAGE_SIZE) &= ~EPT_WRITE;
	invept_single(&ept);
	ept_l2_again(l2_read, (uintptr_t)&ept);
	check_exit(EXIT_REASON_VMCALL);
}

static void with_ad(void)
{
	NEEDS_EPTVPID(ACCESSED_DIRTY);
	vmcs_set(VMCS_EPT_POINTER, EPTP_ACCESSED_DIRTY);
}

static u64 ad_flags(u64 size)
{
	return *ept_entry(&ept, NGPA(WINDOW), size) &
	       (EPT_ACCESSED | EPT_DIRTY);
}

CASE(accessed_flag, "Accessed and dirty flags on: L2 reads.",
     "A is set at every level, D is not, SDM 29.3.5")
{
	map_window(marked_page(0, 1), EPT_RWX);
	ept_l2(&ept, l2_read, WINDOW);
	with_ad();
	check_reads(1);
	check_u64("leaf", EPT_ACCESSED, ad_flags(PAGE_SIZE));
	check_u64("PDE", EPT_ACCESSED, ad_flags(SIZE_2M));
	check_u64("PDPTE", EPT_ACCESSED, ad_flags(SIZE_1G));
	check_u64("PML4E", EPT_ACCESSED, ad_flags(512 * SIZE_1G));
	*ept_entry(&ept, NGPA(WINDOW), 512 * SIZE_1G) &= ~EPT_ACCESSED;
}

CASE(dirty_flag, "Accessed and dirty flags on: L2 writes after it has read.",
     "D is set in the leaf by the write only, SDM 29.3.5")
{
	map_window(marked_page(0, 1), EPT_RWX);
	ept_l2(&ept, l2_read, WINDOW);
	with_ad();
	check_reads(1);
	check_u64("leaf after the read", EPT_ACCESSED, ad_flags(PAGE_SIZE));
	ept_l2_again(l2_write, WINDOW);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("leaf after the write", EPT_ACCESSED | EPT_DIRTY,
		  ad_flags(PAGE_SIZE));
}

CASE(dirty_flag_2m, "Accessed and dirty flags on: L2 writes through a 2-MByte leaf.",
     "A and D in the leaf, SDM 29.3.5")
{
	u64 *page = marked_page(0, 1);
	u64 base = ALIGN_DOWN(phys_of(page), SIZE_2M);

	ept_reset(&ept);
	ept_map(&ept, NGPA(WINDOW), GPA(base), SIZE_2M, EPT_RWX_WB);
	ept_l2(&ept, l2_write, WINDOW + phys_of(page) - base);
	with_ad();
	check_exit(EXIT_REASON_VMCALL);
	check_u64("leaf", EPT_ACCESSED | EPT_DIRTY, ad_flags(SIZE_2M));
}

CASE(flags_cleared_by_l1, "L1 clears A and D, then INVEPT.",
     "the next accesses set them again, SDM 29.3.5, 29.4.2")
{
	map_window(marked_page(0, 1), EPT_RWX);
	ept_l2(&ept, l2_write, WINDOW);
	with_ad();
	check_exit(EXIT_REASON_VMCALL);
	*ept_entry(&ept, NGPA(WINDOW), PAGE_SIZE) &= ~(EPT_ACCESSED | EPT_DIRTY);
	vmx_invept(2, (u64[2]){ 0, 0 });
	ept_l2_again(l2_read, WINDOW);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("leaf after a read", EPT_ACCESSED, ad_flags(PAGE_SIZE));
	ept_l2_again(l2_write, WINDOW);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("leaf after a write", EPT_ACCESSED | EPT_DIRTY,
		  ad_flags(PAGE_SIZE));
}

CASE(flags_off, "Accessed and dirty flags off.",
     "no entry is changed, SDM 29.3.5")
{
	map_window(marked_page(0, 1), EPT_RWX);
	ept_l2(&ept, l2_write, WINDOW);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("leaf", 0, ad_flags(PAGE_SIZE));
	check_u64("PDE", 0, ad_flags(SIZE_2M));
}

CASE_FAULTY(walk_violation_with_ad, "A/D flags on: L2's page walk of a read-only table.",
	    "exit EPT violation(48): the walk counts as a write too (bits 1:0 = 3), SDM table 28-7",
	    EMULATOR_FAULT_HIDDEN("bit 0 of the qualification stays 0"))
{
	paging_in_window(EPT_READ);
	ept_l2(&ept, l2_read, WINDOW);
	with_ad();
	vmwrite(VMCS_GUEST_CR3, WINDOW);
	check_exit(EXIT_REASON_EPT_VIOLATION);
	check_u64("exit qualification, bits 8:7 and 2:0",
		  EPT_QUAL_READ | EPT_QUAL_WRITE | EPT_QUAL_GLA_VALID,
		  vmread(VMCS_EXIT_QUALIFICATION) & (GENMASK64(8, 7) | 7));
}

CASE(several_eptps, "12 EPTPs that map the window differently, used in turn.",
     "L2 reads the page of the EPTP in use, each time, SDM 29.4")
{
	u32 i, round;

	NEEDS(PROC2, ENABLE_EPT);
	for (i = 0; i < EPT_COUNT; i++) {
		ept_reset(&trees[i]);
		ept_map(&trees[i], NGPA(WINDOW),
			GPA(phys_of(marked_page(i, 0x100 + i))), PAGE_SIZE,
			EPT_RWX_WB);
	}
	ept_l2(&trees[0], l2_read, WINDOW);
	for (round = 0; round < 2; round++) {
		for (i = 0; i < EPT_COUNT; i++) {
			vmwrite(VMCS_EPT_POINTER, ept_pointer(&trees[i]));
			ept_l2_again(l2_read, WINDOW);
			check_reads(0x100 + i);
		}
	}
}

CASE(without_ept, "The same L2 with EPT, then without.",
     "the window is L1's own memory then, SDM 29.3.1")
{
	map_window(marked_page(0, 2), EPT_RWX);
	ept_l2(&ept, l2_read, WINDOW);
	check_reads(2);
	vmcs_clear_bits(VMCS_PROC2_CONTROLS, PROC2_ENABLE_EPT);
	ept_l2_again(l2_read, phys_of(marked_page(1, 3)));
	check_reads(3);
	vmcs_set(VMCS_PROC2_CONTROLS, PROC2_ENABLE_EPT);
	ept_l2_again(l2_read, WINDOW);
	check_reads(2);
}

static void real_mode_state(void)
{
	u32 i;

	vmcs_clear_bits(VMCS_ENTRY_CONTROLS, ENTRY_IA32E_MODE_GUEST);
	vmwrite(VMCS_GUEST_CR0, CR0_ET | CR0_NE);
	vmwrite(VMCS_GUEST_CR4, CR4_VMXE);
	vmwrite(VMCS_GUEST_EFER, 0);
	for (i = 0; i < 6; i++) {
		vmwrite(VMCS_GUEST_ES_SELECTOR + 2 * i, 0);
		vmwrite(VMCS_GUEST_ES_BASE + 2 * i, 0);
		vmwrite(VMCS_GUEST_ES_LIMIT + 2 * i, 0xffff);
		vmwrite(VMCS_GUEST_ES_AR + 2 * i, SEG_AR_P | SEG_AR_S |
			SEG_TYPE_DATA_RW_ACCESSED);
	}
	vmwrite(VMCS_GUEST_CS_AR, SEG_AR_P | SEG_AR_S |
		SEG_TYPE_CODE_RX_ACCESSED);
	vmwrite(VMCS_GUEST_IDTR_LIMIT, 0xffff);
}

CASE(real_mode, "Unrestricted guest in real-address mode.",
     "exit CPUID(10) in 16-bit code, SDM 26.6")
{
	u64 *page = marked_page(0, 0);

	NEEDS(PROC2, UNRESTRICTED_GUEST);
	memcpy(page, l2_real, 16);
	ept_reset(&ept);
	ept_l2(&ept, l2_real, 0);
	vmcs_set(VMCS_PROC2_CONTROLS, PROC2_UNRESTRICTED_GUEST);
	real_mode_state();
	vmwrite(VMCS_GUEST_CS_SELECTOR, (phys_of(page) & 0xffff0) >> 4);
	/* A base beyond 1 MiB is legal: only the cached one counts. */
	vmwrite(VMCS_GUEST_CS_BASE, phys_of(page));
	vmwrite(VMCS_GUEST_RIP, 0);
	check_exit(EXIT_REASON_CPUID);
	check_u64("AX of L2", 0x1234, fixture.l2.gpr[GPR_RAX] & 0xffff);
	check_u64("guest RIP", 3, vmread(VMCS_GUEST_RIP));
}

static const struct test_case *const cases[] = {
	&case_reads_and_writes, &case_rights_of_all_levels,
	&case_offset_in_page, &case_crossing_access, &case_walk_violation,
	&case_walk_read_only, &case_accessed_flag, &case_dirty_flag,
	&case_dirty_flag_2m, &case_flags_cleared_by_l1, &case_flags_off,
	&case_walk_violation_with_ad, &case_several_eptps, &case_without_ept,
	&case_real_mode,
};

void run_structure_cases(void)
{
	report_cases("ept-structure", cases, ARRAY_SIZE(cases));
}
