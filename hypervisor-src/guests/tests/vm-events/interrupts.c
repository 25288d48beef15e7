// SPDX-License-Identifier: BSD-3-Clause
/* Real interrupts and NMIs that arrive while L2 runs, SDM 26.2 and 28.2.2. */
#include "events.h"

#define VECTOR		0x71
#define ISR_BIT(base)	((base) + (VECTOR / 32) * 0x10)
#define VECTOR_BIT	BIT(VECTOR % 32)

/* L2 sends itself the interrupt, or the NMI, that RSI says, then spins. */
SNIPPET(l2_send, "mov %esi, (%rdi)\n1:\tpause\n\tjmp 1b");
SNIPPET(l2_send_sti, "mov %esi, (%rdi)\n\tnop\n\tsti\n1:\tpause\n\tjmp 1b");
SNIPPET(l2_send_hlt, "mov %esi, (%rdi)\n\thlt\n1:\tjmp 1b");

static void sender(const u8 *code, u32 icr, bool interrupts)
{
	apic_enable();
	apic_write(APIC_ICR_HIGH, apic_read(APIC_ID));
	events_l2(code);
	if (interrupts)
		vmcs_set(VMCS_GUEST_RFLAGS, RFLAGS_IF);
	fixture.l2.gpr[GPR_RDI] = 0xfee00000 + APIC_ICR_LOW;
	fixture.l2.gpr[GPR_RSI] = icr;
}

static bool bit_set(u32 base)
{
	return apic_read(ISR_BIT(base)) & VECTOR_BIT;
}

/* Takes the pending interrupt, if any, in L1. */
static void drain(void)
{
	u32 i;

	if (bit_set(APIC_ISR))
		apic_write(APIC_EOI, 0);
	if (!bit_set(APIC_IRR))
		return;
	/* L2 takes it through its IDT. */
	fixture_reset();
	events_l2(l2_spin);
	vmcs_set(VMCS_GUEST_RFLAGS, RFLAGS_IF);
	for (i = 0; i < 2 && bit_set(APIC_IRR); i++)
		l2_enter(&fixture.l2);
	apic_write(APIC_EOI, 0);
}

CASE(delivered_to_l2, "No external-interrupt exiting: an interrupt arrives in L2.",
     "L2's handler runs, no exit, SDM 26.2")
{
	sender(l2_send, ICR_SELF | VECTOR, true);
	check_exit(EXIT_REASON_VMCALL);
	apic_write(APIC_EOI, 0);
	check_u64("vector that L2's handler got", VECTOR,
		  fixture.l2.gpr[GPR_RAX]);
}

CASE(exits, "External-interrupt exiting without acknowledge.",
     "exit External interrupt(1), no vector, still pending in the APIC, SDM 26.2, 28.2.2")
{
	bool pending;

	NEEDS(PIN, EXT_INTR_EXITING);
	sender(l2_send, ICR_SELF | VECTOR, true);
	vmcs_set(VMCS_PIN_CONTROLS, PIN_EXT_INTR_EXITING);
	check_exit(EXIT_REASON_EXTERNAL_INTERRUPT);
	check_u64("VM-exit interruption information, valid bit", 0,
		  vmread(VMCS_EXIT_INTR_INFO) & INTR_INFO_VALID);
	pending = bit_set(APIC_IRR);
	drain();
	check_true("pending in IRR", pending);
}

CASE(acknowledged, "External-interrupt exiting with acknowledge.",
     "exit External interrupt(1) with the vector, in service in the APIC, SDM 28.2.2")
{
	bool in_service;
	u64 info;

	NEEDS(PIN, EXT_INTR_EXITING);
	NEEDS(EXIT, ACK_INTR);
	sender(l2_send, ICR_SELF | VECTOR, true);
	vmcs_set(VMCS_PIN_CONTROLS, PIN_EXT_INTR_EXITING);
	vmcs_set(VMCS_EXIT_CONTROLS, EXIT_ACK_INTR);
	check_exit(EXIT_REASON_EXTERNAL_INTERRUPT);
	info = vmread(VMCS_EXIT_INTR_INFO);
	in_service = bit_set(APIC_ISR);
	drain();
	check_u64("VM-exit interruption information", EVENT(EXTERNAL, VECTOR),
		  info);
	check_true("in service", in_service);
}

CASE_FAULTY(exits_with_if_0, "External-interrupt exiting while L2 has RFLAGS.IF = 0.",
	    "exit External interrupt(1): IF does not matter, SDM 26.2",
	    EMULATOR_FAULT_SHOWS("no exit comes until RFLAGS.IF is 1"))
{
	struct vmx_result result;
	u64 reason;

	NEEDS(PIN, EXT_INTR_EXITING);
	sender(l2_send, ICR_SELF | VECTOR, false);
	vmcs_set(VMCS_PIN_CONTROLS, PIN_EXT_INTR_EXITING);
	result = l2_enter(&fixture.l2);
	reason = vmread(VMCS_EXIT_REASON);
	drain();
	check_result("VM entry", VMSUCCEED, result);
	check_u64("exit reason", EXIT_REASON_EXTERNAL_INTERRUPT, reason);
}

CASE(exits_after_sti, "An interrupt that waits for STI, with external-interrupt exiting.",
     "exit External interrupt(1), SDM 26.2")
{
	NEEDS(PIN, EXT_INTR_EXITING);
	sender(l2_send_sti, ICR_SELF | VECTOR, false);
	vmcs_set(VMCS_PIN_CONTROLS, PIN_EXT_INTR_EXITING);
	check_exit(EXIT_REASON_EXTERNAL_INTERRUPT);
	drain();
}

CASE(wakes_hlt, "An interrupt wakes L2 from HLT, without any exiting.",
     "L2's handler runs, SDM 26.2")
{
	sender(l2_send_hlt, ICR_SELF | VECTOR, true);
	check_exit(EXIT_REASON_VMCALL);
	apic_write(APIC_EOI, 0);
	check_u64("vector that L2's handler got", VECTOR,
		  fixture.l2.gpr[GPR_RAX]);
}

CASE(nmi_exits, "NMI exiting: an NMI arrives in L2.",
     "exit Exception or NMI(0) with vector 2 and type NMI, SDM 26.2, 28.2.2")
{
	NEEDS(PIN, NMI_EXITING);
	sender(l2_send, ICR_NMI, false);
	vmcs_set(VMCS_PIN_CONTROLS, PIN_NMI_EXITING);
	check_vectoring(EVENT(NMI, VECTOR_NMI), 0);
}

CASE(nmi_delivered_to_l2, "No NMI exiting: an NMI arrives in L2.",
     "L2's handler of vector 2 runs, SDM 26.2")
{
	sender(l2_send, ICR_NMI, false);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("vector that L2's handler got", VECTOR_NMI,
		  fixture.l2.gpr[GPR_RAX]);
	check_u64("blocking by NMI", INTERRUPTIBILITY_NMI,
		  vmread(VMCS_GUEST_INTERRUPTIBILITY) & INTERRUPTIBILITY_NMI);
}

static const struct test_case *const cases[] = {
	&case_delivered_to_l2, &case_exits, &case_acknowledged,
	&case_exits_with_if_0, &case_exits_after_sti, &case_wakes_hlt,
	&case_nmi_exits, &case_nmi_delivered_to_l2,
};

void run_interrupt_cases(void)
{
	report_cases("interrupts", cases, ARRAY_SIZE(cases));
}
