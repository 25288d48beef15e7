// SPDX-License-Identifier: BSD-3-Clause
/* Faults of the memory operand: nothing of the faulting element has happened. */
#include "context.h"
#include "nvmx/exception.h"
#include "string_io.h"

#define NON_CANONICAL	0x8000000000000000ULL
/* User code's INT3 goes through a gate of CPL 0: its arrival is #GP. */
#define INT3_AT_CPL3	FAULTED(VECTOR_GP, VECTOR_BP * 8 + 2)

/* One instruction that may fault, and RET. */
#define FAULTING(name, insn)						\
	SNIPPET(name, "1:\t" insn "\n2:\tret\n\t" EXTABLE("1b", "2b"))
FAULTING(outsb_fault, "outsb");
FAULTING(outsw_fault, "outsw");
FAULTING(outsb_ss_fault, "outsb %ss:(%rsi), %dx");
FAULTING(insb_fault, "insb");
FAULTING(insw_fault, "insw");
FAULTING(rep_outsb_fault, "rep outsb");
FAULTING(rep_insb_fault, "rep insb");

static struct string_registers registers;

static struct vmx_result outcome(void)
{
	return last_exception.raised ?
	       FAULTED(last_exception.vector, last_exception.error_code) :
	       VMSUCCEED;
}

static void start(u64 address)
{
	window_map(0);
	write_cr0(read_cr0() | CR0_WP);
	string_set_scratch(GUARD_BYTE);
	registers = (struct string_registers){ .rcx = 6, .rsi = address, .rdi = address };
}

static void check_nothing_happened(u64 address)
{
	check_u64("scratch register", GUARD_BYTE, string_scratch());
	check_u64("RCX", 6, registers.rcx);
	check_u64("RSI", address, registers.rsi);
	check_u64("RDI", address, registers.rdi);
}

static void check_page_fault(const u8 *code, u64 address, u64 cr2, u32 error_code)
{
	start(address);
	string_run(code, &registers);
	check_result("the instruction", FAULTED(VECTOR_PF, error_code), outcome());
	check_u64("CR2", cr2, last_exception.cr2);
	check_nothing_happened(address);
}

static void check_fault(const u8 *code, u64 address, struct vmx_result expected)
{
	start(address);
	string_run(code, &registers);
	check_result("the instruction", expected, outcome());
	check_nothing_happened(address);
}

CASE(outsb_absent_page, "OUTSB from a page that is not present.",
     "#PF(0), nothing goes out, SDM 2B OUTS")
{
	u64 address = window_address(PAGE_ABSENT, 8);

	check_page_fault(outsb_fault, address, address, 0);
}

CASE(insb_absent_page, "INSB to a page that is not present.",
     "#PF with W, SDM 2A INS")
{
	u64 address = window_address(PAGE_ABSENT, 8);

	check_page_fault(insb_fault, address, address, PFEC_W);
}

CASE(insb_read_only_page, "INSB to a page that cannot be written.",
     "#PF with P and W, SDM 2A INS")
{
	u64 address = window_address(PAGE_READ_ONLY, 8);

	check_page_fault(insb_fault, address, address, PFEC_P | PFEC_W);
}

CASE(outsb_read_only_page, "OUTSB from a page that cannot be written.",
     "the byte goes out, SDM 2B OUTS")
{
	start(window_address(PAGE_READ_ONLY, 8));
	string_run(outsb_fault, &registers);
	check_result("the instruction", VMSUCCEED, outcome());
	check_u64("scratch register", 0, string_scratch());
}

CASE(outsw_crossing, "OUTSW across the border to a page that is not present.",
     "#PF(0), CR2 in the second page, SDM 2B OUTS")
{
	check_page_fault(outsw_fault, window_address(PAGE_ABSENT, 0) - 1,
			 window_address(PAGE_ABSENT, 0), 0);
}

CASE(insw_crossing, "INSW across the border of two pages.",
     "one byte in each, SDM 2A INS")
{
	u8 *last = (u8 *)(uintptr_t)window_address(PAGE_SECOND, 0);

	start(window_address(PAGE_SECOND, 0) - 1);
	last[-2] = last[-1] = last[0] = last[1] = 1;
	string_run(insw_fault, &registers);
	check_result("the instruction", VMSUCCEED, outcome());
	check_true("the byte in the first page is written", last[-1] != 1);
	check_true("the byte in the second page is written", last[0] != 1);
	check_u64("the byte before", 1, last[-2]);
	check_u64("the byte behind", 1, last[1]);
}

CASE(rep_outsb_into_absent_page, "REP OUTSB runs into a page that is not present.",
     "#PF at the fourth element: RCX, RSI and the port tell of three, SDM 2B REP")
{
	u64 end = window_address(PAGE_ABSENT, 0);
	u8 *bytes = (u8 *)(uintptr_t)(end - 3);

	start(end - 3);
	bytes[0] = 0x31;
	bytes[1] = 0x32;
	bytes[2] = 0x33;
	string_run(rep_outsb_fault, &registers);
	check_result("the instruction", FAULTED(VECTOR_PF, 0), outcome());
	check_u64("CR2", end, last_exception.cr2);
	check_u64("scratch register", 0x33, string_scratch());
	check_u64("RCX", 3, registers.rcx);
	check_u64("RSI", end, registers.rsi);
}

CASE(rep_insb_into_absent_page, "REP INSB runs, downwards, into an absent page.",
     "#PF at the third element: RCX and RDI tell of two, SDM 2B REP")
{
	start(window_address(PAGE_FIRST, 1));
	registers.backwards = true;
	string_run(rep_insb_fault, &registers);
	check_result("the instruction", FAULTED(VECTOR_PF, PFEC_W), outcome());
	check_u64("CR2", WINDOW - 1, last_exception.cr2);
	check_u64("RCX", 4, registers.rcx);
	check_u64("RDI", WINDOW - 1, registers.rdi);
}

