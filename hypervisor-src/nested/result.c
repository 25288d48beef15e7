/* SPDX-License-Identifier: BSD-3-Clause */
/* How VMX instructions tell L1 what became of them (SDM 31.2). */
#include "nested_internal.h"

#define RESULT_FLAGS	(RFLAGS_CF | RFLAGS_PF | RFLAGS_AF | RFLAGS_ZF | \
			 RFLAGS_SF | RFLAGS_OF)

u64 vmx_result_rflags(u64 rflags, u64 set)
{
	return (rflags & ~RESULT_FLAGS) | set;
}

static void vmx_finish(struct vcpu *vcpu, u64 flags)
{
	vmcs_write(VMCS_GUEST_RFLAGS,
		   vmx_result_rflags(vmcs_read(VMCS_GUEST_RFLAGS), flags));
	vcpu_skip_instruction(vcpu);
}

void vmx_succeed(struct vcpu *vcpu)
{
	vmx_finish(vcpu, 0);
}

void vmx_fail_invalid(struct vcpu *vcpu)
{
	vmx_finish(vcpu, RFLAGS_CF);
}

void vmx_fail(struct vcpu *vcpu, enum vmx_error error)
{
	if (!vcpu->nested.current) {
		vmx_fail_invalid(vcpu);
		return;
	}
	V12(vcpu->nested.current->vmcs12, VM_INSTRUCTION_ERROR) = error;
	vmx_finish(vcpu, RFLAGS_ZF);
}
