// SPDX-License-Identifier: BSD-3-Clause
/*
 * Every VMX instruction at CPL 3 and in compatibility mode, in and outside of
 * VMX operation: SDM 31.3, the first lines of each operation section.
 */
#include "context.h"
#include "instructions.h"
#include "nvmx/printk.h"

/*
 * RDI/EDI points at 64 bytes of memory. int3 shows that an instruction did not
 * fault: at CPL 3 its gate gives #GP(26), at CPL 0 #BP.
 */
#define USER_SNIPPET(name, insn)					\
	SNIPPET(user_##name, insn "\n\tint3");				\
	SNIPPET(compat_##name, ".code32\n\t" insn "\n\tint3\n\t.code64")

USER_SNIPPET(vmxoff, "vmxoff");
USER_SNIPPET(vmcall, "vmcall");
USER_SNIPPET(vmlaunch, "vmlaunch");
USER_SNIPPET(vmresume, "vmresume");
SNIPPET(user_vmxon, "vmxon (%rdi)\n\tint3");
SNIPPET(compat_vmxon, ".code32\n\tvmxon (%ebx)\n\tint3\n\t.code64");
SNIPPET(user_vmclear, "vmclear (%rdi)\n\tint3");
SNIPPET(compat_vmclear, ".code32\n\tvmclear (%ebx)\n\tint3\n\t.code64");
SNIPPET(user_vmptrld, "vmptrld (%rdi)\n\tint3");
SNIPPET(compat_vmptrld, ".code32\n\tvmptrld (%ebx)\n\tint3\n\t.code64");
SNIPPET(user_vmptrst, "vmptrst (%rdi)\n\tint3");
SNIPPET(compat_vmptrst, ".code32\n\tvmptrst (%ebx)\n\tint3\n\t.code64");
SNIPPET(user_vmread, "movl $0x681e, %eax\n\tvmread %rax, %rcx\n\tint3");
SNIPPET(compat_vmread,
	".code32\n\tmovl $0x681e, %eax\n\tvmread %eax, %ecx\n\tint3\n\t.code64");
SNIPPET(user_vmwrite, "movl $0x681e, %eax\n\tvmwrite %rcx, %rax\n\tint3");
SNIPPET(compat_vmwrite,
	".code32\n\tmovl $0x681e, %eax\n\tvmwrite %ecx, %eax\n\tint3\n\t.code64");
SNIPPET(user_invept, "movl $2, %eax\n\tinvept (%rdi), %rax\n\tint3");
SNIPPET(compat_invept,
	".code32\n\tmovl $2, %eax\n\tinvept (%ebx), %eax\n\tint3\n\t.code64");
SNIPPET(user_invvpid, "movl $2, %eax\n\tinvvpid (%rdi), %rax\n\tint3");
SNIPPET(compat_invvpid,
	".code32\n\tmovl $2, %eax\n\tinvvpid (%ebx), %eax\n\tint3\n\t.code64");

static const struct {
	const char *name;
	const u8 *user, *compat;
} instructions[] = {
	{ "vmxon", user_vmxon, compat_vmxon },
	{ "vmxoff", user_vmxoff, compat_vmxoff },
	{ "vmclear", user_vmclear, compat_vmclear },
	{ "vmptrld", user_vmptrld, compat_vmptrld },
	{ "vmptrst", user_vmptrst, compat_vmptrst },
	{ "vmread", user_vmread, compat_vmread },
	{ "vmwrite", user_vmwrite, compat_vmwrite },
	{ "vmlaunch", user_vmlaunch, compat_vmlaunch },
	{ "vmresume", user_vmresume, compat_vmresume },
	{ "vmcall", user_vmcall, compat_vmcall },
	{ "invept", user_invept, compat_invept },
	{ "invvpid", user_invvpid, compat_invvpid },
};

struct privilege_row {
	const u8 *code;
	bool user, in_vmx;
	struct vmx_result expected;
};

static void run_privilege(const void *data)
{
	const struct privilege_row *row = data;
	static u64 operand[8];

	if (row->in_vmx)
		start_with_current();
	else
		fixture_prepare();
	context_run_until_fault(row->code, row->user ?
				GUEST_SELECTOR_USER_CODE : GUEST_SELECTOR_CODE32,
				row->user ? GUEST_SELECTOR_USER_DATA :
				GUEST_SELECTOR_DATA, (uintptr_t)operand);
	check_result("the instruction", row->expected,
		     FAULTED(last_exception.vector,
			     last_exception.error_code));
}

static void report_privilege(u32 index, bool user, bool in_vmx)
{
	bool is_vmxon = index == 0;
	struct privilege_row row = {
		user ? instructions[index].user : instructions[index].compat,
		user, in_vmx,
		/* VMXON may be executed outside, there CPL decides. */
		user && (in_vmx || is_vmxon) ? GP_FAULT : UD_FAULT
	};
	char name[40], purpose[80];

	snprintf(name, sizeof(name), "%s_%s_%s", instructions[index].name,
		 user ? "cpl3" : "compatibility_mode",
		 in_vmx ? "in_vmx" : "outside");
	snprintf(purpose, sizeof(purpose), "%s %s, %s VMX operation.",
		 instructions[index].name, user ? "at CPL 3" :
		 "in compatibility mode", in_vmx ? "in" : "outside of");
	report_case(&(struct test_case){
		.name = name, .purpose = purpose,
		.expect = row.expected.vector == VECTOR_GP ?
			  "#GP(0), SDM 31.3" : "#UD, SDM 31.3",
		.run = run_privilege, .row = &row,
	});
}

void run_privilege_cases(void)
{
	u32 i;

	report_area("privilege");
	for (i = 0; i < ARRAY_SIZE(instructions); i++) {
		report_privilege(i, true, true);
		report_privilege(i, true, false);
		report_privilege(i, false, true);
		report_privilege(i, false, false);
	}
	report_area_end();
}
