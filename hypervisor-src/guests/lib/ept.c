// SPDX-License-Identifier: BSD-3-Clause
#include "ept.h"

#define EPT_ENTRIES	512

void ept_create(struct ept *ept)
{
	ept->pml4 = page_alloc(1);
}

u64 ept_pointer(const struct ept *ept)
{
	return phys_of(ept->pml4) | MEMTYPE_WB | EPTP_WALK_4;
}

u64 *ept_entry(struct ept *ept, ngpa_t from, u64 size)
{
	u64 *table = ept->pml4;
	u64 span = EPT_ENTRIES * SIZE_1G;

	for (;;) {
		u64 *entry = &table[from.v / span % EPT_ENTRIES];

		if (span == size)
			return entry;
		if (!(*entry & EPT_RWX))
			*entry = phys_of(page_alloc(1)) | EPT_RWX;
		table = (u64 *)(uintptr_t)(*entry & EPT_ADDR_MASK);
		span /= EPT_ENTRIES;
	}
}

void ept_map(struct ept *ept, ngpa_t from, gpa_t to, u64 size, u64 attributes)
{
	*ept_entry(ept, from, size) = to.v | attributes |
				      (size > PAGE_SIZE ? EPT_LEAF : 0);
}

void ept_map_range(struct ept *ept, ngpa_t from, gpa_t to, u64 count,
		   u64 attributes)
{
	u64 offset;

	for (offset = 0; offset < count; offset += PAGE_SIZE)
		ept_map(ept, NGPA(from.v + offset), GPA(to.v + offset),
			PAGE_SIZE, attributes);
}

void ept_map_identity(struct ept *ept, u64 end)
{
	u64 address;

	for (address = 0; address < end; address += SIZE_2M)
		ept_map(ept, NGPA(address), GPA(address), SIZE_2M, EPT_RWX_WB);
}
