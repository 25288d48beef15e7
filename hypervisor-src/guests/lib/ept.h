/* SPDX-License-Identifier: BSD-3-Clause */
/* EPT tables that a guest hypervisor builds for its L2 (EPT12). */
#ifndef GUEST_EPT_H
#define GUEST_EPT_H

#include "guest.h"
#include "nvmx/vmx.h"

#define EPT_RWX_WB	(EPT_RWX | (u64)MEMTYPE_WB << EPT_MEMTYPE_SHIFT)

struct ept {
	u64 *pml4;
};

void ept_create(struct ept *ept);
/* The EPTP: write-back, 4 levels, no accessed and dirty flags. */
u64 ept_pointer(const struct ept *ept);
/*
 * Maps one page of @size (PAGE_SIZE, SIZE_2M, SIZE_1G) with @attributes
 * (EPT_RWX_WB, ...). Tables above it grant everything.
 */
void ept_map(struct ept *ept, ngpa_t from, gpa_t to, u64 size, u64 attributes);
/* Maps @count bytes with 4-KiB pages. */
void ept_map_range(struct ept *ept, ngpa_t from, gpa_t to, u64 count,
		   u64 attributes);
/* Maps 0 to @end one to one with 2-MByte pages, everything allowed. */
void ept_map_identity(struct ept *ept, u64 end);
/* The entry that maps @from at the level of @size, to look at or to spoil. */
u64 *ept_entry(struct ept *ept, ngpa_t from, u64 size);

#endif
