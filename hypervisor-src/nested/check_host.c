/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Checks on the host-state area of vmcs12 and on the address-space size (SDM
 * 27.2.2 to 27.2.4). A failure is VMfailValid(8) to L1.
 */
#include "nested_internal.h"

static bool fixed_bits_hold(u64 value, u64 fixed0, u64 fixed1)
{
	return !(~value & fixed0) && !(value & ~fixed1);
}

bool pat_value_valid(u64 pat)
{
	for (int i = 0; i < 8; i++, pat >>= 8) {
		u8 type = pat & 0xff;

		if (type > MEMTYPE_UC_MINUS || type == 2 || type == 3)
			return false;
	}
	return true;
}

/* SDM 27.2.2: bits 9:6 are reserved, SUPPRESS and TRACKER exclude each other. */
#define S_CET_RESERVED		GENMASK64(9, 6)
#define S_CET_SUPPRESS_TRACKER	GENMASK64(11, 10)

bool s_cet_value_valid(u64 s_cet)
{
	return !(s_cet & S_CET_RESERVED) &&
	       (s_cet & S_CET_SUPPRESS_TRACKER) != S_CET_SUPPRESS_TRACKER;
}

static int check_host_cet(struct entry_context *ctx, const struct vmcs12 *v)
{
	CHECK_RULE(ctx, s_cet_value_valid(V12(v, HOST_S_CET)), "27.2.2");
	CHECK_RULE(ctx, address_is_canonical(V12(v, HOST_S_CET)), "27.2.2");
	CHECK_RULE(ctx, address_is_canonical(V12(v, HOST_SSP)), "27.2.2");
	CHECK_RULE(ctx, !(V12(v, HOST_SSP) & SSP_RESERVED), "27.2.2");
	CHECK_RULE(ctx, address_is_canonical(V12(v, HOST_SSP_TABLE)), "27.2.2");
	return 0;
}

static int check_host_registers(struct entry_context *ctx, const struct vmcs12 *v)
{
	const struct vmx_msrs *l1 = &ctx->caps->l1;
	bool long_mode = V12_HAS(v, EXIT, HOST_ADDR_SPACE_SIZE);
	u64 long_mode_bits = long_mode ? EFER_LMA | EFER_LME : 0;

	CHECK_RULE(ctx, fixed_bits_hold(V12(v, HOST_CR0), l1->cr0_fixed0,
					l1->cr0_fixed1), "27.2.2");
	CHECK_RULE(ctx, fixed_bits_hold(V12(v, HOST_CR4), l1->cr4_fixed0,
					l1->cr4_fixed1), "27.2.2");
	CHECK_RULE(ctx, !(V12(v, HOST_CR4) & CR4_CET) ||
		   (V12(v, HOST_CR0) & CR0_WP), "27.2.2");
	CHECK_RULE(ctx, !(V12(v, HOST_CR3) & ~ctx->caps->phys_addr_mask), "27.2.2");
	CHECK_RULE(ctx, address_is_canonical(V12(v, HOST_SYSENTER_ESP)), "27.2.2");
	CHECK_RULE(ctx, address_is_canonical(V12(v, HOST_SYSENTER_EIP)), "27.2.2");
	CHECK_RULE(ctx, !V12_HAS(v, EXIT, LOAD_PAT) ||
		   pat_value_valid(V12(v, HOST_PAT)), "27.2.2");
	CHECK_RULE(ctx, !V12_HAS(v, EXIT, LOAD_EFER) ||
		   !(V12(v, HOST_EFER) & ~EFER_VALID_BITS), "27.2.2");
	CHECK_RULE(ctx, !V12_HAS(v, EXIT, LOAD_EFER) ||
		   (V12(v, HOST_EFER) & (EFER_LMA | EFER_LME)) == long_mode_bits,
		   "27.2.2");
	return V12_HAS(v, EXIT, LOAD_CET) ? check_host_cet(ctx, v) : 0;
}

#define SELECTOR_RPL_TI		7ULL

static int check_host_segments(struct entry_context *ctx, const struct vmcs12 *v)
{
	CHECK_RULE(ctx, !(V12(v, HOST_ES_SELECTOR) & SELECTOR_RPL_TI), "27.2.3");
	CHECK_RULE(ctx, !(V12(v, HOST_CS_SELECTOR) & SELECTOR_RPL_TI), "27.2.3");
	CHECK_RULE(ctx, !(V12(v, HOST_SS_SELECTOR) & SELECTOR_RPL_TI), "27.2.3");
	CHECK_RULE(ctx, !(V12(v, HOST_DS_SELECTOR) & SELECTOR_RPL_TI), "27.2.3");
	CHECK_RULE(ctx, !(V12(v, HOST_FS_SELECTOR) & SELECTOR_RPL_TI), "27.2.3");
	CHECK_RULE(ctx, !(V12(v, HOST_GS_SELECTOR) & SELECTOR_RPL_TI), "27.2.3");
	CHECK_RULE(ctx, !(V12(v, HOST_TR_SELECTOR) & SELECTOR_RPL_TI), "27.2.3");
	CHECK_RULE(ctx, V12(v, HOST_CS_SELECTOR) != 0, "27.2.3");
	CHECK_RULE(ctx, V12(v, HOST_TR_SELECTOR) != 0, "27.2.3");
	CHECK_RULE(ctx, V12_HAS(v, EXIT, HOST_ADDR_SPACE_SIZE) ||
		   V12(v, HOST_SS_SELECTOR) != 0, "27.2.3");
	CHECK_RULE(ctx, address_is_canonical(V12(v, HOST_FS_BASE)), "27.2.3");
	CHECK_RULE(ctx, address_is_canonical(V12(v, HOST_GS_BASE)), "27.2.3");
	CHECK_RULE(ctx, address_is_canonical(V12(v, HOST_TR_BASE)), "27.2.3");
	CHECK_RULE(ctx, address_is_canonical(V12(v, HOST_GDTR_BASE)), "27.2.3");
	CHECK_RULE(ctx, address_is_canonical(V12(v, HOST_IDTR_BASE)), "27.2.3");
	return 0;
}

static int check_address_space_size(struct entry_context *ctx,
				    const struct vmcs12 *v)
{
	bool host_64 = V12_HAS(v, EXIT, HOST_ADDR_SPACE_SIZE);

	CHECK_RULE(ctx, ctx->l1_long_mode ||
		   !V12_HAS(v, ENTRY, IA32E_MODE_GUEST), "27.2.4");
	CHECK_RULE(ctx, host_64 == ctx->l1_long_mode, "27.2.4");
	if (!host_64) {
		CHECK_RULE(ctx, !V12_HAS(v, ENTRY, IA32E_MODE_GUEST), "27.2.4");
		CHECK_RULE(ctx, !(V12(v, HOST_CR4) & CR4_PCIDE), "27.2.4");
		CHECK_RULE(ctx, !(V12(v, HOST_RIP) >> 32), "27.2.4");
		CHECK_RULE(ctx, !V12_HAS(v, EXIT, LOAD_CET) ||
			   !((V12(v, HOST_S_CET) | V12(v, HOST_SSP)) >> 32),
			   "27.2.4");
	} else {
		CHECK_RULE(ctx, V12(v, HOST_CR4) & CR4_PAE, "27.2.4");
		CHECK_RULE(ctx, address_is_canonical(V12(v, HOST_RIP)), "27.2.4");
	}
	return 0;
}

int check_host_state(struct entry_context *ctx, const struct vmcs12 *v)
{
	if (check_host_registers(ctx, v) || check_host_segments(ctx, v))
		return -EINVAL;
	return check_address_space_size(ctx, v);
}
