// SPDX-License-Identifier: BSD-3-Clause
/* Events that VM entry delivers to L2, SDM 27.6. */
#include "events.h"

#define L2_RIP	((uintptr_t)l2_vmcall)

SNIPPET(l2_iret_vmcall, "iretq");
SNIPPET(l2_after_iret, "vmcall");

CASE(external_interrupt, "An external interrupt is injected.",
     "L2's handler runs, RIP not advanced, valid bit cleared, SDM 27.6.1")
{
	events_l2(l2_vmcall);
	vmcs_set(VMCS_GUEST_RFLAGS, RFLAGS_IF);
	inject(EVENT(EXTERNAL, 0x41), 0, 0);
	check_delivered(0x41, L2_RIP);
	check_u64("RFLAGS.IF in the handler", 0,
		  vmread(VMCS_GUEST_RFLAGS) & RFLAGS_IF);
}

CASE(nmi, "An NMI is injected.",
     "L2's handler of vector 2 runs, NMIs are blocked, SDM 27.6.1, 27.7.1")
{
	events_l2(l2_vmcall);
	inject(EVENT(NMI, VECTOR_NMI), 0, 0);
	check_delivered(VECTOR_NMI, L2_RIP);
	check_u64("blocking by NMI", INTERRUPTIBILITY_NMI,
		  vmread(VMCS_GUEST_INTERRUPTIBILITY) & INTERRUPTIBILITY_NMI);
}

CASE(exception, "A hardware exception without an error code.",
     "L2's handler of #UD runs, RIP not advanced, SDM 27.6.1")
{
	events_l2(l2_vmcall);
	inject(EVENT(HARD_EXCEPTION, VECTOR_UD), 0, 5);
	check_delivered(VECTOR_UD, L2_RIP);
}

CASE(exception_with_error_code, "A hardware exception with an error code.",
     "the error code is on L2's stack, SDM 27.6.1.1")
{
	events_l2(l2_vmcall);
	inject(EVENT(HARD_EXCEPTION, VECTOR_GP) | INTR_INFO_DELIVER_EC, 0x1234,
	       0);
	check_delivered_error(VECTOR_GP, 0x1234, L2_RIP);
}

CASE(page_fault_keeps_cr2, "An injected #PF.",
     "the error code is delivered; CR2 is L1's business, SDM 27.6.1")
{
	u64 cr2;

	events_l2(l2_vmcall);
	asm volatile("mov %0, %%cr2" : : "r"(0x4321ULL));
	inject(EVENT(HARD_EXCEPTION, VECTOR_PF) | INTR_INFO_DELIVER_EC, 6, 0);
	check_delivered_error(VECTOR_PF, 6, L2_RIP);
	cr2 = read_cr2();
	check_u64("CR2", 0x4321, cr2);
}

CASE(software_interrupt, "A software interrupt is injected with length 2.",
     "RIP on the stack is advanced by the length, SDM 27.6.1")
{
	events_l2(l2_vmcall);
	inject(EVENT(SOFT_INTERRUPT, 0x61), 0, 2);
	check_delivered(0x61, L2_RIP + 2);
}

CASE(software_exception, "#BP is injected as a software exception with length 1.",
     "RIP on the stack is advanced by the length, SDM 27.6.1")
{
	events_l2(l2_vmcall);
	inject(EVENT(SOFT_EXCEPTION, VECTOR_BP), 0, 1);
	check_delivered(VECTOR_BP, L2_RIP + 1);
}

CASE(privileged_software_exception, "#DB is injected as INT1 with length 1.",
     "RIP on the stack is advanced by the length, SDM 27.6.1")
{
	events_l2(l2_vmcall);
	inject(EVENT(PRIV_SW_EXCEPTION, VECTOR_DB), 0, 1);
	check_delivered(VECTOR_DB, L2_RIP + 1);
}

CASE(injected_not_intercepted, "An injected #UD with #UD in the exception bitmap.",
     "delivered: injection is not subject to the bitmap, SDM 27.6.1.2")
{
	events_l2(l2_vmcall);
	vmwrite(VMCS_EXCEPTION_BITMAP, BIT(VECTOR_UD));
	inject(EVENT(HARD_EXCEPTION, VECTOR_UD), 0, 0);
	check_delivered(VECTOR_UD, L2_RIP);
}

CASE(wakes_hlt, "An external interrupt injected into the HLT state.",
     "L2's handler runs, the activity state is active, SDM 27.6.1, 27.7.2")
{
	NEEDS_MISC(ACTIVITY_HLT);
	events_l2(l2_vmcall);
	vmcs_set(VMCS_GUEST_RFLAGS, RFLAGS_IF);
	vmwrite(VMCS_GUEST_ACTIVITY_STATE, ACTIVITY_HLT);
	inject(EVENT(EXTERNAL, 0x41), 0, 0);
	check_delivered(0x41, L2_RIP);
	check_u64("activity state", ACTIVITY_ACTIVE,
		  vmread(VMCS_GUEST_ACTIVITY_STATE));
}

CASE(twice, "Two injections one after the other.",
     "each is delivered once, SDM 27.6")
{
	events_l2(l2_vmcall);
	inject(EVENT(HARD_EXCEPTION, VECTOR_UD), 0, 0);
	check_delivered(VECTOR_UD, L2_RIP);
	vmwrite(VMCS_GUEST_RIP, L2_RIP);
	inject(EVENT(HARD_EXCEPTION, VECTOR_DE), 0, 0);
	check_delivered(VECTOR_DE, L2_RIP);
	vmwrite(VMCS_GUEST_RIP, L2_RIP);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("guest RIP, nothing injected", L2_RIP,
		  vmread(VMCS_GUEST_RIP));
}

