// SPDX-License-Identifier: BSD-3-Clause
/*
 * PAE paging of L2: where VM entries take the PDPTEs from, and what VM exits do
 * with the four fields (SDM 27.3.2.4, 28.3.4).
 */
#include "ept.h"
#include "legacy.h"

#define DIRECTORY_COUNT	4
#define ENTRY_COUNT	512
#define PDPTE_COUNT	4
#define IDENTITY_END	(2 * SIZE_1G)
/* Not what any PDPTE can be: bits 2:1, 8:5 and 63 are reserved. */
#define MARK(i)		(0x80000000000001e6ULL | (u64)(i) << 12)
/* L2 reads at the same place of the fourth GiB. */
#define FOURTH_GIB	(3 * SIZE_1G)

SNIPPET32(l2_vmcall32, "vmcall");
SNIPPET32(l2_load_cr3, "mov %ebx, %cr3\n\tmov (%edi), %eax\n\tvmcall");
SNIPPET32(l2_read, "mov (%edi), %eax\n\tvmcall");

static u64 *directories[DIRECTORY_COUNT];
/* In the one the fourth GiB is the first once more, in the other the last of all. */
static u64 pdpts[2][PDPTE_COUNT] __aligned(32);
static u64 seen_through[2] = { 0x11111111, 0x22222222 };

static u64 pdpte_of(const u64 *directory)
{
	return phys_of(directory) | PTE_P;
}

static void build_tables(void)
{
	u32 i, j;

	for (i = 0; i < DIRECTORY_COUNT; i++) {
		if (!directories[i])
			directories[i] = page_alloc(1);
		for (j = 0; j < ENTRY_COUNT; j++)
			directories[i][j] = (i * SIZE_1G + j * SIZE_2M) |
					    PTE_P | PTE_W | PTE_PS;
		pdpts[0][i] = pdpts[1][i] = pdpte_of(directories[i]);
	}
	pdpts[0][3] = pdpte_of(directories[0]);
}

static void pae_l2(const u8 *code)
{
	build_tables();
	legacy_l2(code);
	vmcs_set(VMCS_GUEST_CR4, CR4_PAE);
	vmwrite(VMCS_GUEST_CR3, phys_of(pdpts[0]));
	fixture.l2.gpr[GPR_RDI] = FOURTH_GIB + phys_of(&seen_through[0]);
}

static void set_marks(void)
{
	u32 i;

	for (i = 0; i < PDPTE_COUNT; i++)
		vmwrite(VMCS_GUEST_PDPTE0 + 2 * i, MARK(i));
}

static void check_marks(void)
{
	u32 i;

	for (i = 0; i < PDPTE_COUNT; i++)
		check_u64("a PDPTE field", MARK(i), vmread(VMCS_GUEST_PDPTE0 + 2 * i));
}

static void needs_the_fields(void)
{
	NEEDS(PROC2, ENABLE_EPT);
}

CASE(fields_without_ept, "VM entry and exit of an L2 with PAE paging and without EPT.",
     "the PDPTE fields, which hold no PDPTEs, are not used and keep their values, SDM 27.3.2.4, 28.3.4")
{
	needs_the_fields();
	pae_l2(l2_read);
	set_marks();
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", seen_through[0], (u32)fixture.l2.gpr[GPR_RAX]);
	check_marks();
	/* And once more, by VMRESUME. */
	vmwrite(VMCS_GUEST_RIP, (uintptr_t)l2_read);
	check_exit(EXIT_REASON_VMCALL);
	check_marks();
}

CASE(fields_after_mov_cr3, "The same L2 loads CR3 with another table.",
     "it runs on the new PDPTEs, the fields keep their values, SDM 28.3.4")
{
	needs_the_fields();
	pae_l2(l2_load_cr3);
	set_marks();
	/* In the new table the fourth GiB is another: this L2 leaves it alone. */
	fixture.l2.gpr[GPR_RBX] = phys_of(pdpts[1]);
	fixture.l2.gpr[GPR_RDI] = phys_of(&seen_through[1]);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", seen_through[1], (u32)fixture.l2.gpr[GPR_RAX]);
	check_u64("CR3 of L2", phys_of(pdpts[1]), vmread(VMCS_GUEST_CR3));
	check_marks();
}

CASE(memory_at_each_entry, "L1 changes a PDPTE in memory between two entries without EPT.",
     "VM entry loads it from memory, SDM 27.3.2.4")
{
	pae_l2(l2_read);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", seen_through[0], (u32)fixture.l2.gpr[GPR_RAX]);
	/* The second GiB is the first now, the fourth is absent. */
	pdpts[0][1] = pdpte_of(directories[0]);
	pdpts[0][3] = 0;
	fixture.l2.gpr[GPR_RDI] = SIZE_1G + phys_of(&seen_through[1]);
	vmwrite(VMCS_GUEST_RIP, (uintptr_t)l2_read);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read then", seen_through[1], (u32)fixture.l2.gpr[GPR_RAX]);
}

CASE(fields_of_32_bit_paging, "VM entry and exit of an L2 with 32-bit paging and without EPT.",
     "the PDPTE fields keep their values, SDM 28.3.4")
{
	needs_the_fields();
	legacy_l2(l2_vmcall32);
	set_marks();
	check_exit(EXIT_REASON_VMCALL);
	check_marks();
}

CASE(fields_with_ept, "An L2 with PAE paging and EPT loads CR3 with another table.",
     "the entry takes the fields, not memory, the exit saves the PDPTEs in use, SDM 27.3.2.4, 28.3.4")
{
	static struct ept ept;
	u32 i;

	needs_the_fields();
	if (!ept.pml4) {
		ept_create(&ept);
		ept_map_identity(&ept, IDENTITY_END);
	}
	pae_l2(l2_load_cr3);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_ACTIVATE_SECONDARY);
	vmwrite(VMCS_PROC2_CONTROLS, PROC2_ENABLE_EPT);
	vmwrite(VMCS_EPT_POINTER, ept_pointer(&ept));
	for (i = 0; i < PDPTE_COUNT; i++)
		vmwrite(VMCS_GUEST_PDPTE0 + 2 * i, pdpts[0][i]);
	memset(pdpts[0], 0, sizeof(pdpts[0]));
	pdpts[1][2] = pdpte_of(directories[1]);
	fixture.l2.gpr[GPR_RBX] = phys_of(pdpts[1]);
	fixture.l2.gpr[GPR_RDI] = phys_of(&seen_through[0]);
	check_exit(EXIT_REASON_VMCALL);
	for (i = 0; i < PDPTE_COUNT; i++)
		check_u64("a PDPTE field", pdpts[1][i],
			  vmread(VMCS_GUEST_PDPTE0 + 2 * i));
}

static const struct test_case *const cases[] = {
	&case_fields_without_ept, &case_fields_after_mov_cr3,
	&case_memory_at_each_entry, &case_fields_of_32_bit_paging,
	&case_fields_with_ept,
};

void run_pdpte_cases(void)
{
	report_cases("pdptes", cases, ARRAY_SIZE(cases));
}
