/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Virtualization exceptions of L2 (SDM 26.5.7). Most EPT violations in vmcs02
 * are only about EPT02, which L2 must not hear of: the CPU's own #VE is never
 * on, and L0 delivers those that EPT12 would cause.
 */
#include "nested_internal.h"

/* SDM table 26-1. */
struct ve_information_area {
	u32 exit_reason;
	u32 busy;
	u64 qualification;
	u64 linear;
	u64 physical;
	u16 eptp_index;
} __attribute__((packed));

#define VE_BUSY	0xffffffffU

/* An area outside of L1's RAM reads as all ones: busy. */
static bool area_is_busy(struct vcpu *vcpu, u64 area)
{
	u32 busy;

	return guest_phys_read(vcpu->vm,
			GPA(area + offsetof(struct ve_information_area, busy)),
			&busy, sizeof(busy)) || busy;
}

bool virtualization_exception_deliver(struct vcpu *vcpu, u64 qualification,
				      ngpa_t ngpa, u64 linear)
{
	const struct vmcs12 *v = vcpu->nested.current->vmcs12;
	u64 address = V12(v, VE_INFO_ADDR);
	struct ve_information_area area = {
		.exit_reason = EXIT_REASON_EPT_VIOLATION,
		.busy = VE_BUSY,
		.qualification = qualification,
		.linear = linear,
		.physical = ngpa.v,
		.eptp_index = (u16)V12(v, EPTP_INDEX),
	};

	if (!V12_HAS2(v, EPT_VIOLATION_VE) ||
	    !(vmcs_read(VMCS_GUEST_CR0) & CR0_PE) ||
	    (vmcs_read(VMCS_IDT_VECTORING_INFO) & INTR_INFO_VALID) ||
	    area_is_busy(vcpu, address) ||
	    guest_phys_write(vcpu->vm, GPA(address), &area, sizeof(area)))
		return false;
	inject_into_l2(vcpu, &(struct operand_fault){ .vector = VECTOR_VE });
	return true;
}
