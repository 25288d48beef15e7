// SPDX-License-Identifier: BSD-3-Clause
/* Exits that no single instruction causes: SDM 26.2, 26.5. */
#include "exits.h"

#define TIMER_VALUE	100

SNIPPET(l2_forever, "1: jmp 1b");
SNIPPET(l2_nops, "nop\n\tnop\n\tvmcall");
SNIPPET(l2_sti, "sti\n\tnop\n\tnop\n\tvmcall");
SNIPPET(l2_pauses, "1: pause\n\tjmp 1b");
SNIPPET(l2_lower_tpr, "mov $4, %eax\n\tmov %rax, %cr8\n\tvmcall");
SNIPPET(l2_cpuid_vmcall, "cpuid\n\tvmcall");

static u8 virtual_apic[PAGE_SIZE] __aligned(4096);

CASE(preemption_timer, "The preemption timer ends an endless L2.",
     "exit VMX-preemption timer expired(52), SDM 26.5.1")
{
	NEEDS(PIN, PREEMPTION_TIMER);
	fixture_l2(l2_forever);
	vmwrite(VMCS_PREEMPTION_TIMER, TIMER_VALUE);
	check_exit(EXIT_REASON_PREEMPTION_TIMER);
	check_u64("guest RIP", (uintptr_t)l2_forever, vmread(VMCS_GUEST_RIP));
}

CASE(preemption_timer_0, "A preemption timer of 0 expires before the first instruction.",
     "exit VMX-preemption timer expired(52), guest RIP unchanged, SDM 27.7.4")
{
	NEEDS(PIN, PREEMPTION_TIMER);
	fixture_l2(l2_nops);
	vmwrite(VMCS_PREEMPTION_TIMER, 0);
	check_exit(EXIT_REASON_PREEMPTION_TIMER);
	check_u64("guest RIP", (uintptr_t)l2_nops, vmread(VMCS_GUEST_RIP));
}

CASE(preemption_timer_saved, "\"Save VMX-preemption timer value\".",
     "the field is 0 after it expired, less than before after another exit, SDM 28.3.2")
{
	u64 before;

	NEEDS(PIN, PREEMPTION_TIMER);
	NEEDS(EXIT, SAVE_PREEMPTION_TIMER);
	fixture_l2(l2_forever);
	vmcs_set(VMCS_EXIT_CONTROLS, EXIT_SAVE_PREEMPTION_TIMER);
	vmwrite(VMCS_PREEMPTION_TIMER, TIMER_VALUE);
	check_exit(EXIT_REASON_PREEMPTION_TIMER);
	check_u64("the timer field", 0, vmread(VMCS_PREEMPTION_TIMER));
	before = 1000000;
	vmwrite(VMCS_PREEMPTION_TIMER, before);
	vmwrite(VMCS_GUEST_RIP, (uintptr_t)l2_nops);
	check_exit(EXIT_REASON_VMCALL);
	check_true("0 < timer <= what it was",
		   vmread(VMCS_PREEMPTION_TIMER) &&
		   vmread(VMCS_PREEMPTION_TIMER) <= before);
}

CASE(preemption_timer_not_saved, "Without \"save VMX-preemption timer value\".",
     "the field keeps L1's value, SDM 28.3.2")
{
	NEEDS(PIN, PREEMPTION_TIMER);
	fixture_l2(l2_forever);
	vmwrite(VMCS_PREEMPTION_TIMER, TIMER_VALUE);
	check_exit(EXIT_REASON_PREEMPTION_TIMER);
	check_u64("the timer field", TIMER_VALUE,
		  vmread(VMCS_PREEMPTION_TIMER));
}

CASE(interrupt_window, "Interrupt-window exiting with interrupts enabled.",
     "exit Interrupt window(7) before the first instruction, SDM 27.7.5")
{
	NEEDS(PROC, INTR_WINDOW_EXITING);
	fixture_l2(l2_nops);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_INTR_WINDOW_EXITING);
	vmcs_set(VMCS_GUEST_RFLAGS, RFLAGS_IF);
	check_exit(EXIT_REASON_INTERRUPT_WINDOW);
	check_u64("guest RIP", (uintptr_t)l2_nops, vmread(VMCS_GUEST_RIP));
}

