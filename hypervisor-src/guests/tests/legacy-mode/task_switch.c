// SPDX-License-Identifier: BSD-3-Clause
/* Task switches of an L2 in protected mode: they always exit, SDM 26.4.2. */
#include "legacy.h"

/* L2's own GDT. */
#define SELECTOR_NEXT	0x40	/* an available 32-bit TSS */
#define SELECTOR_GATE	0x48	/* a task gate to it */
#define GDT_COUNT	10

#define TYPE_TSS_AVAILABLE	0x89ULL
#define TYPE_TASK_GATE		0x85ULL
#define TSS_LIMIT		0x67
#define VECTOR			0x21

/* Exit qualification, SDM table 28-2. */
#define SOURCE_CALL	0U
#define SOURCE_IRET	(1U << 30)
#define SOURCE_JMP	(2U << 30)
#define SOURCE_GATE	(3U << 30)

SNIPPET32(l2_jmp, "ljmp $0x40, $0\n\tvmcall");
SNIPPET32(l2_call, "lcall $0x40, $0\n\tvmcall");
SNIPPET32(l2_jmp_gate, "ljmp $0x48, $0\n\tvmcall");
SNIPPET32(l2_iret, "iret\n\tvmcall");
SNIPPET32(l2_int, "int $0x21\n\tvmcall");

static u64 gdt[GDT_COUNT], idt[VECTOR + 1];
static u32 tss[26], next_tss[26];

static u64 descriptor(u64 base, u64 limit, u64 type)
{
	return (limit & 0xffff) | (base & 0xffffff) << 16 | type << 40 |
	       (base >> 24 & 0xff) << 56;
}

static u64 task_gate(void)
{
	return (u64)SELECTOR_NEXT << 16 | TYPE_TASK_GATE << 40;
}

static void task_l2(const u8 *code)
{
	legacy_l2(code);
	memset(gdt, 0, sizeof(gdt));
	memset(idt, 0, sizeof(idt));
	gdt[SELECTOR_NEXT / 8] = descriptor(phys_of(next_tss), TSS_LIMIT,
					    TYPE_TSS_AVAILABLE);
	gdt[SELECTOR_GATE / 8] = task_gate();
	idt[VECTOR] = task_gate();
	vmwrite(VMCS_GUEST_GDTR_BASE, phys_of(gdt));
	vmwrite(VMCS_GUEST_GDTR_LIMIT, sizeof(gdt) - 1);
	vmwrite(VMCS_GUEST_IDTR_BASE, phys_of(idt));
	vmwrite(VMCS_GUEST_IDTR_LIMIT, sizeof(idt) - 1);
	vmwrite(VMCS_GUEST_TR_BASE, phys_of(tss));
}

/* SDM 26.4.2: the exit comes before anything of the switch has been done. */
static void check_exit_before_switch(u64 source, u64 length)
{
	u64 next = gdt[SELECTOR_NEXT / 8];
	u64 tr = vmread(VMCS_GUEST_TR_SELECTOR);

	check_exit(EXIT_REASON_TASK_SWITCH);
	check_u64("exit qualification", source | SELECTOR_NEXT,
		  vmread(VMCS_EXIT_QUALIFICATION));
	check_u64("instruction length", length, vmread(VMCS_EXIT_INSTRUCTION_LEN));
	check_u64("TR of L2", tr, vmread(VMCS_GUEST_TR_SELECTOR));
	check_u64("descriptor of the next task", next, gdt[SELECTOR_NEXT / 8]);
}

static void check_task_switch(u64 source, u64 length)
{
	check_exit_before_switch(source, length);
	check_u64("IDT-vectoring information, valid bit", 0,
		  vmread(VMCS_IDT_VECTORING_INFO) & INTR_INFO_VALID);
}

CASE(jmp, "JMP to a TSS.",
     "exit Task switch(9), qualification: selector and JMP, SDM 28.2.1")
{
	task_l2(l2_jmp);
	check_task_switch(SOURCE_JMP, 7);
}

CASE(call, "CALL of a TSS.",
     "exit Task switch(9), qualification: selector and CALL, SDM 28.2.1")
{
	task_l2(l2_call);
	check_task_switch(SOURCE_CALL, 7);
}

CASE(jmp_task_gate, "JMP through a task gate.",
     "exit Task switch(9) with the selector of the TSS, SDM 28.2.1")
{
	task_l2(l2_jmp_gate);
	check_task_switch(SOURCE_JMP, 7);
}

CASE(iret, "IRET with EFLAGS.NT = 1.",
     "exit Task switch(9), qualification: the TSS of the back link and IRET, SDM 28.2.1")
{
	task_l2(l2_iret);
	tss[0] = SELECTOR_NEXT;
	gdt[SELECTOR_NEXT / 8] |= 2ULL << 40;	/* busy: a task to return to */
	vmwrite(VMCS_GUEST_RFLAGS, RFLAGS_FIXED1 | RFLAGS_NT);
	check_task_switch(SOURCE_IRET, 1);
}

CASE(int_task_gate, "INT n through a task gate of the IDT.",
     "exit Task switch(9), qualification: task gate; IDT vectoring: software interrupt, SDM 28.2.4")
{
	task_l2(l2_int);
	check_exit_before_switch(SOURCE_GATE, 2);
	check_u64("IDT-vectoring information", INTR_INFO_VALID | VECTOR |
		  INTR_TYPE_SOFT_INTERRUPT << INTR_INFO_TYPE_SHIFT,
		  vmread(VMCS_IDT_VECTORING_INFO));
}

static const struct test_case *const cases[] = {
	&case_jmp, &case_call, &case_jmp_task_gate, &case_iret, &case_int_task_gate,
};

void run_task_switch_cases(void)
{
	report_cases("task-switch", cases, ARRAY_SIZE(cases));
}
