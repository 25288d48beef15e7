/* SPDX-License-Identifier: BSD-3-Clause */
/* VMXON and VMXOFF of L1 (SDM 31.3, 24.7, 24.8). */
#include "nested_internal.h"

static bool fixed_bits_hold(u64 value, u64 fixed0, u64 fixed1)
{
	return !(~value & fixed0) && !(value & ~fixed1);
}

/* #UD: CR0.PE, CR4.VMXE, VM86, compatibility mode, in this order. */
static bool vmxon_is_undefined(struct vcpu *vcpu)
{
	u64 efer = vmcs_read(VMCS_GUEST_EFER);

	return !vcpu->vm->nested_on ||
	       !(vcpu_get_cr0(vcpu) & CR0_PE) ||
	       !(vcpu_get_cr4(vcpu) & CR4_VMXE) ||
	       (vmcs_read(VMCS_GUEST_RFLAGS) & RFLAGS_VM) ||
	       ((efer & EFER_LMA) && !(vmcs_read(VMCS_GUEST_CS_AR) & SEG_AR_L));
}

/* #GP(0) outside VMX operation: CR0, CR4 and IA32_FEATURE_CONTROL. */
static bool vmxon_is_forbidden(struct vcpu *vcpu)
{
	const struct vmx_msrs *l1 = &nested_caps.l1;
	const u64 needed = FEATURE_CONTROL_LOCKED | FEATURE_CONTROL_VMX_OUTSIDE_SMX;

	return !fixed_bits_hold(vcpu_get_cr0(vcpu), l1->cr0_fixed0, l1->cr0_fixed1) ||
	       !fixed_bits_hold(vcpu_get_cr4(vcpu), l1->cr4_fixed0, l1->cr4_fixed1) ||
	       (vcpu->nested.feature_control & needed) != needed;
}

void insn_vmxon(struct vcpu *vcpu)
{
	struct nested_state *nested = &vcpu->nested;
	u64 cpl = vmcs_read(VMCS_GUEST_SS_AR) & SEG_AR_DPL_MASK;
	gpa_t region;
	u32 revision;

	if (vmxon_is_undefined(vcpu)) {
		vcpu_inject_exception(vcpu, VECTOR_UD, false, 0);
		return;
	}
	if (cpl || (!nested->vmxon && vmxon_is_forbidden(vcpu))) {
		vcpu_inject_exception(vcpu, VECTOR_GP, true, 0);
		return;
	}
	if (nested->vmxon) {
		vmx_fail(vcpu, VMX_ERR_VMXON_IN_ROOT);
		return;
	}
	if (insn_read_pointer(vcpu, &region))
		return;
	/* A region that is not RAM reads as all ones: a wrong revision. */
	if (!vmcs_pointer_valid(region) ||
	    guest_phys_read(vcpu->vm, region, &revision, sizeof(revision)) ||
	    revision != VMCS12_REVISION) {
		vmx_fail_invalid(vcpu);
		return;
	}
	nested->vmxon = true;
	/*
	 * Constant until VMXOFF: CR0.PG is 1 (SDM 24.8), with which neither LME
	 * nor LMA can change, and VM exits keep the mode (SDM 27.2.4).
	 */
	nested->l1_long_mode = vmcs_read(VMCS_ENTRY_CONTROLS) &
			       ENTRY_IA32E_MODE_GUEST;
	nested->vmxon_region = region;
	vmx_succeed(vcpu);
}

/*
 * Every active vmcs12 is kept for L1 (SDM 24.11.1 lets software rely on VMCLEAR
 * only, but writing them back costs little and surprises nobody).
 */
void insn_vmxoff(struct vcpu *vcpu)
{
	struct nested_state *nested = &vcpu->nested;

	slot_make_current(vcpu, NULL);
	for (int i = 0; i < NESTED_SLOT_COUNT; i++)
		if (nested->slots[i].gpa.v != INVALID_PHYS)
			slot_evict(vcpu, &nested->slots[i]);
	nested->vmxon = false;
	nested->vmxon_region = GPA(INVALID_PHYS);
	vmx_succeed(vcpu);
}
