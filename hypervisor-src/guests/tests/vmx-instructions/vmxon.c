// SPDX-License-Identifier: BSD-3-Clause
/* Entering and leaving VMX operation: SDM 24.7, 31.3 VMXON and VMXOFF. */
#include "instructions.h"
#include "nvmx/exception.h"

static u32 *region_words(u64 region)
{
	return (u32 *)(uintptr_t)region;
}

/* MOV to CR0 or CR4 that may fault. */
static struct vmx_result write_cr_result(u32 cr, u64 value)
{
	exception_clear();
	if (cr == 0)
		asm volatile("1: mov %0, %%cr0\n2:\n\t" EXTABLE("1b", "2b")
			     : : "r"(value) : "memory");
	else
		asm volatile("1: mov %0, %%cr4\n2:\n\t" EXTABLE("1b", "2b")
			     : : "r"(value) : "memory");
	if (!last_exception.raised)
		return VMSUCCEED;
	return FAULTED(last_exception.vector, last_exception.error_code);
}

CASE(vmxon, "VMXON with everything right.",
     "VMsucceed; then the VMX instructions exist, SDM 31.3 VMXON")
{
	u64 pointer = 0;

	fixture_prepare();
	check_result("VMXON", VMSUCCEED, vmx_vmxon(&fixture.vmxon_region));
	check_result("VMPTRST", VMSUCCEED, vmx_vmptrst(&pointer));
	check_u64("current-VMCS pointer", ~0ULL, pointer);
}

CASE(vmxon_without_vmxe, "VMXON needs CR4.VMXE.",
     "#UD, SDM 31.3 VMXON")
{
	fixture_prepare();
	write_cr4(read_cr4() & ~CR4_VMXE);
	check_result("VMXON", UD_FAULT, vmx_vmxon(&fixture.vmxon_region));
}

CASE(vmxon_without_ne, "VMXON needs the fixed bits of CR0, here NE.",
     "#GP(0), SDM 31.3 VMXON and 24.8")
{
	fixture_prepare();
	write_cr0(read_cr0() & ~CR0_NE);
	check_result("VMXON", GP_FAULT, vmx_vmxon(&fixture.vmxon_region));
}

CASE(vmxon_misaligned, "The VMXON pointer is 4-KByte aligned.",
     "VMfailInvalid, SDM 31.3 VMXON")
{
	u64 pointer = fixture.vmxon_region + MISALIGNED;

	fixture_prepare();
	check_result("VMXON", VMFAIL_INVALID, vmx_vmxon(&pointer));
}

CASE(vmxon_beyond_width, "The VMXON pointer lies within the physical-address width.",
     "VMfailInvalid, SDM 31.3 VMXON")
{
	u64 pointer = fixture.vmxon_region | BEYOND_MAXPHYADDR;

	fixture_prepare();
	check_result("VMXON", VMFAIL_INVALID, vmx_vmxon(&pointer));
}

CASE(vmxon_wrong_revision, "The VMXON region has the CPU's revision identifier.",
     "VMfailInvalid, SDM 31.3 VMXON")
{
	fixture_prepare();
	region_words(fixture.vmxon_region)[0] ^= 1;
	check_result("VMXON", VMFAIL_INVALID, vmx_vmxon(&fixture.vmxon_region));
}

CASE(vmxon_shadow_bit, "The VMXON region is no shadow VMCS.",
     "VMfailInvalid with bit 31 of its first word set, SDM 31.3 VMXON")
{
	fixture_prepare();
	region_words(fixture.vmxon_region)[0] |= VMCS_SHADOW_INDICATOR;
	check_result("VMXON", VMFAIL_INVALID, vmx_vmxon(&fixture.vmxon_region));
}

CASE(vmxon_in_root_no_current, "VMXON in VMX root operation, no current VMCS.",
     "VMfailInvalid, SDM 31.3 VMXON")
{
	fixture_vmxon();
	check_result("VMXON", VMFAIL_INVALID, vmx_vmxon(&fixture.vmxon_region));
}

CASE(vmxon_in_root_with_current, "VMXON in VMX root operation with a current VMCS.",
     "VMfailValid(15), kept in the VM-instruction error field, SDM 31.3 VMXON")
{
	start_with_current();
	check_result("VMXON", VMFAIL_VALID(VMX_ERR_VMXON_IN_ROOT),
		     vmx_vmxon(&fixture.vmxon_region));
	check_u64("VM-instruction error", VMX_ERR_VMXON_IN_ROOT,
		  vmread(VMCS_VM_INSTRUCTION_ERROR));
}

CASE(fixed_cr0_ne, "In VMX operation CR0.NE cannot be cleared.",
     "MOV to CR0: #GP(0), SDM 24.8")
{
	fixture_vmxon();
	check_result("MOV to CR0", GP_FAULT,
		     write_cr_result(0, read_cr0() & ~CR0_NE));
}

CASE(fixed_cr0_pg, "In VMX operation CR0.PG cannot be cleared.",
     "MOV to CR0: #GP(0), SDM 24.8")
{
	fixture_vmxon();
	check_result("MOV to CR0", GP_FAULT,
		     write_cr_result(0, read_cr0() & ~CR0_PG));
}

CASE(fixed_cr4_vmxe, "In VMX operation CR4.VMXE cannot be cleared.",
     "MOV to CR4: #GP(0), SDM 24.7")
{
	fixture_vmxon();
	check_result("MOV to CR4", GP_FAULT,
		     write_cr_result(4, read_cr4() & ~CR4_VMXE));
}

