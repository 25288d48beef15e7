// SPDX-License-Identifier: BSD-3-Clause
#include "context.h"
#include "nvmx/printk.h"
#include "report.h"

#define TEXT_MAX	128

static struct {
	const char *name;
	void (*reset)(void);
	u32 areas_failed, cases_run;
} program;

static struct {
	const char *name;
	u32 passed, failed, faults, absent;
} area;

static struct {
	const struct test_case *test;
	struct context context;
	u32 checks;
	bool failed;
	const char *needs;
	char what[TEXT_MAX], expected[TEXT_MAX], got[TEXT_MAX];
} current;

bool case_running(void)
{
	return current.test;
}

void check_text(const char *what, const char *expected, const char *got)
{
	current.checks++;
	if (current.failed || !strcmp(expected, got))
		return;
	current.failed = true;
	snprintf(current.what, TEXT_MAX, "%s", what);
	snprintf(current.expected, TEXT_MAX, "%s", expected);
	snprintf(current.got, TEXT_MAX, "%s", got);
}

void check_u64(const char *what, u64 expected, u64 got)
{
	char e[TEXT_MAX], g[TEXT_MAX];

	snprintf(e, sizeof(e), "0x%lx", expected);
	snprintf(g, sizeof(g), "0x%lx", got);
	check_text(what, e, g);
}

void check_true(const char *what, bool got)
{
	check_text(what, "true", got ? "true" : "false");
}

void check_result(const char *what, struct vmx_result expected,
		  struct vmx_result got)
{
	char e[TEXT_MAX], g[TEXT_MAX];

	check_text(what, vmx_result_text(expected, e, sizeof(e)),
		   vmx_result_text(got, g, sizeof(g)));
}

void check_fail(const char *expected, const char *fmt, ...)
{
	char got[TEXT_MAX];
	va_list args;

	va_start(args, fmt);
	vsnprintf(got, sizeof(got), fmt, args);
	va_end(args);
	check_text("check", expected, got);
}

void case_abort(const char *fmt, ...)
{
	char got[TEXT_MAX];
	va_list args;

	va_start(args, fmt);
	vsnprintf(got, sizeof(got), fmt, args);
	va_end(args);
	if (!case_running()) {
		printf("%s: FAIL %s\n", program.name ? program.name : "guest",
		       got);
		guest_shutdown();
	}
	check_text("the case", "to reach its end", got);
	context_restore(&current.context, 1);
}

void case_needs(bool present, const char *key)
{
	if (present)
		return;
	current.needs = key;
	context_restore(&current.context, 1);
}

static const char *fault_kind(const struct test_case *test)
{
	return test->fault.shows ? "FAULT(shows)" : "FAULT(hidden)";
}

static void print_verdict(const struct test_case *test)
{
	const struct emulator_fault *fault = &test->fault;

	printf("case %s.%s: ", area.name, test->name);
	if (current.needs && !current.failed) {
		area.absent++;
		printf("N/A needs %s\n", current.needs);
	} else if (!current.failed) {
		area.passed++;
		printf("PASS expected %s\n", test->expect);
	} else if (fault->reason) {
		area.faults++;
		printf("%s expected %s; %s: expected %s, got %s; emulator fault: %s\n",
		       fault_kind(test), test->expect, current.what,
		       current.expected, current.got, fault->reason);
	} else {
		area.failed++;
		printf("FAIL expected %s; %s: expected %s, got %s\n",
		       test->expect, current.what, current.expected,
		       current.got);
	}
}

static bool ends_name(char c)
{
	return !c || c == ' ' || c == ',';
}

/* "skip=AREA.NAME,AREA.NAME" on the command line: cases that ended a run. */
static bool is_skipped(const char *name)
{
	const char *list = guest_cmdline_value("skip=");
	char full[TEXT_MAX];
	size_t length;

	length = (size_t)snprintf(full, sizeof(full), "%s.%s", area.name, name);
	while (list && *list && *list != ' ') {
		if (!strncmp(list, full, length) && ends_name(list[length]))
			return true;
		while (!ends_name(*list))
			list++;
		if (*list == ',')
			list++;
	}
	return false;
}

void report_case(const struct test_case *test)
{
	if (is_skipped(test->name))
		return;
	memset(&current, 0, sizeof(current));
	/* What hangs or ends the machine is the last name printed. */
	printf("run %s.%s", area.name, test->name);
	if (test->fault.reason)
		printf(" # %s: %s", fault_kind(test), test->fault.reason);
	printf("\n");
	program.cases_run++;
	current.test = test;
	if (!context_save(&current.context)) {
		program.reset();
		test->run(test->row);
		if (!current.checks)
			check_text("the case", "at least one check", "none");
	}
	current.test = NULL;
	print_verdict(test);
}

void report_begin(const char *name, void (*reset)(void))
{
	program.name = name;
	program.reset = reset;
	printf("%s: starts\n", name);
}

void report_area(const char *name)
{
	memset(&area, 0, sizeof(area));
	area.name = name;
}

void report_area_end(void)
{
	program.areas_failed += area.failed > 0;
	printf("%s: %u passed, %u failed, %u emulator faults, %u not applicable\n",
	       area.name, area.passed, area.failed, area.faults, area.absent);
}

void report_cases(const char *name, const struct test_case *const *cases,
		  u32 count)
{
	u32 i;

	report_area(name);
	for (i = 0; i < count; i++)
		report_case(cases[i]);
	report_area_end();
}

void report_end(void)
{
	program.reset();
	printf("%s: %s\n", program.name, program.areas_failed ||
	       !program.cases_run ? "FAIL" : "PASS");
}
