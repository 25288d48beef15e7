// SPDX-License-Identifier: BSD-3-Clause
/* Exits while an event is being delivered, SDM 26.2 and 28.2.4. */
#include "ept.h"
#include "events.h"

#define WITH_EC		INTR_INFO_DELIVER_EC
#define NP_EXIT		(EVENT(HARD_EXCEPTION, VECTOR_NP) | WITH_EC)

SNIPPET(l2_ud2, "ud2");
SNIPPET(l2_int_61, "int $0x61");
SNIPPET(l2_int3, "int3");
SNIPPET(l2_gp, "mov $0x1235, %eax\n\tmov %ax, %fs");
SNIPPET(l2_nothing, "vmcall");

static void check_np_code(u32 vector, u32 ext)
{
	check_u64("error code of #NP", GATE_NOT_PRESENT_EC(vector) | ext,
		  vmread(VMCS_EXIT_INTR_EC));
}

/* The gate of @vector is not present, #NP exits. */
static void without_gate(const u8 *code, u32 vector)
{
	events_l2(code);
	l2_idt_remove(vector);
	vmwrite(VMCS_EXCEPTION_BITMAP, BIT(VECTOR_NP));
}

CASE(injected_interrupt, "#NP while an injected interrupt is delivered.",
     "#NP exits; IDT-vectoring: external interrupt 41H; error code with EXT, SDM 28.2.4")
{
	without_gate(l2_nothing, 0x41);
	vmcs_set(VMCS_GUEST_RFLAGS, RFLAGS_IF);
	inject(EVENT(EXTERNAL, 0x41), 0, 0);
	check_vectoring(NP_EXIT, EVENT(EXTERNAL, 0x41));
	check_np_code(0x41, ERROR_CODE_EXT);
	check_u64("guest RIP", (uintptr_t)l2_nothing, vmread(VMCS_GUEST_RIP));
}

CASE(injected_exception, "#NP while an injected #UD is delivered.",
     "#NP exits; IDT-vectoring: #UD, SDM 28.2.4")
{
	without_gate(l2_nothing, VECTOR_UD);
	inject(EVENT(HARD_EXCEPTION, VECTOR_UD), 0, 0);
	check_vectoring(NP_EXIT, EVENT(HARD_EXCEPTION, VECTOR_UD));
	check_np_code(VECTOR_UD, ERROR_CODE_EXT);
}

CASE(own_exception, "#NP while L2's own #UD is delivered.",
     "#NP exits; IDT-vectoring: #UD, SDM 28.2.4")
{
	without_gate(l2_ud2, VECTOR_UD);
	check_vectoring(NP_EXIT, EVENT(HARD_EXCEPTION, VECTOR_UD));
	check_np_code(VECTOR_UD, ERROR_CODE_EXT);
	check_u64("guest RIP", (uintptr_t)l2_ud2, vmread(VMCS_GUEST_RIP));
}

CASE(own_software_interrupt, "#NP while L2's INT 61H is delivered.",
     "#NP exits; IDT-vectoring: software interrupt with length 2; no EXT, SDM 28.2.4")
{
	without_gate(l2_int_61, 0x61);
	check_vectoring(NP_EXIT, EVENT(SOFT_INTERRUPT, 0x61));
	check_np_code(0x61, 0);
	check_u64("instruction length", 2, vmread(VMCS_EXIT_INSTRUCTION_LEN));
	check_u64("guest RIP", (uintptr_t)l2_int_61, vmread(VMCS_GUEST_RIP));
}

CASE(own_software_exception, "#NP while L2's INT3 is delivered.",
     "#NP exits; IDT-vectoring: software exception with length 1, SDM 28.2.4")
{
	without_gate(l2_int3, VECTOR_BP);
	check_vectoring(NP_EXIT, EVENT(SOFT_EXCEPTION, VECTOR_BP));
	check_u64("instruction length", 1, vmread(VMCS_EXIT_INSTRUCTION_LEN));
}

CASE(injected_nmi, "#NP while an injected NMI is delivered.",
     "#NP exits; IDT-vectoring: NMI, SDM 28.2.4")
{
	without_gate(l2_nothing, VECTOR_NMI);
	inject(EVENT(NMI, VECTOR_NMI), 0, 0);
	check_vectoring(NP_EXIT, EVENT(NMI, VECTOR_NMI));
}

CASE(reinjection, "L1 repairs the gate and injects what IDT-vectoring says.",
     "L2's handler runs with the interrupted RIP, SDM 28.2.4")
{
	without_gate(l2_int_61, 0x61);
	check_vectoring(NP_EXIT, EVENT(SOFT_INTERRUPT, 0x61));
	inject(vmread(VMCS_IDT_VECTORING_INFO) & ~(u64)INTR_INFO_NMI_UNBLOCKING,
	       0, vmread(VMCS_EXIT_INSTRUCTION_LEN));
	/* Another gate that is present: 62H. */
	vmwrite(VMCS_ENTRY_INTR_INFO, EVENT(SOFT_INTERRUPT, 0x62));
	check_delivered(0x62, (uintptr_t)l2_int_61 + 2);
}

CASE(error_code_is_kept, "#PF while L2's #GP(1234H) is delivered: no stack.",
     "#PF exits; IDT-vectoring: the #GP with its error code, SDM 28.2.4")
{
	events_l2(l2_gp);
	vmwrite(VMCS_GUEST_RSP, 0x180001000ULL);
	vmwrite(VMCS_EXCEPTION_BITMAP, BIT(VECTOR_PF));
	check_vectoring(EVENT(HARD_EXCEPTION, VECTOR_PF) | WITH_EC,
			EVENT(HARD_EXCEPTION, VECTOR_GP) | WITH_EC);
	check_u64("IDT-vectoring error code", 0x1234,
		  vmread(VMCS_IDT_VECTORING_EC));
}

