// SPDX-License-Identifier: BSD-3-Clause
/*
 * Memory and register operands of the VMX instructions: every form of address,
 * every register, and the faults of an access (SDM 31.3, exception lists).
 */
#include "instructions.h"
#include "nvmx/exception.h"
#include "nvmx/printk.h"

/* Four pages of our own at 512 GiB. */
#define WINDOW			0x8000000000ULL
#define WINDOW_PAGE(n)		(WINDOW + (n) * PAGE_SIZE)
#define SEGMENT_BASE		0x1000
#define RESERVED_PTE_BIT	BIT64(51)

enum window_page { PAGE_GOOD, PAGE_ABSENT, PAGE_READ_ONLY, PAGE_RESERVED };

extern u64 guest_pml4[];

/* Stores the current-VMCS pointer, or reads a pointer, through RDI. */
u64 operand_slot;

/* A snippet that returns to C, one instruction of which may fault. */
#define OPERAND(name, before, insn, after)				\
	SNIPPET(name, before "\n1:\t" insn "\n2:\t" after "\n\tret\n\t"	\
		EXTABLE("1b", "2b"))

static void call(const u8 *code, u64 rdi, u64 rsi)
{
	asm volatile("call *%2" : "+D"(rdi), "+S"(rsi) : "r"(code)
		     : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "memory",
		       "cc");
}

#define SAVED(reg, text)	"push %" reg "\n\t" text
#define RESTORED(reg)		"pop %" reg

OPERAND(form_base, "mov %rdi, %rax", "vmptrst (%rax)", "");
OPERAND(form_disp8, "lea -0x10(%rdi), %rcx", "vmptrst 0x10(%rcx)", "");
OPERAND(form_disp8_negative, "lea 0x20(%rdi), %rdx", "vmptrst -0x20(%rdx)", "");
OPERAND(form_disp32, "lea -0x12345(%rdi), %rsi", "vmptrst 0x12345(%rsi)", "");
OPERAND(form_index_1, "mov $0x111, %eax\n\tlea -0x111(%rdi), %rcx",
	"vmptrst (%rcx,%rax)", "");
OPERAND(form_index_2, "mov $0x111, %r8d\n\tlea -0x222(%rdi), %r9",
	"vmptrst (%r9,%r8,2)", "");
OPERAND(form_index_4, "mov $0x111, %r10d\n\tlea -0x44c(%rdi), %rdx",
	"vmptrst 8(%rdx,%r10,4)", "");
OPERAND(form_index_8, "mov $-3, %r11\n\tlea 24(%rdi), %rax",
	"vmptrst (%rax,%r11,8)", "");
OPERAND(form_index_only, "lea -0x1000(%rdi), %rax\n\tshr $2, %rax",
	"vmptrst 0x1000(,%rax,4)", "");
OPERAND(form_rip, "", "vmptrst operand_slot(%rip)", "");
OPERAND(form_absolute, "", "vmptrst operand_slot", "");
OPERAND(form_rsp, "sub $16, %rsp", "vmptrst 8(%rsp)",
	"mov 8(%rsp), %rax\n\tmov %rax, (%rdi)\n\tadd $16, %rsp");
OPERAND(form_rsp_index, "sub $16, %rsp\n\tmov $1, %eax",
	"vmptrst (%rsp,%rax,8)",
	"mov 8(%rsp), %rax\n\tmov %rax, (%rdi)\n\tadd $16, %rsp");
OPERAND(form_rbp, SAVED("rbp", "mov %rdi, %rbp"), "vmptrst (%rbp)",
	RESTORED("rbp"));
OPERAND(form_rbx, SAVED("rbx", "mov %rdi, %rbx"), "vmptrst (%rbx)",
	RESTORED("rbx"));
OPERAND(form_r12, SAVED("r12", "mov %rdi, %r12"), "vmptrst (%r12)",
	RESTORED("r12"));
OPERAND(form_r13, SAVED("r13", "mov %rdi, %r13"), "vmptrst (%r13)",
	RESTORED("r13"));
