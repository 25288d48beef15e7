/* SPDX-License-Identifier: BSD-3-Clause */
/* Runs every registered test, or those whose name contains argv[1]. */
#include <stdarg.h>
#include <stdlib.h>
#include "harness.h"

static struct test *tests, **tests_end = &tests;
static const struct test *running;
static unsigned int failures;
static char context[160];

void test_register(struct test *test)
{
	*tests_end = test;
	tests_end = &test->next;
}

void test_context(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(context, sizeof(context), fmt, args);
	va_end(args);
}

static void report(const char *file, int line)
{
	if (!failures++)
		printf("FAIL %s: %s\n  %s\n", running->name, running->stimulus,
		       running->expect);
	printf("  %s:%d: %s%s", file, line, context, context[0] ? ": " : "");
}

void expect_eq(const char *file, int line, const char *what,
	       unsigned long long want, unsigned long long got)
{
	if (want == got)
		return;
	report(file, line);
	printf("%s: expected %#llx, got %#llx\n", what, want, got);
}

void expect_str(const char *file, int line, const char *what, const char *want,
		const char *got)
{
	if (got && !strcmp(want, got))
		return;
	report(file, line);
	printf("%s: expected \"%s\", got \"%s\"\n", what, want, got ? got : "nothing");
}

static bool run(const struct test *test)
{
	running = test;
	failures = 0;
	test_context("%s", "");
	fake_reset();
	fake_start();
	test->run();
	return !failures;
}

int main(int argc, char **argv)
{
	unsigned int passed = 0, failed = 0;

	for (const struct test *test = tests; test; test = test->next) {
		if (argc > 1 && !strstr(test->name, argv[1]))
			continue;
		if (run(test))
			passed++;
		else
			failed++;
	}
	printf("%u passed, %u failed\n", passed, failed);
	return failed || !passed;
}
