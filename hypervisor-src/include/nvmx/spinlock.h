/* SPDX-License-Identifier: BSD-3-Clause */
/* Mutual exclusion between CPUs. L0 has no interrupts, so that is all. */
#ifndef NVMX_SPINLOCK_H
#define NVMX_SPINLOCK_H

#include "nvmx/types.h"

struct spinlock {
	volatile u32 taken;
};

static inline void spin_lock(struct spinlock *lock)
{
	while (__sync_lock_test_and_set(&lock->taken, 1))
		while (lock->taken)
			asm volatile("pause");
}

static inline bool spin_trylock(struct spinlock *lock)
{
	return !__sync_lock_test_and_set(&lock->taken, 1);
}

static inline void spin_unlock(struct spinlock *lock)
{
	__sync_lock_release(&lock->taken);
}

#endif
