/* SPDX-License-Identifier: BSD-3-Clause */
#include "rule_table.h"

void context_init(struct entry_context *ctx)
{
	*ctx = (struct entry_context){
		.caps = &nested_caps, .vm = &cpu.vm, .l1_long_mode = true,
		.vmcs12_gpa = GPA(GPA_VMCS12), .vmxon_region = GPA(GPA_VMXON),
	};
}

void run_rules(check_fn check, const struct rule_case *cases, size_t count)
{
	struct entry_context ctx;
	struct vmcs12 v;

	for (size_t i = 0; i < count; i++) {
		const struct rule_case *c = &cases[i];
		int result;

		test_context("%s", c->what);
		vmcs12_valid(&v);
		context_init(&ctx);
		EXPECT_EQ("unchanged vmcs12", 0, check(&ctx, &v));
		for (size_t j = 0; j < ARRAY_SIZE(c->changes) && c->changes[j].used; j++)
			v.f[c->changes[j].fid] = c->changes[j].value;
		result = check(&ctx, &v);
		if (!c->rule) {
			EXPECT_STR("must pass, but fails by", "", result ? ctx.failed : "");
			continue;
		}
		EXPECT_EQ("result", (u64)-EINVAL, (u64)result);
		EXPECT_TRUE(ctx.failed ? ctx.failed : "a rule is named",
			    ctx.failed && strstr(ctx.failed, c->rule));
		EXPECT_TRUE("its section is named", ctx.section && ctx.section[0]);
	}
}
