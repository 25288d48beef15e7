// SPDX-License-Identifier: BSD-3-Clause
/* Every combination of rights against every access, SDM 29.3.3. */
#include "ept_test.h"
#include "nvmx/printk.h"

enum access { ACCESS_READ, ACCESS_WRITE, ACCESS_FETCH, ACCESS_COUNT };

struct permission_row {
	u32 rights;		/* EPT_READ, EPT_WRITE, EPT_EXEC of the leaf */
	enum access access;
	u64 size;
};

static struct ept ept;

static bool is_misconfigured(u32 rights)
{
	bool execute_only = rights == EPT_EXEC &&
			    !(rdmsr(MSR_IA32_VMX_EPT_VPID_CAP) &
			      EPTVPID_EXECUTE_ONLY);

	return execute_only || (rights & EPT_WRITE && !(rights & EPT_READ));
}

static bool is_allowed(const struct permission_row *row)
{
	return row->rights & BIT(row->access);
}

static u64 violation(const struct permission_row *row)
{
	return BIT64(row->access) |
	       (u64)row->rights << EPT_QUAL_ALLOWED_SHIFT |
	       EPT_QUAL_GLA_VALID | EPT_QUAL_GLA_TRANSLATED;
}

/* Where the page of ours is seen through a leaf of this size. */
static u64 map_page(u64 *page, u64 size, u64 rights)
{
	u64 base = ALIGN_DOWN(phys_of(page), size);

	ept_reset(&ept);
	ept_map(&ept, NGPA(WINDOW), GPA(base), size,
		rights | (rights ? (u64)MEMTYPE_WB << EPT_MEMTYPE_SHIFT : 0));
	return WINDOW + phys_of(page) - base;
}

static void run_permission(const void *data)
{
	static const u8 *const code[] = { l2_read, l2_write, l2_execute };
	const struct permission_row *row = data;
	u64 address;

	NEEDS(PROC2, ENABLE_EPT);
	if (row->size == SIZE_2M)
		NEEDS_EPTVPID(PAGE_2M);
	if (row->size == SIZE_1G)
		NEEDS_EPTVPID(PAGE_1G);
	address = map_page(marked_page(0, 0x1111), row->size, row->rights);
	ept_l2(&ept, code[row->access], address);
	if (is_misconfigured(row->rights)) {
		check_exit(EXIT_REASON_EPT_MISCONFIG);
		check_u64("guest-physical address", address,
			  vmread(VMCS_GUEST_PHYSICAL_ADDRESS));
	} else if (is_allowed(row)) {
		check_exit(EXIT_REASON_VMCALL);
	} else {
		check_violation(violation(row), address);
	}
}

static void report_permission(const struct permission_row *row)
{
	static const char *const accesses[] = { "read", "write", "fetch" };
	static const char *const outcomes[] = {
		"no exit", "exit EPT violation(48), qualification exact",
		"exit EPT misconfiguration(49)"
	};
	u32 outcome = is_misconfigured(row->rights) ? 2 : !is_allowed(row);
	char name[48], expect[96];

	snprintf(name, sizeof(name), "%s_%s%s%s_%s", accesses[row->access],
		 row->rights & EPT_READ ? "r" : "n",
		 row->rights & EPT_WRITE ? "w" : "n",
		 row->rights & EPT_EXEC ? "x" : "n", row->size == SIZE_1G ?
		 "1g" : row->size == SIZE_2M ? "2m" : "4k");
	snprintf(expect, sizeof(expect), "%s, SDM 29.3.3", outcomes[outcome]);
	report_case(&(struct test_case){
		.name = name, .expect = expect,
		.purpose = "An access through an EPT leaf with these rights.",
		.run = run_permission, .row = row,
	});
}

void run_permission_cases(void)
{
	static const u64 sizes[] = { PAGE_SIZE, SIZE_2M, SIZE_1G };
	struct permission_row row;
	u32 size, access;

	report_area("ept-permissions");
	for (size = 0; size < ARRAY_SIZE(sizes); size++) {
		row.size = sizes[size];
		for (row.rights = 0; row.rights <= EPT_RWX; row.rights++) {
			for (access = 0; access < ACCESS_COUNT; access++) {
				row.access = access;
				report_permission(&row);
			}
		}
	}
	report_area_end();
}
