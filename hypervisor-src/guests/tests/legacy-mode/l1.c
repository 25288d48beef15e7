// SPDX-License-Identifier: BSD-3-Clause
/*
 * VMX for an L1 outside of IA-32e mode: operands of 32 bits (SDM 31.3), the
 * host address-space size (SDM 27.2.4), VM exits to a 32-bit L1 (SDM 28.5), and
 * an L2 that is 32-bit as well.
 */
#include "legacy.h"

#define RESULT_FLAGS	(RFLAGS_CF | RFLAGS_ZF)
#define OP_MAX		24
#define TSC_OFFSET_LOW	0x11223344U
#define TSC_OFFSET_HIGH	0x55667788U
#define HIGH		1U	/* of an encoding: the upper half, SDM 25.11.2 */

SNIPPET32(l2_cpuid32, "mov $0x12345678, %ebx\n\tcpuid\n\tvmcall");

static struct legacy_op ops[OP_MAX];
static u32 op_count;
static u64 vmxon_pointer, vmcs_pointer, stored_pointer;

static u32 low(const void *pointer)
{
	return (u32)(uintptr_t)pointer;
}

/* Adds one to the list; its number, to look at the result. */
static u32 op(u32 what, u32 a, u32 b)
{
	ops[op_count] = (struct legacy_op){ .what = what, .a = a, .b = b };
	return op_count++;
}

static void start_ops(void)
{
	memset(ops, 0, sizeof(ops));
	op_count = 0;
	vmxon_pointer = fixture.vmxon_region;
	vmcs_pointer = fixture.l2.vmcs;
	op(LEGACY_VMXON, low(&vmxon_pointer), 0);
	op(LEGACY_VMPTRLD, low(&vmcs_pointer), 0);
}

/* The VMCS goes back to its region, to be looked at in 64-bit mode. */
static void run_ops(void)
{
	op(LEGACY_VMCLEAR, low(&vmcs_pointer), 0);
	op(LEGACY_VMXOFF, 0, 0);
	legacy_run(ops);
}

static void check_flags(const char *what, u32 flags, u32 number)
{
	check_u64(what, flags, ops[number].flags & (RESULT_FLAGS | LEGACY_EXITED));
}

/* A VMCS made in 64-bit mode, then out of VMX operation: it stays in its region. */
static void leave_vmx(void)
{
	vmx_vmclear(&fixture.l2.vmcs);
	vmx_vmxoff();
}

static void legacy_host(void)
{
	vmcs_clear_bits(VMCS_EXIT_CONTROLS, EXIT_HOST_ADDR_SPACE_SIZE |
					    EXIT_LOAD_EFER);
	vmwrite(VMCS_HOST_CR3, low(legacy_page_directory));
	vmwrite(VMCS_HOST_CR4, (read_cr4() & ~CR4_PAE) | CR4_PSE | CR4_VMXE);
	vmwrite(VMCS_HOST_CS_SELECTOR, LEGACY_SELECTOR_CODE);
	vmwrite(VMCS_HOST_RIP, low(legacy_exit));
	vmwrite(VMCS_HOST_RSP, low(legacy_stack_top));
}

static void legacy_guest_and_host(void)
{
	legacy_l2(l2_cpuid32);
	legacy_host();
}

CASE(pointers, "VMXON, VMPTRLD, VMPTRST and VMCLEAR in protected mode.",
     "VMsucceed; the pointer operand has 64 bits all the same, SDM 31.3")
{
	u32 stored, cleared;

	fixture_prepare();
	start_ops();
	stored_pointer = ~0ULL;
	stored = op(LEGACY_VMPTRST, low(&stored_pointer), 0);
	cleared = op(LEGACY_VMCLEAR, low(&vmcs_pointer), 0);
	run_ops();
	check_flags("VMXON", 0, 0);
	check_flags("VMPTRLD", 0, 1);
	check_flags("VMPTRST", 0, stored);
	check_flags("VMCLEAR", 0, cleared);
	check_u64("pointer stored", fixture.l2.vmcs, stored_pointer);
}

