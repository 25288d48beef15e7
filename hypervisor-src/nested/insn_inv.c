/* SPDX-License-Identifier: BSD-3-Clause */
/* INVEPT and INVVPID of L1 (SDM 31.3). */
#include "nested_internal.h"

struct inv_descriptor {
	u64 low, high;
};

/* The type register is as wide as the mode; reg2 names it. */
static u64 inv_type(struct vcpu *vcpu, const struct insn_info *info)
{
	u64 type = vcpu_gpr_read(vcpu, info->reg2);

	return l1_in_64bit_code() ? type : (u32)type;
}

static bool invept_type_supported(u64 type)
{
	u64 cap = nested_caps.l1.ept_vpid_cap;

	return (type == INVEPT_SINGLE_CONTEXT && (cap & EPTVPID_INVEPT_SINGLE)) ||
	       (type == INVEPT_ALL_CONTEXT && (cap & EPTVPID_INVEPT_ALL));
}

void insn_invept(struct vcpu *vcpu)
{
	struct insn_info info =
		insn_info_decode((u32)vmcs_read(VMCS_EXIT_INSTRUCTION_INFO));
	u64 type = inv_type(vcpu, &info);
	struct inv_descriptor descriptor;

	if (!(nested_caps.l1.ept_vpid_cap & EPTVPID_INVEPT)) {
		vcpu_inject_exception(vcpu, VECTOR_UD, false, 0);
		return;
	}
	if (!invept_type_supported(type)) {
		vmx_fail(vcpu, VMX_ERR_INVEPT_INVVPID_OPERAND);
		return;
	}
	if (insn_read_memory(vcpu, &info, &descriptor, sizeof(descriptor)))
		return;
	if (type == INVEPT_SINGLE_CONTEXT) {
		if (!eptp_valid(&nested_caps, descriptor.low)) {
			vmx_fail(vcpu, VMX_ERR_INVEPT_INVVPID_OPERAND);
			return;
		}
		nested_ept_invalidate(vcpu, descriptor.low);
	} else {
		nested_ept_invalidate_all(vcpu);
	}
	vmx_succeed(vcpu);
}

static bool invvpid_type_supported(u64 type)
{
	return type <= INVVPID_SINGLE_RETAINING_GLOBALS &&
	       (nested_caps.l1.ept_vpid_cap & (EPTVPID_INVVPID_ADDRESS << type));
}

static bool invvpid_descriptor_valid(u64 type, const struct inv_descriptor *d)
{
	if (d->low >> 16)
		return false;	/* bits 63:16 are reserved */
	if (type == INVVPID_ALL_CONTEXT)
		return true;
	if (!d->low)
		return false;	/* VPID 0 is VMX root operation's */
	return type != INVVPID_INDIVIDUAL_ADDRESS || address_is_canonical(d->high);
}

void insn_invvpid(struct vcpu *vcpu)
{
	struct insn_info info =
		insn_info_decode((u32)vmcs_read(VMCS_EXIT_INSTRUCTION_INFO));
	u64 type = inv_type(vcpu, &info);
	struct inv_descriptor descriptor;

	if (!(nested_caps.l1.ept_vpid_cap & EPTVPID_INVVPID)) {
		vcpu_inject_exception(vcpu, VECTOR_UD, false, 0);
		return;
	}
	if (!invvpid_type_supported(type)) {
		vmx_fail(vcpu, VMX_ERR_INVEPT_INVVPID_OPERAND);
		return;
	}
	if (insn_read_memory(vcpu, &info, &descriptor, sizeof(descriptor)))
		return;
	if (!invvpid_descriptor_valid(type, &descriptor)) {
		vmx_fail(vcpu, VMX_ERR_INVEPT_INVVPID_OPERAND);
		return;
	}
	vpid02_invalidate(vcpu, (enum invvpid_type)type, (u16)descriptor.low,
			  GVA(descriptor.high));
	vmx_succeed(vcpu);
}
