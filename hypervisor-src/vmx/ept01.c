// SPDX-License-Identifier: BSD-3-Clause
/*
 * EPT01: L1 sees host physical memory one to one, but for L0's own
 * memory, which is not there. One 512-GiB table, 1-GiB leaves where a whole GiB is
 * alike, then 2-MiB ones, and 4-KiB ones around the edges of RAM.
 *
 * Memory types: RAM is write-back, all else uncached, so that L1's PAT alone
 * decides, as it would without EPT under the firmware's MTRRs.
 */
#include "nvmx/boot_info.h"
#include "nvmx/guest_mem.h"
#include "nvmx/lapic.h"
#include "nvmx/multiboot.h"
#include "nvmx/page_alloc.h"
#include "nvmx/string.h"
#include "nvmx/vmx.h"
#include "nvmx/vmx_core.h"

#define EPT_ENTRIES	512
#define EPT01_LIMIT	(EPT_ENTRIES * SIZE_1G)

static bool range_overlaps(u64 a, u64 a_size, u64 b, u64 b_size)
{
	return a < b + b_size && b < a + a_size;
}

static bool range_within(u64 inner, u64 inner_size, u64 outer, u64 outer_size)
{
	return inner >= outer && inner - outer <= outer_size &&
	       inner_size <= outer_size - (inner - outer);
}

/* What EPT01 says about a block: one leaf entry, or "look closer". */
enum block_kind { BLOCK_ABSENT, BLOCK_RAM, BLOCK_DEVICE, BLOCK_MIXED };

static bool is_ram_type(u32 type)
{
	return type == MULTIBOOT_MEMORY_AVAILABLE ||
	       type == MULTIBOOT_MEMORY_ACPI || type == MULTIBOOT_MEMORY_NVS;
}

static enum block_kind block_classify(u64 start, u64 size)
{
	u32 i;

	for (i = 0; i < boot_info.l0_range_count; i++) {
		const struct boot_mmap *l0 = &boot_info.l0_ranges[i];

		if (range_within(start, size, l0->start, l0->size))
			return BLOCK_ABSENT;
		if (range_overlaps(start, size, l0->start, l0->size))
			return BLOCK_MIXED;
	}
	/* The local APIC's page gets an entry of its own. */
	if (range_within(LAPIC_BASE, PAGE_SIZE, start, size))
		return size == PAGE_SIZE ? BLOCK_DEVICE : BLOCK_MIXED;
	for (i = 0; i < boot_info.mmap_count; i++) {
		const struct boot_mmap *m = &boot_info.mmap[i];

		if (!is_ram_type(m->type))
			continue;
		if (range_within(start, size, m->start, m->size))
			return BLOCK_RAM;
		if (range_overlaps(start, size, m->start, m->size))
			return size == PAGE_SIZE ? BLOCK_RAM : BLOCK_MIXED;
	}
	return BLOCK_DEVICE;
}

static u64 leaf_entry(u64 start, enum block_kind kind)
{
	u64 type = kind == BLOCK_RAM ? MEMTYPE_WB : MEMTYPE_UC;

	if (kind == BLOCK_ABSENT)
		return 0;
	return start | EPT_RWX | type << EPT_MEMTYPE_SHIFT;
}

/* Fills one table whose entries span @size each; returns it. */
static u64 *build_table(u64 start, u64 size)
{
	u64 *table = page_alloc_boot(1);
	bool leaf_possible = size == PAGE_SIZE || size == SIZE_2M ||
			     vmx_has_ept_1g_pages();
	u32 i;

	for (i = 0; i < EPT_ENTRIES; i++, start += size) {
		enum block_kind kind = block_classify(start, size);

		if (kind == BLOCK_MIXED ||
		    (kind != BLOCK_ABSENT && !leaf_possible)) {
			u64 *lower = build_table(start, size / EPT_ENTRIES);

			table[i] = virt_to_hpa(lower).v | EPT_RWX;
			continue;
		}
		table[i] = leaf_entry(start, kind);
		if (table[i] && size > PAGE_SIZE)
			table[i] |= EPT_LEAF;
	}
	return table;
}

