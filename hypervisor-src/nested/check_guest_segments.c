/* SPDX-License-Identifier: BSD-3-Clause */
/* Checks on the guest segment registers of vmcs12 (SDM 27.3.1.2). */
#include "nested_internal.h"

#define SELECTOR_RPL		3ULL
#define SELECTOR_TI		BIT64(2)
#define AR_RESERVED		(~0x1f0ffU)	/* bits 11:8 and 31:17 */
#define VM86_AR			0xf3U
#define VM86_LIMIT		0xffffULL

static u32 ar_type(u64 ar)
{
	return ar & SEG_AR_TYPE_MASK;
}

static u32 ar_dpl(u64 ar)
{
	return (ar & SEG_AR_DPL_MASK) >> SEG_AR_DPL_SHIFT;
}

static bool usable(u64 ar)
{
	return !(ar & SEG_AR_UNUSABLE);
}

/* G and the limit must agree. */
static bool limit_fits_granularity(u64 limit, u64 ar)
{
	if ((limit & 0xfff) != 0xfff && (ar & SEG_AR_G))
		return false;
	return !(limit >> 20) || (ar & SEG_AR_G);
}

static int check_selectors(struct entry_context *ctx, const struct vmcs12 *v, bool vm86)
{
	CHECK_RULE(ctx, !(V12(v, GUEST_TR_SELECTOR) & SELECTOR_TI), "27.3.1.2");
	CHECK_RULE(ctx, !usable(V12(v, GUEST_LDTR_AR)) ||
		   !(V12(v, GUEST_LDTR_SELECTOR) & SELECTOR_TI), "27.3.1.2");
	CHECK_RULE(ctx, vm86 || V12_HAS2(v, UNRESTRICTED_GUEST) ||
		   (V12(v, GUEST_SS_SELECTOR) & SELECTOR_RPL) ==
		   (V12(v, GUEST_CS_SELECTOR) & SELECTOR_RPL), "27.3.1.2");
	return 0;
}

/* The six code and data segments, in the order of their encodings. */
enum { S_ES, S_CS, S_SS, S_DS, S_FS, S_GS, S_COUNT };

static u64 seg_selector(const struct vmcs12 *v, int i)
{
	return v->f[FID_GUEST_ES_SELECTOR + i];
}

static u64 seg_base(const struct vmcs12 *v, int i)
{
	return v->f[FID_GUEST_ES_BASE + i];
}

static u64 seg_limit(const struct vmcs12 *v, int i)
{
	return v->f[FID_GUEST_ES_LIMIT + i];
}

static u64 seg_ar(const struct vmcs12 *v, int i)
{
	return v->f[FID_GUEST_ES_AR + i];
}

static int check_vm86_segments(struct entry_context *ctx, const struct vmcs12 *v)
{
	for (int i = 0; i < S_COUNT; i++) {
		CHECK_RULE(ctx, seg_base(v, i) == seg_selector(v, i) << 4, "27.3.1.2");
		CHECK_RULE(ctx, seg_limit(v, i) == VM86_LIMIT, "27.3.1.2");
		CHECK_RULE(ctx, seg_ar(v, i) == VM86_AR, "27.3.1.2");
	}
	return 0;
}

static int check_bases(struct entry_context *ctx, const struct vmcs12 *v)
{
	CHECK_RULE(ctx, address_is_canonical(V12(v, GUEST_TR_BASE)), "27.3.1.2");
	CHECK_RULE(ctx, address_is_canonical(V12(v, GUEST_FS_BASE)), "27.3.1.2");
	CHECK_RULE(ctx, address_is_canonical(V12(v, GUEST_GS_BASE)), "27.3.1.2");
	CHECK_RULE(ctx, !usable(V12(v, GUEST_LDTR_AR)) ||
		   address_is_canonical(V12(v, GUEST_LDTR_BASE)), "27.3.1.2");
	CHECK_RULE(ctx, !(V12(v, GUEST_CS_BASE) >> 32), "27.3.1.2");
	CHECK_RULE(ctx, !usable(V12(v, GUEST_SS_AR)) ||
		   !(V12(v, GUEST_SS_BASE) >> 32), "27.3.1.2");
	CHECK_RULE(ctx, !usable(V12(v, GUEST_DS_AR)) ||
		   !(V12(v, GUEST_DS_BASE) >> 32), "27.3.1.2");
	CHECK_RULE(ctx, !usable(V12(v, GUEST_ES_AR)) ||
		   !(V12(v, GUEST_ES_BASE) >> 32), "27.3.1.2");
	return 0;
}

static bool cs_type_valid(const struct vmcs12 *v)
{
	u32 type = ar_type(V12(v, GUEST_CS_AR));

	if (type == 9 || type == 11 || type == 13 || type == 15)
		return true;
	return type == 3 && V12_HAS2(v, UNRESTRICTED_GUEST);
}

static bool cs_dpl_valid(const struct vmcs12 *v)
{
	u32 dpl = ar_dpl(V12(v, GUEST_CS_AR));
	u32 ss_dpl = ar_dpl(V12(v, GUEST_SS_AR));

	switch (ar_type(V12(v, GUEST_CS_AR))) {
	case 3:
		return dpl == 0;
	case 9:
	case 11:
		return dpl == ss_dpl;
	default:
		return dpl <= ss_dpl;	/* conforming */
	}
}

