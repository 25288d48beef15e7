// SPDX-License-Identifier: BSD-3-Clause
/* VM functions and EPTP switching, SDM 26.5.6. */
#include "features.h"

#define LIST_ENTRIES	512

SNIPPET(l2_vmfunc, "vmfunc\n\tmov (%rdi), %rax\n\tvmcall");

static struct ept other;

/* EPTP list entry 0 is the tree in use, 1 another, 2 is invalid. */
static void switching_l2(u32 function, u64 index)
{
	u64 *list, *marked;

	NEEDS(PROC2, ENABLE_VM_FUNCTIONS);
	ept_l2(l2_vmfunc);
	if (!other.pml4) {
		ept_create(&other);
		ept_map_identity(&other, SIZE_1G);
	}
	marked = clear_page(1);
	*marked = 0x111;
	map_window(&ept, marked, EPT_RWX_WB);
	marked = clear_page(2);
	*marked = 0x222;
	map_window(&other, marked, EPT_RWX_WB);
	list = clear_page(0);
	list[0] = ept_pointer(&ept);
	list[1] = ept_pointer(&other);
	list[2] = 1;
	set_proc2(PROC2_ENABLE_VM_FUNCTIONS);
	vmwrite(VMCS_VM_FUNCTION_CONTROLS, VMFUNC_EPTP_SWITCHING);
	vmwrite(VMCS_EPTP_LIST_ADDR, phys_of(list));
	fixture.l2.gpr[GPR_RAX] = function;
	fixture.l2.gpr[GPR_RCX] = index;
}

CASE(switch_eptp, "VMFUNC 0 with the index of another EPTP.",
     "no exit, L2 reads the other tree's page, the EPTP field is the other's, SDM 26.5.6.3")
{
	switching_l2(0, 1);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", 0x222, fixture.l2.gpr[GPR_RAX]);
	check_u64("EPT pointer", ept_pointer(&other), vmread(VMCS_EPT_POINTER));
}

CASE(switch_to_same, "VMFUNC 0 with the index of the EPTP in use.",
     "no exit, L2 reads the same page, SDM 26.5.6.3")
{
	switching_l2(0, 0);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("what L2 read", 0x111, fixture.l2.gpr[GPR_RAX]);
}

CASE(invalid_eptp, "VMFUNC 0 with the index of an invalid EPTP.",
     "exit VMFUNC(59), SDM 26.5.6.3")
{
	switching_l2(0, 2);
	check_exit(EXIT_REASON_VMFUNC);
	check_u64("instruction length", 3, vmread(VMCS_EXIT_INSTRUCTION_LEN));
	check_u64("EPT pointer", ept_pointer(&ept), vmread(VMCS_EPT_POINTER));
}

CASE(index_512, "VMFUNC 0 with an index beyond the list.",
     "exit VMFUNC(59), SDM 26.5.6.3")
{
	switching_l2(0, LIST_ENTRIES);
	check_exit(EXIT_REASON_VMFUNC);
}

CASE(disabled_function, "VMFUNC 1, which is not enabled.",
     "exit VMFUNC(59), SDM 26.5.6.2")
{
	switching_l2(1, 0);
	check_exit(EXIT_REASON_VMFUNC);
}

CASE(function_64, "VMFUNC 64: EAX is above 63.",
     "#UD, SDM 26.5.6.2")
{
	switching_l2(64, 0);
	vmwrite(VMCS_EXCEPTION_BITMAP, BIT(VECTOR_UD));
	check_exit(EXIT_REASON_EXCEPTION_NMI);
}

static const struct test_case *const cases[] = {
	&case_switch_eptp, &case_switch_to_same, &case_invalid_eptp,
	&case_index_512, &case_disabled_function, &case_function_64,
};

void run_function_cases(void)
{
	report_cases("vm-functions", cases, ARRAY_SIZE(cases));
}
