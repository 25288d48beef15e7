// SPDX-License-Identifier: BSD-3-Clause
/* VMREAD and VMWRITE: SDM 31.3. What each field holds is tests/vmcs-fields. */
#include "instructions.h"

/* No CPU has a field with this encoding: index 511 of the 16-bit controls. */
#define ABSENT_FIELD	0x03feU
#define PATTERN		0x0123456789abcdefULL

CASE(vmread_no_current, "VMREAD without a current VMCS.",
     "VMfailInvalid, SDM 31.3 VMREAD")
{
	u64 value = 0;

	fixture_vmxon();
	check_result("VMREAD", VMFAIL_INVALID,
		     vmx_vmread(VMCS_GUEST_RIP, &value));
}

CASE(vmwrite_no_current, "VMWRITE without a current VMCS.",
     "VMfailInvalid, SDM 31.3 VMWRITE")
{
	fixture_vmxon();
	check_result("VMWRITE", VMFAIL_INVALID,
		     vmx_vmwrite(VMCS_GUEST_RIP, 0));
}

CASE(vmread_outside, "VMREAD outside of VMX operation.",
     "#UD, SDM 31.3 VMREAD")
{
	u64 value = 0;

	fixture_prepare();
	check_result("VMREAD", UD_FAULT, vmx_vmread(VMCS_GUEST_RIP, &value));
}

CASE(vmwrite_outside, "VMWRITE outside of VMX operation.",
     "#UD, SDM 31.3 VMWRITE")
{
	fixture_prepare();
	check_result("VMWRITE", UD_FAULT, vmx_vmwrite(VMCS_GUEST_RIP, 0));
}

CASE(vmread_absent, "VMREAD of a field that no CPU has.",
     "VMfailValid(12), destination unchanged, SDM 31.3 VMREAD")
{
	u64 value = PATTERN;

	start_with_current();
	check_result("VMREAD", VMFAIL_VALID(VMX_ERR_UNSUPPORTED_COMPONENT),
		     vmx_vmread(ABSENT_FIELD, &value));
	check_u64("destination", PATTERN, value);
}

CASE(vmwrite_absent, "VMWRITE of a field that no CPU has.",
     "VMfailValid(12), SDM 31.3 VMWRITE")
{
	start_with_current();
	check_result("VMWRITE", VMFAIL_VALID(VMX_ERR_UNSUPPORTED_COMPONENT),
		     vmx_vmwrite(ABSENT_FIELD, 0));
}

CASE(encoding_upper_half, "In 64-bit mode the register with the encoding has 64 bits.",
     "VMfailValid(12) when bits 63:32 are not 0, SDM 31.3 VMREAD")
{
	u64 value = PATTERN;

	start_with_current();
	check_result("VMREAD", VMFAIL_VALID(VMX_ERR_UNSUPPORTED_COMPONENT),
		     vmx_vmread(BIT64(32) | VMCS_GUEST_RIP, &value));
	check_result("VMWRITE", VMFAIL_VALID(VMX_ERR_UNSUPPORTED_COMPONENT),
		     vmx_vmwrite(BIT64(32) | VMCS_GUEST_RIP, 0));
}

CASE(encoding_reserved, "Reserved bits of an encoding.",
     "VMfailValid(12) with bit 12 or a bit of 31:15 set, SDM 25.11.2")
{
	static const u8 bits[] = { 12, 15, 16, 31 };
	u64 value = 0;
	u32 i;

	start_with_current();
	for (i = 0; i < ARRAY_SIZE(bits); i++)
		check_result("VMREAD",
			     VMFAIL_VALID(VMX_ERR_UNSUPPORTED_COMPONENT),
			     vmx_vmread(BIT64(bits[i]) | VMCS_GUEST_RIP,
					&value));
}