CASE(free_cr_bits, "Bits that are not fixed change as ever in VMX operation.",
     "CR0.TS and CR4.TSD can be set, and are read back, SDM 24.8")
{
	fixture_vmxon();
	check_result("MOV to CR0", VMSUCCEED,
		     write_cr_result(0, read_cr0() | CR0_TS));
	check_u64("CR0.TS", CR0_TS, read_cr0() & CR0_TS);
	check_result("MOV to CR4", VMSUCCEED,
		     write_cr_result(4, read_cr4() | CR4_TSD));
	check_u64("CR4.TSD", CR4_TSD, read_cr4() & CR4_TSD);
}

CASE(vmxoff, "VMXOFF in VMX root operation.",
     "VMsucceed; VMX instructions are #UD again and VMXON works again, SDM 31.3 VMXOFF")
{
	u64 pointer;

	fixture_vmxon();
	check_result("VMXOFF", VMSUCCEED, vmx_vmxoff());
	check_result("VMPTRST", UD_FAULT, vmx_vmptrst(&pointer));
	check_result("VMXON", VMSUCCEED, vmx_vmxon(&fixture.vmxon_region));
}

CASE(vmxoff_outside, "VMXOFF outside of VMX operation.",
     "#UD, SDM 31.3 VMXOFF")
{
	fixture_prepare();
	check_result("VMXOFF", UD_FAULT, vmx_vmxoff());
}

CASE(vmxoff_frees_vmxe, "After VMXOFF CR4.VMXE can be cleared.",
     "MOV to CR4 without fault, SDM 24.7")
{
	fixture_vmxon();
	check_result("VMXOFF", VMSUCCEED, vmx_vmxoff());
	check_result("MOV to CR4", VMSUCCEED,
		     write_cr_result(4, read_cr4() & ~CR4_VMXE));
	check_u64("CR4.VMXE", 0, read_cr4() & CR4_VMXE);
}

CASE(no_current_after_vmxoff, "VMXOFF leaves no current VMCS for the next VMXON.",
     "VMREAD: VMfailInvalid, SDM 25.1")
{
	u64 value = 0;

	start_with_current();
	check_result("VMXOFF", VMSUCCEED, vmx_vmxoff());
	check_result("VMXON", VMSUCCEED, vmx_vmxon(&fixture.vmxon_region));
	check_result("VMREAD", VMFAIL_INVALID,
		     vmx_vmread(VMCS_GUEST_RIP, &value));
}

CASE_FAULTY(vmcall_in_root, "VMCALL in VMX root operation, no dual-monitor treatment.",
	    "VMfailValid(1), SDM 31.3 VMCALL",
	    EMULATOR_FAULT_HIDDEN(
	    "VMCALL in VMX root operation ends the emulator: not implemented"))
{
	start_with_current();
	check_result("VMCALL", VMFAIL_VALID(VMX_ERR_VMCALL_IN_ROOT),
		     vmx_vmcall());
}

CASE(vmcall_in_root_no_current, "VMCALL in VMX root operation, no current VMCS.",
     "VMfailInvalid, SDM 31.3 VMCALL")
{
	fixture_vmxon();
	check_result("VMCALL", VMFAIL_INVALID, vmx_vmcall());
}

CASE(vmcall_outside, "VMCALL outside of VMX operation.",
     "#UD, SDM 31.3 VMCALL")
{
	fixture_prepare();
	check_result("VMCALL", UD_FAULT, vmx_vmcall());
}

static struct vmx_result vmfunc(u32 function)
{
	exception_clear();
	asm volatile("1: vmfunc\n2:\n\t" EXTABLE("1b", "2b")
		     : : "a"(function), "c"(0) : "memory", "cc");
	if (!last_exception.raised)
		return VMSUCCEED;
	return FAULTED(last_exception.vector, last_exception.error_code);
}

CASE(vmfunc_in_root, "VMFUNC in VMX root operation.",
     "#UD, SDM 31.3 VMFUNC")
{
	fixture_vmxon();
	check_result("VMFUNC", UD_FAULT, vmfunc(0));
}

CASE(vmfunc_outside, "VMFUNC outside of VMX operation.",
     "#UD, SDM 31.3 VMFUNC")
{
	fixture_prepare();
	check_result("VMFUNC", UD_FAULT, vmfunc(0));
}

static const struct test_case *const cases[] = {
	&case_vmxon, &case_vmxon_without_vmxe, &case_vmxon_without_ne,
	&case_vmxon_misaligned, &case_vmxon_beyond_width,
	&case_vmxon_wrong_revision, &case_vmxon_shadow_bit,
	&case_vmxon_in_root_no_current, &case_vmxon_in_root_with_current,
	&case_fixed_cr0_ne, &case_fixed_cr0_pg, &case_fixed_cr4_vmxe,
	&case_free_cr_bits, &case_vmxoff, &case_vmxoff_outside,
	&case_vmxoff_frees_vmxe, &case_no_current_after_vmxoff,
	&case_vmcall_in_root, &case_vmcall_in_root_no_current,
	&case_vmcall_outside, &case_vmfunc_in_root, &case_vmfunc_outside,
};

void run_vmxon_cases(void)
{
	report_cases("vmxon", cases, ARRAY_SIZE(cases));
}
