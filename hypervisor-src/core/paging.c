// SPDX-License-Identifier: BSD-3-Clause
/* L0's identity map beyond the 4 GiB that boot/entry.S has set up. */
#include "nvmx/boot_info.h"
#include "nvmx/cpu.h"
#include "nvmx/page_alloc.h"
#include "nvmx/paging.h"
#include "nvmx/x86.h"

#define ENTRIES		512
#define BOOT_GIBS	4

extern u64 boot_pdpt[];

static bool has_1g_pages(void)
{
	return cpuid(0x80000000, 0).eax >= 0x80000001 &&
	       cpuid(0x80000001, 0).edx & CPUID_80000001_EDX_1GB_PAGES;
}

static u64 map_gib_by_2m(u64 start)
{
	u64 *pd = page_alloc_boot(1);
	u32 i;

	for (i = 0; i < ENTRIES; i++)
		pd[i] = (start + i * SIZE_2M) | PTE_P | PTE_W | PTE_PS;
	return virt_to_hpa(pd).v | PTE_P | PTE_W;
}

void paging_map_all_ram(void)
{
	u64 top = 0, gib;
	u32 i;

	for (i = 0; i < boot_info.mmap_count; i++) {
		u64 end = boot_info.mmap[i].start + boot_info.mmap[i].size;

		if (end > top)
			top = end;
	}
	for (gib = BOOT_GIBS; gib < ENTRIES && gib * SIZE_1G < top; gib++)
		boot_pdpt[gib] = has_1g_pages() ?
			(gib * SIZE_1G | PTE_P | PTE_W | PTE_PS) :
			map_gib_by_2m(gib * SIZE_1G);
}
