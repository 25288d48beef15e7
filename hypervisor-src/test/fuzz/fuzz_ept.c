/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Random EPT12 tables, random L2 accesses, INVEPT in between. Properties: every
 * leaf of EPT02 points into L1's memory or the sink, is never misconfigured,
 * and never allows what EPT12 denies at that moment of the fault.
 */
#include <stdio.h>
#include "fuzz_input.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static bool hpa_is_l1s(u64 hpa, u64 size)
{
	u64 ram = virt_to_hpa(cpu.ram).v;

	return (hpa >= ram && hpa + size <= ram + FAKE_RAM_SIZE) ||
	       (hpa >= FAKE_MMIO_BASE && hpa + size <= FAKE_MMIO_BASE + SIZE_1G) ||
	       (hpa >= FAKE_ROM_BASE && hpa + size <= FAKE_ROM_BASE + SIZE_2M);
}

static unsigned int sink_leaves;

static void check_leaf(u64 entry, unsigned int shift)
{
	u64 perms = entry & EPT_RWX;
	u64 hpa = entry & EPT_ADDR_MASK;

	MUST(perms && (!(perms & EPT_WRITE) || (perms & EPT_READ)));
	MUST(!(hpa & ((1ULL << shift) - 1)));
	if (!hpa_is_l1s(hpa, 1ULL << shift)) {
		MUST(shift == 12);
		sink_leaves++;
	}
}

static void check_table(const u64 *table, unsigned int shift)
{
	for (int i = 0; i < 512; i++) {
		u64 entry = table[i];

		if (!(entry & EPT_RWX))
			continue;
		if (shift == 12 || (entry & EPT_LEAF))
			check_leaf(entry, shift);
		else
			check_table(hpa_to_virt(HPA(entry & EPT_ADDR_MASK)), shift - 9);
	}
}

/* Entries in a few tables that point at each other, leaves and nothing. */
static void write_entry(struct fuzz_input *in)
{
	u64 table = GPA_EPT12 + take(in, 1) % 8 * PAGE_SIZE;
	u64 index = take(in, 1) % 4;
	u64 kind = take(in, 1);
	u64 bits = take(in, 2);
	u64 entry = bits & 0xfff;

	if (kind & 1)
		entry |= GPA_EPT12 + (bits >> 12) * PAGE_SIZE;
	else if (kind & 2)
		entry |= (u64)take(in, 1) << 16;
	else
		entry |= take(in, 8) & ~0xfffULL;
	*ram_u64(table + index * 8) = entry;
}

static u64 address(struct fuzz_input *in)
{
	u64 bits = take(in, 1);

	return (bits & 3) << 39 | (bits >> 2 & 3) << 30 | (bits >> 4 & 3) << 21 |
	       (bits >> 6 & 3) << 12;
}

static void touch(struct fuzz_input *in)
{
	static const u64 accesses[] = { EPT_READ, EPT_WRITE, EPT_EXEC,
					EPT_READ | EPT_WRITE };
	u64 qualification = accesses[take(in, 1) % 4];

	nested_ept_fault(&cpu.vcpu, NGPA(address(in)), &qualification);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct fuzz_input in = { data, size };
	struct vmcs12_slot *slot;

	fake_reset();
	fake_start();
	l1_vmxon(GPA(GPA_VMXON));
	l1_vmptrld(GPA(GPA_VMCS12));
	slot = cpu.vcpu.nested.current;
	V12(slot->vmcs12, EPT_POINTER) = EPTP12_DEFAULT |
		(take(&in, 1) & 1 ? EPTP_ACCESSED_DIRTY : 0);
	while (in.left) {
		u64 what = take(&in, 1);

		if (what < 128)
			write_entry(&in);
		else if (what < 250)
			touch(&in);
		else if (what < 253)
			nested_ept_invalidate(&cpu.vcpu, EPTP12_DEFAULT);
		else
			nested_ept_invalidate_all(&cpu.vcpu);
	}
	sink_leaves = 0;
	check_table(hpa_to_virt(HPA(nested_ept_activate(&cpu.vcpu, slot) &
				    EPT_ADDR_MASK)), 39);
	MUST(sink_leaves <= cpu.vcpu.nested.counters.ept_sink_mappings);
	return 0;
}
