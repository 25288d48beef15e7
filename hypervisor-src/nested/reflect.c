/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * VM exits of L2 as L1 sees them (SDM chapter 28): what is saved goes to
 * vmcs12, then L1 continues in vmcs01 with vmcs12's host state. Exit
 * information is INFO: the CPU has recorded it in vmcs02, where L1 reads it;
 * only what L0 makes up or corrects is written.
 */
#include "nested_internal.h"

/* Where L1 will look for it: vmcs02, or vmcs12 on CPUs that cannot VMWRITE it. */
static void info_write(struct vmcs12_slot *slot, unsigned int fid, u64 value)
{
	slot->vmcs12->f[fid] = value;
	if (vmcs_field_resident(fid))
		vmcs_write(vmcs_fields[fid].encoding, value);
}

/* For those CPUs: what the last exit recorded. */
static inline void info_copy(struct vmcs12_slot *slot)
{
	if (likely(nested_caps.info_resident))
		return;
	for (unsigned int fid = 0; fid < FID_COUNT; fid++)
		if (vmcs_fields[fid].policy == POLICY_INFO && vmcs_field_visible(fid))
			slot->vmcs12->f[fid] = vmcs_read(vmcs_fields[fid].encoding);
}

/* SDM 28.3.1 and 28.3.4, and the controls that a VM exit changes (28.2). */
static void save_l2_state(struct vmcs12_slot *slot)
{
	struct vmcs12 *v = slot->vmcs12;
	u64 entry02 = vmcs_read(VMCS_ENTRY_CONTROLS);

	guest_msrs_save(slot);
	V12(v, ENTRY_CONTROLS) = (V12(v, ENTRY_CONTROLS) & ~(u64)ENTRY_IA32E_MODE_GUEST) |
				 (entry02 & ENTRY_IA32E_MODE_GUEST);
	if (V12_HAS(v, EXIT, SAVE_PREEMPTION_TIMER))
		V12(v, PREEMPTION_TIMER) = slot->timer_rest +
					   vmcs_read(VMCS_PREEMPTION_TIMER);
}

static inline void leftovers_read(struct vmcs12_slot *slot, u32 reason,
				  struct l2_leftovers *left)
{
	const struct vmcs12 *v = slot->vmcs12;
	u32 info;

	left->cr0 = vmcs_read(VMCS_GUEST_CR0);
	left->msrs = slot->guest_msrs02;
	left->nmi_blocked = false;
	/* SDM 28.5.5: an NMI that exited blocks further ones. */
	if (unlikely(reason == EXIT_REASON_EXCEPTION_NMI)) {
		info = (u32)vmcs_read(VMCS_EXIT_INTR_INFO);
		left->nmi_blocked = (info & INTR_INFO_TYPE_MASK) ==
				    INTR_TYPE_NMI << INTR_INFO_TYPE_SHIFT;
	}
	/* Without virtual NMIs, blocking by NMI is the CPU's, in L2 and in L1. */
	if (!V12_HAS(v, PIN, VIRTUAL_NMIS) &&
	    (vmcs_read(VMCS_GUEST_INTERRUPTIBILITY) & INTERRUPTIBILITY_NMI))
		left->nmi_blocked = true;
}

static __attribute__((noinline)) void pdpte_fields_return(struct vmcs12_slot *slot)
{
	pdpte_fields_write(slot->pdpte_fields12);
	slot->pdpte_fields_borrowed = false;
}

void leave_vmcs02(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	vcpu->nested.in_l2 = false;
	if (unlikely(slot->pdpte_fields_borrowed))
		pdpte_fields_return(slot);
	shadow_vmcs_expose(slot);
	vcpu_load_vmcs(vcpu, &vcpu->vmcs01);
}

void vmx_abort(struct vcpu *vcpu, struct vmcs12_slot *slot, enum vmx_abort why)
{
	u32 indicator = why;

	if (guest_phys_write(vcpu->vm,
			     GPA(slot->gpa.v + offsetof(struct vmcs12, abort)),
			     &indicator, sizeof(indicator)))
		pr_guest_ratelimited("VMX abort of a vmcs12 outside RAM\n");
	slot->vmcs12->abort = indicator;
	vcpu_stop(vcpu, "VMX abort");
}

