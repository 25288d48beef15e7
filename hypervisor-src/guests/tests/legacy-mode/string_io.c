// SPDX-License-Identifier: BSD-3-Clause
/* Exits for INS and OUTS of an L2 in protected mode, SDM 28.2.5 and table 28-8. */
#include "legacy.h"

#define PORT		0x4e0
#define SEGMENT_BASE	0x20000
#define ADDRESS_SIZE(n)	((u64)(n) << 7)
#define ADDRESS_SIZE_MASK	ADDRESS_SIZE(7)
#define SEGMENT(n)	((u64)(n) << 15)
#define SEGMENT_MASK	SEGMENT(7)
#define SEGMENT_ES	0
#define SEGMENT_SS	2

SNIPPET32(l2_outs16, "mov $0x4e0, %edx\n\tmov $0xaaaa1234, %esi\n\t"
	  "mov $0xbbbb0002, %ecx\n\taddr16 rep outsb %ss:(%si), %dx\n\tvmcall");
SNIPPET32(l2_ins16, "mov $0x4e0, %edx\n\tmov $0xaaaa1234, %edi\n\t"
	  "addr16 insw\n\tvmcall");
SNIPPET32(l2_outs32, "mov $0x4e0, %edx\n\tmov $0x1234, %esi\n\t"
	  "outsl %es:(%esi), %dx\n\tvmcall");

static void string_l2(const u8 *code)
{
	case_needs(rdmsr(MSR_IA32_VMX_BASIC) & BASIC_INS_OUTS_INFO,
		   "BASIC_INS_OUTS_INFO");
	legacy_l2(code);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_UNCOND_IO_EXITING);
	vmwrite(VMCS_GUEST_SS_BASE, SEGMENT_BASE);
	vmwrite(VMCS_GUEST_ES_BASE, 2 * SEGMENT_BASE);
}

static void check_string_exit(u64 qualification, u64 info_mask, u64 info, u64 linear)
{
	check_exit(EXIT_REASON_IO_INSTRUCTION);
	check_u64("exit qualification", (u64)PORT << IO_QUAL_PORT_SHIFT |
		  IO_QUAL_STRING | qualification, vmread(VMCS_EXIT_QUALIFICATION));
	check_u64("instruction information", info,
		  vmread(VMCS_EXIT_INSTRUCTION_INFO) & info_mask);
	check_u64("guest-linear address", linear, vmread(VMCS_GUEST_LINEAR_ADDRESS));
}

CASE(outs_address16, "REP OUTSB with a 16-bit address size and an SS override.",
     "exit I/O instruction(30): address size 0, segment SS, linear address from SI and the base, SDM 28.2.5")
{
	string_l2(l2_outs16);
	check_string_exit(IO_QUAL_REP, ADDRESS_SIZE_MASK | SEGMENT_MASK,
			  SEGMENT(SEGMENT_SS), SEGMENT_BASE + 0x1234);
	check_u64("ESI of L2", 0xaaaa1234, fixture.l2.gpr[GPR_RSI]);
	check_u64("ECX of L2", 0xbbbb0002, fixture.l2.gpr[GPR_RCX]);
}

CASE(ins_address16, "INSW with a 16-bit address size.",
     "exit I/O instruction(30): address size 0, linear address from DI and the base of ES, SDM 28.2.5")
{
	string_l2(l2_ins16);
	check_string_exit(IO_QUAL_IN | 1, ADDRESS_SIZE_MASK, 0,
			  2 * SEGMENT_BASE + 0x1234);
}

CASE(outs_address32, "OUTSD with an ES override.",
     "exit I/O instruction(30): address size 1, segment ES, SDM 28.2.5")
{
	string_l2(l2_outs32);
	check_string_exit(3, ADDRESS_SIZE_MASK | SEGMENT_MASK,
			  ADDRESS_SIZE(1) | SEGMENT(SEGMENT_ES),
			  2 * SEGMENT_BASE + 0x1234);
}

static const struct test_case *const cases[] = {
	&case_outs_address16, &case_ins_address16, &case_outs_address32,
};

void run_string_io_cases(void)
{
	report_cases("string-io-exits", cases, ARRAY_SIZE(cases));
}
