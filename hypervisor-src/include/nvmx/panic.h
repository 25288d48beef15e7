/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The end of L0, for our own bugs only: nothing that a guest, a module or the
 * firmware supplies may lead here.
 */
#ifndef NVMX_PANIC_H
#define NVMX_PANIC_H

#include "nvmx/types.h"

void __noreturn __printf(1, 2) panic(const char *fmt, ...);

#define BUG_ON(cond)							\
	do {								\
		if (unlikely(cond))					\
			panic("%s:%d: BUG_ON(%s)", __FILE__, __LINE__,	\
			      #cond);					\
	} while (0)

#endif