CASE(iret_unblocks_nmi, "After an injected NMI, L2 executes IRET.",
     "NMIs are no longer blocked, SDM 26.3")
{
	events_l2(l2_after_iret);
	inject(EVENT(NMI, VECTOR_NMI), 0, 0);
	check_delivered(VECTOR_NMI, (uintptr_t)l2_after_iret);
	vmwrite(VMCS_GUEST_RIP, (uintptr_t)l2_iret_vmcall);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("guest RIP", (uintptr_t)l2_after_iret,
		  vmread(VMCS_GUEST_RIP));
	check_u64("blocking by NMI", 0,
		  vmread(VMCS_GUEST_INTERRUPTIBILITY) & INTERRUPTIBILITY_NMI);
}

CASE(virtual_nmi, "With virtual NMIs: an injected NMI, then NMI-window exiting.",
     "exit NMI window(8) after L2's IRET, not before, SDM 26.3, 27.7.6")
{
	NEEDS(PIN, VIRTUAL_NMIS);
	NEEDS(PROC, NMI_WINDOW_EXITING);
	events_l2(l2_after_iret);
	vmcs_set(VMCS_PIN_CONTROLS, PIN_NMI_EXITING | PIN_VIRTUAL_NMIS);
	inject(EVENT(NMI, VECTOR_NMI), 0, 0);
	check_delivered(VECTOR_NMI, (uintptr_t)l2_after_iret);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_NMI_WINDOW_EXITING);
	vmwrite(VMCS_GUEST_RIP, (uintptr_t)l2_iret_vmcall);
	check_exit(EXIT_REASON_NMI_WINDOW);
	check_u64("guest RIP", (uintptr_t)l2_after_iret,
		  vmread(VMCS_GUEST_RIP));
}

CASE(pending_debug, "A pending single step is delivered at VM entry.",
     "#DB before the first instruction, SDM 27.7.3")
{
	events_l2(l2_vmcall);
	vmcs_set(VMCS_GUEST_RFLAGS, RFLAGS_TF);
	vmwrite(VMCS_GUEST_PENDING_DEBUG, BIT64(14));
	check_delivered(VECTOR_DB, L2_RIP);
}

CASE(pending_debug_exit, "A pending single step with #DB in the exception bitmap.",
     "exit Exception or NMI(0) with BS in the qualification, SDM 27.7.3, 26.2")
{
	events_l2(l2_vmcall);
	vmwrite(VMCS_EXCEPTION_BITMAP, BIT(VECTOR_DB));
	vmcs_set(VMCS_GUEST_RFLAGS, RFLAGS_TF);
	vmwrite(VMCS_GUEST_PENDING_DEBUG, BIT64(14));
	check_vectoring(EVENT(HARD_EXCEPTION, VECTOR_DB), 0);
	check_u64("exit qualification", BIT64(14),
		  vmread(VMCS_EXIT_QUALIFICATION));
	check_u64("guest RIP", L2_RIP, vmread(VMCS_GUEST_RIP));
}

CASE(shutdown_state, "VM entry into the shutdown state.",
     "L2 does nothing until the preemption timer ends it (52), SDM 27.7.2")
{
	NEEDS_MISC(ACTIVITY_SHUTDOWN);
	NEEDS(PIN, PREEMPTION_TIMER);
	events_l2(l2_vmcall);
	vmwrite(VMCS_PREEMPTION_TIMER, 100);
	vmwrite(VMCS_GUEST_ACTIVITY_STATE, ACTIVITY_SHUTDOWN);
	check_exit(EXIT_REASON_PREEMPTION_TIMER);
	check_u64("activity state", ACTIVITY_SHUTDOWN,
		  vmread(VMCS_GUEST_ACTIVITY_STATE));
}

CASE(hlt_state, "VM entry into the HLT state.",
     "L2 does nothing until the preemption timer ends it (52), SDM 27.7.2")
{
	NEEDS_MISC(ACTIVITY_HLT);
	NEEDS(PIN, PREEMPTION_TIMER);
	events_l2(l2_vmcall);
	vmwrite(VMCS_PREEMPTION_TIMER, 100);
	vmwrite(VMCS_GUEST_ACTIVITY_STATE, ACTIVITY_HLT);
	check_exit(EXIT_REASON_PREEMPTION_TIMER);
	check_u64("activity state", ACTIVITY_HLT,
		  vmread(VMCS_GUEST_ACTIVITY_STATE));
	check_u64("guest RIP", L2_RIP, vmread(VMCS_GUEST_RIP));
}

static const struct test_case *const cases[] = {
	&case_external_interrupt, &case_nmi, &case_exception,
	&case_exception_with_error_code, &case_page_fault_keeps_cr2,
	&case_software_interrupt, &case_software_exception,
	&case_privileged_software_exception, &case_injected_not_intercepted,
	&case_wakes_hlt, &case_twice, &case_iret_unblocks_nmi,
	&case_virtual_nmi, &case_pending_debug, &case_pending_debug_exit,
	&case_shutdown_state, &case_hlt_state,
};

void run_injection_cases(void)
{
	report_cases("injection", cases, ARRAY_SIZE(cases));
}