CASE(vmwrite_read_only, "VMWRITE of a VM-exit information field.",
     "VMsucceed when IA32_VMX_MISC[29] is 1, else VMfailValid(13), SDM 31.3 VMWRITE")
{
	bool any = rdmsr(MSR_IA32_VMX_MISC) & MISC_VMWRITE_ANY_FIELD;

	start_with_current();
	check_result("VMWRITE", any ? VMSUCCEED :
		     VMFAIL_VALID(VMX_ERR_VMWRITE_READ_ONLY),
		     vmx_vmwrite(VMCS_EXIT_QUALIFICATION, PATTERN));
	if (any)
		check_u64("exit qualification", PATTERN,
			  vmread(VMCS_EXIT_QUALIFICATION));
}

CASE(vmread_zero_extends, "VMREAD of a narrow field fills the register.",
     "bits beyond the field's width are 0, SDM 31.3 VMREAD")
{
	u64 value = ~0ULL;

	start_with_current();
	vmwrite(VMCS_GUEST_ES_SELECTOR, 0xabcd);
	check_result("VMREAD", VMSUCCEED,
		     vmx_vmread(VMCS_GUEST_ES_SELECTOR, &value));
	check_u64("16-bit field", 0xabcd, value);
	vmwrite(VMCS_GUEST_ES_LIMIT, 0x89abcdef);
	value = ~0ULL;
	check_result("VMREAD", VMSUCCEED,
		     vmx_vmread(VMCS_GUEST_ES_LIMIT, &value));
	check_u64("32-bit field", 0x89abcdef, value);
}

CASE(vmwrite_truncates, "VMWRITE to a narrow field ignores the register's upper bits.",
     "VMsucceed, the low bits are stored, SDM 31.3 VMWRITE")
{
	start_with_current();
	check_result("VMWRITE", VMSUCCEED,
		     vmx_vmwrite(VMCS_GUEST_ES_SELECTOR, PATTERN));
	check_u64("16-bit field", (u16)PATTERN,
		  vmread(VMCS_GUEST_ES_SELECTOR));
	check_result("VMWRITE", VMSUCCEED,
		     vmx_vmwrite(VMCS_GUEST_ES_LIMIT, PATTERN));
	check_u64("32-bit field", (u32)PATTERN, vmread(VMCS_GUEST_ES_LIMIT));
}

CASE(high_half, "The high half of a 64-bit field has an encoding of its own.",
     "reads bits 63:32; a write leaves bits 31:0, SDM 25.11.2")
{
	start_with_current();
	vmwrite(VMCS_TSC_OFFSET, PATTERN);
	check_u64("VMREAD of the high half", PATTERN >> 32,
		  vmread(VMCS_TSC_OFFSET | VMCS_ENCODING_HIGH));
	check_result("VMWRITE of the high half", VMSUCCEED,
		     vmx_vmwrite(VMCS_TSC_OFFSET | VMCS_ENCODING_HIGH,
				 0xffffffff55aa55aaULL));
	check_u64("the whole field", 0x55aa55aa00000000ULL | (u32)PATTERN,
		  vmread(VMCS_TSC_OFFSET));
}

CASE(high_half_of_others, "Only 64-bit fields have a high half.",
     "VMfailValid(12) for 16-bit, 32-bit and natural-width fields, SDM 25.11.2")
{
	static const u32 fields[] = {
		VMCS_GUEST_ES_SELECTOR, VMCS_GUEST_ES_LIMIT, VMCS_GUEST_RIP
	};
	u64 value = 0;
	u32 i;

	start_with_current();
	for (i = 0; i < ARRAY_SIZE(fields); i++)
		check_result("VMREAD",
			     VMFAIL_VALID(VMX_ERR_UNSUPPORTED_COMPONENT),
			     vmx_vmread(fields[i] | VMCS_ENCODING_HIGH,
					&value));
}

static const struct test_case *const cases[] = {
	&case_vmread_no_current, &case_vmwrite_no_current,
	&case_vmread_outside, &case_vmwrite_outside, &case_vmread_absent,
	&case_vmwrite_absent, &case_encoding_upper_half,
	&case_encoding_reserved, &case_vmwrite_read_only,
	&case_vmread_zero_extends, &case_vmwrite_truncates, &case_high_half,
	&case_high_half_of_others,
};

void run_vmread_cases(void)
{
	report_cases("vmread-vmwrite", cases, ARRAY_SIZE(cases));
}
