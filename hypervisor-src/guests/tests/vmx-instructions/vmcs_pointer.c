// SPDX-License-Identifier: BSD-3-Clause
/* VMCLEAR, VMPTRLD, VMPTRST, VMLAUNCH, VMRESUME: SDM 25.1 and 31.3. */
#include "instructions.h"
#include "nvmx/exception.h"

SNIPPET(l2_vmcall, "vmcall");

static u32 *region_words(u64 region)
{
	return (u32 *)(uintptr_t)region;
}

static u64 current_pointer(void)
{
	u64 pointer = 0;

	if (!vmx_succeeded(vmx_vmptrst(&pointer)))
		case_abort("VMPTRST failed");
	return pointer;
}

CASE(vmclear, "VMCLEAR of a region that is not current.",
     "VMsucceed, the current VMCS stays current, SDM 31.3 VMCLEAR")
{
	start_with_current();
	check_result("VMCLEAR", VMSUCCEED,
		     vmx_vmclear(&fixture.spare_region[1]));
	check_u64("current-VMCS pointer", fixture.spare_region[0],
		  current_pointer());
}

CASE(vmclear_current, "VMCLEAR of the current VMCS.",
     "VMsucceed, then no VMCS is current, SDM 31.3 VMCLEAR")
{
	u64 value = 0;

	start_with_current();
	check_result("VMCLEAR", VMSUCCEED,
		     vmx_vmclear(&fixture.spare_region[0]));
	check_u64("current-VMCS pointer", ~0ULL, current_pointer());
	check_result("VMREAD", VMFAIL_INVALID,
		     vmx_vmread(VMCS_GUEST_RIP, &value));
}

CASE(vmclear_any_revision, "VMCLEAR does not look at the revision identifier.",
     "VMsucceed, SDM 31.3 VMCLEAR")
{
	fixture_vmxon();
	region_words(fixture.spare_region[1])[0] ^= 1;
	check_result("VMCLEAR", VMSUCCEED,
		     vmx_vmclear(&fixture.spare_region[1]));
}

CASE(vmclear_misaligned, "VMCLEAR of a misaligned address.",
     "VMfailValid(2), SDM 31.3 VMCLEAR")
{
	u64 pointer = fixture.spare_region[1] + MISALIGNED;

	start_with_current();
	check_result("VMCLEAR", VMFAIL_VALID(VMX_ERR_VMCLEAR_ADDRESS),
		     vmx_vmclear(&pointer));
}

CASE(vmclear_beyond_width, "VMCLEAR of an address beyond the physical-address width.",
     "VMfailValid(2), SDM 31.3 VMCLEAR")
{
	u64 pointer = fixture.spare_region[1] | BEYOND_MAXPHYADDR;

	start_with_current();
	check_result("VMCLEAR", VMFAIL_VALID(VMX_ERR_VMCLEAR_ADDRESS),
		     vmx_vmclear(&pointer));
}

CASE(vmclear_vmxon_pointer, "VMCLEAR of the VMXON region.",
     "VMfailValid(3), SDM 31.3 VMCLEAR")
{
	start_with_current();
	check_result("VMCLEAR", VMFAIL_VALID(VMX_ERR_VMCLEAR_VMXON_POINTER),
		     vmx_vmclear(&fixture.vmxon_region));
}

CASE(vmclear_no_current, "A failing VMCLEAR without a current VMCS.",
     "VMfailInvalid, SDM 31.2")
{
	u64 pointer = fixture.spare_region[1] + MISALIGNED;

	fixture_vmxon();
	check_result("VMCLEAR", VMFAIL_INVALID, vmx_vmclear(&pointer));
}

CASE(vmptrld, "VMPTRLD of a cleared region.",
     "VMsucceed, VMPTRST stores its address, SDM 31.3 VMPTRLD")
{
	fixture_vmxon();
	vmx_vmclear(&fixture.spare_region[1]);
	check_result("VMPTRLD", VMSUCCEED,
		     vmx_vmptrld(&fixture.spare_region[1]));
	check_u64("current-VMCS pointer", fixture.spare_region[1],
		  current_pointer());
}

CASE(vmptrld_again, "VMPTRLD of the VMCS that is current already.",
     "VMsucceed, its fields are kept, SDM 31.3 VMPTRLD")
{
	start_with_current();
	vmwrite(VMCS_GUEST_RIP, MISALIGNED);
	check_result("VMPTRLD", VMSUCCEED,
		     vmx_vmptrld(&fixture.spare_region[0]));
	check_u64("guest RIP", MISALIGNED, vmread(VMCS_GUEST_RIP));
}

