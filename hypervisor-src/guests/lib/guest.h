/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The small library of a guest: start, console, exceptions, pages, the end.
 * A program defines main() and links with all of it. VMX is in vmx_guest.h,
 * EPT in ept.h, reports of test cases in report.h.
 */
#ifndef GUEST_H
#define GUEST_H

#include "nvmx/cpu.h"
#include "nvmx/msr.h"
#include "nvmx/string.h"
#include "nvmx/types.h"
#include "nvmx/x86.h"

#define GUEST_SELECTOR_CODE	0x08
#define GUEST_SELECTOR_DATA	0x10
#define GUEST_SELECTOR_TSS	0x18
#define GUEST_SELECTOR_USER_DATA	0x2b
#define GUEST_SELECTOR_USER_CODE	0x33
#define GUEST_SELECTOR_CODE32	0x38

/* The program. The VM is shut down when it returns. */
void main(void);

/* The command line that the loader handed over, "" when there is none. */
extern const char *guest_cmdline;
/* What follows @key, "skip=" for instance, in the command line, or NULL. */
const char *guest_cmdline_value(const char *key);
/* The decimal number there, or @otherwise. */
u64 guest_cmdline_number(const char *key, u64 otherwise);

/* On COM1, at once; a newline becomes CR LF. */
void __printf(1, 2) printf(const char *fmt, ...);

/* Waits for a character from the console. */
char guest_getc(void);

/* True when @word is one of the words of the command line. */
bool guest_has_argument(const char *word);

/* Waits for the console to drain, then ends the machine or the VM. */
void __noreturn guest_shutdown(void);

/*
 * Ends the running test case, as failed (see report.h); outside of one, prints
 * the reason in a line "NAME: FAIL ..." of its own and ends the program.
 */
void __noreturn __printf(1, 2) guest_fail(const char *fmt, ...);

/*
 * Exceptions. An instruction listed in the exception table (EXTABLE) may
 * fault: what it raised is kept here until exception_clear(). Any other
 * exception ends the program with a line that names it.
 */
struct exception_record {
	bool raised;
	u8 vector;
	u32 error_code;
	u64 cr2;		/* of #PF only */
};

extern struct exception_record last_exception;
/* The task-state segment of GUEST_SELECTOR_TSS. */
extern u8 guest_tss[];

void exception_clear(void);
void exception_init(void);
/* Where the IDT is, for a further CPU. */
void exception_idt(struct descriptor_pointer *idtr);
const char *vector_name(u8 vector);

/* Zeroed pages from the program's own memory; fails the program when out. */
void *page_alloc(unsigned int count);

static inline u64 phys_of(const void *virt)
{
	return (u64)(uintptr_t)virt;
}

#endif
