/* SPDX-License-Identifier: BSD-3-Clause */
/* The life of a vCPU's nested state. */
#include "nested_internal.h"

void nested_vcpu_init(struct vcpu *vcpu, u16 vpid02_first)
{
	struct nested_state *nested = &vcpu->nested;

	memset(nested, 0, sizeof(*nested));
	nested->vmxon_region = GPA(INVALID_PHYS);
	nested->vpid02_first = vpid02_first;
	nested->translation = 1;	/* 0 marks slots that have none yet */
	if (vmcs_read(VMCS_PIN_CONTROLS) & PIN_PREEMPTION_TIMER)
		nested->poll_ticks = (u32)vmcs_read(VMCS_PREEMPTION_TIMER);
	slots_init(vcpu);
	nested_ept_init(vcpu);
	shadow_vmcs_init(vcpu);
}

void nested_vcpu_reset(struct vcpu *vcpu, u64 feature_control)
{
	struct nested_state *nested = &vcpu->nested;

	if (nested->in_l2)
		leave_vmcs02(vcpu, nested->current);
	slots_drop_all(vcpu);
	nested_ept_invalidate_all(vcpu);
	vpid02_invalidate(vcpu, INVVPID_ALL_CONTEXT, 0, GVA(0));
	nested->vmxon = false;
	nested->vmxon_region = GPA(INVALID_PHYS);
	nested->feature_control = feature_control;
}

void nested_tsc_changed(struct vcpu *vcpu)
{
	for (int i = 0; i < NESTED_SLOT_COUNT; i++)
		vcpu->nested.slots[i].dirty |= DIRTY_CONTROLS;
}
