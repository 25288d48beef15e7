/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * VMFUNC of L2 (SDM 26.5.6). vmcs02 enables no function, so that every VMFUNC
 * exits; what vmcs12 enables L0 does itself, on EPT12.
 */
#include "nested_internal.h"

#define EPTP_LIST_COUNT	(PAGE_SIZE / sizeof(u64))

bool eptp_list_entry(struct vm *vm, const struct vmcs12 *v, u32 index, u64 *eptp)
{
	const u64 *list = guest_phys_map(vm, GPA(V12(v, EPTP_LIST_ADDR)));

	if (index >= EPTP_LIST_COUNT || !list)
		return false;
	*eptp = __atomic_load_n(&list[index], __ATOMIC_RELAXED);
	return eptp_valid(&nested_caps, *eptp);
}

void vm_function_switch_eptp(struct vcpu *vcpu)
{
	struct vmcs12_slot *slot = vcpu->nested.current;
	u64 eptp;

	/* Another vCPU may have spoilt the list since the exit was decided on. */
	if (!eptp_list_entry(vcpu->vm, slot->vmcs12, (u32)vcpu->gpr[GPR_RCX], &eptp)) {
		reflect_exit(vcpu, EXIT_REASON_VMFUNC);
		return;
	}
	V12(slot->vmcs12, EPT_POINTER) = eptp;
	/* SDM 26.5.6.3: what a later #VE will report. */
	if (V12_HAS2(slot->vmcs12, EPT_VIOLATION_VE))
		V12(slot->vmcs12, EPTP_INDEX) = (u16)vcpu->gpr[GPR_RCX];
	vmcs02_write_translation(vcpu, slot);
	vcpu_skip_instruction(vcpu);
}
