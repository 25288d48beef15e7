// SPDX-License-Identifier: BSD-3-Clause
/*
 * The VMX instructions, SDM vol. 3C chapter 31: results, failures in the order
 * that the operation sections give, and memory operands.
 */
#include "instructions.h"

void start_with_current(void)
{
	fixture_vmxon();
	if (!vmx_succeeded(vmx_vmclear(&fixture.spare_region[0])) ||
	    !vmx_succeeded(vmx_vmptrld(&fixture.spare_region[0])))
		case_abort("no current VMCS");
}

void main(void)
{
	report_begin("vmx-instructions", fixture_reset);
	run_vmxon_cases();
	run_vmcs_pointer_cases();
	run_vmread_cases();
	run_invalidation_cases();
	run_privilege_cases();
	run_operand_cases();
	run_many_vmcs_cases();
	report_end();
}
