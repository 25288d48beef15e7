/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * VM-entry checks, one row per rule: a vmcs12 that passes everything, changed in
 * one or two fields, must fail by exactly the rule named (a part of its text).
 */
#ifndef RULE_TABLE_H
#define RULE_TABLE_H

#include "harness.h"

struct change {
	unsigned int fid;
	bool used;
	u64 value;
};

struct rule_case {
	const char *what;
	struct change changes[5];	
	const char *rule;		/* NULL: must still pass */
};

#define SET(name, v)	{ FID_##name, true, v }

typedef int (*check_fn)(struct entry_context *ctx, const struct vmcs12 *v);

void run_rules(check_fn check, const struct rule_case *cases, size_t count);
/* A context for checks that are called directly. */
void context_init(struct entry_context *ctx);

#endif
