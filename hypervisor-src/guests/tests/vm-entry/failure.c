// SPDX-License-Identifier: BSD-3-Clause
/* What a failed VM entry leaves behind, and what is checked first: SDM 27.8. */
#include "entry.h"

#define MARK		0x5150
#define BAD_RFLAGS	0ULL

struct msr_entry {
	u32 index, reserved;
	u64 value;
};

static struct msr_entry msr_area __aligned(16);

CASE(host_before_guest, "Host state and guest state are both wrong.",
     "VMfailValid(8): the host state is checked first, SDM 27.1")
{
	fixture_l2(l2_vmcall);
	vmwrite(VMCS_HOST_CS_SELECTOR, 0);
	vmwrite(VMCS_GUEST_RFLAGS, BAD_RFLAGS);
	check_entry_vmfail(VMX_ERR_ENTRY_HOST_STATE);
}

CASE(controls_before_guest, "Controls and guest state are both wrong.",
     "VMfailValid(7): the controls are checked first, SDM 27.1")
{
	fixture_l2(l2_vmcall);
	vmwrite(VMCS_CR3_TARGET_COUNT, 5);
	vmwrite(VMCS_GUEST_RFLAGS, BAD_RFLAGS);
	check_entry_vmfail(VMX_ERR_ENTRY_CONTROLS);
}

CASE(guest_before_msr_load, "Guest state and MSR-load area are both wrong.",
     "reason 33: the guest state is checked first, SDM 27.1")
{
	fixture_l2(l2_vmcall);
	msr_area = (struct msr_entry){ MSR_IA32_FS_BASE, 0, 0 };
	vmwrite(VMCS_ENTRY_MSR_LOAD_ADDR, phys_of(&msr_area));
	vmwrite(VMCS_ENTRY_MSR_LOAD_COUNT, 1);
	vmwrite(VMCS_GUEST_RFLAGS, BAD_RFLAGS);
	check_entry_failure(EXIT_REASON_INVALID_GUEST, ENTRY_FAIL_DEFAULT);
}

CASE(vmfail_touches_nothing, "VMfailValid(7) leaves the exit information alone.",
     "exit reason and qualification as they were, error 7 in its field, SDM 27.2")
{
	fixture_l2(l2_vmcall);
	check_exit(EXIT_REASON_VMCALL);
	vmwrite(VMCS_CR3_TARGET_COUNT, 5);
	check_entry_vmfail(VMX_ERR_ENTRY_CONTROLS);
	check_u64("exit reason", EXIT_REASON_VMCALL, vmread(VMCS_EXIT_REASON));
	check_u64("VM-instruction error", VMX_ERR_ENTRY_CONTROLS,
		  vmread(VMCS_VM_INSTRUCTION_ERROR));
}

CASE(vmfail_is_repairable, "After VMfailValid(8) the entry works once repaired.",
     "L2 runs, SDM 27.2")
{
	fixture_l2(l2_vmcall);
	vmwrite(VMCS_HOST_CS_SELECTOR, 0);
	check_entry_vmfail(VMX_ERR_ENTRY_HOST_STATE);
	vmwrite(VMCS_HOST_CS_SELECTOR, GUEST_SELECTOR_CODE);
	check_exit(EXIT_REASON_VMCALL);
}

CASE(guest_is_repairable, "After reason 33 the entry works once repaired.",
     "L2 runs by VMLAUNCH, SDM 27.8")
{
	fixture_l2(l2_vmcall);
	vmwrite(VMCS_GUEST_RFLAGS, BAD_RFLAGS);
	check_entry_failure(EXIT_REASON_INVALID_GUEST, ENTRY_FAIL_DEFAULT);
	vmwrite(VMCS_GUEST_RFLAGS, RFLAGS_FIXED1);
	check_exit(EXIT_REASON_VMCALL);
}

CASE(guest_state_unchanged, "Reason 33 does not save guest state.",
     "the guest-state area is not modified, SDM 27.8")
{
	fixture_l2(l2_vmcall);
	vmwrite(VMCS_GUEST_RSP, MARK);
	vmwrite(VMCS_GUEST_SYSENTER_ESP, MARK);
	vmwrite(VMCS_GUEST_RFLAGS, BAD_RFLAGS);
	check_entry_failure(EXIT_REASON_INVALID_GUEST, ENTRY_FAIL_DEFAULT);
	check_u64("guest RSP", MARK, vmread(VMCS_GUEST_RSP));
	check_u64("guest RFLAGS", BAD_RFLAGS, vmread(VMCS_GUEST_RFLAGS));
	check_u64("guest RIP", (uintptr_t)l2_vmcall, vmread(VMCS_GUEST_RIP));
}

