// SPDX-License-Identifier: BSD-3-Clause
#include "hostile.h"

#define ENTRIES		512

struct sandbox sandbox;

static u64 *l2_table(u64 address)
{
	return (u64 *)(void *)(sandbox.l2_memory + address);
}

void sandbox_restore_l2(void)
{
	u64 i;

	memset(sandbox.l2_memory, 0, L2_CODE);
	*l2_table(L2_PML4) = L2_PDPT | PTE_P | PTE_W;
	*l2_table(L2_PDPT) = L2_PD | PTE_P | PTE_W;
	for (i = 0; i < ENTRIES; i++)
		l2_table(L2_PD)[i] = i * SIZE_2M | PTE_P | PTE_W | PTE_PS;
	memcpy(sandbox.l2_memory + L2_CODE, l2_programs,
	       (u64)(l2_programs_end - l2_programs));
}

/* Nothing in L1 or L0 depends on these. */
static void fill_msr_list(struct msr_entry *list)
{
	static const u32 harmless[] = {
		MSR_IA32_LSTAR, MSR_IA32_CSTAR, MSR_IA32_FMASK,
		MSR_IA32_KERNEL_GS_BASE,
	};
	u32 i;

	for (i = 0; i < MSR_LIST_LENGTH; i++)
		list[i] = (struct msr_entry){
			.index = harmless[i % ARRAY_SIZE(harmless)],
		};
}

void sandbox_restore_entry_list(void)
{
	fill_msr_list(sandbox.entry_list);
}

static u64 l2_leaf(u64 page)
{
	return (phys_of(sandbox.l2_memory) + page * PAGE_SIZE) | EPT_RWX_WB;
}

/* The tables are those that create_ept() has built: entry 0 of each upper one. */
void sandbox_restore_ept(struct ept *ept)
{
	u64 *table = ept->pml4, span, page;

	for (span = ENTRIES * SIZE_1G; span > PAGE_SIZE; span /= ENTRIES) {
		table[0] = (table[0] & EPT_ADDR_MASK) | EPT_RWX;
		table = (u64 *)(uintptr_t)(table[0] & EPT_ADDR_MASK);
	}
	for (page = 0; page < L2_MEMORY_PAGES; page++)
		table[page] = l2_leaf(page);
}

static void create_ept(struct ept *ept)
{
	ept_create(ept);
	ept_entry(ept, NGPA(0), PAGE_SIZE);
	sandbox_restore_ept(ept);
}

void sandbox_create(void)
{
	u32 i;

	sandbox.l2_memory = page_alloc(L2_MEMORY_PAGES);
	sandbox.bitmaps = page_alloc(BITMAP_PAGES);
	sandbox.entry_list = page_alloc(1);
	sandbox.exit_list = page_alloc(1);
	sandbox.apic_access_page = phys_of(page_alloc(1));
	sandbox.vmxon_region = vmx_region_alloc();
	for (i = 0; i < VMCS_COUNT; i++)
		sandbox.vmcs[i] = vmx_region_alloc();
	for (i = 0; i < ARRAY_SIZE(sandbox.ept); i++)
		create_ept(&sandbox.ept[i]);
	fill_msr_list(sandbox.entry_list);
	fill_msr_list(sandbox.exit_list);
	sandbox_restore_l2();
}

u64 sandbox_page(struct random *r)
{
	return phys_of(sandbox.l2_memory) +
	       random_below(r, L2_MEMORY_PAGES) * PAGE_SIZE;
}

u64 hostile_address(struct random *r)
{
	/* The hypervisor's memory may be here, or nothing at all. */
	static const u64 bases[] = {
		0x10000000, 0x10800000, 0x11fff000, 0x0fffffff000,
		0xffffffffff000, 0x8000000000000000, 0xfffffffffffff000,
		0xf0000000, 0x7000000000,
	};
	u64 address = bases[random_below(r, ARRAY_SIZE(bases))];

	/* An addition could wrap, into L1's own code. */
	address |= random_below(r, 0x2000) * PAGE_SIZE;
	return random_one_in(r, 4) ? address + random_below(r, PAGE_SIZE) : address;
}
