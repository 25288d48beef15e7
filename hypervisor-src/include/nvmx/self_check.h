/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Is L0's memory as L0 left it? The code and constants are summed, and what the
 * page pool has not handed out carries a pattern: a guest or an L2 that could
 * write here would be seen. Debug builds look when a VM ends.
 */
#ifndef NVMX_SELF_CHECK_H
#define NVMX_SELF_CHECK_H

#include "nvmx/types.h"

/* After the last page_alloc_boot(). */
void self_check_init(void);
/* False, and a line that says where, when something has changed. */
bool self_check(void);

#endif
