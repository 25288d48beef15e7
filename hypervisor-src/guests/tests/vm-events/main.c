// SPDX-License-Identifier: BSD-3-Clause
/* Events: injection, IDT vectoring, interrupts and NMIs of L2. SDM 27.6, 28.2. */
#include "events.h"
#include "nvmx/printk.h"

#define APIC_BASE_ADDRESS	0xfee00000UL
#define SPURIOUS_ENABLE		0x1ff

SNIPPET(l2_vmcall, "vmcall");
SNIPPET(l2_spin, "1: jmp 1b");

void events_l2(const u8 *code)
{
	fixture_l2(code);
	l2_idt_install();
}

void inject(u64 info, u64 error_code, u64 length)
{
	vmwrite(VMCS_ENTRY_INTR_INFO, info);
	vmwrite(VMCS_ENTRY_EXCEPTION_EC, error_code);
	vmwrite(VMCS_ENTRY_INSTRUCTION_LEN, length);
}

static const u64 *l2_stack_top(void)
{
	return (const u64 *)(uintptr_t)vmread(VMCS_GUEST_RSP);
}

void check_delivered(u32 vector, u64 rip)
{
	check_exit(EXIT_REASON_VMCALL);
	check_u64("vector that L2's handler got", vector,
		  fixture.l2.gpr[GPR_RAX]);
	check_u64("RIP on L2's stack", rip, l2_stack_top()[0]);
	check_u64("VM-entry interruption information, valid bit", 0,
		  vmread(VMCS_ENTRY_INTR_INFO) & INTR_INFO_VALID);
}

void check_delivered_error(u32 vector, u64 error_code, u64 rip)
{
	check_exit(EXIT_REASON_VMCALL);
	check_u64("vector that L2's handler got", vector,
		  fixture.l2.gpr[GPR_RAX]);
	check_u64("error code on L2's stack", error_code, l2_stack_top()[0]);
	check_u64("RIP on L2's stack", rip, l2_stack_top()[1]);
}

void check_vectoring(u64 exit_info, u64 vectoring_info)
{
	check_exit(EXIT_REASON_EXCEPTION_NMI);
	check_u64("VM-exit interruption information", exit_info,
		  vmread(VMCS_EXIT_INTR_INFO) & ~(u64)INTR_INFO_NMI_UNBLOCKING);
	check_u64("IDT-vectoring information", vectoring_info,
		  vmread(VMCS_IDT_VECTORING_INFO) &
		  ~(u64)INTR_INFO_NMI_UNBLOCKING);
}

u32 apic_read(u32 offset)
{
	return *(volatile u32 *)(APIC_BASE_ADDRESS + offset);
}

void apic_write(u32 offset, u32 value)
{
	*(volatile u32 *)(APIC_BASE_ADDRESS + offset) = value;
}

void apic_enable(void)
{
	case_needs(!(rdmsr(MSR_IA32_APIC_BASE) & APIC_BASE_X2APIC) &&
		   rdmsr(MSR_IA32_APIC_BASE) & APIC_BASE_ENABLE, "xAPIC mode");
	apic_write(APIC_SPURIOUS, SPURIOUS_ENABLE);
}

void main(void)
{
	report_begin("vm-events", fixture_reset);
	run_injection_cases();
	run_vectoring_cases();
	run_interrupt_cases();
	report_end();
}
