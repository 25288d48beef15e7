/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Page-modification logging for L2 (SDM 29.3.6). Dirty flags of EPT12 are set
 * by L0, when a write of L2 finds EPT02 read-only; so L0 keeps the log too, and
 * the CPU's own logging is never on.
 */
#include "nested_internal.h"

#define PML_ENTRY_COUNT	(PAGE_SIZE / sizeof(u64))

bool page_modification_log(struct vm *vm, struct vmcs12 *v, ngpa_t ngpa)
{
	u64 index = V12(v, GUEST_PML_INDEX);
	u64 page = ngpa.v & PAGE_MASK;

	if (!V12_HAS2(v, ENABLE_PML))
		return true;
	if (index >= PML_ENTRY_COUNT)
		return false;
	/* Outside of RAM a write is lost, as on a bus. */
	if (guest_phys_write(vm, GPA(V12(v, PML_ADDRESS) + index * sizeof(u64)),
			     &page, sizeof(page)))
		pr_guest_ratelimited("the page-modification log is not in RAM\n");
	V12(v, GUEST_PML_INDEX) = (u16)(index - 1);
	return true;
}