OPERAND(form_r14_r15, SAVED("r14", "push %r15\n\txor %r15d, %r15d\n\tmov %rdi, %r14"),
	"vmptrst (%r14,%r15,8)", "pop %r15\n\t" RESTORED("r14"));
OPERAND(form_r12_index, SAVED("r12", "mov $2, %r12d\n\tlea -2(%rdi), %rax"),
	"vmptrst (%rax,%r12)", RESTORED("r12"));
OPERAND(form_fs, "lea -0x1000(%rdi), %rax", "vmptrst %fs:(%rax)", "");
OPERAND(form_gs, "lea -0x1000(%rdi), %rax", "vmptrst %gs:(%rax)", "");
OPERAND(form_es_ignored, "", "vmptrst %es:(%rdi)", "");
OPERAND(form_address32,
	"mov $0xdead000000000000, %rax\n\tor %rdi, %rax",
	"vmptrst (%eax)", "");
OPERAND(form_address32_wraps,
	"lea 0x100(%edi), %eax\n\tmov $0xffffffe0, %ecx",
	"vmptrst (%eax,%ecx,8)", "");

struct form_row {
	const char *name;
	const u8 *code;
};

#define FORM(id)	{ #id, id }
static const struct form_row form_rows[] = {
	FORM(form_base), FORM(form_disp8), FORM(form_disp8_negative),
	FORM(form_disp32), FORM(form_index_1), FORM(form_index_2),
	FORM(form_index_4), FORM(form_index_8), FORM(form_index_only),
	FORM(form_rip), FORM(form_absolute), FORM(form_rsp),
	FORM(form_rsp_index), FORM(form_rbp), FORM(form_rbx), FORM(form_r12),
	FORM(form_r13), FORM(form_r14_r15), FORM(form_r12_index),
	FORM(form_fs), FORM(form_gs), FORM(form_es_ignored),
	FORM(form_address32), FORM(form_address32_wraps),
};

static void run_form(const void *data)
{
	const struct form_row *row = data;

	start_with_current();
	operand_slot = 0;
	wrmsr(MSR_IA32_FS_BASE, SEGMENT_BASE);
	wrmsr(MSR_IA32_GS_BASE, SEGMENT_BASE);
	exception_clear();
	call(row->code, (uintptr_t)&operand_slot, 0);
	wrmsr(MSR_IA32_FS_BASE, 0);
	wrmsr(MSR_IA32_GS_BASE, 0);
	check_text("VMPTRST", "no fault", last_exception.raised ?
		   vector_name(last_exception.vector) : "no fault");
	check_u64("what it stored", fixture.spare_region[0], operand_slot);
}

