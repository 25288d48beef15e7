/* SPDX-License-Identifier: BSD-3-Clause */
/* A place in the program to come back to, from wherever it is then. */
#ifndef GUEST_CONTEXT_H
#define GUEST_CONTEXT_H

#include "nvmx/types.h"

/* Known to context.S. */
struct context {
	u64 rbx, rbp, r12, r13, r14, r15, rsp, rip, rflags;
};

/* 0 the first time, then what context_restore() was given. */
int context_save(struct context *context) __attribute__((returns_twice));
/* Ends with IRET, so that NMIs are no longer blocked either. */
void __noreturn context_restore(const struct context *context, int value);

/*
 * Continues at @code with selectors @cs and @ss, @arg in RDI and EBX, until it
 * raises an exception, which is then in last_exception. The code ends with
 * CONTEXT_LEAVE.
 */
void context_run_until_fault(const void *code, u16 cs, u16 ss, u64 arg);
/* Used by the exception handler: leaves such a run. */
bool context_leaving(void);
void __noreturn context_leave(void);

#endif
