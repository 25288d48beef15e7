/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Tests read like the specification: a stimulus, what is expected, and on
 * failure what came instead, in words.
 *
 *   TEST(name, "stimulus", "Expect: ...") { ...; EXPECT_EQ("what", want, got); }
 *
 * Each test starts on a fresh fake CPU.
 */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdio.h>
#include <string.h>
#include "fake/fake_cpu.h"

struct test {
	const char *name, *stimulus, *expect;
	void (*run)(void);
	struct test *next;
};

void test_register(struct test *test);

#define TEST(id, stimulus_text, expect_text)					\
	static void test_##id(void);						\
	static struct test info_##id = { #id, stimulus_text, expect_text,	\
					 test_##id, NULL };			\
	__attribute__((constructor)) static void register_##id(void)		\
	{									\
		test_register(&info_##id);					\
	}									\
	static void test_##id(void)

void expect_eq(const char *file, int line, const char *what,
	       unsigned long long want, unsigned long long got);
void expect_str(const char *file, int line, const char *what, const char *want,
		const char *got);
/* In loops and tables: printed before a failure, "" for none. */
void test_context(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#define EXPECT_EQ(what, want, got)	expect_eq(__FILE__, __LINE__, what, want, got)
#define EXPECT_TRUE(what, got)		EXPECT_EQ(what, 1, !!(got))
#define EXPECT_FALSE(what, got)		EXPECT_EQ(what, 0, !!(got))
#define EXPECT_STR(what, want, got)	expect_str(__FILE__, __LINE__, what, want, got)

#endif
