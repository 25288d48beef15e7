/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Reports of test programs. A program runs cases in areas; each case says what
 * it is for and what is expected before anything happens, then checks. A case
 * that checked nothing fails. What a case breaks (an exception nobody expected,
 * guest_fail()) ends that case only.
 *
 * One line each, "case AREA.NAME: VERDICT ...":
 *   PASS expected WHAT
 *   FAIL expected WHAT; CHECK: expected ..., got ...
 *   FAULT(hidden|shows) ...  failed, and the reason is a known fault of the emulator
 *   N/A needs KEY           the CPU has not what the case is about
 * then "AREA: N passed, N failed" and, last, "PROGRAM: PASS" or "PROGRAM: FAIL".
 */
#ifndef GUEST_REPORT_H
#define GUEST_REPORT_H

#include "vmx_guest.h"

/* What may be known of the emulated CPU, where it does not follow the SDM. */
struct emulator_fault {
	const char *reason;	/* NULL: none */
	bool shows;		/* also under a hypervisor: nobody can hide it */
};

/* A hypervisor on that CPU is still expected to follow the SDM. */
#define EMULATOR_FAULT_HIDDEN(why)	{ .reason = (why) }
/* No hypervisor on that CPU can follow the SDM here. */
#define EMULATOR_FAULT_SHOWS(why)	{ .reason = (why), .shows = true }

struct test_case {
	const char *name;	/* one word, unique in the area */
	const char *purpose;	/* a sentence */
	const char *expect;	/* what the SDM says will happen, with section */
	void (*run)(const void *row);
	const void *row;	/* of table-driven cases, else NULL */
	struct emulator_fault fault;
};

/*
 * A case in one piece:
 *
 *	CASE(name, "Purpose.", "Expect, SDM section")
 *	{
 *		check_...
 *	}
 *
 * and its place in the list of the area: &case_name.
 */
#define CASE_FAULTY(id, purpose_text, expect_text, ...)			\
	static void id(const void *row);				\
	static const struct test_case case_##id = {			\
		.name = #id, .purpose = (purpose_text),			\
		.expect = (expect_text), .run = id,			\
		.fault = __VA_ARGS__					\
	};								\
	static void id(const void *row __maybe_unused)
#define CASE(id, purpose_text, expect_text)				\
	CASE_FAULTY(id, purpose_text, expect_text, { 0 })

/* The program's own clean-up ahead of every case. */
void report_begin(const char *program, void (*reset)(void));
void report_area(const char *area);
void report_case(const struct test_case *test);
void report_area_end(void);
/* An area in one go. */
void report_cases(const char *area, const struct test_case *const *cases,
		  u32 count);
void report_end(void);

/* One check of the running case, in words. The case fails with the first one. */
void check_text(const char *what, const char *expected, const char *got);
void check_u64(const char *what, u64 expected, u64 got);
void check_true(const char *what, bool got);
void check_result(const char *what, struct vmx_result expected,
		  struct vmx_result got);
void __printf(2, 3) check_fail(const char *expected, const char *fmt, ...);

/* Ends the running case at once, as failed; outside of a case, the program. */
void __noreturn __printf(1, 2) case_abort(const char *fmt, ...);
/* Ends it as not applicable when @present is false; @key names what it needs. */
void case_needs(bool present, const char *key);
bool case_running(void);

/* Expected results of VMX instructions. */
#define VMSUCCEED	((struct vmx_result){ .outcome = VMX_SUCCEED })
#define VMFAIL_INVALID	((struct vmx_result){ .outcome = VMX_FAIL_INVALID })
#define VMFAIL_VALID(number)						\
	((struct vmx_result){ .outcome = VMX_FAIL_VALID, .error = (number) })
#define FAULTED(number, code)						\
	((struct vmx_result){ .outcome = VMX_FAULTED, .vector = (number), \
			      .error_code = (code) })
#define UD_FAULT	FAULTED(VECTOR_UD, 0)
#define GP_FAULT	FAULTED(VECTOR_GP, 0)

#endif