CASE(no_current_vmcs, "VMREAD in protected mode without a current VMCS.",
     "VMfailInvalid, SDM 31.3")
{
	u32 cleared, read;

	fixture_prepare();
	start_ops();
	cleared = op(LEGACY_VMCLEAR, low(&vmcs_pointer), 0);
	read = op(LEGACY_VMREAD, VMCS_GUEST_RIP, 0);
	run_ops();
	check_flags("VMCLEAR", 0, cleared);
	check_flags("VMREAD", RFLAGS_CF, read);
}

CASE(vmread_64_bit_field, "VMREAD of the halves of a 64-bit field.",
     "32 bits each, by the two encodings, SDM 25.11.2")
{
	u32 full, high, memory;

	fixture_l2(l2_cpuid32);
	vmwrite(VMCS_TSC_OFFSET, (u64)TSC_OFFSET_HIGH << 32 | TSC_OFFSET_LOW);
	leave_vmx();
	start_ops();
	full = op(LEGACY_VMREAD, VMCS_TSC_OFFSET, 0);
	high = op(LEGACY_VMREAD, VMCS_TSC_OFFSET | HIGH, 0);
	memory = op(LEGACY_VMREAD_MEMORY, VMCS_TSC_OFFSET | HIGH, 0);
	run_ops();
	check_u64("full encoding", TSC_OFFSET_LOW, ops[full].b);
	check_u64("high encoding", TSC_OFFSET_HIGH, ops[high].b);
	check_u64("high encoding, to memory", TSC_OFFSET_HIGH, ops[memory].b);
}

CASE(vmwrite_64_bit_field, "VMWRITE of the halves of a 64-bit field.",
     "the full encoding clears the upper half, SDM 25.11.2")
{
	fixture_l2(l2_cpuid32);
	vmwrite(VMCS_TSC_OFFSET, ~0ULL);
	vmwrite(VMCS_EXIT_MSR_LOAD_ADDR, ~0ULL);
	leave_vmx();
	start_ops();
	op(LEGACY_VMWRITE, VMCS_TSC_OFFSET, TSC_OFFSET_LOW);
	op(LEGACY_VMWRITE, VMCS_EXIT_MSR_LOAD_ADDR | HIGH, TSC_OFFSET_HIGH);
	run_ops();
	fixture_vmxon();
	vmx_vmptrld(&fixture.l2.vmcs);
	check_u64("after the full encoding", TSC_OFFSET_LOW,
		  vmread(VMCS_TSC_OFFSET));
	check_u64("after the high encoding", (u64)TSC_OFFSET_HIGH << 32 | 0xffffffff,
		  vmread(VMCS_EXIT_MSR_LOAD_ADDR));
}

CASE(natural_width, "VMREAD and VMWRITE of a natural-width field.",
     "VMWRITE clears bits 63:32, SDM 25.11.2")
{
	fixture_l2(l2_cpuid32);
	vmwrite(VMCS_GUEST_SYSENTER_ESP, ~0ULL);
	leave_vmx();
	start_ops();
	op(LEGACY_VMWRITE, VMCS_GUEST_SYSENTER_ESP, 0x1234);
	run_ops();
	fixture_vmxon();
	vmx_vmptrld(&fixture.l2.vmcs);
	check_u64("field", 0x1234, vmread(VMCS_GUEST_SYSENTER_ESP));
}

CASE(unsupported_field, "VMREAD of an encoding that no field has.",
     "VMfailValid(12), SDM 31.3")
{
	u32 read, error;

	fixture_prepare();
	start_ops();
	read = op(LEGACY_VMREAD, 0x7ffe, 0);
	error = op(LEGACY_VMREAD, VMCS_VM_INSTRUCTION_ERROR, 0);
	run_ops();
	check_flags("VMREAD", RFLAGS_ZF, read);
	check_u64("error", VMX_ERR_UNSUPPORTED_COMPONENT, ops[error].b);
}

