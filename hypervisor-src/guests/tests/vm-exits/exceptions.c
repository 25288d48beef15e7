// SPDX-License-Identifier: BSD-3-Clause
/* Exceptions of L2 and the exception bitmap, SDM 25.6.3, 26.2 and 28.2.2. */
#include "exits.h"

#define INFO_VALID(type, vector)					\
	(INTR_INFO_VALID | (u64)INTR_TYPE_##type << INTR_INFO_TYPE_SHIFT | (vector))
#define UNMAPPED	0x180000000ULL

STIMULUS(ud2_insn, "", "ud2");
STIMULUS(int3_insn, "", "int3");
STIMULUS(divide, "xor %ecx, %ecx\n\txor %edx, %edx", "div %ecx");
STIMULUS(gp_selector, "mov $0x1235, %eax", "mov %ax, %fs");
STIMULUS(gp_non_canonical, "mov $0x8000000000000000, %rax", "mov (%rax), %rbx");
STIMULUS(pf_read, "mov $0x180000000, %rax", "mov (%rax), %rbx");
STIMULUS(pf_write, "mov $0x180000000, %rax", "mov %rbx, (%rax)");
STIMULUS(db_trap, "pushfq\n\torq $0x100, (%rsp)\n\tpopfq", "nop");
STIMULUS(rdtscp_disabled, "", "rdtscp");
STIMULUS(invpcid_disabled, "mov $2, %eax\n\tlea io_buffer(%rip), %rbx",
	 "invpcid (%rbx), %rax");
STIMULUS(vmfunc_disabled, "xor %eax, %eax", "vmfunc");

static void want(u32 vector)
{
	vmwrite(VMCS_EXCEPTION_BITMAP, BIT(vector));
}

static void want_ud(void)
{
	want(VECTOR_UD);
}

static void want_bp(void)
{
	want(VECTOR_BP);
}

static void want_de(void)
{
	want(VECTOR_DE);
}

static void want_gp(void)
{
	want(VECTOR_GP);
}

static void want_pf(void)
{
	want(VECTOR_PF);
}

static void want_db(void)
{
	want(VECTOR_DB);
}

/* Only page faults whose W bit is set. */
static void want_pf_write(void)
{
	want(VECTOR_PF);
	vmwrite(VMCS_PF_ERROR_CODE_MASK, PFEC_W);
	vmwrite(VMCS_PF_ERROR_CODE_MATCH, PFEC_W);
}

/* Bit 14 clear turns the meaning of mask and match around. */
static void want_pf_not_write(void)
{
	vmwrite(VMCS_PF_ERROR_CODE_MASK, PFEC_W);
	vmwrite(VMCS_PF_ERROR_CODE_MATCH, PFEC_W);
}

static void check_info(u64 expected)
{
	check_u64("VM-exit interruption information", expected,
		  vmread(VMCS_EXIT_INTR_INFO));
	check_u64("IDT-vectoring information, valid bit", 0,
		  vmread(VMCS_IDT_VECTORING_INFO) & INTR_INFO_VALID);
}

static void check_ud(void)
{
	check_info(INFO_VALID(HARD_EXCEPTION, VECTOR_UD));
	check_u64("guest RIP", (uintptr_t)ud2_insn_at, vmread(VMCS_GUEST_RIP));
}

static void check_ud_only(void)
{
	check_info(INFO_VALID(HARD_EXCEPTION, VECTOR_UD));
}

static void check_bp(void)
{
	check_info(INFO_VALID(SOFT_EXCEPTION, VECTOR_BP));
	check_u64("guest RIP", (uintptr_t)int3_insn_at, vmread(VMCS_GUEST_RIP));
	check_u64("instruction length", 1, vmread(VMCS_EXIT_INSTRUCTION_LEN));
}

static void check_de(void)
{
	check_info(INFO_VALID(HARD_EXCEPTION, VECTOR_DE));
}

static void check_gp_selector(void)
{
	check_info(INFO_VALID(HARD_EXCEPTION, VECTOR_GP) | INTR_INFO_DELIVER_EC);
	check_u64("error code", 0x1234, vmread(VMCS_EXIT_INTR_EC));
}

static void check_gp_zero(void)
{
	check_info(INFO_VALID(HARD_EXCEPTION, VECTOR_GP) | INTR_INFO_DELIVER_EC);
	check_u64("error code", 0, vmread(VMCS_EXIT_INTR_EC));
}

static u64 cr2_before;

static void note_cr2(void)
{
	asm volatile("mov %0, %%cr2" : : "r"(0x777ULL));
	cr2_before = read_cr2();
}

static void want_pf_note_cr2(void)
{
	want_pf();
	note_cr2();
}

static void check_pf(u64 error_code)
{
	check_info(INFO_VALID(HARD_EXCEPTION, VECTOR_PF) | INTR_INFO_DELIVER_EC);
	check_u64("error code", error_code, vmread(VMCS_EXIT_INTR_EC));
	check_u64("exit qualification (the address)", UNMAPPED,
		  vmread(VMCS_EXIT_QUALIFICATION));
}

static void check_pf_read(void)
{
	check_pf(0);
	check_u64("CR2, which the exit does not write", cr2_before, read_cr2());
}

static void check_pf_plain_read(void)
{
	check_pf(0);
}

static void check_pf_write(void)
{
	check_pf(PFEC_W);
}

static void check_db(void)
{
	check_info(INFO_VALID(HARD_EXCEPTION, VECTOR_DB));
	check_u64("exit qualification (BS)", BIT64(14),
		  vmread(VMCS_EXIT_QUALIFICATION));
	check_u64("guest RIP", (uintptr_t)db_trap_end, vmread(VMCS_GUEST_RIP));
}

#define EXCEPTION(case_name, insn, prepared, checked, text)		\
	{ .name = case_name, .code = insn, .trap_like = true,		\
	  REASON(EXCEPTION_NMI), .prepare = prepared, .check = checked,	\
	  .purpose = text }
#define TRIPLE(case_name, insn, prepared, text)				\
	{ .name = case_name, .code = insn, .trap_like = true,		\
	  REASON(TRIPLE_FAULT), .prepare = prepared, .purpose = text }

static const struct exit_row rows[] = {
	EXCEPTION("ud", ud2_insn, want_ud, check_ud, "#UD with its bit set."),
	EXCEPTION("bp", int3_insn, want_bp, check_bp, "#BP with its bit set: a software exception with a length."),
	EXCEPTION("de", divide, want_de, check_de, "#DE with its bit set."),
	EXCEPTION("gp_selector", gp_selector, want_gp, check_gp_selector, "#GP with an error code."),
	EXCEPTION("gp_zero", gp_non_canonical, want_gp, check_gp_zero, "#GP(0)."),
	EXCEPTION("db", db_trap, want_db, check_db, "#DB of a single step: DR6 bits in the qualification."),
	EXCEPTION("pf_read", pf_read, want_pf_note_cr2, check_pf_read, "#PF of a read; CR2 is not changed."),
	EXCEPTION("pf_write", pf_write, want_pf, check_pf_write, "#PF of a write."),
	EXCEPTION("pf_match", pf_write, want_pf_write, check_pf_write, "#PF whose error code matches, bit 14 set."),
	TRIPLE("pf_no_match", pf_read, want_pf_write, "#PF whose error code does not match, bit 14 set: delivered to L2, which has no IDT."),
	EXCEPTION("pf_inverted", pf_read, want_pf_not_write, check_pf_plain_read, "#PF whose error code does not match, bit 14 clear."),
	TRIPLE("pf_inverted_match", pf_write, want_pf_not_write, "#PF whose error code matches, bit 14 clear: delivered to L2."),
	TRIPLE("triple_fault", ud2_insn, NULL, "#UD with its bit clear and no IDT: triple fault."),
	EXCEPTION("rdtscp_ud", rdtscp_disabled, want_ud, check_ud_only, "RDTSCP without \"enable RDTSCP\" is #UD."),
	EXCEPTION("invpcid_ud", invpcid_disabled, want_ud, check_ud_only, "INVPCID without \"enable INVPCID\" is #UD."),
	EXCEPTION("vmfunc_ud", vmfunc_disabled, want_ud, check_ud_only, "VMFUNC without \"enable VM functions\" is #UD."),
};

const struct exit_area exceptions_area = {
	"exit-exceptions", "SDM 25.6.3 and 26.2", rows, ARRAY_SIZE(rows)
};