/* VMWRITE from and VMREAD to each register: RSI has the value, RDI the slot. */
#define REGISTER(reg)							\
	OPERAND(write_##reg, SAVED(#reg, "mov %rsi, %" #reg		\
		"\n\tmov $0x2010, %ecx"), "vmwrite %" #reg ", %rcx",	\
		RESTORED(#reg));					\
	OPERAND(read_##reg, SAVED(#reg, "mov $0x2010, %edx"),		\
		"vmread %rdx, %" #reg, "mov %" #reg ", (%rdi)\n\t"	\
		RESTORED(#reg));					\
	OPERAND(field_##reg, SAVED(#reg, "mov $0x2010, %" #reg),	\
		"vmread %" #reg ", (%rdi)", RESTORED(#reg))
/* RDI and RCX serve as others above, RSP cannot be pushed while it is lent. */
REGISTER(rax); REGISTER(rbx); REGISTER(rbp); REGISTER(rsi);
REGISTER(r8); REGISTER(r9); REGISTER(r10); REGISTER(r11); REGISTER(r12);
REGISTER(r13); REGISTER(r14); REGISTER(r15); REGISTER(rdx);
OPERAND(write_rsp, "mov %rsp, %r8\n\tmov $0x2010, %edx\n\tmov %rsi, %rsp",
	"vmwrite %rsp, %rdx", "mov %r8, %rsp");
OPERAND(read_rsp, "mov %rsp, %r8\n\tmov $0x2010, %edx",
	"vmread %rdx, %rsp", "mov %rsp, (%rdi)\n\tmov %r8, %rsp");
OPERAND(field_rsp, "mov %rsp, %r8\n\tmov $0x2010, %esp",
	"vmread %rsp, (%rdi)", "mov %r8, %rsp");
OPERAND(write_rcx, "mov %rsi, %rcx\n\tmov $0x2010, %edx",
	"vmwrite %rcx, %rdx", "");
OPERAND(read_rcx, "mov $0x2010, %edx", "vmread %rdx, %rcx",
	"mov %rcx, (%rdi)");
OPERAND(field_rcx, "mov $0x2010, %ecx", "vmread %rcx, (%rdi)", "");
OPERAND(write_rdi, "mov %rsi, %rdi\n\tmov $0x2010, %edx",
	"vmwrite %rdi, %rdx", "");
OPERAND(read_rdi, "mov %rdi, %rcx\n\tmov $0x2010, %edx",
	"vmread %rdx, %rdi", "mov %rdi, (%rcx)");
OPERAND(field_rdi, "mov %rdi, %rcx\n\tmov $0x2010, %edi",
	"vmread %rdi, (%rcx)", "");

struct register_row {
	const char *name;
	const u8 *write, *read, *field;
};

#define REGISTER_ROW(reg) { "register_" #reg, write_##reg, read_##reg, field_##reg }
static const struct register_row register_rows[] = {
	REGISTER_ROW(rax), REGISTER_ROW(rcx), REGISTER_ROW(rdx),
	REGISTER_ROW(rbx), REGISTER_ROW(rsp), REGISTER_ROW(rbp),
	REGISTER_ROW(rsi), REGISTER_ROW(rdi), REGISTER_ROW(r8),
	REGISTER_ROW(r9), REGISTER_ROW(r10), REGISTER_ROW(r11),
	REGISTER_ROW(r12), REGISTER_ROW(r13), REGISTER_ROW(r14),
	REGISTER_ROW(r15),
};

static void run_register(const void *data)
{
	const struct register_row *row = data;
	const u64 value = 0x0000123400005678ULL;

	start_with_current();
	exception_clear();
	call(row->write, (uintptr_t)&operand_slot, value);
	check_u64("TSC offset after VMWRITE", value, vmread(VMCS_TSC_OFFSET));
	operand_slot = 0;
	call(row->read, (uintptr_t)&operand_slot, 0);
	check_u64("VMREAD to the register", value, operand_slot);
	operand_slot = 0;
	call(row->field, (uintptr_t)&operand_slot, 0);
	check_u64("VMREAD of the field that the register names", value,
		  operand_slot);
	check_true("no fault", !last_exception.raised);
}

/* Each instruction with its memory operand at RDI, and at RBP (stack segment). */
#define FAULTING(insn, before, text)					\
	OPERAND(ds_##insn, before, #insn " " text "(%rdi)", "");	\
	OPERAND(ss_##insn, SAVED("rbp", "mov %rdi, %rbp\n\t" before),	\
		#insn " " text "(%rbp)", RESTORED("rbp"))
FAULTING(vmclear, "", "");
FAULTING(vmptrld, "", "");
FAULTING(vmptrst, "", "");
FAULTING(vmread, "mov $0x2010, %eax", "%rax, ");
OPERAND(ds_vmwrite, "mov $0x2010, %eax", "vmwrite (%rdi), %rax", "");
OPERAND(ss_vmwrite, SAVED("rbp", "mov %rdi, %rbp\n\tmov $0x2010, %eax"),
	"vmwrite (%rbp), %rax", RESTORED("rbp"));
OPERAND(ds_invept, "mov $2, %eax", "invept (%rdi), %rax", "");
OPERAND(ss_invept, SAVED("rbp", "mov %rdi, %rbp\n\tmov $2, %eax"),
	"invept (%rbp), %rax", RESTORED("rbp"));
OPERAND(ds_invvpid, "mov $2, %eax", "invvpid (%rdi), %rax", "");
OPERAND(ss_invvpid, SAVED("rbp", "mov %rdi, %rbp\n\tmov $2, %eax"),
	"invvpid (%rbp), %rax", RESTORED("rbp"));
FAULTING(vmxon, "", "");

struct memory_insn {
	const char *name;
	const u8 *ds, *ss;
	bool writes;
	bool outside;		/* VMX operation must not be entered before */
	u64 size;
};

static const struct memory_insn memory_insns[] = {
	{ "vmxon", ds_vmxon, ss_vmxon, false, true, 8 },
	{ "vmclear", ds_vmclear, ss_vmclear, false, false, 8 },
	{ "vmptrld", ds_vmptrld, ss_vmptrld, false, false, 8 },
	{ "vmptrst", ds_vmptrst, ss_vmptrst, true, false, 8 },
	{ "vmread", ds_vmread, ss_vmread, true, false, 8 },
	{ "vmwrite", ds_vmwrite, ss_vmwrite, false, false, 8 },
	{ "invept", ds_invept, ss_invept, false, false, 16 },
	{ "invvpid", ds_invvpid, ss_invvpid, false, false, 16 },
};

enum fault_kind {
	FAULT_NON_CANONICAL_DS, FAULT_NON_CANONICAL_SS, FAULT_ABSENT,
	FAULT_CROSSING, FAULT_READ_ONLY, FAULT_RESERVED, FAULT_KINDS
};

struct fault_row {
	const struct memory_insn *insn;
	enum fault_kind kind;
};

/* Page tables for the window, in the slot that the start code leaves free. */
static void map_window(void)
{
	static u64 *table;
	u64 *pdpt, *pd;

	if (!table) {
		pdpt = page_alloc(1);
		pd = page_alloc(1);
		table = page_alloc(1);
		table[PAGE_GOOD] = phys_of(page_alloc(1)) | PTE_P | PTE_W;
		table[PAGE_READ_ONLY] = phys_of(page_alloc(1)) | PTE_P;
		table[PAGE_RESERVED] = phys_of(page_alloc(1)) | PTE_P | PTE_W |
				       RESERVED_PTE_BIT;
		*pd = phys_of(table) | PTE_P | PTE_W;
		*pdpt = phys_of(pd) | PTE_P | PTE_W;
		guest_pml4[WINDOW >> 39] = phys_of(pdpt) | PTE_P | PTE_W;
	}
	write_cr3(read_cr3());
}

static u64 fault_address(const struct fault_row *row)
{
	switch (row->kind) {
	case FAULT_ABSENT:
		return WINDOW_PAGE(PAGE_ABSENT);
	case FAULT_CROSSING:
		return WINDOW_PAGE(PAGE_ABSENT) - row->insn->size / 2;
	case FAULT_READ_ONLY:
		return WINDOW_PAGE(PAGE_READ_ONLY);
	case FAULT_RESERVED:
		return WINDOW_PAGE(PAGE_RESERVED);
	default:
		return NON_CANONICAL;
	}
}

static struct vmx_result fault_expected(const struct fault_row *row)
{
	u32 write = row->insn->writes ? PFEC_W : 0;

	switch (row->kind) {
	case FAULT_NON_CANONICAL_DS:
		return GP_FAULT;
	case FAULT_NON_CANONICAL_SS:
		return FAULTED(VECTOR_SS, 0);
	case FAULT_READ_ONLY:
		return FAULTED(VECTOR_PF, PFEC_P | PFEC_W);
	case FAULT_RESERVED:
		return FAULTED(VECTOR_PF, PFEC_P | PFEC_RSVD | write);
	default:
		return FAULTED(VECTOR_PF, write);
	}
}

static void run_fault(const void *data)
{
	const struct fault_row *row = data;
	u64 address = fault_address(row);

	if (row->insn->outside)
		fixture_prepare();
	else
		start_with_current();
	map_window();
	exception_clear();
	call(row->kind == FAULT_NON_CANONICAL_SS ? row->insn->ss :
	     row->insn->ds, address, 0);
	check_result(row->insn->name, fault_expected(row),
		     last_exception.raised ?
		     FAULTED(last_exception.vector, last_exception.error_code) :
		     VMSUCCEED);
	if (last_exception.vector == VECTOR_PF)
		check_u64("CR2", row->kind == FAULT_CROSSING ?
			  WINDOW_PAGE(PAGE_ABSENT) : address,
			  last_exception.cr2);
}

static void report_fault(const struct memory_insn *insn, enum fault_kind kind)
{
	static const char *const kinds[FAULT_KINDS] = {
		"non_canonical", "non_canonical_stack", "absent_page",
		"crossing_into_absent_page", "read_only_page", "reserved_bit"
	};
	struct fault_row row = { insn, kind };
	char name[48], purpose[96], expect[64], text[48];

	snprintf(name, sizeof(name), "%s_%s", insn->name, kinds[kind]);
	snprintf(purpose, sizeof(purpose), "%s with a memory operand: %s.",
		 insn->name, kinds[kind]);
	snprintf(expect, sizeof(expect), "%s, CR2 of #PF exact, SDM 31.3",
		 vmx_result_text(fault_expected(&row), text, sizeof(text)));
	report_case(&(struct test_case){
		.name = name, .purpose = purpose, .expect = expect,
		.run = run_fault, .row = &row,
	});
}

/* The good page of the window as a user page with protection key 1. */
static void user_page_with_key(void)
{
	u64 *entry = &guest_pml4[WINDOW >> 39];
	int level;

	case_needs(cpuid(7, 0).ecx & CPUID_7_ECX_PKU, "CPUID.PKU");
	start_with_current();
	map_window();
	for (level = 0; level < 3; level++) {
		*entry |= PTE_U;
		entry = (u64 *)(uintptr_t)(*entry & PTE_ADDR_MASK);
	}
	entry[PAGE_GOOD] |= PTE_U | BIT64(PTE_KEY_SHIFT);
	write_cr3(read_cr3());
	write_cr4(read_cr4() | CR4_PKE);
	exception_clear();
}

static void write_pkru(u32 value)
{
	asm volatile("wrpkru" : : "a"(value), "c"(0), "d"(0));
}

static void check_key_fault(u32 pkru, const u8 *code, u32 error_code)
{
	user_page_with_key();
	write_pkru(pkru);
	call(code, WINDOW_PAGE(PAGE_GOOD), 0);
	write_pkru(0);
	check_result("operand", FAULTED(VECTOR_PF, error_code),
		     last_exception.raised ?
		     FAULTED(last_exception.vector, last_exception.error_code) :
		     VMSUCCEED);
	check_u64("CR2", WINDOW_PAGE(PAGE_GOOD), last_exception.cr2);
}

CASE_FAULTY(key_access_disabled, "VMPTRLD from a user page whose protection key disables access.",
	    "#PF with P and PK, SDM 3A 4.6.2, 4.7",
	    EMULATOR_FAULT_HIDDEN("access-disable does not concern supervisor accesses"))
{
	check_key_fault(PKRU_AD(1), ds_vmptrld, PFEC_P | PFEC_PK);
}

CASE(key_write_disabled, "VMPTRST to a user page whose protection key disables writes.",
     "#PF with P, W and PK, SDM 3A 4.6.2, 4.7")
{
	write_cr0(read_cr0() | CR0_WP);
	check_key_fault(PKRU_WD(1), ds_vmptrst, PFEC_P | PFEC_W | PFEC_PK);
}

CASE(key_of_another, "VMPTRST to a user page; another key is disabled.",
     "VMsucceed, the pointer is stored, SDM 3A 4.6.2")
{
	u64 *page = (u64 *)WINDOW_PAGE(PAGE_GOOD);

	user_page_with_key();
	*page = 0;
	write_pkru(PKRU_AD(2) | PKRU_WD(3));
	call(ds_vmptrst, WINDOW_PAGE(PAGE_GOOD), 0);
	write_pkru(0);
	check_true("no fault", !last_exception.raised);
	check_u64("what was stored", fixture.spare_region[0], *page);
}

CASE(vmread_field_before_operand, "VMREAD looks at the field before it writes memory.",
     "VMfailValid(12) though the destination would fault, SDM 31.3 VMREAD")
{
	start_with_current();
	map_window();
	exception_clear();
	asm volatile("1: vmread %0, (%1)\n2:\n\t" EXTABLE("1b", "2b")
		     : : "r"(0x3feULL), "r"(WINDOW_PAGE(PAGE_ABSENT))
		     : "cc", "memory");
	check_text("VMREAD", "no fault", last_exception.raised ?
		   vector_name(last_exception.vector) : "no fault");
	check_u64("VM-instruction error", VMX_ERR_UNSUPPORTED_COMPONENT,
		  vmread(VMCS_VM_INSTRUCTION_ERROR));
}

CASE_FAULTY(invept_type_before_operand, "INVEPT looks at the type before it reads memory.",
	    "VMfailValid(28) though the descriptor would fault, SDM 31.3 INVEPT",
	    EMULATOR_FAULT_HIDDEN("the descriptor is read first"))
{
	NEEDS_EPTVPID(INVEPT);
	start_with_current();
	map_window();
	check_result("INVEPT", VMFAIL_VALID(VMX_ERR_INVEPT_INVVPID_OPERAND),
		     vmx_invept(0, (void *)WINDOW_PAGE(PAGE_ABSENT)));
}

CASE(vmptrld_across_pages, "A memory operand may cross a page.",
     "VMsucceed with the pointer's bytes in two pages, SDM 31.3 VMPTRLD")
{
	static u8 pages[2 * PAGE_SIZE] __aligned(4096);
	u64 *pointer = (u64 *)(void *)(pages + PAGE_SIZE - 3);

	fixture_vmxon();
	vmx_vmclear(&fixture.spare_region[1]);
	memcpy(pointer, &fixture.spare_region[1], sizeof(*pointer));
	check_result("VMPTRLD", VMSUCCEED, vmx_vmptrld(pointer));
	memset(pages, 0, sizeof(pages));
	check_result("VMPTRST", VMSUCCEED, vmx_vmptrst(pointer));
	check_true("the pointer is stored",
		   !memcmp(pointer, &fixture.spare_region[1],
			   sizeof(*pointer)));
}

void run_operand_cases(void)
{
	u32 i, kind;

	report_area("operands");
	for (i = 0; i < ARRAY_SIZE(form_rows); i++)
		report_case(&(struct test_case){
			.name = form_rows[i].name,
			.purpose = "A form of the memory operand, with VMPTRST.",
			.expect = "the pointer is stored there, SDM vol. 2A 2.1.5",
			.run = run_form, .row = &form_rows[i],
		});
	for (i = 0; i < ARRAY_SIZE(register_rows); i++)
		report_case(&(struct test_case){
			.name = register_rows[i].name,
			.purpose = "VMWRITE and VMREAD with this register.",
			.expect = "the value goes in and out, SDM 31.3 VMREAD, VMWRITE",
			.run = run_register, .row = &register_rows[i],
		});
	for (i = 0; i < ARRAY_SIZE(memory_insns); i++)
		for (kind = 0; kind < FAULT_KINDS; kind++)
			if (kind != FAULT_READ_ONLY || memory_insns[i].writes)
				report_fault(&memory_insns[i], kind);
	report_case(&case_key_access_disabled);
	report_case(&case_key_write_disabled);
	report_case(&case_key_of_another);
	report_case(&case_vmread_field_before_operand);
	report_case(&case_invept_type_before_operand);
	report_case(&case_vmptrld_across_pages);
	report_area_end();
}
