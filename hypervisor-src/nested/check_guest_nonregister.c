/* SPDX-License-Identifier: BSD-3-Clause */
/* Checks on the guest non-register state of vmcs12 (SDM 27.3.1.5). */
#include "nested_internal.h"

#define DEBUGCTL_BTF			BIT64(1)
#define PENDING_DEBUG_RESERVED		(~0x1500fULL)	/* 11:4, 13, 15, 63:17 */
#define PENDING_DEBUG_BS		BIT64(14)
#define PENDING_DEBUG_ENABLED_BP	BIT64(12)
#define PENDING_DEBUG_RTM		BIT64(16)
#define INTERRUPTIBILITY_RESERVED	(~0x1fULL)
#define BLOCKED_BY_STI_OR_MOV_SS	(INTERRUPTIBILITY_STI | INTERRUPTIBILITY_MOV_SS)
#define LINK_POINTER_NONE		(~0ULL)

struct event {
	bool valid;
	u32 type, vector;
};

static struct event event_of(const struct vmcs12 *v)
{
	u32 info = (u32)V12(v, ENTRY_INTR_INFO);

	return (struct event){
		.valid = info & INTR_INFO_VALID,
		.type = (info & INTR_INFO_TYPE_MASK) >> INTR_INFO_TYPE_SHIFT,
		.vector = info & INTR_INFO_VECTOR_MASK,
	};
}

static bool activity_supported(const struct nested_caps *caps, u64 activity)
{
	switch (activity) {
	case ACTIVITY_ACTIVE:
		return true;
	case ACTIVITY_HLT:
		return caps->l1.misc & MISC_ACTIVITY_HLT;
	case ACTIVITY_SHUTDOWN:
		return caps->l1.misc & MISC_ACTIVITY_SHUTDOWN;
	case ACTIVITY_WAIT_SIPI:
		return caps->l1.misc & MISC_ACTIVITY_WAIT_SIPI;
	default:
		return false;
	}
}

/* Which events may be injected into an inactive guest. */
static bool event_fits_activity(u64 activity, struct event e)
{
	bool nmi = e.type == INTR_TYPE_NMI;
	bool machine_check = e.type == INTR_TYPE_HARD_EXCEPTION &&
			     e.vector == VECTOR_MC;

	switch (activity) {
	case ACTIVITY_HLT:
		return e.type == INTR_TYPE_EXTERNAL || nmi || machine_check ||
		       (e.type == INTR_TYPE_HARD_EXCEPTION && e.vector == VECTOR_DB) ||
		       (e.type == INTR_TYPE_OTHER && e.vector == 0);
	case ACTIVITY_SHUTDOWN:
		return nmi || machine_check;
	case ACTIVITY_WAIT_SIPI:
		return false;
	default:
		return true;
	}
}

static int check_activity(struct entry_context *ctx, const struct vmcs12 *v,
			  struct event e)
{
	u64 activity = V12(v, GUEST_ACTIVITY_STATE);
	u64 blocking = V12(v, GUEST_INTERRUPTIBILITY);

	CHECK_RULE(ctx, activity_supported(ctx->caps, activity), "27.3.1.5");
	CHECK_RULE(ctx, activity != ACTIVITY_HLT ||
		   !(V12(v, GUEST_SS_AR) & SEG_AR_DPL_MASK), "27.3.1.5");
	CHECK_RULE(ctx, !(blocking & BLOCKED_BY_STI_OR_MOV_SS) ||
		   activity == ACTIVITY_ACTIVE, "27.3.1.5");
	CHECK_RULE(ctx, !e.valid || event_fits_activity(activity, e), "27.3.1.5");
	return 0;
}

static int check_interruptibility(struct entry_context *ctx, const struct vmcs12 *v,
				  struct event e)
{
	u64 blocking = V12(v, GUEST_INTERRUPTIBILITY);
	bool sti = blocking & INTERRUPTIBILITY_STI;
	bool mov_ss = blocking & INTERRUPTIBILITY_MOV_SS;
	bool external = e.valid && e.type == INTR_TYPE_EXTERNAL;
	bool nmi = e.valid && e.type == INTR_TYPE_NMI;

