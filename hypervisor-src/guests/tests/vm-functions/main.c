// SPDX-License-Identifier: BSD-3-Clause
/* VMFUNC and EPTP switching: SDM vol. 3C 26.5.6. What VM entry checks of it is in vm-entry. */
#include "ept.h"
#include "fixture.h"

#define WINDOW		0xc0000000ULL
#define IDENTITY_END	(2 * SIZE_1G)
#define MARK_A		0xaaaaULL
#define MARK_B		0xbbbbULL
#define INDEX_B		7
#define INDEX_BAD	8
#define EPTP_COUNT	512
#define EPTP_BAD	0x3fULL		/* walk length 8, memory type 7 */
#define FUNCTION_1	1
#define FUNCTION_64	64

/* RDI: the window. RBX before and RDX after the switch. */
SNIPPET(l2_vmfunc,
	"mov (%rdi), %rbx\n\tvmfunc\n\tmov (%rdi), %rdx\n\tvmcall");
/* There and, with the index in RSI, further. */
SNIPPET(l2_vmfunc_twice,
	"vmfunc\n\tmov (%rdi), %rbx\n\tmov %rsi, %rcx\n\tvmfunc\n\t"
	"mov (%rdi), %rdx\n\tvmcall");

static struct ept ept_a, ept_b;
static u64 page_a[PAGE_SIZE / sizeof(u64)] __aligned(4096);
static u64 page_b[PAGE_SIZE / sizeof(u64)] __aligned(4096);
static u64 list[EPTP_COUNT] __aligned(4096);

static void tree(struct ept *ept, u64 *page, u64 mark)
{
	u64 address, descriptor[2] = { 0, 0 };

	*page = mark;
	if (!ept->pml4) {
		ept_create(ept);
		for (address = 0; address < IDENTITY_END; address += SIZE_2M)
			ept_map(ept, NGPA(address), GPA(address), SIZE_2M,
				EPT_RWX_WB);
		ept_map(ept, NGPA(WINDOW), GPA(phys_of(page)), PAGE_SIZE,
			EPT_RWX_WB);
	}
	descriptor[0] = ept_pointer(ept);
	vmx_invept(1, descriptor);
}

/* L2 on tree A, tree B in the list, function @function at index @index. */
static void switching_l2(const u8 *code, u64 function, u64 index)
{
	NEEDS(PROC2, ENABLE_EPT);
	NEEDS(PROC2, ENABLE_VM_FUNCTIONS);
	case_needs(rdmsr(MSR_IA32_VMX_VMFUNC) & VMFUNC_EPTP_SWITCHING,
		   "VMFUNC_EPTP_SWITCHING");
	fixture_l2_controls(code, 0, 0, PROC2_ENABLE_EPT |
			    PROC2_ENABLE_VM_FUNCTIONS, 0, 0);
	tree(&ept_a, page_a, MARK_A);
	tree(&ept_b, page_b, MARK_B);
	memset(list, 0, sizeof(list));
	list[0] = ept_pointer(&ept_a);
	list[INDEX_B] = ept_pointer(&ept_b);
	list[INDEX_BAD] = EPTP_BAD;
	vmwrite(VMCS_EPT_POINTER, ept_pointer(&ept_a));
	vmwrite(VMCS_VM_FUNCTION_CONTROLS, VMFUNC_EPTP_SWITCHING);
	vmwrite(VMCS_EPTP_LIST_ADDR, phys_of(list));
	fixture.l2.gpr[GPR_RAX] = function;
	fixture.l2.gpr[GPR_RCX] = index;
	fixture.l2.gpr[GPR_RDI] = WINDOW;
}

CASE(switches, "L2 switches to another EPTP of the list.",
     "no exit, memory as the other tree maps it, SDM 26.5.6.3")
{
	switching_l2(l2_vmfunc, 0, INDEX_B);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("before", MARK_A, fixture.l2.gpr[GPR_RBX]);
	check_u64("after", MARK_B, fixture.l2.gpr[GPR_RDX]);
}

