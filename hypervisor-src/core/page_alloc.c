// SPDX-License-Identifier: BSD-3-Clause
#include "nvmx/layout.h"
#include "nvmx/page_alloc.h"
#include "nvmx/panic.h"
#include "nvmx/string.h"

extern u8 image_end[];

static u64 pool_next;

static u64 pool_end(void)
{
	return NVMX_LOAD_ADDRESS + NVMX_MEMORY_SIZE;
}

void *page_alloc_boot(unsigned int pages)
{
	void *page;

	if (pages > page_alloc_boot_left())
		panic("page pool exhausted: %u pages wanted, %u left", pages,
		      page_alloc_boot_left());
	page = (void *)(uintptr_t)pool_next;
	pool_next += pages * PAGE_SIZE;
	return memset(page, 0, pages * PAGE_SIZE);
}

unsigned int page_alloc_boot_left(void)
{
	if (!pool_next)
		pool_next = (uintptr_t)image_end;
	return (unsigned int)((pool_end() - pool_next) / PAGE_SIZE);
}

void *page_alloc_boot_rest(u64 *words)
{
	unsigned int pages = page_alloc_boot_left();
	void *rest = (void *)(uintptr_t)pool_next;

	*words = pages * PAGE_SIZE / sizeof(u64);
	pool_next = pool_end();
	return rest;
}
