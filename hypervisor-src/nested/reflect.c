/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * VM exits of L2 as L1 sees them (SDM chapter 28). Exit information is INFO: the
 * CPU has recorded it in vmcs02, where L1 reads it; only what L0 makes up or
 * corrects is written. The rest is in switch_to_l1.c.
 */
#include "nested_internal.h"

/* Where L1 will look for it: vmcs02, or vmcs12 on CPUs that cannot VMWRITE it. */
static void info_write(struct vmcs12_slot *slot, unsigned int fid, u64 value)
{
	slot->vmcs12->f[fid] = value;
	if (vmcs_field_resident(fid))
		vmcs_write(vmcs_fields[fid].encoding, value);
}

static __attribute__((noinline)) void info_copy_all(struct vcpu *vcpu,
						    struct vmcs12_slot *slot)
{
	for (unsigned int fid = 0; fid < FID_COUNT; fid++) {
		if (vmcs_fields[fid].policy != POLICY_INFO || !vmcs_field_visible(fid))
			continue;
		slot->vmcs12->f[fid] = vmcs_read(vmcs_fields[fid].encoding);
		vcpu->nested.copies.to++;
	}
}

/* For those CPUs: what the last exit recorded. */
static inline void info_copy(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	if (unlikely(!nested_caps.info_resident))
		info_copy_all(vcpu, slot);
}

void reflect_exit(struct vcpu *vcpu, u32 reason)
{
	struct vmcs12_slot *slot = vcpu->nested.current;

	info_copy(vcpu, slot);
	leave_l2(vcpu, slot, reason);
}

void reflect_ept(struct vcpu *vcpu, u32 reason, u64 qualification)
{
	struct vmcs12_slot *slot = vcpu->nested.current;

	info_copy(vcpu, slot);
	info_write(slot, FID_EXIT_REASON, reason);
	info_write(slot, FID_EXIT_QUALIFICATION, qualification);
	leave_l2(vcpu, slot, reason);
}

void reflect_ept_at(struct vcpu *vcpu, u32 reason, u64 qualification, ngpa_t ngpa,
		    u64 linear)
{
	struct vmcs12_slot *slot = vcpu->nested.current;

	info_copy(vcpu, slot);
	info_write(slot, FID_EXIT_REASON, reason);
	info_write(slot, FID_EXIT_QUALIFICATION, qualification);
	info_write(slot, FID_GUEST_PHYSICAL_ADDRESS, ngpa.v);
	info_write(slot, FID_GUEST_LINEAR_ADDRESS, linear);
	leave_l2(vcpu, slot, reason);
}

void reflect_synthetic(struct vcpu *vcpu, u32 reason, u64 qualification,
		       u32 intr_info, u32 intr_ec)
{
	struct vmcs12_slot *slot = vcpu->nested.current;

	info_copy(vcpu, slot);
	info_write(slot, FID_EXIT_REASON, reason);
	info_write(slot, FID_EXIT_QUALIFICATION, qualification);
	info_write(slot, FID_EXIT_INTR_INFO, intr_info);
	info_write(slot, FID_EXIT_INTR_EC, intr_ec);
	/* No event was being delivered. */
	info_write(slot, FID_IDT_VECTORING_INFO, 0);
	leave_l2(vcpu, slot, reason);
}

/*
 * SDM 27.8: only exit reason and qualification are written, no guest state is
 * saved, the launch state stays, the event to inject stays valid.
 */
void reflect_entry_failure(struct vcpu *vcpu, u32 reason, u64 qualification)
{
	struct vmcs12_slot *slot = vcpu->nested.current;

	info_write(slot, FID_EXIT_REASON, reason | EXIT_REASON_ENTRY_FAILURE);
	info_write(slot, FID_EXIT_QUALIFICATION, qualification);
	if (slot->entering_launch)
		slot->vmcs12->launched = 0;
	abandon_entry(vcpu, slot);
}