	CHECK_RULE(ctx, !(blocking & INTERRUPTIBILITY_RESERVED), "27.3.1.5");
	CHECK_RULE(ctx, !(sti && mov_ss), "27.3.1.5");
	CHECK_RULE(ctx, !sti || (V12(v, GUEST_RFLAGS) & RFLAGS_IF), "27.3.1.5");
	CHECK_RULE(ctx, !external || (!sti && !mov_ss), "27.3.1.5");
	CHECK_RULE(ctx, !nmi || !mov_ss, "27.3.1.5");
	/* L1 is never in SMM. */
	CHECK_RULE(ctx, !(blocking & INTERRUPTIBILITY_SMI), "27.3.1.5");
	CHECK_RULE(ctx, !nmi || !V12_HAS(v, PIN, VIRTUAL_NMIS) ||
		   !(blocking & INTERRUPTIBILITY_NMI), "27.3.1.5");
	/* No SGX in the virtual machine. */
	CHECK_RULE(ctx, !(blocking & INTERRUPTIBILITY_ENCLAVE), "27.3.1.5");
	return 0;
}

static int check_pending_debug(struct entry_context *ctx, const struct vmcs12 *v)
{
	u64 pending = V12(v, GUEST_PENDING_DEBUG);
	bool single_step = (V12(v, GUEST_RFLAGS) & RFLAGS_TF) &&
			   !(V12(v, GUEST_DEBUGCTL) & DEBUGCTL_BTF);
	bool held_back =
		(V12(v, GUEST_INTERRUPTIBILITY) & BLOCKED_BY_STI_OR_MOV_SS) ||
		V12(v, GUEST_ACTIVITY_STATE) == ACTIVITY_HLT;

	CHECK_RULE(ctx, !(pending & PENDING_DEBUG_RESERVED), "27.3.1.5");
	CHECK_RULE(ctx, !held_back || !!(pending & PENDING_DEBUG_BS) == single_step,
		   "27.3.1.5");
	if (!(pending & PENDING_DEBUG_RTM))
		return 0;
	CHECK_RULE(ctx, (pending & ~PENDING_DEBUG_RTM) == PENDING_DEBUG_ENABLED_BP,
		   "27.3.1.5");
	CHECK_RULE(ctx, !(V12(v, GUEST_INTERRUPTIBILITY) & INTERRUPTIBILITY_MOV_SS),
		   "27.3.1.5");
	return 0;
}

static int check_link_pointer(struct entry_context *ctx, const struct vmcs12 *v)
{
	u64 link = V12(v, VMCS_LINK_POINTER);
	u32 revision = 0;

	if (link == LINK_POINTER_NONE)
		return 0;
	ctx->qualification = ENTRY_FAIL_LINK_POINTER;
	CHECK_RULE(ctx, !(link & ~PAGE_MASK), "27.3.1.5");
	CHECK_RULE(ctx, !(link & ~ctx->caps->phys_addr_mask), "27.3.1.5");
	CHECK_RULE(ctx, !guest_phys_read(ctx->vm, GPA(link), &revision,
					 sizeof(revision)), "27.3.1.5");
	CHECK_RULE(ctx, (revision & ~(u32)VMCS_SHADOW_INDICATOR) == VMCS12_REVISION,
		   "27.3.1.5");
	CHECK_RULE(ctx, !!(revision & VMCS_SHADOW_INDICATOR) ==
		   V12_HAS2(v, VMCS_SHADOWING), "27.3.1.5");
	CHECK_RULE(ctx, link != ctx->vmcs12_gpa.v, "27.3.1.5");
	ctx->qualification = ENTRY_FAIL_DEFAULT;
	return 0;
}

int check_guest_nonregister(struct entry_context *ctx, const struct vmcs12 *v)
{
	struct event e = event_of(v);

	if (check_activity(ctx, v, e) || check_interruptibility(ctx, v, e) ||
	    check_pending_debug(ctx, v))
		return -EINVAL;
	return check_link_pointer(ctx, v);
}