static int check_code_segment(struct entry_context *ctx, const struct vmcs12 *v)
{
	u64 ar = V12(v, GUEST_CS_AR);

	CHECK_RULE(ctx, cs_type_valid(v), "27.3.1.2");
	CHECK_RULE(ctx, ar & SEG_AR_S, "27.3.1.2");
	CHECK_RULE(ctx, cs_dpl_valid(v), "27.3.1.2");
	CHECK_RULE(ctx, ar & SEG_AR_P, "27.3.1.2");
	CHECK_RULE(ctx, !(ar & AR_RESERVED), "27.3.1.2");
	CHECK_RULE(ctx, !V12_HAS(v, ENTRY, IA32E_MODE_GUEST) || !(ar & SEG_AR_L) ||
		   !(ar & SEG_AR_DB), "27.3.1.2");
	CHECK_RULE(ctx, limit_fits_granularity(V12(v, GUEST_CS_LIMIT), ar), "27.3.1.2");
	return 0;
}

static int check_stack_segment(struct entry_context *ctx, const struct vmcs12 *v)
{
	u64 ar = V12(v, GUEST_SS_AR);
	bool real = !(V12(v, GUEST_CR0) & CR0_PE);

	CHECK_RULE(ctx, V12_HAS2(v, UNRESTRICTED_GUEST) ||
		   ar_dpl(ar) == (V12(v, GUEST_SS_SELECTOR) & SELECTOR_RPL), "27.3.1.2");
	CHECK_RULE(ctx, (ar_type(V12(v, GUEST_CS_AR)) != 3 && !real) ||
		   ar_dpl(ar) == 0, "27.3.1.2");
	if (!usable(ar))
		return 0;
	CHECK_RULE(ctx, ar_type(ar) == 3 || ar_type(ar) == 7, "27.3.1.2");
	CHECK_RULE(ctx, ar & SEG_AR_S, "27.3.1.2");
	CHECK_RULE(ctx, ar & SEG_AR_P, "27.3.1.2");
	CHECK_RULE(ctx, !(ar & AR_RESERVED), "27.3.1.2");
	CHECK_RULE(ctx, limit_fits_granularity(V12(v, GUEST_SS_LIMIT), ar), "27.3.1.2");
	return 0;
}

#define TYPE_ACCESSED	BIT(0)
#define TYPE_READABLE	BIT(1)
#define TYPE_CODE	BIT(3)

static int check_data_segment(struct entry_context *ctx, const struct vmcs12 *v, int i)
{
	u64 ar = seg_ar(v, i);
	u32 type = ar_type(ar);

	if (!usable(ar))
		return 0;
	CHECK_RULE(ctx, type & TYPE_ACCESSED, "27.3.1.2");
	CHECK_RULE(ctx, !(type & TYPE_CODE) || (type & TYPE_READABLE), "27.3.1.2");
	CHECK_RULE(ctx, ar & SEG_AR_S, "27.3.1.2");
	/* Types 0 to 11: data and non-conforming code. */
	CHECK_RULE(ctx, V12_HAS2(v, UNRESTRICTED_GUEST) || type > 11 ||
		   ar_dpl(ar) >= (seg_selector(v, i) & SELECTOR_RPL), "27.3.1.2");
	CHECK_RULE(ctx, ar & SEG_AR_P, "27.3.1.2");
	CHECK_RULE(ctx, !(ar & AR_RESERVED), "27.3.1.2");
	CHECK_RULE(ctx, limit_fits_granularity(seg_limit(v, i), ar), "27.3.1.2");
	return 0;
}

static int check_task_register(struct entry_context *ctx, const struct vmcs12 *v)
{
	u64 ar = V12(v, GUEST_TR_AR);
	bool ia32e = V12_HAS(v, ENTRY, IA32E_MODE_GUEST);

	CHECK_RULE(ctx, ar_type(ar) == SEG_TYPE_TSS_BUSY ||
		   (!ia32e && ar_type(ar) == 3), "27.3.1.2");
	CHECK_RULE(ctx, !(ar & SEG_AR_S), "27.3.1.2");
	CHECK_RULE(ctx, ar & SEG_AR_P, "27.3.1.2");
	CHECK_RULE(ctx, !(ar & AR_RESERVED), "27.3.1.2");
	CHECK_RULE(ctx, limit_fits_granularity(V12(v, GUEST_TR_LIMIT), ar), "27.3.1.2");
	CHECK_RULE(ctx, usable(ar), "27.3.1.2");
	return 0;
}

static int check_ldtr(struct entry_context *ctx, const struct vmcs12 *v)
{
	u64 ar = V12(v, GUEST_LDTR_AR);

	if (!usable(ar))
		return 0;
	CHECK_RULE(ctx, ar_type(ar) == SEG_TYPE_LDT, "27.3.1.2");
	CHECK_RULE(ctx, !(ar & SEG_AR_S), "27.3.1.2");
	CHECK_RULE(ctx, ar & SEG_AR_P, "27.3.1.2");
	CHECK_RULE(ctx, !(ar & AR_RESERVED), "27.3.1.2");
	CHECK_RULE(ctx, limit_fits_granularity(V12(v, GUEST_LDTR_LIMIT), ar),
		   "27.3.1.2");
	return 0;
}

int check_guest_segments(struct entry_context *ctx, const struct vmcs12 *v)
{
	static const u8 data_segments[] = { S_ES, S_DS, S_FS, S_GS };
	bool vm86 = V12(v, GUEST_RFLAGS) & RFLAGS_VM;

	if (check_selectors(ctx, v, vm86) || check_bases(ctx, v))
		return -EINVAL;
	if (vm86) {
		if (check_vm86_segments(ctx, v))
			return -EINVAL;
	} else {
		if (check_code_segment(ctx, v) || check_stack_segment(ctx, v))
			return -EINVAL;
		for (size_t i = 0; i < ARRAY_SIZE(data_segments); i++)
			if (check_data_segment(ctx, v, data_segments[i]))
				return -EINVAL;
	}
	return check_task_register(ctx, v) || check_ldtr(ctx, v) ? -EINVAL : 0;
}