static void vmptrld_fails(u64 pointer, u32 error)
{
	start_with_current();
	check_result("VMPTRLD", VMFAIL_VALID(error), vmx_vmptrld(&pointer));
	check_u64("current-VMCS pointer after it", fixture.spare_region[0],
		  current_pointer());
}

CASE(vmptrld_misaligned, "VMPTRLD of a misaligned address.",
     "VMfailValid(9), the current VMCS stays, SDM 31.3 VMPTRLD")
{
	vmptrld_fails(fixture.spare_region[1] + MISALIGNED,
		      VMX_ERR_VMPTRLD_ADDRESS);
}

CASE(vmptrld_beyond_width, "VMPTRLD beyond the physical-address width.",
     "VMfailValid(9), the current VMCS stays, SDM 31.3 VMPTRLD")
{
	vmptrld_fails(fixture.spare_region[1] | BEYOND_MAXPHYADDR,
		      VMX_ERR_VMPTRLD_ADDRESS);
}

CASE(vmptrld_vmxon_pointer, "VMPTRLD of the VMXON region.",
     "VMfailValid(10), the current VMCS stays, SDM 31.3 VMPTRLD")
{
	vmptrld_fails(fixture.vmxon_region, VMX_ERR_VMPTRLD_VMXON_POINTER);
}

CASE(vmptrld_revision, "VMPTRLD of a region with another revision identifier.",
     "VMfailValid(11), the current VMCS stays, SDM 31.3 VMPTRLD")
{
	region_words(fixture.spare_region[1])[0] ^= 1;
	vmptrld_fails(fixture.spare_region[1], VMX_ERR_VMPTRLD_REVISION);
}

CASE(vmptrld_shadow, "VMPTRLD of a shadow VMCS.",
     "VMfailValid(11) unless VMCS shadowing exists, then VMsucceed, SDM 31.3 VMPTRLD")
{
	bool shadowing;

	start_with_current();
	shadowing = control_allowed(WORD_PROC2, PROC2_VMCS_SHADOWING);
	region_words(fixture.spare_region[1])[0] |= VMCS_SHADOW_INDICATOR;
	check_result("VMPTRLD", shadowing ? VMSUCCEED :
		     VMFAIL_VALID(VMX_ERR_VMPTRLD_REVISION),
		     vmx_vmptrld(&fixture.spare_region[1]));
}

CASE(vmptrld_no_current, "A failing VMPTRLD without a current VMCS.",
     "VMfailInvalid, SDM 31.2")
{
	u64 pointer = fixture.spare_region[1] + MISALIGNED;

	fixture_vmxon();
	check_result("VMPTRLD", VMFAIL_INVALID, vmx_vmptrld(&pointer));
}

CASE(error_is_kept, "The VM-instruction error outlives instructions that succeed.",
     "the number of the last VMfailValid, SDM 31.2 and 25.9.5")
{
	u64 pointer = fixture.spare_region[1] + MISALIGNED;

	start_with_current();
	vmx_vmclear(&pointer);
	check_result("VMWRITE", VMSUCCEED, vmx_vmwrite(VMCS_GUEST_RIP, 0));
	check_u64("VM-instruction error", VMX_ERR_VMCLEAR_ADDRESS,
		  vmread(VMCS_VM_INSTRUCTION_ERROR));
}

/* VMLAUNCH and VMRESUME straight, with RFLAGS; an entry that works is no case. */
static struct vmx_result enter(bool resume)
{
	fixture.l2.launched = resume;
	return l2_enter(&fixture.l2);
}

CASE(vmlaunch_no_current, "VMLAUNCH without a current VMCS.",
     "VMfailInvalid, SDM 31.3 VMLAUNCH")
{
	fixture_vmxon();
	check_result("VMLAUNCH", VMFAIL_INVALID, enter(false));
}

CASE(vmresume_no_current, "VMRESUME without a current VMCS.",
     "VMfailInvalid, SDM 31.3 VMRESUME")
{
	fixture_vmxon();
	check_result("VMRESUME", VMFAIL_INVALID, enter(true));
}

CASE(vmlaunch_outside, "VMLAUNCH outside of VMX operation.",
     "#UD, SDM 31.3 VMLAUNCH")
{
	fixture_prepare();
	check_result("VMLAUNCH", UD_FAULT, enter(false));
}

CASE(vmresume_outside, "VMRESUME outside of VMX operation.",
     "#UD, SDM 31.3 VMRESUME")
{
	fixture_prepare();
	check_result("VMRESUME", UD_FAULT, enter(true));
}

