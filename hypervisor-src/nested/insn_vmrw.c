/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * VMREAD and VMWRITE of L1 that the CPU did not do itself from the shadow VMCS,
 * and those of L2 on the VMCS that vmcs12 links to (SDM 31.3, 25.10, 25.11.2).
 */
#include "nested_internal.h"

/* The operand is 64 bits wide in 64-bit mode, else 32 (SDM 31.3). */
static unsigned int operand_size(void)
{
	return l1_in_64bit_code() ? sizeof(u64) : sizeof(u32);
}

/* The field an encoding operand names, or -1; *high = its high-half access. */
static int field_of_operand(u64 encoding, unsigned int size, bool *high)
{
	int fid;

	if (size == sizeof(u32))
		encoding &= 0xffffffff;
	if (encoding >> 32)
		return -1;
	fid = vmcs_field_lookup((u32)encoding);
	if (fid < 0 || !vmcs_field_visible((unsigned int)fid))
		return -1;
	*high = encoding & VMCS_ENCODING_HIGH;
	if (*high && vmcs_fields[fid].width != WIDTH_W64)
		return -1;
	return fid;
}

u64 insn_field_operand(struct vcpu *vcpu)
{
	struct insn_info info =
		insn_info_decode((u32)vmcs_read(VMCS_EXIT_INSTRUCTION_INFO));
	u64 encoding = vcpu_gpr_read(vcpu, info.reg2);

	return operand_size() == sizeof(u64) ? encoding : (u32)encoding;
}

/* The VMCS that L2 works on; checked at VM entry, INVALID_PHYS = none. */
static gpa_t linked_vmcs(struct vcpu *vcpu)
{
	return GPA(V12(vcpu->nested.current->vmcs12, VMCS_LINK_POINTER));
}

static bool has_vmcs_to_work_on(struct vcpu *vcpu)
{
	return vcpu->nested.in_l2 ? linked_vmcs(vcpu).v != INVALID_PHYS :
				    vcpu->nested.current != NULL;
}

/* The slot to work on; NULL: the linked VMCS is not cached, L1's region has it. */
static struct vmcs12_slot *slot_to_work_on(struct vcpu *vcpu)
{
	return vcpu->nested.in_l2 ? slot_find(vcpu, linked_vmcs(vcpu)) :
				    vcpu->nested.current;
}

static gpa_t linked_field(struct vcpu *vcpu, unsigned int fid)
{
	return GPA(linked_vmcs(vcpu).v + offsetof(struct vmcs12, f) +
		   fid * sizeof(u64));
}

static u64 field_read(struct vcpu *vcpu, unsigned int fid)
{
	struct vmcs12_slot *slot = slot_to_work_on(vcpu);
	u64 value;

	if (slot)
		return slot_read_field(vcpu, slot, fid);
	if (guest_phys_read(vcpu->vm, linked_field(vcpu, fid), &value, sizeof(value)))
		return 0;
	return value & vmcs_field_mask(fid);
}

static void field_write(struct vcpu *vcpu, unsigned int fid, u64 value)
{
	struct vmcs12_slot *slot = slot_to_work_on(vcpu);

	if (slot) {
		slot_write_field(vcpu, slot, fid, value);
		return;
	}
	value &= vmcs_field_mask(fid);
	if (guest_phys_write(vcpu->vm, linked_field(vcpu, fid), &value, sizeof(value)))
		pr_guest_ratelimited("the linked VMCS is not in RAM\n");
}

void insn_vmread(struct vcpu *vcpu)
{
	struct insn_info info =
		insn_info_decode((u32)vmcs_read(VMCS_EXIT_INSTRUCTION_INFO));
	unsigned int size = operand_size();
	bool high;
	u64 value;
	int fid;

	if (!has_vmcs_to_work_on(vcpu)) {
		vmx_fail_invalid(vcpu);
		return;
	}
	fid = field_of_operand(vcpu_gpr_read(vcpu, info.reg2), size, &high);
	if (fid < 0) {
		vmx_fail(vcpu, VMX_ERR_UNSUPPORTED_COMPONENT);
		return;
	}
	value = field_read(vcpu, (unsigned int)fid);
	if (high)
		value >>= 32;
	if (info.is_register) {
		/* A 32-bit destination is zero-extended, as by any instruction. */
		vcpu_gpr_write(vcpu, info.reg1,
			       size == sizeof(u32) ? (u32)value : value);
	} else if (insn_write_memory(vcpu, &info, &value, size)) {
		return;
	}
	vmx_succeed(vcpu);
}

/* Half a 64-bit field keeps its other half. */
static u64 value_to_store(struct vcpu *vcpu, unsigned int fid, bool high,
			  unsigned int size, u64 value)
{
	u64 old;

	if (!high && (size == sizeof(u64) || vmcs_fields[fid].width != WIDTH_W64))
		return value;
	/*
	 * Outside 64-bit mode a full access writes the low half and clears the
	 * high one; the high half has its own encoding (SDM 25.11.2).
	 */
	if (!high)
		return (u32)value;
	old = field_read(vcpu, fid);
	return (u32)old | value << 32;
}

void insn_vmwrite(struct vcpu *vcpu)
{
	struct insn_info info =
		insn_info_decode((u32)vmcs_read(VMCS_EXIT_INSTRUCTION_INFO));
	unsigned int size = operand_size();
	u64 value = 0;
	bool high;
	int fid;

	if (!has_vmcs_to_work_on(vcpu)) {
		vmx_fail_invalid(vcpu);
		return;
	}
	if (info.is_register)
		value = vcpu_gpr_read(vcpu, info.reg1);
	else if (insn_read_memory(vcpu, &info, &value, size))
		return;
	fid = field_of_operand(vcpu_gpr_read(vcpu, info.reg2), size, &high);
	if (fid < 0) {
		vmx_fail(vcpu, VMX_ERR_UNSUPPORTED_COMPONENT);
		return;
	}
	if (vmcs_fields[fid].read_only &&
	    !(nested_caps.l1.misc & MISC_VMWRITE_ANY_FIELD)) {
		vmx_fail(vcpu, VMX_ERR_VMWRITE_READ_ONLY);
		return;
	}
	if (size == sizeof(u32))
		value = (u32)value;
	value = value_to_store(vcpu, (unsigned int)fid, high, size, value);
	field_write(vcpu, (unsigned int)fid, value);
	vmx_succeed(vcpu);
}

void insn_linked_vmcs(struct vcpu *vcpu, u32 reason)
{
	/* The exit that L1 did not want comes before this check (SDM 31.3). */
	if (vmcs_read(VMCS_GUEST_SS_AR) & SEG_AR_DPL_MASK) {
		nested_inject_exception(vcpu, VECTOR_GP, true, 0);
		return;
	}
	if (reason == EXIT_REASON_VMREAD)
		insn_vmread(vcpu);
	else
		insn_vmwrite(vcpu);
}
