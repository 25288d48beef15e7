/* SPDX-License-Identifier: BSD-3-Clause */
/* VMCLEAR, VMPTRLD and VMPTRST of L1 (SDM 31.3). */
#include "nested_internal.h"

/* Not cached: only the launch state of the region changes. */
static void clear_in_memory(struct vcpu *vcpu, gpa_t region)
{
	const u32 clear = 0;
	gpa_t launched = GPA(region.v + offsetof(struct vmcs12, launched));

	if (guest_phys_write(vcpu->vm, launched, &clear, sizeof(clear)))
		pr_guest_ratelimited("VMCLEAR of %llx, which is not RAM\n",
				     (unsigned long long)region.v);
}

void insn_vmclear(struct vcpu *vcpu)
{
	struct vmcs12_slot *slot;
	gpa_t region;

	if (insn_read_pointer(vcpu, &region))
		return;
	if (!vmcs_pointer_valid(region)) {
		vmx_fail(vcpu, VMX_ERR_VMCLEAR_ADDRESS);
		return;
	}
	if (region.v == vcpu->nested.vmxon_region.v) {
		vmx_fail(vcpu, VMX_ERR_VMCLEAR_VMXON_POINTER);
		return;
	}
	slot = slot_find(vcpu, region);
	if (slot) {
		slot->vmcs12->launched = 0;
		slot_evict(vcpu, slot);
	} else {
		clear_in_memory(vcpu, region);
	}
	vmx_succeed(vcpu);
}

static bool revision_matches(struct vcpu *vcpu, gpa_t region)
{
	u32 revision;

	if (guest_phys_read(vcpu->vm, region, &revision, sizeof(revision)))
		return false;
	/* Bit 31, the shadow indicator, is free where there is VMCS shadowing. */
	if (l1_may_set_proc2(PROC2_VMCS_SHADOWING))
		revision &= ~(u32)VMCS_SHADOW_INDICATOR;
	return revision == VMCS12_REVISION;
}

void insn_vmptrld(struct vcpu *vcpu)
{
	struct vmcs12_slot *slot;
	gpa_t region;

	if (insn_read_pointer(vcpu, &region))
		return;
	if (!vmcs_pointer_valid(region)) {
		vmx_fail(vcpu, VMX_ERR_VMPTRLD_ADDRESS);
		return;
	}
	if (region.v == vcpu->nested.vmxon_region.v) {
		vmx_fail(vcpu, VMX_ERR_VMPTRLD_VMXON_POINTER);
		return;
	}
	if (!revision_matches(vcpu, region)) {
		vmx_fail(vcpu, VMX_ERR_VMPTRLD_REVISION);
		return;
	}
	slot = slot_find(vcpu, region);
	if (!slot)
		slot = slot_load(vcpu, region);
	if (!slot) {
		/* Readable a moment ago: the region runs out of L1's RAM. */
		vmx_fail(vcpu, VMX_ERR_VMPTRLD_REVISION);
		return;
	}
	slot_make_current(vcpu, slot);
	vmx_succeed(vcpu);
}

void insn_vmptrst(struct vcpu *vcpu)
{
	struct insn_info info =
		insn_info_decode((u32)vmcs_read(VMCS_EXIT_INSTRUCTION_INFO));
	const struct vmcs12_slot *current = vcpu->nested.current;
	u64 pointer = current ? current->gpa.v : INVALID_PHYS;

	if (insn_write_memory(vcpu, &info, &pointer, sizeof(pointer)))
		return;
	vmx_succeed(vcpu);
}