CASE(vmlaunch_launched, "VMLAUNCH of a launched VMCS.",
     "VMfailValid(4), SDM 31.3 VMLAUNCH")
{
	fixture_l2(l2_vmcall);
	check_exit(EXIT_REASON_VMCALL);
	check_result("VMLAUNCH", VMFAIL_VALID(VMX_ERR_VMLAUNCH_NOT_CLEAR),
		     enter(false));
}

CASE(vmresume_clear, "VMRESUME of a VMCS that was not launched.",
     "VMfailValid(5), SDM 31.3 VMRESUME")
{
	fixture_l2(l2_vmcall);
	check_result("VMRESUME", VMFAIL_VALID(VMX_ERR_VMRESUME_NOT_LAUNCHED),
		     enter(true));
}

CASE(vmresume_launched, "VMRESUME of a launched VMCS.",
     "L2 runs and exits again, SDM 31.3 VMRESUME")
{
	fixture_l2(l2_vmcall);
	check_exit(EXIT_REASON_VMCALL);
	check_exit(EXIT_REASON_VMCALL);
}

CASE(vmclear_makes_clear, "VMCLEAR sets the launch state to clear.",
     "VMRESUME: VMfailValid(5), VMLAUNCH works, SDM 25.11.3")
{
	fixture_l2(l2_vmcall);
	check_exit(EXIT_REASON_VMCALL);
	check_result("VMCLEAR", VMSUCCEED, vmx_vmclear(&fixture.l2.vmcs));
	check_result("VMPTRLD", VMSUCCEED, vmx_vmptrld(&fixture.l2.vmcs));
	check_result("VMRESUME", VMFAIL_VALID(VMX_ERR_VMRESUME_NOT_LAUNCHED),
		     enter(true));
	fixture.l2.launched = false;
	check_exit(EXIT_REASON_VMCALL);
}

CASE(launch_state_is_kept, "The launch state stays with a VMCS that is not current.",
     "VMRESUME works after VMPTRLD of another VMCS and back, SDM 25.1")
{
	fixture_l2(l2_vmcall);
	check_exit(EXIT_REASON_VMCALL);
	vmx_vmclear(&fixture.spare_region[1]);
	check_result("VMPTRLD of another", VMSUCCEED,
		     vmx_vmptrld(&fixture.spare_region[1]));
	check_result("VMPTRLD back", VMSUCCEED, vmx_vmptrld(&fixture.l2.vmcs));
	check_exit(EXIT_REASON_VMCALL);
}

CASE(failed_entry_keeps_clear, "A VM entry that fails does not launch the VMCS.",
     "VMRESUME: VMfailValid(5), SDM 27.8 and 31.3")
{
	fixture_l2(l2_vmcall);
	vmwrite(VMCS_GUEST_RFLAGS, 0);
	check_entry_failure(EXIT_REASON_INVALID_GUEST, ENTRY_FAIL_DEFAULT);
	check_result("VMRESUME", VMFAIL_VALID(VMX_ERR_VMRESUME_NOT_LAUNCHED),
		     enter(true));
}

CASE(vmlaunch_mov_ss, "VMLAUNCH right after MOV to SS.",
     "VMfailValid(26), SDM 31.3 VMLAUNCH")
{
	fixture_l2(l2_vmcall);
	check_result("VMLAUNCH", VMFAIL_VALID(VMX_ERR_ENTRY_EVENTS_BLOCKED),
		     vmx_vmlaunch_after_mov_ss());
}

static const struct test_case *const cases[] = {
	&case_vmclear, &case_vmclear_current, &case_vmclear_any_revision,
	&case_vmclear_misaligned, &case_vmclear_beyond_width,
	&case_vmclear_vmxon_pointer, &case_vmclear_no_current,
	&case_vmptrld, &case_vmptrld_again, &case_vmptrld_misaligned,
	&case_vmptrld_beyond_width, &case_vmptrld_vmxon_pointer,
	&case_vmptrld_revision, &case_vmptrld_shadow, &case_vmptrld_no_current,
	&case_error_is_kept, &case_vmlaunch_no_current,
	&case_vmresume_no_current, &case_vmlaunch_outside,
	&case_vmresume_outside, &case_vmlaunch_launched, &case_vmresume_clear,
	&case_vmresume_launched, &case_vmclear_makes_clear,
	&case_launch_state_is_kept, &case_failed_entry_keeps_clear,
	&case_vmlaunch_mov_ss,
};

void run_vmcs_pointer_cases(void)
{
	report_cases("vmcs-pointer", cases, ARRAY_SIZE(cases));
}
