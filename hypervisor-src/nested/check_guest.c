/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Checks on the guest-state area of vmcs12 (SDM 27.3.1), in the SDM's order,
 * but for segments and non-register state, which have files of their own. A
 * failure is a VM-entry failure with reason 33; ctx->qualification says which.
 */
#include "nested_internal.h"

static bool fixed_bits_hold(u64 value, u64 fixed0, u64 fixed1)
{
	return !(~value & fixed0) && !(value & ~fixed1);
}

bool dr7_value_valid(u64 dr7)
{
	return !(dr7 >> 32);
}

static int check_guest_control_registers(struct entry_context *ctx,
					 const struct vmcs12 *v)
{
	const struct vmx_msrs *l1 = &ctx->caps->l1;
	u64 cr0 = V12(v, GUEST_CR0), cr4 = V12(v, GUEST_CR4);
	/* Never checked, for VM entry does not change them: NW and CD. */
	const u64 unchecked = CR0_NW | CR0_CD;
	u64 fixed0 = l1->cr0_fixed0 & ~unchecked;
	bool ia32e = V12_HAS(v, ENTRY, IA32E_MODE_GUEST);

	if (V12_HAS2(v, UNRESTRICTED_GUEST))
		fixed0 &= ~(CR0_PE | CR0_PG);
	CHECK_RULE(ctx, fixed_bits_hold(cr0, fixed0, l1->cr0_fixed1 | unchecked),
		   "27.3.1.1");
	CHECK_RULE(ctx, !(cr0 & CR0_PG) || (cr0 & CR0_PE), "27.3.1.1");
	CHECK_RULE(ctx, fixed_bits_hold(cr4, l1->cr4_fixed0, l1->cr4_fixed1),
		   "27.3.1.1");
	CHECK_RULE(ctx, !(cr4 & CR4_CET) || (cr0 & CR0_WP), "27.3.1.1");
	CHECK_RULE(ctx, !V12_HAS(v, ENTRY, LOAD_DEBUG) ||
		   !(V12(v, GUEST_DEBUGCTL) & ~DEBUGCTL_VALID_BITS), "27.3.1.1");
	CHECK_RULE(ctx, !ia32e || (cr0 & CR0_PG), "27.3.1.1");
	CHECK_RULE(ctx, !ia32e || (cr4 & CR4_PAE), "27.3.1.1");
	CHECK_RULE(ctx, ia32e || !(cr4 & CR4_PCIDE), "27.3.1.1");
	CHECK_RULE(ctx, !(V12(v, GUEST_CR3) & ~ctx->caps->phys_addr_mask), "27.3.1.1");
	return 0;
}

/* SDM 27.3.1.1; RESIDENT fields: the CPU has the last word on them. */
static int check_guest_cet(struct entry_context *ctx, const struct vmcs12 *v)
{
	bool ia32e = V12_HAS(v, ENTRY, IA32E_MODE_GUEST);

	CHECK_RULE(ctx, s_cet_value_valid(V12(v, GUEST_S_CET)), "27.3.1.1");
	CHECK_RULE(ctx, address_is_canonical(V12(v, GUEST_S_CET)), "27.3.1.1");
	CHECK_RULE(ctx, address_is_canonical(V12(v, GUEST_SSP)), "27.3.1.1");
	CHECK_RULE(ctx, !(V12(v, GUEST_SSP) & SSP_RESERVED), "27.3.1.1");
	CHECK_RULE(ctx, ia32e || !((V12(v, GUEST_S_CET) | V12(v, GUEST_SSP)) >> 32),
		   "27.3.1.1");
	CHECK_RULE(ctx, address_is_canonical(V12(v, GUEST_SSP_TABLE)), "27.3.1.1");
	return 0;
}

static int check_guest_msrs(struct entry_context *ctx, const struct vmcs12 *v)
{
	bool ia32e = V12_HAS(v, ENTRY, IA32E_MODE_GUEST);
	u64 efer = V12(v, GUEST_EFER);

	CHECK_RULE(ctx, !V12_HAS(v, ENTRY, LOAD_DEBUG) ||
		   dr7_value_valid(V12(v, GUEST_DR7)), "27.3.1.1");
	CHECK_RULE(ctx, address_is_canonical(V12(v, GUEST_SYSENTER_ESP)), "27.3.1.1");
	CHECK_RULE(ctx, address_is_canonical(V12(v, GUEST_SYSENTER_EIP)), "27.3.1.1");
	CHECK_RULE(ctx, !V12_HAS(v, ENTRY, LOAD_PAT) ||
		   pat_value_valid(V12(v, GUEST_PAT)), "27.3.1.1");
	if (V12_HAS(v, ENTRY, LOAD_CET) && check_guest_cet(ctx, v))
		return -EINVAL;
	if (!V12_HAS(v, ENTRY, LOAD_EFER))
		return 0;
	CHECK_RULE(ctx, !(efer & ~EFER_VALID_BITS), "27.3.1.1");
	CHECK_RULE(ctx, !!(efer & EFER_LMA) == ia32e, "27.3.1.1");
	CHECK_RULE(ctx, !(V12(v, GUEST_CR0) & CR0_PG) ||
		   !(efer & EFER_LMA) == !(efer & EFER_LME), "27.3.1.1");
	return 0;
}

