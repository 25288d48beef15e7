// SPDX-License-Identifier: BSD-3-Clause
#include "hostile.h"

#define ENTRIES		512
#define RANDOM_FIELDS	6

/* Every field of the VMCS, by its encoding. */
static const u32 fields[] = {
#define VMCS_FIELD(name, encoding, ...) encoding,
#include "data/vmcs_fields.def"
};

volatile bool noise_stop;
volatile u64 noise_done[NOISE_COUNT];
struct random noise_random;

/* Half of the time where the ports and MSRs are that L2 uses: near a quarter's start. */
static void change_bitmaps(struct random *r)
{
	u64 *words = (u64 *)(void *)sandbox.bitmaps;
	u64 count = BITMAP_PAGES * PAGE_SIZE / sizeof(u64);
	u64 index = random_below(r, count);

	if (random_one_in(r, 2))
		index = ALIGN_DOWN(index, PAGE_SIZE / sizeof(u64) / 4) +
			random_below(r, 16);
	words[index] = random_one_in(r, 2) ? random64(r) :
		       random_one_in(r, 2) ? 0 : ~0ULL;
}

/* A table of EPT12, level by level from the top, where there is one. */
static u64 *random_ept_table(struct random *r, struct ept *ept, u64 *span)
{
	u64 *table = ept->pml4;

	*span = ENTRIES * SIZE_1G;
	while (*span > PAGE_SIZE && !random_one_in(r, 4)) {
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
static u64 leaf_target(struct random *r, u64 span)
{
	u64 target = random_one_in(r, 3) ? hostile_address(r) : sandbox_page(r);

	if (span > PAGE_SIZE)
		target = hostile_address(r) | SIZE_1G * 64;
	return target & EPT_ADDR_MASK;
}

/*
 * Entry 0 of an upper table leads to the sandbox: only its low bits change, so
 * that L2 can still be reached now and then, and no leaf covers L1's memory.
 */
static void change_ept(struct random *r)
{
	struct ept *ept = &sandbox.ept[random_below(r, ARRAY_SIZE(sandbox.ept))];
	u64 span, *table = random_ept_table(r, ept, &span);
	u64 index = random_one_in(r, 2) ? random_below(r, 16) : random_below(r, ENTRIES);
	u64 low = random64(r) & (EPT_RWX | EPT_MEMTYPE_MASK | EPT_IGNORE_PAT |
				EPT_ACCESSED | EPT_DIRTY);

	if (random_one_in(r, 4)) {
		sandbox_restore_ept(ept);
		return;
	}
	if (random_one_in(r, 3))
		low = EPT_RWX_WB;
	if (index == 0 && span > PAGE_SIZE) {
		table[0] = (table[0] & EPT_ADDR_MASK) | (low & EPT_RWX);
		if (random_one_in(r, 2))
			table[0] |= EPT_RWX;
		return;
	}
	if (span > PAGE_SIZE)
		low |= EPT_LEAF;
	table[index] = random_one_in(r, 4) ? 0 : leaf_target(r, span) | low;
}

/*
 * Memory of a VMCS region, which belongs to the CPU (or to L0) while it is
 * active; what is in it counts at the next VMPTRLD.
 */
static void change_regions(struct random *r)
{
	u64 *words = (u64 *)(uintptr_t)sandbox.vmcs[random_below(r, VMCS_COUNT)];
	u64 i;

	for (i = 1 + random_below(r, 7); i; i--)
		words[1 + random_below(r, PAGE_SIZE / sizeof(u64) - 1)] = random64(r);
}

/* An MSR that VM entries may load, may not load (SDM 27.4), or that is none. */
static u32 random_msr(struct random *r)
{
	static const u32 msrs[] = {
		MSR_IA32_LSTAR, MSR_IA32_KERNEL_GS_BASE, MSR_IA32_STAR,
		MSR_IA32_FS_BASE, MSR_X2APIC_APICID, MSR_IA32_VMX_BASIC,
		0x1fff, 0x40000000, 0xc0001fff,
	};

	return msrs[random_below(r, ARRAY_SIZE(msrs))];
}

/*
 * A VM exit that fails in its lists is the end of L1 (SDM 28.7): there, only
 * values change, and stay canonical.
 */
static void change_lists(struct random *r)
{
	struct msr_entry *entry =
		&sandbox.entry_list[random_below(r, MSR_LIST_LENGTH)];
	struct msr_entry *exit =
		&sandbox.exit_list[random_below(r, MSR_LIST_LENGTH)];

	switch (random_below(r, 8)) {
	case 0:
		entry->index = random_msr(r);
		break;
	case 1:
		entry->reserved = random_one_in(r, 2) ? (u32)random64(r) : 0;
		break;
	case 2:
		entry->value = random64(r);
		break;
	case 3:
		sandbox_restore_entry_list();
		break;
	default:
		*(volatile u64 *)&exit->value = random_below(r, SIZE_1G);
	}
}

void noise_memory(struct random *r, enum noise kind)
{
	switch (kind) {
	case NOISE_BITMAPS:
		change_bitmaps(r);
		break;
	case NOISE_EPT:
		change_ept(r);
		break;
	case NOISE_REGIONS:
		change_regions(r);
		break;
	default:
		change_lists(r);
	}
}

/* A value that may be near to a good one. */
static u64 random_value(struct random *r, u64 old)
{
	switch (random_below(r, 8)) {
	case 0:
		return random64(r);
	case 1:
		return hostile_address(r);
	case 2:
		return sandbox_page(r);
	case 3:
		return 0;
	case 4:
		return ~0ULL;
	default:
		return old ^ 1ULL << random_below(r, 64);
	}
}

static bool is_host_field(u32 field)
{
	return (field >> 10 & 3) == 3;	/* SDM vol. 3C table 25-21: type */
}

u64 noise_fields(struct random *r)
{
	u64 count = 1 + random_below(r, RANDOM_FIELDS), written = 0, value;

	sandbox.controls_lost = true;
	while (count--) {
		u32 field = fields[random_below(r, ARRAY_SIZE(fields))];

		if (random_one_in(r, 8))
			field = (u32)random64(r);
		if (is_host_field(field) || (field & ~1U) == VMCS_APIC_ACCESS_ADDR)
			continue;
		value = 0;
		vmx_vmread(field, &value);
		count_instruction(vmx_vmwrite(field, random_value(r, value)));
		written++;
	}
	return written;
}

/*
 * vmx_insn.c and its exception record are the first CPU's. No VMX instruction
 * here, then, and no access that could fault.
 */
void noise_forever(u32 cpu)
{
	(void)cpu;
	while (!noise_stop) {
		enum noise kind = (enum noise)random_below(&noise_random, NOISE_COUNT);

		noise_memory(&noise_random, kind);
		noise_done[kind]++;
	}
}
