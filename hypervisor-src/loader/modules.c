// SPDX-License-Identifier: BSD-3-Clause
/*
 * The boot loader puts modules where it likes, often where L1's image belongs.
 * So before anything is loaded, they move to the top of the RAM below 4 GiB.
 */
#include "nvmx/boot_info.h"
#include "nvmx/string.h"
#include "nvmx/vm.h"

#define LIMIT	(4ULL << 30)

/* The module with the highest address below @limit, or NULL. */
static struct boot_module *highest_below(u64 limit)
{
	struct boot_module *found = NULL;
	u32 i;

	for (i = 0; i < boot_info.module_count; i++) {
		struct boot_module *m = &boot_info.modules[i];

		if (m->start < limit && (!found || m->start > found->start))
			found = m;
	}
	return found;
}

void modules_move_high(void)
{
	struct boot_module *module;
	u64 old_limit = LIMIT, limit = LIMIT;

	/*
	 * From the highest down: each one moves up, into space that is free or
	 * whose old content has already moved.
	 */
	while ((module = highest_below(old_limit))) {
		u64 target = boot_memory_find_top(module->size, limit);

		old_limit = module->start;
		if (target <= module->start) {
			limit = module->start;
			continue;
		}
		memmove((void *)(uintptr_t)target,
			(void *)(uintptr_t)module->start, module->size);
		module->start = target;
		limit = target;
	}
}
