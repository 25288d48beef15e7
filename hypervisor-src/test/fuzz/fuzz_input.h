/* SPDX-License-Identifier: BSD-3-Clause */
/* The fuzzer's bytes as numbers; zeros when they run out. */
#ifndef FUZZ_INPUT_H
#define FUZZ_INPUT_H

#include <stdlib.h>
#include <string.h>
#include "fake/fake_cpu.h"

struct fuzz_input {
	const u8 *data;
	size_t left;
};

static inline u64 take(struct fuzz_input *in, size_t bytes)
{
	u64 value = 0;
	size_t n = bytes < in->left ? bytes : in->left;

	memcpy(&value, in->data, n);
	in->data += n;
	in->left -= n;
	return value;
}

/* A property of ours: its failure is a finding like a sanitizer's. */
#define MUST(cond)							\
	do {								\
		if (!(cond)) {						\
			fprintf(stderr, "violated: %s\n", #cond);	\
			abort();					\
		}							\
	} while (0)

#endif