CASE(outsb_non_canonical, "OUTSB from a non-canonical address.", "#GP(0), SDM 2B OUTS")
{
	check_fault(outsb_fault, NON_CANONICAL, GP_FAULT);
}

CASE(insb_non_canonical, "INSB to a non-canonical address.", "#GP(0), SDM 2A INS")
{
	check_fault(insb_fault, NON_CANONICAL, GP_FAULT);
}

CASE(outsb_ss_non_canonical, "OUTSB with an SS override from a non-canonical address.",
     "#GP(0): in 64-bit mode the override is ignored, SDM 1 3.4.4")
{
	check_fault(outsb_ss_fault, NON_CANONICAL, GP_FAULT);
}

/* At CPL 3 with IOPL 3 and these flags; RDI comes from context_run_until_fault(). */
#define SNIPPET_USER(name, flags, insn)					\
	SNIPPET(name, "mov %rdi, %rsi\n\tmov $0x3ff, %edx\n\t"		\
		"mov %rsp, %rax\n\tpushq $0x2b\n\tpush %rax\n\t"	\
		"pushq $" flags "\n\tpushq $0x33\n\t"			\
		"lea 1f(%rip), %rax\n\tpush %rax\n\tiretq\n"		\
		"1:\t" insn "\n\tint3")
SNIPPET_USER(user_outsb, "0x3002", "outsb");
SNIPPET_USER(user_insb, "0x3002", "insb");
SNIPPET_USER(user_outsw_aligned, "0x43002", "outsw");
SNIPPET_USER(user_outsb_no_iopl, "0x2", "outsb");

static void check_user(const u8 *code, u64 address, u64 pte_flags,
		       struct vmx_result expected)
{
	start(address);
	window_map(pte_flags);
	context_run_until_fault(code, GUEST_SELECTOR_CODE, GUEST_SELECTOR_DATA, address);
	check_result("at CPL 3", expected, outcome());
	if (last_exception.vector == VECTOR_PF)
		check_u64("CR2", address, last_exception.cr2);
}

CASE(user_page, "OUTSB at CPL 3 from a user page.", "the byte goes out, SDM 3A 4.6.1")
{
	check_user(user_outsb, window_address(PAGE_FIRST, 5), PTE_U, INT3_AT_CPL3);
	check_u64("scratch register", 0, string_scratch());
}

CASE(user_supervisor_page, "OUTSB at CPL 3 from a supervisor page.",
     "#PF with P and U, SDM 3A 4.7")
{
	check_user(user_outsb, window_address(PAGE_FIRST, 5), 0,
		   FAULTED(VECTOR_PF, PFEC_P | PFEC_U));
	check_u64("scratch register", GUARD_BYTE, string_scratch());
}

CASE(user_read_only_page, "INSB at CPL 3 to a user page that cannot be written, CR0.WP = 0.",
     "#PF with P, W and U: WP is for supervisor mode, SDM 3A 4.6.1")
{
	u64 address = window_address(PAGE_READ_ONLY, 5);

	start(address);
	window_map(PTE_U);
	write_cr0(read_cr0() & ~CR0_WP);
	context_run_until_fault(user_insb, GUEST_SELECTOR_CODE, GUEST_SELECTOR_DATA,
				address);
	check_result("at CPL 3", FAULTED(VECTOR_PF, PFEC_P | PFEC_W | PFEC_U), outcome());
	check_u64("CR2", address, last_exception.cr2);
}

CASE(user_alignment, "OUTSW at CPL 3 from an odd address with CR0.AM and RFLAGS.AC.",
     "#AC(0), nothing goes out, SDM 3A 6.15")
{
	start(window_address(PAGE_FIRST, 5));
	write_cr0(read_cr0() | CR0_AM);
	check_user(user_outsw_aligned, window_address(PAGE_FIRST, 5), PTE_U,
		   FAULTED(VECTOR_AC, 0));
	check_u64("scratch register", GUARD_BYTE, string_scratch());
}

CASE(user_aligned, "OUTSW at CPL 3 from an even address with CR0.AM and RFLAGS.AC.",
     "no fault, SDM 3A 6.15")
{
	start(window_address(PAGE_FIRST, 6));
	write_cr0(read_cr0() | CR0_AM);
	check_user(user_outsw_aligned, window_address(PAGE_FIRST, 6), PTE_U, INT3_AT_CPL3);
}

CASE(user_no_iopl, "OUTSB at CPL 3 with IOPL 0, from an absent page.",
     "#GP(0): the right to do I/O comes before the operand, SDM 3C 26.1.1")
{
	check_user(user_outsb_no_iopl, window_address(PAGE_ABSENT, 0), PTE_U, GP_FAULT);
}

static const struct test_case *const cases[] = {
	&case_outsb_absent_page, &case_insb_absent_page, &case_insb_read_only_page,
	&case_outsb_read_only_page, &case_outsw_crossing, &case_insw_crossing,
	&case_rep_outsb_into_absent_page, &case_rep_insb_into_absent_page,
	&case_outsb_non_canonical, &case_insb_non_canonical,
	&case_outsb_ss_non_canonical, &case_user_page,
	&case_user_supervisor_page, &case_user_read_only_page,
	&case_user_alignment, &case_user_aligned, &case_user_no_iopl,
};

void run_fault_cases(void)
{
	report_cases("string-faults", cases, ARRAY_SIZE(cases));
}
