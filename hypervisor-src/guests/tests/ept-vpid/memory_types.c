// SPDX-License-Identifier: BSD-3-Clause
/*
 * Memory types of EPT leaves, SDM 29.3.7. What shows of a type is that the entry
 * is none that the CPU refuses, alone and with every type of L2's own PAT, and
 * that the data is right; which type the CPU has made of it does not show.
 */
#include "ept_test.h"
#include "nvmx/printk.h"

#define TYPE(type)	((u64)(type) << EPT_MEMTYPE_SHIFT)
#define PAT_ENTRY(i, type)	((u64)(type) << 8 * (i))
/* PAT entries 0 to 5: L1's own code and tables use entry 0. */
#define L2_PAT		(PAT_ENTRY(0, MEMTYPE_WB) | PAT_ENTRY(1, MEMTYPE_WT) | \
			 PAT_ENTRY(2, MEMTYPE_UC_MINUS) | PAT_ENTRY(3, MEMTYPE_UC) | \
			 PAT_ENTRY(4, MEMTYPE_WC) | PAT_ENTRY(5, MEMTYPE_WP))
#define PAT_COUNT	6
#define PTE_PAT_2M	BIT64(12)	/* of a 2-MByte page, SDM 3A 4.9.2 */
/* Linear addresses, 2 MBytes apart, that L2's tables map to the window. */
#define L2_LINEAR	0x8000000000ULL

SNIPPET(l2_store_add_load,
	"mov %rsi, (%rdi)\n\tlock addq $1, (%rdi)\n\tmov (%rdi), %rax\n\tvmcall");

extern u64 guest_pml4[];

struct type_row {
	const char *name;
	u64 type;
};

static const struct type_row types[] = {
	{ "uc", MEMTYPE_UC }, { "wc", MEMTYPE_WC }, { "wt", MEMTYPE_WT },
	{ "wp", MEMTYPE_WP }, { "wb", MEMTYPE_WB },
};

struct leaf_row {
	const struct type_row *type;
	u64 size, flags;
};

static struct ept ept;

/* The window shows the page through a leaf; where in the window the page is. */
static u64 map_leaf(const struct leaf_row *row, u64 *page)
{
	u64 base = ALIGN_DOWN(phys_of(page), row->size);

	ept_reset(&ept);
	ept_map(&ept, NGPA(WINDOW), GPA(base), row->size,
		EPT_RWX | TYPE(row->type->type) | row->flags);
	return phys_of(page) - base;
}

/* L2 stores @value at its RDI, adds 1 and loads it again. */
static void check_data(const char *what, u64 *page, u64 value)
{
	fixture.l2.gpr[GPR_RSI] = value;
	check_exit(EXIT_REASON_VMCALL);
	check_u64(what, value + 1, fixture.l2.gpr[GPR_RAX]);
	check_u64("the page", value + 1, *page);
}

static void run_leaf(const void *data)
{
	const struct leaf_row *row = data;
	u64 *page = marked_page(0, 0);

	NEEDS(PROC2, ENABLE_EPT);
	if (row->size == SIZE_1G)
		NEEDS_EPTVPID(PAGE_1G);
	ept_l2(&ept, l2_store_add_load, WINDOW + map_leaf(row, page));
	check_data("through the leaf", page, 0x1234);
}

static void report_leaf(const struct leaf_row *row, const char *size)
{
	char name[48];

	snprintf(name, sizeof(name), "%s_%s%s", size, row->type->name,
		 row->flags & EPT_IGNORE_PAT ? "_ignore_pat" : "");
	report_case(&(struct test_case){
		.name = name,
		.purpose = "A leaf with a memory type that there is; L2 stores, adds with LOCK and loads.",
		.expect = "no exit, the data is right, SDM 29.3.3.1, 29.3.7",
		.run = run_leaf, .row = row,
	});
}

/* L2's own 2-MByte pages, one for each PAT entry, all to the window. */
static void map_pat_pages(void)
{
	static u64 *pdpt, *directory;
	u32 i;

	if (!pdpt) {
		pdpt = page_alloc(1);
		directory = page_alloc(1);
	}
	for (i = 0; i < PAT_COUNT; i++)
		directory[i] = WINDOW | PTE_P | PTE_W | PTE_PS |
			       (i & 1 ? PTE_PWT : 0) | (i & 2 ? PTE_PCD : 0) |
			       (i & 4 ? PTE_PAT_2M : 0);
	*pdpt = phys_of(directory) | PTE_P | PTE_W;
	guest_pml4[L2_LINEAR >> 39] = phys_of(pdpt) | PTE_P | PTE_W;
	write_cr3(read_cr3());
}