CASE(interrupt_window_closed, "Interrupt-window exiting with interrupts disabled.",
     "no exit, SDM 26.2")
{
	NEEDS(PROC, INTR_WINDOW_EXITING);
	fixture_l2(l2_nops);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_INTR_WINDOW_EXITING);
	check_exit(EXIT_REASON_VMCALL);
}

CASE(interrupt_window_sti, "Interrupt-window exiting, L2 executes STI.",
     "exit Interrupt window(7) one instruction after STI, SDM 26.2")
{
	NEEDS(PROC, INTR_WINDOW_EXITING);
	fixture_l2(l2_sti);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_INTR_WINDOW_EXITING);
	check_exit(EXIT_REASON_INTERRUPT_WINDOW);
	check_u64("guest RIP", (uintptr_t)l2_sti + 2, vmread(VMCS_GUEST_RIP));
}

CASE(nmi_window, "NMI-window exiting, NMIs not blocked.",
     "exit NMI window(8) before the first instruction, SDM 27.7.6")
{
	NEEDS(PROC, NMI_WINDOW_EXITING);
	NEEDS(PIN, VIRTUAL_NMIS);
	fixture_l2(l2_nops);
	vmcs_set(VMCS_PIN_CONTROLS, PIN_NMI_EXITING | PIN_VIRTUAL_NMIS);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_NMI_WINDOW_EXITING);
	check_exit(EXIT_REASON_NMI_WINDOW);
	check_u64("guest RIP", (uintptr_t)l2_nops, vmread(VMCS_GUEST_RIP));
}

CASE(nmi_window_closed, "NMI-window exiting, virtual-NMI blocking in effect.",
     "no exit, SDM 26.2")
{
	NEEDS(PROC, NMI_WINDOW_EXITING);
	NEEDS(PIN, VIRTUAL_NMIS);
	fixture_l2(l2_nops);
	vmcs_set(VMCS_PIN_CONTROLS, PIN_NMI_EXITING | PIN_VIRTUAL_NMIS);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_NMI_WINDOW_EXITING);
	vmwrite(VMCS_GUEST_INTERRUPTIBILITY, INTERRUPTIBILITY_NMI);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("interruptibility", INTERRUPTIBILITY_NMI,
		  vmread(VMCS_GUEST_INTERRUPTIBILITY));
}

CASE_FAULTY(monitor_trap_flag, "The monitor trap flag ends L2 after one instruction.",
	    "exit Monitor trap flag(37), RIP behind the first NOP, SDM 26.5.2",
	    EMULATOR_FAULT_SHOWS("the monitor trap flag does nothing"))
{
	NEEDS(PROC, MONITOR_TRAP_FLAG);
	fixture_l2(l2_nops);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_MONITOR_TRAP_FLAG);
	check_exit(EXIT_REASON_MONITOR_TRAP_FLAG);
	check_u64("guest RIP", (uintptr_t)l2_nops + 1, vmread(VMCS_GUEST_RIP));
	check_exit(EXIT_REASON_MONITOR_TRAP_FLAG);
	check_u64("guest RIP", (uintptr_t)l2_nops + 2, vmread(VMCS_GUEST_RIP));
}

CASE(monitor_trap_flag_injected, "A pending MTF exit injected by VM entry.",
     "exit Monitor trap flag(37) before the first instruction, SDM 27.6.2")
{
	NEEDS(PROC, MONITOR_TRAP_FLAG);
	fixture_l2(l2_nops);
	vmwrite(VMCS_ENTRY_INTR_INFO, INTR_INFO_VALID |
		INTR_TYPE_OTHER << INTR_INFO_TYPE_SHIFT);
	check_exit(EXIT_REASON_MONITOR_TRAP_FLAG);
	check_u64("guest RIP", (uintptr_t)l2_nops, vmread(VMCS_GUEST_RIP));
}

