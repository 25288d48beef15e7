/* SPDX-License-Identifier: BSD-3-Clause */
/* The life of a vCPU's nested state, and one line about it for people. */
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

static const char *slot_state(const struct nested_state *nested,
			      const struct vmcs12_slot *slot)
{
	if (slot != nested->current)
		return "cached";
	return nested->in_l2 ? "running" : "current";
}

bool nested_format(const struct vcpu *vcpu, unsigned int index, char *line,
		   size_t size)
{
	const struct nested_state *nested = &vcpu->nested;

	for (int i = 0; i < NESTED_SLOT_COUNT; i++) {
		const struct vmcs12_slot *slot = &nested->slots[i];

		if (slot->gpa.v == INVALID_PHYS || index--)
			continue;
		snprintf(line, size, "vmcs12 %012llx  %-8s %-8s vpid %-5llu eptp %012llx  %llu entries, %llu exits",
			 (unsigned long long)slot->gpa.v, slot_state(nested, slot),
			 slot->vmcs12->launched ? "launched" : "clear",
			 (unsigned long long)V12(slot->vmcs12, VPID),
			 (unsigned long long)V12(slot->vmcs12, EPT_POINTER),
			 (unsigned long long)slot->entries,
			 (unsigned long long)slot->reflected);
		return true;
	}
	return false;
}
