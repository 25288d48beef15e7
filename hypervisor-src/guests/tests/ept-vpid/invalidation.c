// SPDX-License-Identifier: BSD-3-Clause
/* What L1 must and need not invalidate, SDM 29.4.2 and 29.4.3. */
#include "ept_test.h"

static struct ept ept, other;

static void map(struct ept *tree, u64 *page, u64 rights)
{
	ept_map(tree, NGPA(WINDOW), GPA(phys_of(page)), PAGE_SIZE,
		rights | (u64)MEMTYPE_WB << EPT_MEMTYPE_SHIFT);
}

static void start(u64 rights, const u8 *code)
{
	ept_reset(&ept);
	map(&ept, marked_page(0, 0xa), rights);
	ept_l2(&ept, code, WINDOW);
}

static void change_to_page_1(u64 type, u64 eptp)
{
	u64 descriptor[2] = { eptp, 0 };

	start(EPT_RWX, l2_read);
	check_reads(0xa);
	map(&ept, marked_page(1, 0xb), EPT_RWX);
	check_result("INVEPT", VMSUCCEED, vmx_invept(type, descriptor));
	ept_l2_again(l2_read, WINDOW);
	check_reads(0xb);
}

CASE(single_context, "L1 maps another page, then single-context INVEPT.",
     "L2 reads the new page, SDM 29.4.3.1")
{
	NEEDS_EPTVPID(INVEPT_SINGLE);
	ept_reset(&ept);
	change_to_page_1(1, ept_pointer(&ept));
}

CASE(all_contexts, "L1 maps another page, then all-context INVEPT.",
     "L2 reads the new page, SDM 29.4.3.1")
{
	NEEDS_EPTVPID(INVEPT_ALL);
	change_to_page_1(2, 0);
}

CASE(all_contexts_several, "Two EPTPs change, then one all-context INVEPT.",
     "L2 reads the new page through both, SDM 29.4.3.1")
{
	u64 descriptor[2] = { 0, 0 };

	NEEDS_EPTVPID(INVEPT_ALL);
	start(EPT_RWX, l2_read);
	ept_reset(&other);
	map(&other, marked_page(2, 0xc), EPT_RWX);
	invept_single(&other);
	check_reads(0xa);
	vmwrite(VMCS_EPT_POINTER, ept_pointer(&other));
	ept_l2_again(l2_read, WINDOW);
	check_reads(0xc);
	map(&ept, marked_page(3, 0xd), EPT_RWX);
	map(&other, marked_page(4, 0xe), EPT_RWX);
	check_result("INVEPT", VMSUCCEED, vmx_invept(2, descriptor));
	ept_l2_again(l2_read, WINDOW);
	check_reads(0xe);
	vmwrite(VMCS_EPT_POINTER, ept_pointer(&ept));
	ept_l2_again(l2_read, WINDOW);
	check_reads(0xd);
}

CASE(mapping_added, "L1 maps a page after the violation, without INVEPT.",
     "L2 goes on and reads it: what is not present is not cached, SDM 29.4.2")
{
	ept_reset(&ept);
	ept_l2(&ept, l2_read, WINDOW);
	check_exit(EXIT_REASON_EPT_VIOLATION);
	map(&ept, marked_page(0, 0xa), EPT_RWX);
	check_reads(0xa);
}

CASE(table_added, "L1 adds a whole table after the violation, without INVEPT.",
     "L2 goes on and reads it, SDM 29.4.2")
{
	ept_reset(&ept);
	ept_l2(&ept, l2_read, WINDOW + 5 * SIZE_2M);
	check_exit(EXIT_REASON_EPT_VIOLATION);
	ept_map(&ept, NGPA(WINDOW + 5 * SIZE_2M),
		GPA(phys_of(marked_page(0, 0xa))), PAGE_SIZE, EPT_RWX_WB);
	check_reads(0xa);
}

CASE(rights_raised, "L1 raises rights after the violation, without INVEPT.",
     "L2 goes on: a violation drops the cached mapping, SDM 29.4.3.1")
{
	u64 *page;

	start(EPT_READ, l2_read);
	check_reads(0xa);
	ept_l2_again(l2_write, WINDOW);
	fixture.l2.gpr[GPR_RSI] = 0x99;
	check_exit(EXIT_REASON_EPT_VIOLATION);
	page = (u64 *)(uintptr_t)(*ept_entry(&ept, NGPA(WINDOW), PAGE_SIZE) &
				  EPT_ADDR_MASK);
	*ept_entry(&ept, NGPA(WINDOW), PAGE_SIZE) |= EPT_WRITE;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 wrote", 0x99, *page);
}

