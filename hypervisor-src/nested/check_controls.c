/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Checks on the VMX controls of vmcs12 (SDM 27.2.1), in the SDM's order. A
 * failure is VMfailValid(7) to L1. Controls that L1 is not offered fail as
 * reserved bits, so rules that only concern those are not repeated here.
 */
#include "nested_internal.h"

#define TPR_THRESHOLD_MASK	0xfULL
#define VTPR_OFFSET		0x80	/* SDM 30.1.1 */
#define MSR_ENTRY_SIZE		16	/* SDM table 25-15 */

static bool page_address_valid(const struct nested_caps *caps, u64 address)
{
	return !(address & ~PAGE_MASK) && !(address & ~caps->phys_addr_mask);
}

bool eptp_valid(const struct nested_caps *caps, u64 eptp)
{
	u64 cap = caps->l1.ept_vpid_cap;
	u64 memtype = eptp & EPTP_MEMTYPE_MASK;

	if (!(memtype == MEMTYPE_UC && (cap & EPTVPID_MEMTYPE_UC)) &&
	    !(memtype == MEMTYPE_WB && (cap & EPTVPID_MEMTYPE_WB)))
		return false;
	if ((eptp & EPTP_WALK_MASK) != EPTP_WALK_4)
		return false;
	if ((eptp & EPTP_ACCESSED_DIRTY) && !(cap & EPTVPID_ACCESSED_DIRTY))
		return false;
	return !(eptp & (EPTP_RESERVED_LOW | ~caps->phys_addr_mask));
}

/* Rules on the controls alone. */
static int check_execution_control_words(struct entry_context *ctx,
					 const struct vmcs12 *v)
{
	const struct vmx_msrs *l1 = &ctx->caps->l1;

	CHECK_RULE(ctx, vmx_control_valid(l1->true_pinbased_ctls,
					  (u32)V12(v, PIN_CONTROLS)), "27.2.1.1");
	CHECK_RULE(ctx, vmx_control_valid(l1->true_procbased_ctls,
					  (u32)V12(v, PROC_CONTROLS)), "27.2.1.1");
	CHECK_RULE(ctx, !V12_HAS(v, PROC, ACTIVATE_SECONDARY) ||
		   vmx_control_valid(l1->procbased_ctls2,
				     (u32)V12(v, PROC2_CONTROLS)), "27.2.1.1");
	CHECK_RULE(ctx, V12(v, CR3_TARGET_COUNT) <= ctx->caps->cr3_target_max,
		   "27.2.1.1");
	return 0;
}

static int check_tpr_shadow(struct entry_context *ctx, const struct vmcs12 *v)
{
	u64 page = V12(v, VIRTUAL_APIC_ADDR);
	u8 vtpr = 0;
	hpa_t hpa;

	CHECK_RULE(ctx, page_address_valid(ctx->caps, V12(v, VIRTUAL_APIC_ADDR)),
		   "27.2.1.1");
	/* Ours: the CPU will write there, so it must be memory of L1. */
	CHECK_RULE(ctx, gpa_to_hpa(ctx->vm, GPA(page), &hpa, PAGE_SIZE), "30.1.1");
	CHECK_RULE(ctx, !guest_phys_read(ctx->vm, GPA(page + VTPR_OFFSET), &vtpr, 1),
		   "30.1.1");
	if (V12_HAS2(v, VIRTUAL_INTR_DELIVERY))
		return 0;
	CHECK_RULE(ctx, !(V12(v, TPR_THRESHOLD) & ~TPR_THRESHOLD_MASK), "27.2.1.1");
	CHECK_RULE(ctx, V12_HAS2(v, VIRTUALIZE_APIC_ACCESSES) ||
		   V12(v, TPR_THRESHOLD) <= (vtpr >> 4), "27.2.1.1");
	return 0;
}

/* APIC virtualization beside the TPR shadow. */
static int check_apic_virtualization(struct entry_context *ctx,
				     const struct vmcs12 *v)
{
	u64 page = V12(v, APIC_ACCESS_ADDR);
	hpa_t hpa;

	CHECK_RULE(ctx, V12_HAS(v, PROC, USE_TPR_SHADOW) ||
		   !(vmcs12_proc2(v) & (PROC2_VIRTUALIZE_X2APIC |
					PROC2_APIC_REGISTER_VIRT |
					PROC2_VIRTUAL_INTR_DELIVERY)), "27.2.1.1");
	CHECK_RULE(ctx, !V12_HAS2(v, VIRTUALIZE_APIC_ACCESSES) ||
		   page_address_valid(ctx->caps, V12(v, APIC_ACCESS_ADDR)),
		   "27.2.1.1");
	/* Ours: a page that L1 does not have cannot be told from L0's. */
	CHECK_RULE(ctx, !V12_HAS2(v, VIRTUALIZE_APIC_ACCESSES) ||
		   gpa_to_hpa(ctx->vm, GPA(page), &hpa, PAGE_SIZE), "30.4");
	CHECK_RULE(ctx, !V12_HAS2(v, VIRTUALIZE_X2APIC) ||
		   !V12_HAS2(v, VIRTUALIZE_APIC_ACCESSES), "27.2.1.1");
	CHECK_RULE(ctx, !V12_HAS2(v, VIRTUAL_INTR_DELIVERY) ||
		   V12_HAS(v, PIN, EXT_INTR_EXITING), "27.2.1.1");
	return 0;
}

