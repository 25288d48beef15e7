// SPDX-License-Identifier: BSD-3-Clause
#include "hostile.h"
#include "smp.h"

#define ENTRIES		512
#define RANDOM_FIELDS	6

/* Every field of the VMCS, by its encoding. */
static const u32 fields[] = {
#define VMCS_FIELD(name, encoding, ...) encoding,
#include "data/vmcs_fields.def"
};

volatile bool noise_stop;

void noise_bitmaps(void)
{
	u64 *words = (u64 *)(void *)sandbox.bitmaps;
	u64 count = BITMAP_PAGES * PAGE_SIZE / sizeof(u64);

	words[random_below(count)] = random_one_in(2) ? random64() :
				     random_one_in(2) ? 0 : ~0ULL;
}

/* A table of EPT12, level by level from the top, where there is one. */
static u64 *random_ept_table(struct ept *ept, u64 *span)
{
	u64 *table = ept->pml4;

	*span = ENTRIES * SIZE_1G;
	while (*span > PAGE_SIZE && !random_one_in(4)) {
		u64 entry = table[0];

		/* Follow only what the sandbox itself has built. */
		if (!(entry & EPT_RWX) || entry & EPT_LEAF ||
		    (entry & EPT_ADDR_MASK) >= SIZE_1G / 8)
			break;
		table = (u64 *)(uintptr_t)(entry & EPT_ADDR_MASK);
		*span /= ENTRIES;
	}
	return table;
}

/* Where a leaf may point: at the sandbox, or at what is not L1's. */
static u64 leaf_target(u64 span)
{
	u64 target = random_one_in(3) ? hostile_address() : sandbox_page();

	if (span > PAGE_SIZE)
		target = hostile_address() | SIZE_1G * 64;
	return target & EPT_ADDR_MASK;
}

/*
 * Entry 0 of an upper table leads to the sandbox: only its low bits change, so
 * that L2 can still be reached now and then, and no leaf covers L1's memory.
 */
void noise_ept(void)
{
	struct ept *ept = &sandbox.ept[random_below(ARRAY_SIZE(sandbox.ept))];
	u64 span, *table = random_ept_table(ept, &span);
	u64 index = random_one_in(2) ? random_below(16) : random_below(ENTRIES);
	u64 low = random64() & (EPT_RWX | EPT_MEMTYPE_MASK | EPT_IGNORE_PAT |
				EPT_ACCESSED | EPT_DIRTY);

	if (random_one_in(3))
		low = EPT_RWX_WB;
	if (index == 0 && span > PAGE_SIZE) {
		table[0] = (table[0] & EPT_ADDR_MASK) | (low & EPT_RWX);
		if (random_one_in(2))
			table[0] |= EPT_RWX;
		return;
	}
	if (span > PAGE_SIZE)
		low |= EPT_LEAF;
	table[index] = random_one_in(4) ? 0 : leaf_target(span) | low;
}

/* Memory of a VMCS region, which belongs to the CPU (or to L0) by then. */
void noise_regions(void)
{
	u64 *words = (u64 *)(uintptr_t)sandbox.vmcs[random_below(VMCS_COUNT)];
	u64 i;

	sandbox.host_state_lost = true;
	for (i = random_below(8); i; i--)
		words[1 + random_below(PAGE_SIZE / sizeof(u64) - 1)] = random64();
}

/* A value that may be near to a good one. */
static u64 random_value(u64 old)
{
	switch (random_below(8)) {
	case 0:
		return random64();
	case 1:
		return hostile_address();
	case 2:
		return sandbox_page();
	case 3:
		return 0;
	case 4:
		return ~0ULL;
	default:
		return old ^ 1ULL << random_below(64);
	}
}

static bool is_host_field(u32 field)
{
	return (field >> 10 & 3) == 3;	/* SDM vol. 3C table 25-21: type */
}

void noise_fields(void)
{
	u64 count = 1 + random_below(RANDOM_FIELDS), value;

	while (count--) {
		u32 field = fields[random_below(ARRAY_SIZE(fields))];

		if (random_one_in(8))
			field = (u32)random64();
		if (is_host_field(field) || (field & ~1U) == VMCS_APIC_ACCESS_ADDR)
			continue;
		value = 0;
		vmx_vmread(field, &value);
		vmx_vmwrite(field, random_value(value));
		counts.instructions += 2;
	}
}

/* The random numbers are shared with the other CPU: no matter. */
void noise_forever(u32 cpu)
{
	(void)cpu;
	while (!noise_stop) {
		noise_bitmaps();
		noise_ept();
		sandbox.msr_list[random_below(16) | 1] = random64();
	}
}