CASE(double_fault_exit, "A double fault with #DF in the bitmap.",
     "#DF exits directly: IDT-vectoring is not valid, SDM 28.2.4")
{
	events_l2(l2_gp);
	l2_idt_remove(VECTOR_GP);
	vmwrite(VMCS_EXCEPTION_BITMAP, BIT(VECTOR_DF));
	check_vectoring(EVENT(HARD_EXCEPTION, VECTOR_DF) | WITH_EC, 0);
	check_u64("error code of #DF", 0, vmread(VMCS_EXIT_INTR_EC));
}

CASE(double_fault, "Contributory exceptions without any bit in the bitmap.",
     "L2's handler of #DF runs, SDM 26.2")
{
	events_l2(l2_gp);
	l2_idt_remove(VECTOR_GP);
	check_delivered_error(VECTOR_DF, 0, (uintptr_t)l2_gp + 5);
}

CASE(triple_fault, "The handler of #DF is missing too.",
     "exit Triple fault(2), no IDT-vectoring valid bit, SDM 26.2, 28.2.4")
{
	events_l2(l2_gp);
	l2_idt_remove(VECTOR_GP);
	l2_idt_remove(VECTOR_DF);
	check_exit(EXIT_REASON_TRIPLE_FAULT);
	check_u64("IDT-vectoring information, valid bit", 0,
		  vmread(VMCS_IDT_VECTORING_INFO) & INTR_INFO_VALID);
	check_u64("activity state", ACTIVITY_ACTIVE,
		  vmread(VMCS_GUEST_ACTIVITY_STATE));
}

CASE(triple_fault_by_injection, "An injected #DF whose handler is missing.",
     "exit Triple fault(2), SDM 27.6.1.2")
{
	events_l2(l2_nothing);
	l2_idt_remove(VECTOR_DF);
	inject(EVENT(HARD_EXCEPTION, VECTOR_DF) | WITH_EC, 0, 0);
	check_exit(EXIT_REASON_TRIPLE_FAULT);
}

CASE(stack_not_mapped, "#PF while an injected interrupt is delivered: no stack.",
     "#PF exits, its address in the qualification; IDT-vectoring: the interrupt, SDM 28.2.4")
{
	events_l2(l2_nothing);
	vmcs_set(VMCS_GUEST_RFLAGS, RFLAGS_IF);
	vmwrite(VMCS_GUEST_RSP, 0x180001000ULL);
	vmwrite(VMCS_EXCEPTION_BITMAP, BIT(VECTOR_PF));
	inject(EVENT(EXTERNAL, 0x41), 0, 0);
	check_vectoring(EVENT(HARD_EXCEPTION, VECTOR_PF) | WITH_EC,
			EVENT(EXTERNAL, 0x41));
	check_u64("exit qualification", 0x180001000ULL - 8,
		  vmread(VMCS_EXIT_QUALIFICATION));
	check_u64("error code (write)", PFEC_W, vmread(VMCS_EXIT_INTR_EC));
}

CASE(ept_violation, "An EPT violation while an injected interrupt is delivered.",
     "exit EPT violation(48); IDT-vectoring: the interrupt; delivered after the repair, SDM 28.2.4")
{
	static struct ept ept;

	NEEDS(PROC2, ENABLE_EPT);
	if (!ept.pml4) {
		ept_create(&ept);
		ept_map_identity(&ept, SIZE_1G);
	}
	events_l2(l2_nothing);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_ACTIVATE_SECONDARY);
	vmwrite(VMCS_PROC2_CONTROLS, PROC2_ENABLE_EPT);
	vmwrite(VMCS_EPT_POINTER, ept_pointer(&ept));
	vmcs_set(VMCS_GUEST_RFLAGS, RFLAGS_IF);
	vmwrite(VMCS_GUEST_RSP, 0x50001000);
	inject(EVENT(EXTERNAL, 0x41), 0, 0);
	check_exit(EXIT_REASON_EPT_VIOLATION);
	check_u64("guest-physical address", 0x50001000 - 8,
		  vmread(VMCS_GUEST_PHYSICAL_ADDRESS));
	check_u64("IDT-vectoring information", EVENT(EXTERNAL, 0x41),
		  vmread(VMCS_IDT_VECTORING_INFO));
	ept_map(&ept, NGPA(0x50000000), GPA(phys_of(page_alloc(1))), PAGE_SIZE,
		EPT_RWX_WB);
	inject(vmread(VMCS_IDT_VECTORING_INFO), 0, 0);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("vector that L2's handler got", 0x41,
		  fixture.l2.gpr[GPR_RAX]);
	*ept_entry(&ept, NGPA(0x50000000), PAGE_SIZE) = 0;
}

static const struct test_case *const cases[] = {
	&case_injected_interrupt, &case_injected_exception,
	&case_own_exception, &case_own_software_interrupt,
	&case_own_software_exception, &case_injected_nmi, &case_reinjection,
	&case_error_code_is_kept, &case_double_fault_exit,
	&case_double_fault, &case_triple_fault,
	&case_triple_fault_by_injection, &case_stack_not_mapped,
	&case_ept_violation,
};

void run_vectoring_cases(void)
{
	report_cases("idt-vectoring", cases, ARRAY_SIZE(cases));
}