CASE(pause_loop, "PAUSE-loop exiting in a tight loop at CPL 0.",
     "exit PAUSE(40), SDM 26.1.3")
{
	NEEDS(PROC2, PAUSE_LOOP_EXITING);
	fixture_l2(l2_pauses);
	set_control(WORD_PROC2, PROC2_PAUSE_LOOP_EXITING);
	vmwrite(VMCS_PLE_GAP, 128);
	vmwrite(VMCS_PLE_WINDOW, 4096);
	check_exit(EXIT_REASON_PAUSE);
}

CASE(tpr_below_threshold, "MOV to CR8 takes the virtual TPR below the threshold.",
     "exit TPR below threshold(43) after the instruction, SDM 30.1.2")
{
	NEEDS(PROC, USE_TPR_SHADOW);
	fixture_l2(l2_lower_tpr);
	memset(virtual_apic, 0, sizeof(virtual_apic));
	virtual_apic[0x80] = 0x80;
	vmcs_set(VMCS_PROC_CONTROLS, PROC_USE_TPR_SHADOW);
	vmwrite(VMCS_VIRTUAL_APIC_ADDR, phys_of(virtual_apic));
	vmwrite(VMCS_TPR_THRESHOLD, 8);
	check_exit(EXIT_REASON_TPR_BELOW);
	check_u64("virtual TPR", 0x40, virtual_apic[0x80]);
	check_u64("guest RIP", (uintptr_t)l2_lower_tpr + 9,
		  vmread(VMCS_GUEST_RIP));
}

CASE(tpr_shadow, "MOV to CR8 with the TPR shadow, not below the threshold.",
     "no exit, the virtual TPR is written, SDM 30.3")
{
	NEEDS(PROC, USE_TPR_SHADOW);
	fixture_l2(l2_lower_tpr);
	memset(virtual_apic, 0, sizeof(virtual_apic));
	vmcs_set(VMCS_PROC_CONTROLS, PROC_USE_TPR_SHADOW);
	vmwrite(VMCS_VIRTUAL_APIC_ADDR, phys_of(virtual_apic));
	vmwrite(VMCS_TPR_THRESHOLD, 0);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("virtual TPR", 0x40, virtual_apic[0x80]);
}

CASE(skip_and_resume, "L1 emulates CPUID and resumes behind it.",
     "the registers are L1's, the next exit is VMCALL(18), SDM 28")
{
	fixture_l2(l2_cpuid_vmcall);
	check_exit(EXIT_REASON_CPUID);
	fixture.l2.gpr[GPR_RBX] = 0x11223344;
	l2_skip_instruction();
	check_exit(EXIT_REASON_VMCALL);
	check_u64("RBX of L2", 0x11223344, fixture.l2.gpr[GPR_RBX]);
}

CASE(registers_reach_l2, "General registers of L2 are not touched by entry and exit.",
     "each has its value before and after, SDM 27.3.2, 28.3")
{
	u32 i;

	fixture_l2(l2_nops);
	for (i = 0; i < GPR_COUNT; i++)
		fixture.l2.gpr[i] = 0x1111111111111111ULL * i;
	check_exit(EXIT_REASON_VMCALL);
	for (i = 0; i < GPR_COUNT; i++)
		if (i != GPR_RSP)
			check_u64("register", 0x1111111111111111ULL * i,
				  fixture.l2.gpr[i]);
}

static const struct test_case *const cases[] = {
	&case_preemption_timer, &case_preemption_timer_0,
	&case_preemption_timer_saved, &case_preemption_timer_not_saved,
	&case_interrupt_window, &case_interrupt_window_closed,
	&case_interrupt_window_sti, &case_nmi_window, &case_nmi_window_closed,
	&case_monitor_trap_flag, &case_monitor_trap_flag_injected,
	&case_pause_loop, &case_tpr_below_threshold, &case_tpr_shadow,
	&case_skip_and_resume, &case_registers_reach_l2,
};

void run_other_exit_cases(void)
{
	report_cases("exit-other", cases, ARRAY_SIZE(cases));
}
