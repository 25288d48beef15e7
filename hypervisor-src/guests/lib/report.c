// SPDX-License-Identifier: BSD-3-Clause
#include "nvmx/printk.h"
#include "report.h"

#define TEXT_MAX	64

static struct {
	u32 checks;
	bool failed;
	char what[TEXT_MAX], expected[TEXT_MAX], got[TEXT_MAX];
} current;

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

void check_result(const char *what, const char *expected,
		  struct vmx_result got)
{
	char text[TEXT_MAX];

	check_text(what, expected, vmx_result_text(got, text, sizeof(text)));
}

static bool run_case(const struct test_case *test)
{
	memset(&current, 0, sizeof(current));
	test->run();
	if (!current.checks)
		check_text("the case", "at least one check", "none");
	if (current.failed)
		printf("case %s: FAIL %s: expected %s, got %s\n", test->name,
		       current.what, current.expected, current.got);
	else
		printf("case %s: PASS\n", test->name);
	return !current.failed;
}

void report_run(const char *program, const struct test_case *cases, u32 count)
{
	u32 i, failed = 0;

	for (i = 0; i < count; i++) {
		printf("# %s: %s\n# Expect: %s\n", cases[i].name,
		       cases[i].purpose, cases[i].expect);
		failed += !run_case(&cases[i]);
	}
	if (failed)
		printf("%s: FAIL %u of %u cases\n", program, failed, count);
	else
		printf("%s: PASS %u cases\n", program, count);
}