#define TABLE_LIMIT_MAX		0xffffULL
#define RFLAGS_RESERVED		(~0x3f7fd7ULL)	/* 63:22, 15, 5, 3 and bit 1 */

static int check_guest_tables(struct entry_context *ctx, const struct vmcs12 *v)
{
	CHECK_RULE(ctx, address_is_canonical(V12(v, GUEST_GDTR_BASE)), "27.3.1.3");
	CHECK_RULE(ctx, address_is_canonical(V12(v, GUEST_IDTR_BASE)), "27.3.1.3");
	CHECK_RULE(ctx, V12(v, GUEST_GDTR_LIMIT) <= TABLE_LIMIT_MAX, "27.3.1.3");
	CHECK_RULE(ctx, V12(v, GUEST_IDTR_LIMIT) <= TABLE_LIMIT_MAX, "27.3.1.3");
	return 0;
}

static int check_guest_rip_rflags(struct entry_context *ctx, const struct vmcs12 *v)
{
	bool ia32e = V12_HAS(v, ENTRY, IA32E_MODE_GUEST);
	bool code_64 = ia32e && (V12(v, GUEST_CS_AR) & SEG_AR_L);
	u64 rflags = V12(v, GUEST_RFLAGS);
	u32 event = (u32)V12(v, ENTRY_INTR_INFO);
	bool external = (event & INTR_INFO_VALID) &&
			!(event & INTR_INFO_TYPE_MASK);

	CHECK_RULE(ctx, code_64 || !(V12(v, GUEST_RIP) >> 32), "27.3.1.4");
	CHECK_RULE(ctx, !code_64 || address_is_canonical(V12(v, GUEST_RIP)),
		   "27.3.1.4");
	CHECK_RULE(ctx, !(rflags & RFLAGS_RESERVED & ~RFLAGS_FIXED1), "27.3.1.4");
	CHECK_RULE(ctx, rflags & RFLAGS_FIXED1, "27.3.1.4");
	CHECK_RULE(ctx, !(rflags & RFLAGS_VM) ||
		   (!ia32e && (V12(v, GUEST_CR0) & CR0_PE)), "27.3.1.4");
	CHECK_RULE(ctx, !external || (rflags & RFLAGS_IF), "27.3.1.4");
	return 0;
}

static bool pdpte_valid(const struct nested_caps *caps, u64 pdpte)
{
	/* SDM 3A table 4-8: bits 2:1, 8:5 and 63:MAXPHYADDR. */
	const u64 reserved_low = GENMASK64(2, 1) | GENMASK64(8, 5);

	return !(pdpte & PTE_P) ||
	       !(pdpte & (reserved_low | ~caps->phys_addr_mask));
}

/* Where the four PDPTEs come from: the fields with EPT, else memory. */
static int pdptes_read(struct entry_context *ctx, const struct vmcs12 *v, u64 pdptes[4])
{
	gpa_t table = GPA(V12(v, GUEST_CR3) & 0xffffffe0ULL);

	if (V12_HAS2(v, ENABLE_EPT)) {
		pdptes[0] = V12(v, GUEST_PDPTE0);
		pdptes[1] = V12(v, GUEST_PDPTE1);
		pdptes[2] = V12(v, GUEST_PDPTE2);
		pdptes[3] = V12(v, GUEST_PDPTE3);
		return 0;
	}
	return guest_phys_read(ctx->vm, table, pdptes, 4 * sizeof(u64));
}

static int check_guest_pdptes(struct entry_context *ctx, const struct vmcs12 *v)
{
	u64 pdptes[4];
	bool pae = (V12(v, GUEST_CR0) & CR0_PG) && (V12(v, GUEST_CR4) & CR4_PAE) &&
		   !V12_HAS(v, ENTRY, IA32E_MODE_GUEST);

	if (!pae)
		return 0;
	ctx->qualification = ENTRY_FAIL_PDPTE;
	CHECK_RULE(ctx, !pdptes_read(ctx, v, pdptes), "27.3.1.6");
	for (int i = 0; i < 4; i++)
		CHECK_RULE(ctx, pdpte_valid(ctx->caps, pdptes[i]), "27.3.1.6");
	ctx->qualification = ENTRY_FAIL_DEFAULT;
	return 0;
}

int check_guest_state(struct entry_context *ctx, const struct vmcs12 *v)
{
	ctx->qualification = ENTRY_FAIL_DEFAULT;
	if (check_guest_control_registers(ctx, v) || check_guest_msrs(ctx, v) ||
	    check_guest_segments(ctx, v) || check_guest_tables(ctx, v) ||
	    check_guest_rip_rflags(ctx, v) || check_guest_nonregister(ctx, v))
		return -EINVAL;
	return check_guest_pdptes(ctx, v);
}