/* VMCS shadowing, VM functions, page-modification logging, #VE. */
static int check_secondary_addresses(struct entry_context *ctx,
				     const struct vmcs12 *v)
{
	const struct nested_caps *caps = ctx->caps;
	u64 functions = V12_HAS2(v, ENABLE_VM_FUNCTIONS) ?
			V12(v, VM_FUNCTION_CONTROLS) : 0;

	CHECK_RULE(ctx, !V12_HAS2(v, VMCS_SHADOWING) ||
		   (page_address_valid(caps, V12(v, VMREAD_BITMAP)) &&
		    page_address_valid(caps, V12(v, VMWRITE_BITMAP))), "27.2.1.1");
	CHECK_RULE(ctx, !(functions & ~caps->l1.vmfunc), "27.2.1.1");
	CHECK_RULE(ctx, !(functions & VMFUNC_EPTP_SWITCHING) ||
		   V12_HAS2(v, ENABLE_EPT), "27.2.1.1");
	CHECK_RULE(ctx, !(functions & VMFUNC_EPTP_SWITCHING) ||
		   page_address_valid(caps, V12(v, EPTP_LIST_ADDR)), "27.2.1.1");
	CHECK_RULE(ctx, !V12_HAS2(v, ENABLE_PML) ||
		   (V12_HAS2(v, ENABLE_EPT) &&
		    page_address_valid(caps, V12(v, PML_ADDRESS))), "27.2.1.1");
	CHECK_RULE(ctx, !V12_HAS2(v, EPT_VIOLATION_VE) ||
		   page_address_valid(caps, V12(v, VE_INFO_ADDR)), "27.2.1.1");
	return 0;
}

static int check_execution_controls(struct entry_context *ctx,
				    const struct vmcs12 *v)
{
	const struct nested_caps *caps = ctx->caps;

	if (check_execution_control_words(ctx, v))
		return -EINVAL;
	CHECK_RULE(ctx, !V12_HAS(v, PROC, USE_IO_BITMAPS) ||
		   (page_address_valid(caps, V12(v, IO_BITMAP_A)) &&
		    page_address_valid(caps, V12(v, IO_BITMAP_B))), "27.2.1.1");
	CHECK_RULE(ctx, !V12_HAS(v, PROC, USE_MSR_BITMAPS) ||
		   page_address_valid(caps, V12(v, MSR_BITMAP)), "27.2.1.1");
	if (V12_HAS(v, PROC, USE_TPR_SHADOW) && check_tpr_shadow(ctx, v))
		return -EINVAL;
	if (check_apic_virtualization(ctx, v))
		return -EINVAL;
	CHECK_RULE(ctx, V12_HAS(v, PIN, NMI_EXITING) ||
		   !V12_HAS(v, PIN, VIRTUAL_NMIS), "27.2.1.1");
	CHECK_RULE(ctx, V12_HAS(v, PIN, VIRTUAL_NMIS) ||
		   !V12_HAS(v, PROC, NMI_WINDOW_EXITING), "27.2.1.1");
	CHECK_RULE(ctx, !V12_HAS2(v, ENABLE_VPID) || V12(v, VPID) != 0, "27.2.1.1");
	CHECK_RULE(ctx, !V12_HAS2(v, ENABLE_EPT) ||
		   eptp_valid(caps, V12(v, EPT_POINTER)), "27.2.1.1");
	CHECK_RULE(ctx, V12_HAS2(v, ENABLE_EPT) ||
		   !V12_HAS2(v, UNRESTRICTED_GUEST), "27.2.1.1");
	return check_secondary_addresses(ctx, v);
}

/* An MSR area: 16-byte aligned, first and last byte within MAXPHYADDR. */
static bool msr_area_valid(const struct nested_caps *caps, u64 address, u64 count)
{
	u64 last = address + count * MSR_ENTRY_SIZE - 1;

	if (!count)
		return true;
	return !(address & (MSR_ENTRY_SIZE - 1)) && last > address &&
	       !(address & ~caps->phys_addr_mask) && !(last & ~caps->phys_addr_mask);
}

