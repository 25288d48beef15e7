// SPDX-License-Identifier: BSD-3-Clause
#include "context.h"
#include "guest.h"

#define STACK_SIZE	4096

void __noreturn context_jump(const void *code, u16 cs, u16 ss, u64 arg,
			     u64 stack);

static struct context before;
static bool running;
static u8 stack[STACK_SIZE] __aligned(16);

bool context_leaving(void)
{
	return running;
}

void context_leave(void)
{
	running = false;
	context_restore(&before, 1);
}

void context_run_until_fault(const void *code, u16 cs, u16 ss, u64 arg)
{
	exception_clear();
	if (context_save(&before))
		return;
	running = true;
	context_jump(code, cs, ss, arg, (uintptr_t)stack + STACK_SIZE);
}
