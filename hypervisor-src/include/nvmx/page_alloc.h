/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The boot-time page pool: part of L0's own memory, invisible to every guest.
 * There is no free: whoever needs reclaim takes its bounded pool here once.
 */
#ifndef NVMX_PAGE_ALLOC_H
#define NVMX_PAGE_ALLOC_H

#include "nvmx/types.h"

/* Zeroed, contiguous, 4-KiB aligned. Panics when the pool is exhausted. */
void *page_alloc_boot(unsigned int pages);
unsigned int page_alloc_boot_left(void);
/* What is left, as 64-bit words; nothing can be allocated any more. */
void *page_alloc_boot_rest(u64 *words);

/* L0 runs on an identity map of all physical memory. */
static inline hpa_t virt_to_hpa(const void *virt)
{
	return HPA((u64)(uintptr_t)virt);
}

static inline void *hpa_to_virt(hpa_t hpa)
{
	return (void *)(uintptr_t)hpa.v;
}

#endif