CASE(event_stays_valid, "Reason 33 leaves the event to inject alone.",
     "the valid bit of the VM-entry interruption information stays 1, SDM 27.8")
{
	const u64 event = INTR_INFO_VALID | VECTOR_UD |
			  INTR_TYPE_HARD_EXCEPTION << INTR_INFO_TYPE_SHIFT;

	fixture_l2(l2_vmcall);
	vmwrite(VMCS_ENTRY_INTR_INFO, event);
	vmwrite(VMCS_GUEST_RFLAGS, BAD_RFLAGS);
	check_entry_failure(EXIT_REASON_INVALID_GUEST, ENTRY_FAIL_DEFAULT);
	check_u64("VM-entry interruption information", event,
		  vmread(VMCS_ENTRY_INTR_INFO));
}

CASE(exit_info_unchanged, "Reason 33 sets reason and qualification only.",
     "instruction length and interruption information as before, SDM 27.8")
{
	u64 length;

	fixture_l2(l2_vmcall);
	check_exit(EXIT_REASON_VMCALL);
	length = vmread(VMCS_EXIT_INSTRUCTION_LEN);
	check_u64("instruction length of VMCALL", 3, length);
	vmwrite(VMCS_GUEST_RFLAGS, BAD_RFLAGS);
	check_entry_failure(EXIT_REASON_INVALID_GUEST, ENTRY_FAIL_DEFAULT);
	check_u64("instruction length", length,
		  vmread(VMCS_EXIT_INSTRUCTION_LEN));
}

CASE(host_state_is_loaded, "Reason 33 loads the host state.",
     "SYSENTER MSRs and CR4.TSD as the host-state area says, SDM 27.8")
{
	u64 esp, cr4;

	fixture_l2(l2_vmcall);
	vmwrite(VMCS_HOST_SYSENTER_ESP, MARK);
	vmwrite(VMCS_HOST_CR4, read_cr4() | CR4_TSD);
	vmwrite(VMCS_GUEST_RFLAGS, BAD_RFLAGS);
	check_entry_failure(EXIT_REASON_INVALID_GUEST, ENTRY_FAIL_DEFAULT);
	esp = rdmsr(MSR_IA32_SYSENTER_ESP);
	cr4 = read_cr4();
	wrmsr(MSR_IA32_SYSENTER_ESP, 0);
	check_u64("IA32_SYSENTER_ESP", MARK, esp);
	check_u64("CR4.TSD", CR4_TSD, cr4 & CR4_TSD);
}

CASE(exit_msrs_loaded, "Reason 33 loads the VM-exit MSR-load area.",
     "the MSR has the area's value, SDM 27.8")
{
	u64 value;

	fixture_l2(l2_vmcall);
	msr_area = (struct msr_entry){ MSR_IA32_KERNEL_GS_BASE, 0, MARK };
	vmwrite(VMCS_EXIT_MSR_LOAD_ADDR, phys_of(&msr_area));
	vmwrite(VMCS_EXIT_MSR_LOAD_COUNT, 1);
	vmwrite(VMCS_GUEST_RFLAGS, BAD_RFLAGS);
	check_entry_failure(EXIT_REASON_INVALID_GUEST, ENTRY_FAIL_DEFAULT);
	value = rdmsr(MSR_IA32_KERNEL_GS_BASE);
	wrmsr(MSR_IA32_KERNEL_GS_BASE, 0);
	check_u64("IA32_KERNEL_GS_BASE", MARK, value);
}

static const struct test_case *const cases[] = {
	&case_host_before_guest, &case_controls_before_guest,
	&case_guest_before_msr_load, &case_vmfail_touches_nothing,
	&case_vmfail_is_repairable, &case_guest_is_repairable,
	&case_guest_state_unchanged, &case_event_stays_valid,
	&case_exit_info_unchanged, &case_host_state_is_loaded,
	&case_exit_msrs_loaded,
};

void run_failure_cases(void)
{
	report_cases("entry-failures", cases, ARRAY_SIZE(cases));
}