CASE(l2_exits, "A 32-bit L2 of a 32-bit L1 executes CPUID, then VMCALL.",
     "exit CPUID(10), L1 goes on in protected mode with EFLAGS 2; exit VMCALL(18) after VMRESUME, SDM 28.5")
{
	u32 launch, reason, length, rip, resume, second;

	legacy_guest_and_host();
	leave_vmx();
	start_ops();
	launch = op(LEGACY_VMLAUNCH, 0, 0);
	reason = op(LEGACY_VMREAD, VMCS_EXIT_REASON, 0);
	length = op(LEGACY_VMREAD, VMCS_EXIT_INSTRUCTION_LEN, 0);
	rip = op(LEGACY_VMREAD, VMCS_GUEST_RIP, 0);
	op(LEGACY_VMWRITE, VMCS_GUEST_RIP, low(l2_cpuid32) + 7);
	resume = op(LEGACY_VMRESUME, 0, 0);
	second = op(LEGACY_VMREAD, VMCS_EXIT_REASON, 0);
	run_ops();
	check_u64("flags after VMLAUNCH", LEGACY_EXITED | RFLAGS_FIXED1,
		  ops[launch].flags);
	check_u64("first exit", EXIT_REASON_CPUID, ops[reason].b);
	check_u64("instruction length", 2, ops[length].b);
	check_u64("RIP of L2", low(l2_cpuid32) + 5, ops[rip].b);
	check_flags("VMRESUME", LEGACY_EXITED, resume);
	check_u64("second exit", EXIT_REASON_VMCALL, ops[second].b);
}

static void check_host_state_refused(void)
{
	u32 launch, error;

	leave_vmx();
	start_ops();
	launch = op(LEGACY_VMLAUNCH, 0, 0);
	error = op(LEGACY_VMREAD, VMCS_VM_INSTRUCTION_ERROR, 0);
	run_ops();
	check_flags("VMLAUNCH", RFLAGS_ZF, launch);
	check_u64("error", VMX_ERR_ENTRY_HOST_STATE, ops[error].b);
}

CASE(host_64_bit, "\"Host address-space size\" is 1 while L1 is not in IA-32e mode.",
     "VMfailValid(8), SDM 27.2.4")
{
	legacy_guest_and_host();
	vmcs_set(VMCS_EXIT_CONTROLS, EXIT_HOST_ADDR_SPACE_SIZE);
	vmwrite(VMCS_HOST_CR4, read_cr4() | CR4_PAE | CR4_VMXE);
	check_host_state_refused();
}

CASE(guest_64_bit, "\"IA-32e mode guest\" is 1 while L1 is not in IA-32e mode.",
     "VMfailValid(8), SDM 27.2.4")
{
	fixture_l2(l2_cpuid32);
	legacy_host();
	check_host_state_refused();
}

CASE(host_rip_64_bit, "The host RIP has more than 32 bits.",
     "VMfailValid(8), SDM 27.2.4")
{
	legacy_guest_and_host();
	vmwrite(VMCS_HOST_RIP, BIT64(32) | low(legacy_exit));
	check_host_state_refused();
}

CASE(invept_type, "INVEPT with a type that there is not.",
     "VMfailValid(28): the type has 32 bits, SDM 31.3")
{
	static u64 descriptor[2];
	u32 invept, error;

	NEEDS(PROC2, ENABLE_EPT);
	fixture_prepare();
	start_ops();
	invept = op(LEGACY_INVEPT, low(descriptor), 3);
	error = op(LEGACY_VMREAD, VMCS_VM_INSTRUCTION_ERROR, 0);
	run_ops();
	check_flags("INVEPT", RFLAGS_ZF, invept);
	check_u64("error", VMX_ERR_INVEPT_INVVPID_OPERAND, ops[error].b);
}

static const struct test_case *const cases[] = {
	&case_pointers, &case_no_current_vmcs, &case_vmread_64_bit_field,
	&case_vmwrite_64_bit_field, &case_natural_width, &case_unsupported_field,
	&case_l2_exits, &case_host_64_bit, &case_guest_64_bit,
	&case_host_rip_64_bit, &case_invept_type,
};

void run_legacy_l1_cases(void)
{
	report_cases("legacy-l1", cases, ARRAY_SIZE(cases));
}