/* vmcs01 is loaded. SDM 28.5 and 28.6. */
static inline void enter_l1(struct vcpu *vcpu, struct vmcs12_slot *slot,
		     const struct l2_leftovers *left)
{
	struct vmcs12 *v = slot->vmcs12;

	/* The first abort is the one that L1's region tells. */
	if (unlikely(!load_l1_state(vcpu, slot, left)))
		return;
	if (unlikely(V12(v, EXIT_MSR_LOAD_COUNT)) &&
	    msr_area_load(vcpu, GPA(V12(v, EXIT_MSR_LOAD_ADDR)),
			  (u32)V12(v, EXIT_MSR_LOAD_COUNT)))
		vmx_abort(vcpu, slot, VMX_ABORT_MSR_LOAD);
	vcpu->nested.counters.reflected++;
	slot->reflected++;
}

static inline __attribute__((always_inline)) void
finish_reflection(struct vcpu *vcpu, struct vmcs12_slot *slot,
		  u32 reason)
{
	struct vmcs12 *v = slot->vmcs12;
	struct l2_leftovers left;

	save_l2_state(slot);
	if (unlikely(V12(v, EXIT_MSR_STORE_COUNT)) &&
	    msr_area_store(vcpu, GPA(V12(v, EXIT_MSR_STORE_ADDR)),
			   (u32)V12(v, EXIT_MSR_STORE_COUNT))) {
		vmx_abort(vcpu, slot, VMX_ABORT_MSR_STORE);
		return;
	}
	leftovers_read(slot, reason, &left);
	leave_vmcs02(vcpu, slot);
	enter_l1(vcpu, slot, &left);
}

void reflect_exit(struct vcpu *vcpu, u32 reason)
{
	struct vmcs12_slot *slot = vcpu->nested.current;

	info_copy(slot);
	finish_reflection(vcpu, slot, reason);
}

void reflect_ept(struct vcpu *vcpu, u32 reason, u64 qualification)
{
	struct vmcs12_slot *slot = vcpu->nested.current;

	info_copy(slot);
	info_write(slot, FID_EXIT_REASON, reason);
	info_write(slot, FID_EXIT_QUALIFICATION, qualification);
	finish_reflection(vcpu, slot, reason);
}

void reflect_ept_at(struct vcpu *vcpu, u32 reason, u64 qualification, ngpa_t ngpa,
		    u64 linear)
{
	struct vmcs12_slot *slot = vcpu->nested.current;

	info_copy(slot);
	info_write(slot, FID_EXIT_REASON, reason);
	info_write(slot, FID_EXIT_QUALIFICATION, qualification);
	info_write(slot, FID_GUEST_PHYSICAL_ADDRESS, ngpa.v);
	info_write(slot, FID_GUEST_LINEAR_ADDRESS, linear);
	finish_reflection(vcpu, slot, reason);
}

void reflect_synthetic(struct vcpu *vcpu, u32 reason, u64 qualification,
		       u32 intr_info, u32 intr_ec)
{
	struct vmcs12_slot *slot = vcpu->nested.current;

	info_copy(slot);
	info_write(slot, FID_EXIT_REASON, reason);
	info_write(slot, FID_EXIT_QUALIFICATION, qualification);
	info_write(slot, FID_EXIT_INTR_INFO, intr_info);
	info_write(slot, FID_EXIT_INTR_EC, intr_ec);
	/* No event was being delivered. */
	info_write(slot, FID_IDT_VECTORING_INFO, 0);
	finish_reflection(vcpu, slot, reason);
}

/*
 * SDM 27.8: only exit reason and qualification are written, no guest state is
 * saved, the launch state stays, the event to inject stays valid.
 */
void reflect_entry_failure(struct vcpu *vcpu, u32 reason, u64 qualification)
{
	struct vmcs12_slot *slot = vcpu->nested.current;
	struct l2_leftovers left = { .nmi_blocked = false };

	info_write(slot, FID_EXIT_REASON, reason | EXIT_REASON_ENTRY_FAILURE);
	info_write(slot, FID_EXIT_QUALIFICATION, qualification);
	if (slot->entering_launch)
		slot->vmcs12->launched = 0;
	leave_vmcs02(vcpu, slot);
	/* L2 was never there: what a VM exit leaves alone is still L1's. */
	left.cr0 = vcpu_get_cr0(vcpu);
	left.msrs.pat = vmcs_read(VMCS_GUEST_PAT);
	left.msrs.efer = vmcs_read(VMCS_GUEST_EFER);
	enter_l1(vcpu, slot, &left);
}