static int check_exit_controls(struct entry_context *ctx, const struct vmcs12 *v)
{
	CHECK_RULE(ctx, vmx_control_valid(ctx->caps->l1.true_exit_ctls,
					  (u32)V12(v, EXIT_CONTROLS)), "27.2.1.2");
	CHECK_RULE(ctx, V12_HAS(v, PIN, PREEMPTION_TIMER) ||
		   !V12_HAS(v, EXIT, SAVE_PREEMPTION_TIMER), "27.2.1.2");
	CHECK_RULE(ctx, msr_area_valid(ctx->caps, V12(v, EXIT_MSR_STORE_ADDR),
				       V12(v, EXIT_MSR_STORE_COUNT)), "27.2.1.2");
	CHECK_RULE(ctx, msr_area_valid(ctx->caps, V12(v, EXIT_MSR_LOAD_ADDR),
				       V12(v, EXIT_MSR_LOAD_COUNT)), "27.2.1.2");
	return 0;
}

/* Vectors that push an error code: #DF #TS #NP #SS #GP #PF #AC. */
#define ERROR_CODE_VECTORS	(BIT(VECTOR_DF) | BIT(VECTOR_TS) | BIT(VECTOR_NP) | \
				 BIT(VECTOR_SS) | BIT(VECTOR_GP) | BIT(VECTOR_PF) | \
				 BIT(VECTOR_AC))
#define EXCEPTION_VECTOR_LAST	31
#define INSTRUCTION_LENGTH_MAX	15

static bool deliver_error_code_valid(const struct entry_context *ctx, u32 type,
				     u32 vector, bool deliver, u64 guest_cr0)
{
	bool any_vector = ctx->caps->l1.basic & BASIC_NO_HW_EXC_EC_CHECK;
	bool pushes = vector <= EXCEPTION_VECTOR_LAST &&
		      (ERROR_CODE_VECTORS & BIT(vector));

	if (type != INTR_TYPE_HARD_EXCEPTION || !(guest_cr0 & CR0_PE))
		return !deliver;
	return any_vector || deliver == pushes;
}

static bool event_vector_valid(u32 type, u32 vector)
{
	switch (type) {
	case INTR_TYPE_NMI:
		return vector == VECTOR_NMI;
	case INTR_TYPE_HARD_EXCEPTION:
		return vector <= EXCEPTION_VECTOR_LAST;
	case INTR_TYPE_OTHER:
		return vector == 0;	/* pending MTF VM exit */
	default:
		return true;
	}
}

int check_event_injection(struct entry_context *ctx, const struct vmcs12 *v)
{
	u32 info = (u32)V12(v, ENTRY_INTR_INFO);
	u32 type = (info & INTR_INFO_TYPE_MASK) >> INTR_INFO_TYPE_SHIFT;
	u32 vector = info & INTR_INFO_VECTOR_MASK;
	u64 length = V12(v, ENTRY_INSTRUCTION_LEN);
	bool software = type == INTR_TYPE_SOFT_INTERRUPT ||
			type == INTR_TYPE_SOFT_EXCEPTION ||
			type == INTR_TYPE_PRIV_SW_EXCEPTION;

	if (!(info & INTR_INFO_VALID))
		return 0;
	CHECK_RULE(ctx, type != 1, "27.2.1.3");
	CHECK_RULE(ctx, type != INTR_TYPE_OTHER ||
		   ((ctx->caps->l1.true_procbased_ctls >> 32) &
		    PROC_MONITOR_TRAP_FLAG), "27.2.1.3");
	CHECK_RULE(ctx, event_vector_valid(type, vector), "27.2.1.3");
	CHECK_RULE(ctx, deliver_error_code_valid(ctx, type, vector,
						 info & INTR_INFO_DELIVER_EC,
						 V12(v, GUEST_CR0)), "27.2.1.3");
	CHECK_RULE(ctx, !(info & INTR_INFO_RESERVED), "27.2.1.3");
	CHECK_RULE(ctx, !(info & INTR_INFO_DELIVER_EC) ||
		   !(V12(v, ENTRY_EXCEPTION_EC) >> 16), "27.2.1.3");
	CHECK_RULE(ctx, !software || length <= INSTRUCTION_LENGTH_MAX, "27.2.1.3");
	CHECK_RULE(ctx, !software || length ||
		   (ctx->caps->l1.misc & MISC_ZERO_LEN_INJECTION), "27.2.1.3");
	return 0;
}

int check_controls(struct entry_context *ctx, const struct vmcs12 *v)
{
	if (check_execution_controls(ctx, v) || check_exit_controls(ctx, v))
		return -EINVAL;
	CHECK_RULE(ctx, vmx_control_valid(ctx->caps->l1.true_entry_ctls,
					  (u32)V12(v, ENTRY_CONTROLS)), "27.2.1.3");
	if (check_event_injection(ctx, v))
		return -EINVAL;
	CHECK_RULE(ctx, msr_area_valid(ctx->caps, V12(v, ENTRY_MSR_LOAD_ADDR),
				       V12(v, ENTRY_MSR_LOAD_COUNT)), "27.2.1.3");
	return 0;
}
