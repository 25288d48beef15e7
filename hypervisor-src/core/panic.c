// SPDX-License-Identifier: BSD-3-Clause
/* The panic screen: what a bug report needs, then the machine stops. */
#include "nvmx/build_id.h"
#include "nvmx/console.h"
#include "nvmx/cpu.h"
#include "nvmx/exception.h"
#include "nvmx/exit_trace.h"
#include "nvmx/machine.h"
#include "nvmx/monitor.h"
#include "nvmx/panic.h"
#include "nvmx/percpu.h"
#include "nvmx/printk.h"
#include "nvmx/symbols.h"
#include "nvmx/vcpu.h"
#include "nvmx/vm.h"

#define BACKTRACE_MAX	24

static bool panicking;

struct stack_frame {
	const struct stack_frame *next;
	u64 return_address;
};

static void print_symbol(u64 address)
{
	u64 offset = 0;
	const char *name = symbol_find(address, &offset);

	console_printf("  %016lx  %s+0x%lx\n", address, name ? name : "?",
		       offset);
}

/* Walks saved frame pointers, but only while they stay in L0's image or pool. */
static void print_backtrace(u64 rip, u64 rbp)
{
	int i;

	console_printf("back trace:\n");
	if (rip)
		print_symbol(rip);
	for (i = 0; i < BACKTRACE_MAX; i++) {
		const struct stack_frame *frame = (const void *)rbp;
		u64 offset;

		/* The call is before the return address, maybe a function's last. */
		if (!rbp || rbp % 8 || !symbol_find(frame->return_address - 1,
						    &offset))
			break;
		print_symbol(frame->return_address - 1);
		rbp = (uintptr_t)frame->next;
	}
}

static void print_header(void)
{
	console_set_input_line(false, NULL);
	console_printf("\n==== nVMX panic ====\nbuild: %s\ncpu: %u\n", build_id,
		       this_pcpu()->id);
}

static void __noreturn finish(u64 rip, u64 rbp, const char *reason)
{
	u32 i;

	print_backtrace(rip, rbp);
	/* What the VM did last, wherever: the others may still be running. */
	for (i = 0; i < vm0.vcpu_count; i++)
		if (vm0.vcpus[i])
			exit_trace_print(vm0.vcpus[i]);
	console_printf("==== end of panic ====\n");
	/* What may fail comes when the screen is whole. */
	monitor_panic(reason);
	machine_shutdown(MACHINE_FAILED);
}

void panic(const char *fmt, ...)
{
	char reason[256];
	va_list args;

	asm volatile("cli");
	if (panicking)
		machine_shutdown(MACHINE_FAILED);
	panicking = true;
	va_start(args, fmt);
	vsnprintf(reason, sizeof(reason), fmt, args);
	va_end(args);
	print_header();
	console_printf("reason: %s\n", reason);
	finish(0, (uintptr_t)__builtin_frame_address(0), reason);
}

void panic_exception(const struct exception_frame *f)
{
	if (panicking)
		machine_shutdown(MACHINE_FAILED);
	panicking = true;
	print_header();
	console_printf("reason: %s in L0, error code 0x%lx\n",
		       exception_name(f->vector), f->error_code);
	console_printf("rip %016lx cs  %04lx rflags %08lx\n", f->rip, f->cs,
		       f->rflags);
	console_printf("rax %016lx rbx %016lx rcx %016lx rdx %016lx\n", f->rax,
		       f->rbx, f->rcx, f->rdx);
	console_printf("rsi %016lx rdi %016lx rbp %016lx rsp %016lx\n", f->rsi,
		       f->rdi, f->rbp, f->rsp);
	console_printf("r8  %016lx r9  %016lx r10 %016lx r11 %016lx\n", f->r8,
		       f->r9, f->r10, f->r11);
	console_printf("r12 %016lx r13 %016lx r14 %016lx r15 %016lx\n", f->r12,
		       f->r13, f->r14, f->r15);
	console_printf("cr0 %08lx cr2 %016lx cr3 %016lx cr4 %08lx\n",
		       read_cr0(), read_cr2(), read_cr3(), read_cr4());
	finish(f->rip, f->rbp, exception_name(f->vector));
}