static void add_ram(struct vm *vm, u64 start, u64 end)
{
	if (start < end && vm->ram_count < VM_RAM_RANGE_MAX)
		vm->ram[vm->ram_count++] =
			(struct ram_range){ start, end - start };
}

static void collect_ram(struct vm *vm)
{
	u32 i;

	for (i = 0; i < boot_info.mmap_count; i++) {
		const struct boot_mmap *m = &boot_info.mmap[i];
		u64 end = m->start + m->size;

		if (!is_ram_type(m->type) || m->start >= EPT01_LIMIT)
			continue;
		if (end > EPT01_LIMIT)
			end = EPT01_LIMIT;
		add_ram(vm, m->start, end);
	}
}

void ept01_build(struct vm *vm)
{
	u64 *pml4 = page_alloc_boot(1);

	pml4[0] = virt_to_hpa(build_table(0, SIZE_1G)).v | EPT_RWX;
	vm->eptp01 = virt_to_hpa(pml4).v | MEMTYPE_WB | EPTP_WALK_4;
	collect_ram(vm);
}

void ept01_write_protect(struct vm *vm, gpa_t page)
{
	u64 *table = hpa_to_virt(HPA(vm->eptp01 & EPT_ADDR_MASK));
	u64 size;

	for (size = EPT_ENTRIES * SIZE_1G; size > PAGE_SIZE;
	     size /= EPT_ENTRIES)
		table = hpa_to_virt(HPA(table[page.v / size % EPT_ENTRIES] &
					EPT_ADDR_MASK));
	table[page.v / PAGE_SIZE % EPT_ENTRIES] &= ~EPT_WRITE;
}

bool ept01_lookup(struct vm *vm, gpa_t gpa, hpa_t *hpa, u64 *leaf_size,
		  u64 *attr)
{
	const u64 *table = hpa_to_virt(HPA(vm->eptp01 & EPT_ADDR_MASK));
	u64 size = EPT_ENTRIES * SIZE_1G;

	for (;;) {
		u64 entry = table[gpa.v / size % EPT_ENTRIES];

		if (gpa.v >= EPT01_LIMIT || !(entry & EPT_RWX))
			return false;
		if (size == PAGE_SIZE || entry & EPT_LEAF) {
			*hpa = HPA((entry & EPT_ADDR_MASK) |
				   (gpa.v & (size - 1) & PAGE_MASK));
			*leaf_size = size;
			*attr = entry & ~PAGE_MASK;
			return true;
		}
		table = hpa_to_virt(HPA(entry & EPT_ADDR_MASK));
		size /= EPT_ENTRIES;
	}
}

bool gpa_to_hpa(struct vm *vm, gpa_t gpa, hpa_t *hpa, size_t len)
{
	u32 i;

	for (i = 0; i < vm->ram_count; i++) {
		if (range_within(gpa.v, len, vm->ram[i].start,
				 vm->ram[i].size)) {
			*hpa = HPA(gpa.v);
			return true;
		}
	}
	return false;
}

int guest_phys_read(struct vm *vm, gpa_t gpa, void *buf, size_t len)
{
	hpa_t hpa;

	if (!gpa_to_hpa(vm, gpa, &hpa, len))
		return -EFAULT;
	memcpy(buf, hpa_to_virt(hpa), len);
	return 0;
}

int guest_phys_write(struct vm *vm, gpa_t gpa, const void *buf, size_t len)
{
	hpa_t hpa;

	if (!gpa_to_hpa(vm, gpa, &hpa, len))
		return -EFAULT;
	memcpy(hpa_to_virt(hpa), buf, len);
	return 0;
}

void *guest_phys_map(struct vm *vm, gpa_t page)
{
	hpa_t hpa;

	if (page.v % PAGE_SIZE || !gpa_to_hpa(vm, page, &hpa, PAGE_SIZE))
		return NULL;
	return hpa_to_virt(hpa);
}
