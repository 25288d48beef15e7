// SPDX-License-Identifier: BSD-3-Clause
/* Entries that the SDM calls misconfigured, SDM 29.3.3.1. */
#include "ept_test.h"

#define BEYOND_MAXPHYADDR	BIT64(51)
#define MEMORY_TYPE(type)	((u64)(type) << EPT_MEMTYPE_SHIFT)

struct misconfiguration_row {
	const char *name, *purpose;
	u64 leaf_size;		/* how the window is mapped */
	u64 spoilt_size;	/* the level whose entry is spoilt */
	u64 clear, set;
	bool violation;		/* it is not misconfigured, but not present */
	struct emulator_fault fault;
};


static struct ept ept;

static const struct misconfiguration_row rows[] = {
	{ "leaf_4k_memory_type_2", "Memory type 2 in a 4-KByte leaf.",
	  PAGE_SIZE, PAGE_SIZE, EPT_MEMTYPE_MASK, MEMORY_TYPE(2) },
	{ "leaf_4k_memory_type_3", "Memory type 3 in a 4-KByte leaf.",
	  PAGE_SIZE, PAGE_SIZE, EPT_MEMTYPE_MASK, MEMORY_TYPE(3) },
	{ "leaf_4k_memory_type_7", "Memory type 7 in a 4-KByte leaf.",
	  PAGE_SIZE, PAGE_SIZE, EPT_MEMTYPE_MASK, MEMORY_TYPE(7) },
	{ "leaf_2m_memory_type_3", "Memory type 3 in a 2-MByte leaf.",
	  SIZE_2M, SIZE_2M, EPT_MEMTYPE_MASK, MEMORY_TYPE(3) },
	{ "leaf_1g_memory_type_7", "Memory type 7 in a 1-GByte leaf.",
	  SIZE_1G, SIZE_1G, EPT_MEMTYPE_MASK, MEMORY_TYPE(7) },
	{ "leaf_4k_beyond_width", "A 4-KByte leaf beyond the physical-address width.",
	  PAGE_SIZE, PAGE_SIZE, 0, BEYOND_MAXPHYADDR },
	{ "leaf_2m_beyond_width", "A 2-MByte leaf beyond the physical-address width.",
	  SIZE_2M, SIZE_2M, 0, BEYOND_MAXPHYADDR },
	{ "leaf_2m_low_address", "A 2-MByte leaf with an address bit below 21.",
	  SIZE_2M, SIZE_2M, 0, BIT64(12),
	  .fault = EMULATOR_FAULT_HIDDEN("the bit is not checked") },
	{ "leaf_1g_low_address", "A 1-GByte leaf with an address bit below 30.",
	  SIZE_1G, SIZE_1G, 0, BIT64(21) },
	{ "pde_reserved_3", "A PDE that points to a table has bit 3 set.",
	  PAGE_SIZE, SIZE_2M, 0, BIT64(3) },
	{ "pde_reserved_6", "A PDE that points to a table has bit 6 set.",
	  PAGE_SIZE, SIZE_2M, 0, BIT64(6) },
	{ "pdpte_reserved_5", "A PDPTE that points to a table has bit 5 set.",
	  PAGE_SIZE, SIZE_1G, 0, BIT64(5) },
	{ "pdpte_beyond_width", "A PDPTE beyond the physical-address width.",
	  PAGE_SIZE, SIZE_1G, 0, BEYOND_MAXPHYADDR },
	{ "pde_write_only", "A PDE that points to a table: W without R.",
	  PAGE_SIZE, SIZE_2M, EPT_READ, 0 },
	{ "pdpte_write_only", "A PDPTE that points to a table: W without R.",
	  PAGE_SIZE, SIZE_1G, EPT_READ, 0 },
	{ "not_present_garbage", "A leaf without rights is not present, whatever else it holds.",
	  PAGE_SIZE, PAGE_SIZE, EPT_RWX, BEYOND_MAXPHYADDR | MEMORY_TYPE(7),
	  .violation = true },
	{ "not_present_pde", "A PDE without rights is not present, whatever else it holds.",
	  PAGE_SIZE, SIZE_2M, EPT_RWX, BIT64(3), .violation = true },
};

static void run_misconfiguration(const void *data)
{
	const struct misconfiguration_row *row = data;
	u64 *entry;

	NEEDS(PROC2, ENABLE_EPT);
	if (row->leaf_size == SIZE_1G)
		NEEDS_EPTVPID(PAGE_1G);
	ept_reset(&ept);
	ept_map(&ept, NGPA(WINDOW), GPA(row->leaf_size == PAGE_SIZE ?
		phys_of(marked_page(0, 1)) : 0), row->leaf_size, EPT_RWX_WB);
	entry = ept_entry(&ept, NGPA(WINDOW), row->spoilt_size);
	*entry = (*entry & ~row->clear) | row->set;
	ept_l2(&ept, l2_read, WINDOW);
	if (row->violation) {
		check_violation(EPT_QUAL_READ | EPT_QUAL_GLA_VALID |
				EPT_QUAL_GLA_TRANSLATED, WINDOW);
		return;
	}
	check_exit(EXIT_REASON_EPT_MISCONFIG);
	check_u64("guest-physical address", WINDOW,
		  vmread(VMCS_GUEST_PHYSICAL_ADDRESS));
	/* L1 repairs and resumes. */
	*entry = (*entry & ~row->set) | row->clear;
	if (row->clear == EPT_MEMTYPE_MASK)
		*entry = (*entry & ~EPT_MEMTYPE_MASK) | MEMORY_TYPE(MEMTYPE_WB);
	check_exit(EXIT_REASON_VMCALL);
}

void run_misconfiguration_cases(void)
{
	u32 i;

	report_area("ept-misconfigurations");
	for (i = 0; i < ARRAY_SIZE(rows); i++)
		report_case(&(struct test_case){
			.name = rows[i].name, .purpose = rows[i].purpose,
			.expect = rows[i].violation ?
				  "exit EPT violation(48), SDM 29.3.3.2" :
				  "exit EPT misconfiguration(49), and none once repaired, SDM 29.3.3.1",
			.run = run_misconfiguration, .row = &rows[i],
			.fault = rows[i].fault,
		});
	report_area_end();
}