CASE(rights_lowered, "L1 takes W away, then INVEPT.",
     "exit EPT violation(48) of a write that worked before, SDM 29.4.3.1")
{
	start(EPT_RWX, l2_write);
	check_exit(EXIT_REASON_VMCALL);
	*ept_entry(&ept, NGPA(WINDOW), PAGE_SIZE) &= ~EPT_WRITE;
	invept_single(&ept);
	ept_l2_again(l2_write, WINDOW);
	check_violation(EPT_QUAL_WRITE | (EPT_READ | EPT_EXEC) <<
			EPT_QUAL_ALLOWED_SHIFT | EPT_QUAL_GLA_VALID |
			EPT_QUAL_GLA_TRANSLATED, WINDOW);
}

CASE(page_removed, "L1 unmaps a page, then INVEPT.",
     "exit EPT violation(48), SDM 29.4.3.1")
{
	start(EPT_RWX, l2_read);
	check_reads(0xa);
	*ept_entry(&ept, NGPA(WINDOW), PAGE_SIZE) = 0;
	invept_single(&ept);
	ept_l2_again(l2_read, WINDOW);
	check_violation(EPT_QUAL_READ | EPT_QUAL_GLA_VALID |
			EPT_QUAL_GLA_TRANSLATED, WINDOW);
}

CASE(table_removed, "L1 unmaps a whole table, then INVEPT.",
     "exit EPT violation(48), SDM 29.4.3.1")
{
	start(EPT_RWX, l2_read);
	check_reads(0xa);
	*ept_entry(&ept, NGPA(WINDOW), SIZE_1G) = 0;
	invept_single(&ept);
	ept_l2_again(l2_read, WINDOW);
	check_exit(EXIT_REASON_EPT_VIOLATION);
}

CASE(large_page_split, "L1 replaces a 2-MByte leaf by a table, then INVEPT.",
     "L2 reads the page of the table, SDM 29.4.3.1")
{
	u64 *page = marked_page(0, 0xa);
	u64 base = ALIGN_DOWN(phys_of(page), SIZE_2M);

	ept_reset(&ept);
	ept_map(&ept, NGPA(WINDOW), GPA(base), SIZE_2M, EPT_RWX_WB);
	ept_l2(&ept, l2_read, WINDOW + phys_of(page) - base);
	check_reads(0xa);
	*ept_entry(&ept, NGPA(WINDOW), SIZE_2M) = 0;
	ept_map(&ept, NGPA(WINDOW + phys_of(page) - base),
		GPA(phys_of(marked_page(1, 0xb))), PAGE_SIZE, EPT_RWX_WB);
	invept_single(&ept);
	ept_l2_again(l2_read, WINDOW + phys_of(page) - base);
	check_reads(0xb);
}

CASE(other_context_lives, "Single-context INVEPT of one EPTP, L2 uses another.",
     "the other EPTP's mappings work as before, SDM 29.4.3.1")
{
	NEEDS_EPTVPID(INVEPT_SINGLE);
	start(EPT_RWX, l2_read);
	ept_reset(&other);
	map(&other, marked_page(2, 0xc), EPT_RWX);
	invept_single(&other);
	check_reads(0xa);
	vmwrite(VMCS_EPT_POINTER, ept_pointer(&other));
	ept_l2_again(l2_read, WINDOW);
	check_reads(0xc);
	invept_single(&ept);
	ept_l2_again(l2_read, WINDOW);
	check_reads(0xc);
}

static const struct test_case *const cases[] = {
	&case_single_context, &case_all_contexts, &case_all_contexts_several,
	&case_mapping_added, &case_table_added, &case_rights_raised,
	&case_rights_lowered, &case_page_removed, &case_table_removed,
	&case_large_page_split, &case_other_context_lives,
};

void run_invalidation_cases(void)
{
	report_cases("invept-effect", cases, ARRAY_SIZE(cases));
}