CASE(field_follows, "The EPT-pointer field after a switch.",
     "the EPTP that is in use, SDM 26.5.6.3")
{
	switching_l2(l2_vmfunc, 0, INDEX_B);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("EPT pointer", ept_pointer(&ept_b), vmread(VMCS_EPT_POINTER));
}

CASE(there_and_back, "L2 switches twice.", "each tree in turn, SDM 26.5.6.3")
{
	switching_l2(l2_vmfunc_twice, 0, INDEX_B);
	fixture.l2.gpr[GPR_RSI] = 0;
	check_exit(EXIT_REASON_VMCALL);
	check_u64("after the first", MARK_B, fixture.l2.gpr[GPR_RBX]);
	check_u64("after the second", MARK_A, fixture.l2.gpr[GPR_RDX]);
}

CASE(to_the_same, "L2 switches to the EPTP in use.",
     "no exit, memory and field as before, SDM 26.5.6.3")
{
	switching_l2(l2_vmfunc, 0, 0);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("after", MARK_A, fixture.l2.gpr[GPR_RDX]);
	check_u64("EPT pointer", ept_pointer(&ept_a), vmread(VMCS_EPT_POINTER));
}

static void check_vmfunc_exit(void)
{
	check_exit(EXIT_REASON_VMFUNC);
	check_u64("EPT pointer", ept_pointer(&ept_a), vmread(VMCS_EPT_POINTER));
	check_u64("instruction length", 3, vmread(VMCS_EXIT_INSTRUCTION_LEN));
}

CASE(index_too_high, "Index 512.", "exit VMFUNC(59), SDM 26.5.6.3")
{
	switching_l2(l2_vmfunc, 0, EPTP_COUNT);
	check_vmfunc_exit();
}

CASE(bad_entry, "An entry that would fail VM entry as an EPTP.",
     "exit VMFUNC(59), SDM 26.5.6.3")
{
	switching_l2(l2_vmfunc, 0, INDEX_BAD);
	check_vmfunc_exit();
}

CASE(function_not_enabled, "Function 1.", "exit VMFUNC(59), SDM 26.5.6.2")
{
	switching_l2(l2_vmfunc, FUNCTION_1, 0);
	check_vmfunc_exit();
}

CASE(no_functions, "VM-function controls 0.", "exit VMFUNC(59), SDM 26.5.6.2")
{
	switching_l2(l2_vmfunc, 0, INDEX_B);
	vmwrite(VMCS_VM_FUNCTION_CONTROLS, 0);
	check_vmfunc_exit();
}

static void check_ud(void)
{
	vmwrite(VMCS_EXCEPTION_BITMAP, BIT64(VECTOR_UD));
	check_exit(EXIT_REASON_EXCEPTION_NMI);
	check_u64("vector", VECTOR_UD,
		  vmread(VMCS_EXIT_INTR_INFO) & INTR_INFO_VECTOR_MASK);
}

CASE(function_64, "EAX above 63.", "#UD, SDM 26.5.6.2")
{
	switching_l2(l2_vmfunc, FUNCTION_64, 0);
	check_ud();
}

CASE(control_off, "VMFUNC with \"enable VM functions\" 0.", "#UD, SDM 26.5.6.2")
{
	switching_l2(l2_vmfunc, 0, INDEX_B);
	vmcs_clear_bits(VMCS_PROC2_CONTROLS, PROC2_ENABLE_VM_FUNCTIONS);
	check_ud();
}

static const struct test_case *const cases[] = {
	&case_switches, &case_field_follows, &case_there_and_back,
	&case_to_the_same,
	&case_index_too_high, &case_bad_entry, &case_function_not_enabled,
	&case_no_functions, &case_function_64, &case_control_off,
};

void main(void)
{
	report_begin("vm-functions", fixture_reset);
	report_cases("vm-functions", cases, ARRAY_SIZE(cases));
	report_end();
}
