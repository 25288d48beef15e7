/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Reports of test programs. A program is a list of cases; each case says what
 * it is for and what is expected before anything happens, then checks. A case
 * that checked nothing fails.
 */
#ifndef GUEST_REPORT_H
#define GUEST_REPORT_H

#include "vmx_guest.h"

struct test_case {
	const char *name;	/* one word, unique in the program */
	const char *purpose;	/* a sentence */
	const char *expect;	/* what the SDM says will happen, with section */
	void (*run)(void);
};

/* Runs all cases and prints the line PROGRAM: PASS or PROGRAM: FAIL. */
void report_run(const char *program, const struct test_case *cases,
		u32 count);

/* One check of the running case, in words. The case fails with the first one. */
void check_text(const char *what, const char *expected, const char *got);
void check_u64(const char *what, u64 expected, u64 got);
void check_true(const char *what, bool got);
void check_result(const char *what, const char *expected,
		  struct vmx_result got);

#endif