static void run_pat(const void *data)
{
	const struct leaf_row *row = data;
	u64 *page = marked_page(0, 0);
	u64 offset = map_leaf(row, page);
	u32 i;

	NEEDS(ENTRY, LOAD_PAT);
	map_pat_pages();
	ept_l2(&ept, l2_store_add_load, L2_LINEAR + offset);
	vmcs_set(VMCS_ENTRY_CONTROLS, ENTRY_LOAD_PAT);
	vmwrite(VMCS_GUEST_PAT, L2_PAT);
	for (i = 0; i < PAT_COUNT; i++) {
		ept_l2_again(l2_store_add_load, L2_LINEAR + i * SIZE_2M + offset);
		check_data("with one of the PAT's types", page, 0x100 * (i + 1));
	}
}

static void report_pat(const struct leaf_row *row)
{
	char name[48];

	snprintf(name, sizeof(name), "pat_over_%s%s", row->type->name,
		 row->flags & EPT_IGNORE_PAT ? "_ignored" : "");
	report_case(&(struct test_case){
		.name = name,
		.purpose = "L2's pages have each of the six types of its PAT, over one EPT leaf.",
		.expect = "no exit, the data is right, SDM 29.3.7.2",
		.run = run_pat, .row = row,
	});
}

CASE(type_changes, "L1 changes the type of a leaf, INVEPT after each change.",
     "each type that there is works, type 3 is exit EPT misconfiguration(49) until it is repaired, SDM 29.3.3.1, 29.4.2")
{
	const struct leaf_row leaf_row = { &types[0], PAGE_SIZE };
	u64 *page = marked_page(0, 0), *leaf;
	u32 i;

	NEEDS(PROC2, ENABLE_EPT);
	map_leaf(&leaf_row, page);
	leaf = ept_entry(&ept, NGPA(WINDOW), PAGE_SIZE);
	ept_l2(&ept, l2_store_add_load, WINDOW);
	for (i = 0; i < ARRAY_SIZE(types); i++) {
		*leaf = (*leaf & ~EPT_MEMTYPE_MASK) | TYPE(3);
		invept_single(&ept);
		ept_l2_again(l2_store_add_load, WINDOW);
		check_exit(EXIT_REASON_EPT_MISCONFIG);
		*leaf = (*leaf & ~EPT_MEMTYPE_MASK) | TYPE(types[i].type);
		invept_single(&ept);
		ept_l2_again(l2_store_add_load, WINDOW);
		check_data("through the leaf", page, 0x100 * (i + 1));
	}
}

CASE(structures_uncacheable, "The EPT paging structures have type UC in the EPTP.",
     "the same L2 runs on the same tables, SDM 29.3.7.1")
{
	const struct leaf_row leaf_row = { &types[ARRAY_SIZE(types) - 1], PAGE_SIZE };
	u64 *page = marked_page(0, 0);

	NEEDS(PROC2, ENABLE_EPT);
	NEEDS_EPTVPID(MEMTYPE_UC);
	map_leaf(&leaf_row, page);
	ept_l2(&ept, l2_store_add_load, WINDOW);
	vmwrite(VMCS_EPT_POINTER, (ept_pointer(&ept) & ~EPTP_MEMTYPE_MASK) | MEMTYPE_UC);
	check_data("through the leaf", page, 0x4321);
}

void run_memory_type_cases(void)
{
	static const struct { const char *name; u64 size; } sizes[] = {
		{ "4k", PAGE_SIZE }, { "2m", SIZE_2M }, { "1g", SIZE_1G },
	};
	u32 i, j;

	report_area("ept-memory-types");
	for (i = 0; i < ARRAY_SIZE(types); i++) {
		for (j = 0; j < ARRAY_SIZE(sizes); j++) {
			report_leaf(&(struct leaf_row){ &types[i], sizes[j].size, 0 },
				    sizes[j].name);
			report_leaf(&(struct leaf_row){ &types[i], sizes[j].size,
							EPT_IGNORE_PAT }, sizes[j].name);
		}
		report_pat(&(struct leaf_row){ &types[i], PAGE_SIZE, 0 });
		report_pat(&(struct leaf_row){ &types[i], PAGE_SIZE, EPT_IGNORE_PAT });
	}
	report_case(&case_type_changes);
	report_case(&case_structures_uncacheable);
	report_area_end();
}
