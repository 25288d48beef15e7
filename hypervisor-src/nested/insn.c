/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * VMX instructions of L1: what all of them have in common (SDM 31.3). The
 * faults that depend on the mode (#UD for real, virtual-8086 and compatibility
 * mode) come before the VM exit, so the CPU has raised them already; being in
 * VMX operation, CR4.VMXE and CPL are L1's own affairs and are left to us.
 */
#include "nested_internal.h"

static void inject_ud(struct vcpu *vcpu)
{
	vcpu_inject_exception(vcpu, VECTOR_UD, false, 0);
}

static unsigned int l1_cpl(void)
{
	return (vmcs_read(VMCS_GUEST_SS_AR) & SEG_AR_DPL_MASK) >> SEG_AR_DPL_SHIFT;
}

/* #UD outside VMX operation, then #GP(0) for CPL > 0. */
static bool permitted(struct vcpu *vcpu)
{
	if (!vcpu->nested.vmxon) {
		inject_ud(vcpu);
		return false;
	}
	if (l1_cpl() > 0) {
		vcpu_inject_exception(vcpu, VECTOR_GP, true, 0);
		return false;
	}
	return true;
}

bool vmcs_pointer_valid(gpa_t pointer)
{
	return !(pointer.v & ~PAGE_MASK) &&
	       !(pointer.v & ~nested_caps.phys_addr_mask);
}

int insn_read_pointer(struct vcpu *vcpu, gpa_t *pointer)
{
	struct insn_info info =
		insn_info_decode((u32)vmcs_read(VMCS_EXIT_INSTRUCTION_INFO));

	return insn_read_memory(vcpu, &info, &pointer->v, sizeof(pointer->v));
}

/*
 * VMCALL alone exits before the mode is looked at: #UD in virtual-8086 and
 * compatibility mode is ours to raise, ahead of #GP for CPL > 0.
 */
static bool vmcall_undefined(void)
{
	return (vmcs_read(VMCS_GUEST_RFLAGS) & RFLAGS_VM) ||
	       ((vmcs_read(VMCS_GUEST_EFER) & EFER_LMA) && !l1_in_64bit_code());
}

static void dispatch(struct vcpu *vcpu, u32 reason)
{
	switch (reason) {
	case EXIT_REASON_VMXOFF:
		insn_vmxoff(vcpu);
		break;
	case EXIT_REASON_VMCLEAR:
		insn_vmclear(vcpu);
		break;
	case EXIT_REASON_VMPTRLD:
		insn_vmptrld(vcpu);
		break;
	case EXIT_REASON_VMPTRST:
		insn_vmptrst(vcpu);
		break;
	case EXIT_REASON_VMREAD:
		insn_vmread(vcpu);
		break;
	case EXIT_REASON_VMWRITE:
		insn_vmwrite(vcpu);
		break;
	case EXIT_REASON_INVEPT:
		insn_invept(vcpu);
		break;
	case EXIT_REASON_INVVPID:
		insn_invvpid(vcpu);
		break;
	case EXIT_REASON_VMCALL:
		/* SDM 31.3 VMCALL: no dual-monitor treatment here. */
		vmx_fail(vcpu, VMX_ERR_VMCALL_IN_ROOT);
		break;
	default:
		inject_ud(vcpu);
	}
}

void nested_handle_insn(struct vcpu *vcpu, u32 reason)
{
	if (likely(reason == EXIT_REASON_VMRESUME ||
		   reason == EXIT_REASON_VMLAUNCH)) {
		if (permitted(vcpu))
			nested_enter(vcpu, reason == EXIT_REASON_VMLAUNCH);
		return;
	}
	/* VMFUNC is #UD in VMX root operation, at any CPL (SDM 31.3). */
	if (reason == EXIT_REASON_VMFUNC ||
	    (reason == EXIT_REASON_VMCALL && vmcall_undefined())) {
		inject_ud(vcpu);
		return;
	}
	if (reason == EXIT_REASON_VMXON) {
		insn_vmxon(vcpu);
		return;
	}
	if (permitted(vcpu))
		dispatch(vcpu, reason);
}
